/**
 * The one place where an instance is written down: with what it emits, with what people have set, and now and then
 * without either. Invariant: intents, the signals of them, the snapshot after them and the positions consumed are one
 * transaction, and so are a command's answer, the state it led to and the snapshots of it; only then is anything sent.
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
import type { CrashPoints, Logger, Scheduler, StrategySnapshot, StrategyStore, Timer } from '@oasis/ports'
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

/** Answers are marked together: each alone would be a transaction in the way of the next order. */
const MARK_DELAY_MS = 100

export class EmissionCommitter {
  readonly #options: EmissionOptions
  #marking: Promise<void> = Promise.resolve()
  #toMark: { readonly hosted: Hosted; readonly intents: readonly IntentId[] }[] = []
  #markTimer: Timer | undefined

  constructor(options: EmissionOptions) {
    this.#options = options
  }

  /** Rejects when it could not be written: then nothing was sent, and the host must stop. */
  async commit(writing: Writing, effects: Effects = NO_EFFECTS): Promise<void> {
    const { store, relay, sender, scheduler, metrics, crashPoints } = this.#options
    const answered = writing.hosted.answered.splice(0)
    await store.commit({
      snapshot: snapshotOf(writing),
      intents: effects.intents,
      outbox: effects.signals.map((signal) => topics.signals.record(signal)),
    })
    crashPoints.pass(effects.intents.length > 0 ? 'emission-committed' : 'snapshot')
    this.#written(writing, answered)
    for (const intent of effects.intents) sender.submit(intent)
    for (const order of effects.cancels) sender.cancel(order)
    for (const { cause, mode } of effects.intents) {
      const seconds = millisBetween(cause.tsInit, scheduler.now()) / 1_000
      metrics.observe('ots_order_stage_seconds', { stage: 'emitted', mode }, seconds)
    }
    if (effects.signals.length === 0) return
    relay.notify()
    metrics.increment(
      'ots_signals_total',
      { strategy: writing.hosted.key.strategyId },
      effects.signals.length,
    )
  }

  /** Rejects like {@link commit}. The state is new if its version has grown; an answer alone leaves it as it is. */
  async commitControl(
    { state, event, answers, instances, cancels }: ControlChange,
    isNew: boolean,
  ): Promise<void> {
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
    instances.forEach((writing, i) => {
      this.#written(writing, answered[i] ?? [])
    })
    for (const order of cancels) sender.cancel(order)
    relay.notify()
  }

  /** Marks what is left; resolves when nothing is being marked. */
  settled(): Promise<void> {
    this.#markAll()
    return this.#marking
  }

  #written({ hosted, state }: Writing, answered: readonly IntentId[]): void {
    hosted.dirty = false
    hosted.saved = state
    if (answered.length > 0) this.#markSoon(hosted, answered)
  }

  #markSoon(hosted: Hosted, intents: readonly IntentId[]): void {
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

const snapshotOf = ({ hosted, instance, state }: Writing): StrategySnapshot => ({
  strategyId: hosted.key.strategyId,
  generation: instance.generation,
  configHash: instance.configHash,
  state,
  positions: hosted.positions.list(),
})
