/** An instance that runs in a thread: asks it, and remembers what it last said of itself. */
import type { IntentId, UnixNanos } from '@oasis/domain'
import type { Subscription } from '@oasis/strategy-sdk'
import type { Instance } from '../core/instance.ts'
import { type Effects, type InstanceInput, NO_EFFECTS } from '../core/instance-input.ts'
import type { InstanceKey } from '../core/instance-spec.ts'
import type { AccountPart } from '../core/instance-state.ts'
import type { Encoded, InstanceView, Opened, Processed } from '../thread/thread-messages.ts'
import type { Thread } from './thread.ts'

export interface ThreadInstanceFacts {
  readonly key: InstanceKey
  readonly configHash: string
  readonly subscriptions: readonly Subscription[]
  readonly view: InstanceView
}

export class ThreadInstance implements Instance {
  readonly key: InstanceKey
  readonly configHash: string
  readonly subscriptions: readonly Subscription[]
  readonly #thread: Thread
  #view: InstanceView
  #answered: IntentId[] = []
  /** After the last effects that were to be written down. */
  #state: string | undefined
  #failure: unknown

  constructor(thread: Thread, { key, configHash, subscriptions, view }: ThreadInstanceFacts) {
    this.#thread = thread
    this.key = key
    this.configHash = configHash
    this.subscriptions = subscriptions
    this.#view = view
  }

  get generation(): number {
    return this.#view.generation
  }
  get failure(): unknown {
    return this.#failure
  }
  get account(): AccountPart {
    return this.#view.account
  }
  get signals(): number {
    return this.#view.signals
  }
  get lateTrades(): number {
    return this.#view.lateTrades
  }

  barsClosedUntil(kind: string): UnixNanos {
    return this.#view.closedUntil[kind] ?? (0n as UnixNanos)
  }

  nextDue(): UnixNanos | undefined {
    return this.#view.nextDue
  }

  takeAnswered(): readonly IntentId[] {
    const answered = this.#answered
    this.#answered = []
    return answered
  }

  async process(input: InstanceInput, clock: UnixNanos): Promise<Effects> {
    if (this.#failure !== undefined) return NO_EFFECTS
    if (input.kind === 'CANDLES') return this.#warmUp(input, clock)
    return this.#ask(input, clock)
  }

  /** Each bar has a budget of its own: they were hours in the making, and come at once. */
  async #warmUp(input: InstanceInput & { kind: 'CANDLES' }, clock: UnixNanos): Promise<Effects> {
    const all: Effects[] = []
    for (const candle of input.candles) all.push(await this.#ask({ ...input, candles: [candle] }, clock))
    if (this.#failure !== undefined) return NO_EFFECTS
    const cancels = all.flatMap((one) => one.cancels)
    return { ...NO_EFFECTS, cancels, logs: all.flatMap((one) => one.logs) }
  }

  async #ask(input: InstanceInput, clock: UnixNanos): Promise<Effects> {
    if (this.#failure !== undefined) return NO_EFFECTS
    try {
      const request = { kind: 'PROCESS', instance: this.key.strategyId, input, clock } as const
      const { effects, answered, view, state } = await this.#thread.askFor<Processed>(request)
      this.#adopt(view)
      this.#answered.push(...answered)
      this.#state = state
      return effects
    } catch (error) {
      // Its budget, an error that nothing caught, state that is no plain data: all of it the strategy's own doing.
      this.#failure = error
      return NO_EFFECTS
    }
  }

  async encodeState(): Promise<string> {
    const known = this.#state
    if (known !== undefined) return known
    const request = { kind: 'ENCODE', instance: this.key.strategyId } as const
    return (await this.#thread.askFor<Encoded>(request)).state
  }

  async renewed(clock: UnixNanos): Promise<ThreadInstance> {
    const { key, configHash, subscriptions } = this
    const { views } = await this.#thread.askFor<Opened>({ kind: 'RENEW', instance: key.strategyId, clock })
    return new ThreadInstance(this.#thread, { key, configHash, subscriptions, view: views[0] ?? this.#view })
  }

  #adopt(view: InstanceView): void {
    this.#view = view
    if (view.failure) this.#failure = Object.assign(new Error(view.failure.message), view.failure)
  }
}
