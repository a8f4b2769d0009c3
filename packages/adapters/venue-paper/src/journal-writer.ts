/**
 * Writes effects in the order they happened, each whole within one transaction, and tells of an effect only when it
 * is durable. What waits while a transaction runs goes into the next one together.
 */
import type { PaperJournal, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'

export interface Effect {
  readonly record: string
  readonly onDurable: () => void
  /** It could not be written, and never will be. */
  readonly onLost?: () => void
}

export class JournalWriter {
  readonly #journal: PaperJournal
  readonly #scheduler: Scheduler
  readonly #onFatal: (error: unknown) => void
  #pending: Effect[] = []
  #running: Promise<void> | undefined
  #failure: OtsError | undefined

  constructor(journal: PaperJournal, scheduler: Scheduler, onFatal: (error: unknown) => void) {
    this.#journal = journal
    this.#scheduler = scheduler
    this.#onFatal = onFatal
  }

  write(effect: Effect): void {
    // After a failure memory is ahead of the journal: nothing more may be told.
    if (this.#failure !== undefined) {
      effect.onLost?.()
      return
    }
    this.#pending.push(effect)
    this.#running ??= this.#run()
  }

  /** Resolves when everything written so far is durable and has been told; rejects once writing has failed. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running
    if (this.#failure !== undefined) throw this.#failure
  }

  async #run(): Promise<void> {
    const release = this.#scheduler.hold()
    let batch: readonly Effect[] = []
    try {
      while (this.#pending.length > 0) {
        batch = this.#pending
        this.#pending = []
        await this.#journal.append(batch.map((effect) => effect.record))
        for (const effect of batch) effect.onDurable()
      }
    } catch (cause) {
      this.#failure = new OtsError('OTS_STORE_FAILED', 'the paper journal could not be written', { cause })
      for (const effect of [...batch, ...this.#pending]) effect.onLost?.()
      this.#pending = []
      this.#onFatal(this.#failure)
    } finally {
      this.#running = undefined
      release()
    }
  }
}
