/**
 * The one place where an instance is written down: with what it emits, with what people have set, and now and then
 * without either. Invariant: intents, the signals of them, the snapshot after them and the positions consumed are one
 * transaction, and so are a command's answer, the state it led to and the snapshots of it; only then is anything sent.
 * What is emitted while a transaction is on its way is gathered for the next one: instances go on meanwhile, in memory,
 * and everything is written in the order of emission, so that what is durable is always what an instance was at one time.
 * Answers are marked after a snapshot that knows them is durable: a crash in between sends an intent again, which is
 * harmless, while the other order could leave a strategy waiting for ever.
 */
import { topics } from '@oasis/contracts'
import {
  type ClientOrderId,
  type CommandEvent,
  type IntentId,
  millisBetween,
  type StrategyControlState,
} from '@oasis/domain'
import type {
  CrashPoints,
  Emission,
  Logger,
  Scheduler,
  StrategySnapshot,
  StrategyStore,
  Timer,
} from '@oasis/ports'
import type { Metrics, OutboxRelay } from '@oasis/runtime'
import type { Instance } from './core/instance.ts'
import { type Effects, NO_EFFECTS } from './core/instance-input.ts'
import type { Hosted } from './hosted.ts'
import type { IntentSender } from './intent-sender.ts'

export interface EmissionOptions {
  readonly store: StrategyStore
  readonly relay: Pick<OutboxRelay, 'notify'>
  readonly sender: Pick<IntentSender, 'submit' | 'cancel'>
  readonly scheduler: Scheduler
  readonly metrics: Metrics
  readonly logger: Logger
  readonly crashPoints: CrashPoints
  /** What was emitted cannot be written. */
  readonly onFatal: (error: unknown) => void
}

/** An instance as it is to be written down: the one there, or the one that takes its place. */
export interface Writing {
  readonly hosted: Hosted
  readonly instance: Instance
  readonly state: string
}

export interface ControlChange {
  readonly state: StrategyControlState
  /** Told on `control.events`: an answer to a command is given once, and kept. */
  readonly event: CommandEvent | undefined
  readonly answers: boolean
  readonly instances: readonly Writing[]
  /** To be sent once it is all written down. */
  readonly cancels: readonly ClientOrderId[]
}

interface Emitted {
  readonly hosted: Hosted
  readonly effects: Effects
  /** Intents whose answer this snapshot is the first to know. */
  readonly answered: readonly IntentId[]
  readonly snapshot: StrategySnapshot
}

/** A transaction of so many takes a few milliseconds: what comes meanwhile does not wait for long. */
const MOST_TOGETHER = 100
/** A store that does not keep up holds events back. */
const MOST_WAITING = 1_000

/** Answers are marked together: each alone would be a transaction in the way of the next order. */
const MARK_DELAY_MS = 100

export class EmissionCommitter {
  readonly #options: EmissionOptions
  readonly #waiting: Emitted[] = []
  #writing: Promise<void> | undefined
  #failure: { readonly error: unknown } | undefined
  #marking: Promise<void> = Promise.resolve()
  #toMark: { readonly hosted: Hosted; readonly intents: readonly IntentId[] }[] = []
  #markTimer: Timer | undefined

  constructor(options: EmissionOptions) {
    this.#options = options
  }

  /** Nothing waits to be written. */
  get idle(): boolean {
    return this.#waiting.length === 0 && this.#writing === undefined
  }

  /**
   * Takes an instance as it is now, with what it emits, to be written after everything before it and sent once it is
   * durable. Resolved means: there is room for more. When it cannot be written, nothing of it is sent, and the host must
   * stop: `onFatal`.
   */
  emit(writing: Writing, effects: Effects = NO_EFFECTS): void | Promise<void> {
    // Without what failed before it, it is nothing that an instance ever was.
    if (this.#failure) return
    const { hosted, state } = writing
    const answered = hosted.answered.splice(0)
    hosted.dirty = false
    hosted.saved = state
    this.#waiting.push({ hosted, effects, answered, snapshot: snapshotOf(writing) })
    this.#writing ??= this.#writeAll()
    if (this.#waiting.length >= MOST_WAITING) return this.#writing
  }

  /** Resolves when all that was emitted is durable; rejects when it never will be. */
  async written(): Promise<void> {
    await this.#writing
    if (this.#failure) throw this.#failure.error
  }

  /** After all that was emitted before. Rejects when it could not be written. The state is new if its version has grown; an answer alone leaves it as it is. */
  async commitControl(
    { state, event, answers, instances, cancels }: ControlChange,
    isNew: boolean,
  ): Promise<void> {
    await this.written()
    const { store, relay, sender, crashPoints } = this.#options
    const answered = instances.map(({ hosted }) => hosted.answered.splice(0))
    await store.commitControl({
      state,
      ...(event && answers ? { answer: event } : {}),
      snapshots: instances.map(snapshotOf),
      outbox: [
        ...(isNew ? [topics.controlState.record(state)] : []),
        ...(event ? [topics.commandEvents.record(event)] : []),
      ],
    })
    crashPoints.pass('command')
    instances.forEach(({ hosted, state }, i) => {
      hosted.dirty = false
      hosted.saved = state
      this.#markSoon(hosted, answered[i] ?? [])
    })
    for (const order of cancels) sender.cancel(order)
    relay.notify()
  }

  /** Marks what is left; resolves when nothing is being marked. */
  settled(): Promise<void> {
    this.#markAll()
    return this.#marking
  }

  /** One transaction after the other, each of what has come meanwhile. */
  async #writeAll(): Promise<void> {
    const { store, crashPoints, onFatal } = this.#options
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting.splice(0, MOST_TOGETHER)
        await store.commit(batch.map(emissionOf))
        const emits = batch.some(({ effects }) => effects.intents.length > 0)
        crashPoints.pass(emits ? 'emission-committed' : 'snapshot')
        for (const one of batch) this.#carryOut(one)
      }
    } catch (error) {
      this.#failure = { error }
      this.#waiting.length = 0
      onFatal(error)
    } finally {
      this.#writing = undefined
    }
  }

  /** It is durable. */
  #carryOut({ hosted, effects, answered }: Emitted): void {
    const { relay, sender, scheduler, metrics } = this.#options
    this.#markSoon(hosted, answered)
    for (const intent of effects.intents) sender.submit(intent)
    for (const order of effects.cancels) sender.cancel(order)
    for (const { cause, mode } of effects.intents) {
      const seconds = millisBetween(cause.tsInit, scheduler.now()) / 1_000
      metrics.observe('ots_order_stage_seconds', { stage: 'emitted', mode }, seconds)
    }
    const { length: signals } = effects.signals
    if (signals === 0) return
    relay.notify()
    metrics.increment('ots_signals_total', { strategy: hosted.key.strategyId }, signals)
  }

  #markSoon(hosted: Hosted, intents: readonly IntentId[]): void {
    if (intents.length === 0) return
    this.#toMark.push({ hosted, intents })
    this.#markTimer ??= this.#options.scheduler.after(MARK_DELAY_MS, () => this.#markAll())
  }

  /** What could not be marked is marked with the next snapshot, or sent again after a restart. */
  #markAll(): void {
    this.#markTimer?.cancel()
    this.#markTimer = undefined
    const { store, logger } = this.#options
    const batch = this.#toMark.splice(0)
    if (batch.length === 0) return
    this.#marking = this.#marking
      .then(() => store.markAnswered(batch.flatMap(({ intents }) => intents)))
      .catch((error) => {
        logger.warn({ err: error }, 'answers not marked, trying with the next snapshot')
        for (const { hosted, intents } of batch) hosted.answered.push(...intents)
      })
  }
}

const emissionOf = ({ effects, snapshot }: Emitted): Emission => ({
  snapshot,
  intents: effects.intents,
  outbox: effects.signals.map((signal) => topics.signals.record(signal)),
})

const snapshotOf = ({ hosted, instance, state }: Writing): StrategySnapshot => ({
  strategyId: hosted.key.strategyId,
  generation: instance.generation,
  configHash: instance.configHash,
  state,
  positions: hosted.positions.list(),
})
