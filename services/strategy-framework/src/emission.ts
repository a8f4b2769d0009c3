/**
 * The one place where an instance is written down: with what it emits, and now and then without. Invariant: intents,
 * the signals of them, the snapshot after them and the positions consumed are one transaction; only then is anything
 * sent. Answers are marked after a snapshot that knows them is durable: a crash in between sends an intent again,
 * which is harmless, while the other order could leave a strategy waiting for ever.
 */
import { topics } from '@oasis/contracts'
import type { IntentId } from '@oasis/domain'
import type { Logger, Scheduler, StrategyStore, Timer } from '@oasis/ports'
import type { Metrics, OutboxRelay } from '@oasis/runtime'
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
  async commit(hosted: Hosted, effects: Effects = NO_EFFECTS): Promise<void> {
    const { store, relay, sender, metrics } = this.#options
    const { instance, positions } = hosted
    const { strategyId, configHash } = instance.spec
    const answered = hosted.answered.splice(0)
    await store.commit({
      snapshot: {
        strategyId,
        generation: instance.generation,
        configHash,
        state: instance.encodeState(),
        positions: positions.list(),
      },
      intents: effects.intents,
      outbox: effects.signals.map((signal) => topics.signals.record(signal)),
    })
    hosted.dirty = false
    for (const intent of effects.intents) sender.submit(intent)
    for (const order of effects.cancels) sender.cancel(order)
    if (effects.signals.length > 0) {
      relay.notify()
      metrics.increment('ots_signals_total', { strategy: strategyId }, effects.signals.length)
    }
    if (answered.length > 0) this.#markSoon(hosted, answered)
  }

  /** Marks what is left; resolves when nothing is being marked. */
  settled(): Promise<void> {
    this.#markAll()
    return this.#marking
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
