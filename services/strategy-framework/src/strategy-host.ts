/**
 * Runs the instances: one piece of work at a time, in the order of arrival, and in the order of the configuration where
 * one event concerns several. A strategy that throws is stopped and reported; the others go on. What the host itself
 * cannot do (write, above all) is fatal: going on would emit what no snapshot knows.
 */
import type { AccountId, IntentId, StrategyId } from '@oasis/domain'
import type { BusRecord, CrashPoints, Timer } from '@oasis/ports'
import type { StrategyFrameworkConfig } from './config.ts'
import { lacksBefore } from './core/account-book.ts'
import type { Instance } from './core/instance.ts'
import {
  type Effects,
  emits,
  type InstanceInput,
  type IntentAnswer,
  NO_EFFECTS,
} from './core/instance-input.ts'
import type { EmissionCommitter } from './emission.ts'
import { DueTimes } from './handlers/due-times.ts'
import type { QuoteInput, TradeInput } from './handlers/market-data.ts'
import { type AccountEventInput, afterHole } from './handlers/order-events.ts'
import {
  type AccountControl,
  type Hosted,
  type HostPorts,
  type InstanceHost,
  UNCONTROLLED,
} from './hosted.ts'
import { OpenBatches } from './open-batches.ts'
import { Routes } from './routes.ts'
import { SerialTurns } from './serial-turns.ts'

export type Incoming = TradeInput | QuoteInput | AccountEventInput

export interface HostHooks {
  readonly committer: EmissionCommitter
  readonly crashPoints: CrashPoints
  readonly onAnswered: (intents: readonly IntentId[]) => void
  /** Within the turn: the strategy's code threw, or cannot be written down. */
  readonly onFailure: (hosted: Hosted, failure: Failure) => Promise<void>
  /** Within the turn: the account was reset. */
  readonly onReset: (hosted: Hosted) => Promise<void>
  readonly onFatal: (error: unknown) => void
}

export interface Failure {
  readonly cause: unknown
  /** What it failed on, if it was an event: the instance is as it was before that. */
  readonly input: InstanceInput | undefined
}

export class StrategyHost implements InstanceHost {
  readonly ports: HostPorts
  readonly config: StrategyFrameworkConfig
  readonly #hooks: HostHooks
  readonly #turns = new SerialTurns()
  readonly #due: DueTimes
  readonly #hosted: Hosted[] = []
  readonly accounts = new Map<AccountId, AccountControl>()
  #routes = new Routes([])
  readonly #openBatches = new OpenBatches()
  /** Until there is a consumer, nobody knows what waits. */
  #lag: () => number = () => 1
  #snapshotTimer: Timer | undefined
  #fatal: unknown
  #stopped = false

  constructor(ports: HostPorts, config: StrategyFrameworkConfig, hooks: HostHooks) {
    this.ports = ports
    this.config = config
    this.#hooks = hooks
    this.#due = new DueTimes(this)
  }

  get all(): readonly Hosted[] {
    return this.#hosted
  }
  get fatal(): unknown {
    return this.#fatal
  }

  add(hosted: Hosted): void {
    this.#hosted.push(hosted)
    this.#routes = new Routes(this.#hosted)
  }

  swap(hosted: Hosted, instance: Instance): void {
    hosted.instance = instance
    this.#routes = new Routes(this.#hosted)
    this.#due.arm(hosted)
  }

  accountControl(id: AccountId): AccountControl {
    return this.accounts.get(id) ?? UNCONTROLLED
  }

  find(id: StrategyId): Hosted | undefined {
    return this.#hosted.find((hosted) => hosted.key.strategyId === id)
  }

  /** The consumer that feeds `onEvent` and `onBatchEnd`; undefined while there is none. */
  follow(consumer: { lag(): number } | undefined): void {
    this.#lag = () => consumer?.lag() ?? 1
  }

  idle(): boolean {
    const { committer } = this.#hooks
    return this.#openBatches.none() && !this.#turns.busy && committer.idle && this.#lag() === 0
  }

  readonly onEvent = (input: Incoming, record: BusRecord): void | Promise<void> => {
    this.#openBatches.begin(record)
    const concerned = this.#routes.of(record)
    return concerned && this.#turns.run(() => this.#deliver(concerned, 0, input, record))
  }

  readonly onBatchEnd = (last: BusRecord): void => {
    this.#openBatches.end(last)
  }

  onAnswer(hosted: Hosted, intentId: IntentId, answer: IntentAnswer): void {
    this.inTurn(() => this.apply(hosted, { kind: 'ANSWER', intentId, answer }))
  }

  inTurn(work: () => void | Promise<void>): void {
    const guarded = async () => {
      try {
        if (this.#fatal === undefined && !this.#stopped) await work()
      } catch (error) {
        this.fail(error)
      }
    }
    void this.#turns.run(guarded)
  }

  /** Work that is waited for: what it throws is the caller's. Never from within a turn. */
  async turn(work: () => void | Promise<void>): Promise<void> {
    await this.#turns.run(() => {
      if (this.#fatal !== undefined) throw this.#fatal
      return work()
    })
  }

  apply(hosted: Hosted, input: InstanceInput): void | Promise<void> {
    const effects = hosted.instance.process(input, this.ports.scheduler.now())
    return effects instanceof Promise
      ? effects.then((settled) => this.#carryOut(hosted, input, settled))
      : this.#carryOut(hosted, input, effects)
  }

  /** Only within a turn. Has written down what has changed and was not emitted with. */
  async saveAll(): Promise<void> {
    for (const hosted of this.#hosted) if (hosted.dirty) await this.#emit(hosted)
  }

  /** Intake has ended: tells the strategies, and writes down what they are. Answers that come later are not taken in. */
  async stop(): Promise<void> {
    this.#due.close()
    this.#snapshotTimer?.cancel()
    await this.#turns.idle()
    this.#stopped = true
    if (this.#fatal !== undefined) return
    for (const hosted of this.#hosted) await this.apply(hosted, { kind: 'STOP' })
    this.#due.close()
    this.#snapshotTimer?.cancel()
    await this.saveAll()
    await this.#hooks.committer.written()
    await this.#hooks.committer.settled()
  }

  fail(error: unknown): void {
    if (this.#fatal !== undefined) return
    this.#fatal = error ?? new Error('unknown')
    this.#due.close()
    this.#snapshotTimer?.cancel()
    this.#hooks.onFatal(error)
  }

  #deliver(
    concerned: readonly Hosted[],
    from: number,
    input: Incoming,
    record: BusRecord,
  ): void | Promise<void> {
    for (let i = from; i < concerned.length; i++) {
      const hosted = concerned[i]
      const pending = hosted && this.#hand(hosted, input, record)
      if (pending) return pending.then(() => this.#deliver(concerned, i + 1, input, record))
    }
  }

  #hand(hosted: Hosted, input: Incoming, record: BusRecord): void | Promise<void> {
    const { instance, positions } = hosted
    if (this.#fatal !== undefined || positions.has(record)) return
    if (input.kind !== 'ACCOUNT_EVENT') {
      positions.consumed(record)
      return this.apply(hosted, input)
    }
    if (lacksBefore(instance.account.accountSeq, input.event)) return afterHole(this, hosted, input, record)
    positions.consumed(record)
    this.#hooks.crashPoints.pass('order-event-consumed')
    return this.apply(hosted, input)
  }

  #carryOut(hosted: Hosted, input: InstanceInput, effects: Effects): void | Promise<void> {
    const { instance } = hosted
    if (effects.duplicate) this.ports.metrics.increment('ots_duplicates_total', { topic: input.kind })
    if (instance.failure !== undefined) {
      return this.#hooks.onFailure(hosted, { cause: instance.failure, input })
    }
    this.#noteProgress(hosted)
    this.#writeLogs(hosted, effects)
    this.#due.arm(hosted)
    if (effects.renew) return this.#hooks.onReset(hosted)
    if (emits(effects)) return this.#emit(hosted, effects)
  }

  async #emit(hosted: Hosted, effects: Effects = NO_EFFECTS): Promise<void> {
    const { instance } = hosted
    let state: string
    try {
      state = await instance.encodeState()
    } catch (cause) {
      // Between emissions only: its state is no plain data, or its thread is gone.
      return this.#hooks.onFailure(hosted, { cause, input: undefined })
    }
    await this.#hooks.committer.emit({ hosted, instance, state }, effects)
  }

  #noteProgress(hosted: Hosted): void {
    const answered = hosted.instance.takeAnswered()
    if (answered.length > 0) {
      hosted.answered.push(...answered)
      this.#hooks.onAnswered(answered)
    }
    hosted.dirty = true
    this.#snapshotTimer ??= this.ports.scheduler.after(this.config.snapshotIntervalMs, () => {
      this.#snapshotTimer = undefined
      this.inTurn(() => this.saveAll())
    })
  }

  #writeLogs({ key }: Hosted, effects: Effects): void {
    for (const { message, fields } of effects.logs) {
      this.ports.logger.info({ strategy: key.strategyId, ...fields }, message)
    }
  }
}
