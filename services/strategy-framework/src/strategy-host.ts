/**
 * Runs the instances: one piece of work at a time, in the order of arrival, and in the order of the configuration where
 * one event concerns several. An instance whose strategy throws is stopped and reported; the others go on. What the host
 * itself cannot do (write, above all) is fatal: going on would emit what no snapshot knows.
 */
import type { IntentId, StrategyId } from '@oasis/domain'
import type { BusRecord, Timer } from '@oasis/ports'
import { describeError } from '@oasis/runtime'
import type { StrategyFrameworkConfig } from './config.ts'
import type { Effects, InstanceInput, IntentAnswer } from './core/instance-input.ts'
import type { StrategyInstance } from './core/strategy-instance.ts'
import type { EmissionCommitter } from './emission.ts'
import { DueTimes } from './handlers/due-times.ts'
import type { QuoteInput, TradeInput } from './handlers/market-data.ts'
import { type AccountEventInput, afterHole } from './handlers/order-events.ts'
import type { Hosted, HostPorts, InstanceHost } from './hosted.ts'
import { OpenBatches } from './open-batches.ts'
import { SerialTurns } from './serial-turns.ts'

export type Incoming = TradeInput | QuoteInput | AccountEventInput

export interface HostHooks {
  readonly committer: EmissionCommitter
  readonly onAnswered: (intents: readonly IntentId[]) => void
  readonly onFatal: (error: unknown) => void
}

export class StrategyHost implements InstanceHost {
  readonly ports: HostPorts
  readonly config: StrategyFrameworkConfig
  readonly #hooks: HostHooks
  readonly #turns = new SerialTurns()
  readonly #due: DueTimes
  readonly #hosted: Hosted[] = []
  /** Topic, then key: who gets a record, in the order of the configuration. */
  readonly #routes = new Map<string, Map<string, Hosted[]>>()
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

  add(hosted: Hosted, routes: readonly { readonly topic: string; readonly key: string }[]): void {
    this.#hosted.push(hosted)
    for (const { topic, key } of routes) {
      const byKey = this.#routes.get(topic) ?? new Map<string, Hosted[]>()
      this.#routes.set(topic, byKey)
      byKey.set(key, [...(byKey.get(key) ?? []), hosted])
    }
  }

  find(id: StrategyId): Hosted | undefined {
    return this.#hosted.find((hosted) => hosted.instance.spec.strategyId === id)
  }

  /** The consumer that feeds `onEvent` and `onBatchEnd`. */
  follow(consumer: { lag(): number }): void {
    this.#lag = () => consumer.lag()
  }

  idle(): boolean {
    return this.#openBatches.none() && !this.#turns.busy && this.#lag() === 0
  }

  readonly onEvent = (input: Incoming, record: BusRecord): void | Promise<void> => {
    this.#openBatches.begin(record)
    const concerned = this.#routes.get(record.topic)?.get(record.key)
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
    const { instance } = hosted
    if (instance.failure !== undefined) return
    const effects = instance.process(input, this.ports.scheduler.now())
    if (effects.duplicate) this.ports.metrics.increment('ots_duplicates_total', { topic: input.kind })
    if (instance.failure !== undefined) this.#reportFailure(instance)
    else {
      this.#noteProgress(hosted)
      this.#writeLogs(instance, effects)
      if (effects.intents.length + effects.cancels.length > 0) {
        this.#due.arm(hosted)
        return this.#hooks.committer.commit(hosted, effects)
      }
    }
    this.#due.arm(hosted)
  }

  /** Only within a turn. Writes down what has changed and was not emitted with. */
  async saveAll(): Promise<void> {
    for (const hosted of this.#hosted) {
      if (hosted.dirty && hosted.instance.failure === undefined) await this.#hooks.committer.commit(hosted)
    }
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
    if (this.#fatal !== undefined || instance.failure !== undefined || positions.has(record)) return
    if (input.kind === 'ACCOUNT_EVENT' && instance.lacksBefore(input.event)) {
      return afterHole(this, hosted, input, record)
    }
    positions.consumed(record)
    return this.apply(hosted, input)
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

  #writeLogs(instance: StrategyInstance, effects: Effects): void {
    for (const { message, fields } of effects.logs) {
      this.ports.logger.info({ strategy: instance.spec.strategyId, ...fields }, message)
    }
  }

  #reportFailure(instance: StrategyInstance): void {
    const { strategyId, strategy } = instance.spec
    const err = instance.failure
    this.ports.metrics.increment('ots_strategy_errors_total', { strategy: strategyId })
    this.ports.logger.error(
      { strategy: strategyId, type: strategy.id, err, reason: describeError(err) },
      'a strategy threw an error and was stopped',
    )
  }
}
