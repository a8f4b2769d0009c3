/** An instance as its host sees it: running here, running in a thread, or stopped. */
import type { IntentId, UnixNanos } from '@oasis/domain'
import type { Subscription } from '@oasis/strategy-sdk'
import type { Effects, InstanceInput } from './instance-input.ts'
import type { InstanceKey } from './instance-spec.ts'
import type { AccountPart } from './instance-state.ts'

export interface Instance {
  readonly key: InstanceKey
  readonly generation: number
  readonly configHash: string
  /** Nothing while it is stopped. */
  readonly subscriptions: readonly Subscription[]
  /** What its code threw, or how it ended; it takes nothing more, and its account is what it was before that input. */
  readonly failure: unknown
  readonly account: AccountPart
  readonly signals: number
  /** Trades that came after their bar had closed. */
  readonly lateTrades: number
  /** Everything before it is closed for good, for bars of this kind. */
  barsClosedUntil(kind: string): UnixNanos
  /** When a timer or a bar is due next. */
  nextDue(): UnixNanos | undefined
  /** Intents that got their answer since the last call: to be marked once a snapshot with that answer is durable. */
  takeAnswered(): readonly IntentId[]
  /** `clock` is our time, of now. Never rejects for what the strategy does: that is its `failure`. */
  process(input: InstanceInput, clock: UnixNanos): Effects | Promise<Effects>
  /** Canonical: the same events give the same text. Throws or rejects when its state is no plain data. */
  encodeState(): string | Promise<string>
  /** The next generation, after a reset: acts on nothing from before `clock`. */
  renewed(clock: UnixNanos): Instance | Promise<Instance>
}
