/** What the host and a strategy's thread say to each other. Plain data: it is cloned on its way. */
import type { IntentId, StrategyId, UnixNanos } from '@oasis/domain'
import type { Subscription } from '@oasis/strategy-sdk'
import type { InstanceOpening } from '../code/strategy-code.ts'
import type { Effects, InstanceInput } from '../core/instance-input.ts'
import type { UserStrategy } from '../core/instance-spec.ts'
import type { AccountPart } from '../core/instance-state.ts'

export type ThreadRequest =
  | { readonly kind: 'LOAD'; readonly user: UserStrategy; readonly params: Readonly<Record<string, unknown>> }
  | { readonly kind: 'OPEN'; readonly openings: readonly InstanceOpening[] }
  | {
      readonly kind: 'PROCESS'
      readonly instance: StrategyId
      readonly input: InstanceInput
      readonly clock: UnixNanos
    }
  | { readonly kind: 'RENEW'; readonly instance: StrategyId; readonly clock: UnixNanos }
  | { readonly kind: 'ENCODE'; readonly instance: StrategyId }

/** In words, why it cannot run. */
export interface Refused {
  readonly kind: 'REFUSED'
  readonly reason: string
}

export interface Loaded {
  readonly kind: 'LOADED'
  readonly configHash: string
  readonly subscriptions: readonly Subscription[]
}

/** An instance as its host needs to know it. */
export interface InstanceView {
  readonly generation: number
  readonly signals: number
  readonly lateTrades: number
  readonly nextDue: UnixNanos | undefined
  readonly account: AccountPart
  /** Of each kind of bar that it wants. */
  readonly closedUntil: Readonly<Record<string, UnixNanos>>
  readonly failure: { readonly name: string; readonly message: string; readonly stack: string } | undefined
}

export interface Opened {
  readonly kind: 'OPENED'
  /** In the order of the openings. */
  readonly views: readonly InstanceView[]
}

export interface Processed {
  readonly kind: 'PROCESSED'
  readonly effects: Effects
  readonly answered: readonly IntentId[]
  readonly view: InstanceView
  /** With effects that are to be written down: the state after them. */
  readonly state: string | undefined
}

export interface Encoded {
  readonly kind: 'ENCODED'
  readonly state: string
}

export type ThreadReply = Refused | Loaded | Opened | Processed | Encoded
