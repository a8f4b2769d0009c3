/** What happens to an account, one fact after the other: all that the naive model knows, and it keeps nothing else. */
import type {
  AccountEventBody,
  BotStatus,
  InstrumentId,
  IntentId,
  Limits,
  Order,
  OrderIntent,
  StrategyId,
  StrategyStatus,
  UnixNanos,
} from '@oasis/domain'

export type LimitLevel = 'account' | 'strategy' | 'instrument'

export type Fact =
  | { readonly kind: 'quote'; readonly id: InstrumentId; readonly mid: bigint; readonly at: UnixNanos }
  /** What was shown is in doubt, or (`early`) of the future. */
  | { readonly kind: 'gap'; readonly id: InstrumentId; readonly early: boolean }
  /** The account's state is known, or events are missing, or the order manager is away. */
  | { readonly kind: 'phase'; readonly phase: 'OPEN' | 'RECONCILING' | 'AWAY' }
  | { readonly kind: 'status'; readonly status: BotStatus; readonly haltEpoch: number }
  | { readonly kind: 'strategy'; readonly id: StrategyId; readonly status: StrategyStatus }
  | { readonly kind: 'limits'; readonly level: LimitLevel; readonly limits: Partial<Limits> }
  | { readonly kind: 'approved'; readonly intent: OrderIntent; readonly at: UnixNanos }
  /** The order manager has refused the approval: it has no order of it. */
  | { readonly kind: 'refused'; readonly intentId: IntentId }
  | { readonly kind: 'event'; readonly body: AccountEventBody }
  /** An event that was not heard: the account has changed by it, and its order is told by the next snapshot. */
  | { readonly kind: 'missed'; readonly body: AccountEventBody }
  /** `resolved`: what became of approvals without an answer, of which the order manager knew. */
  | {
      readonly kind: 'snapshot'
      readonly orders: readonly Order[]
      readonly resolved: readonly Order[]
      readonly newEpoch: boolean
      readonly at: UnixNanos
      /** With a new epoch: all that the order manager has created lately, final ones included. */
      readonly recent: readonly Order[]
    }
  | { readonly kind: 'canceled'; readonly order: Order; readonly at: UnixNanos }
  /** Equity was looked at, and losses with it. */
  | { readonly kind: 'look'; readonly at: UnixNanos }
  | { readonly kind: 'rearm'; readonly at: UnixNanos }
