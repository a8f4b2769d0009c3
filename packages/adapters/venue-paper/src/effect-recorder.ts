/**
 * What happens is applied in memory at once, written as one effect, and told (by event or answer) when it is durable.
 * So a crash loses only what nobody was told, and the market that has passed meanwhile is not matched again.
 */
import type { InstrumentId } from '@oasis/domain'
import type { PaperEvent, PaperMatcher } from '@oasis/matching'
import type { PaperJournalEntry, VenueEvent } from '@oasis/ports'
import { balanceEntries, eventEntries, instrumentEntry } from './journal-entries.ts'
import type { JournalWriter } from './journal-writer.ts'
import { type OrderArchive, reportOf } from './order-archive.ts'

export interface EffectRecorderOptions {
  readonly matcher: PaperMatcher
  readonly archive: OrderArchive
  readonly writer: JournalWriter
  /** Instruments that the journal already has. */
  readonly journaled: Iterable<InstrumentId>
  readonly onEvent: (event: VenueEvent) => void
  /** Open orders may have changed. */
  readonly afterEffect: () => void
}

export class EffectRecorder {
  readonly #options: EffectRecorderOptions
  readonly #journaled: Set<InstrumentId>

  constructor(options: EffectRecorderOptions) {
    this.#options = options
    this.#journaled = new Set(options.journaled)
  }

  /** `answer` runs right before the events are told. */
  record(events: readonly PaperEvent[], answer?: () => void, onLost?: () => void): void {
    const { matcher, archive, writer, onEvent, afterEffect } = this.#options
    archive.note(events)
    const entries = [
      ...this.#newInstruments(events),
      ...eventEntries(events),
      ...balanceEntries(matcher.balances),
    ]
    const told = events.map(toVenueEvent)
    const onDurable = () => {
      answer?.()
      for (const event of told) onEvent(event)
    }
    writer.write(onLost === undefined ? { entries, onDurable } : { entries, onDurable, onLost })
    afterEffect()
  }

  /** An open order has to find its currencies and increments again, before any market data comes. */
  #newInstruments(events: readonly PaperEvent[]): PaperJournalEntry[] {
    const entries: PaperJournalEntry[] = []
    for (const { order } of events) {
      const instrument = this.#options.matcher.instrument(order.instrumentId)
      if (!instrument || this.#journaled.has(instrument.id)) continue
      this.#journaled.add(instrument.id)
      entries.push(instrumentEntry(instrument))
    }
    return entries
  }
}

const toVenueEvent = (event: PaperEvent): VenueEvent =>
  event.kind === 'ORDER'
    ? { kind: 'ORDER', report: reportOf(event.order) }
    : { kind: 'EXECUTION', execution: event.execution }
