/**
 * What happens is applied in memory at once, written as one effect, and told (by event or answer) when it is durable.
 * So a crash loses only what nobody was told, and the market that has passed meanwhile is not matched again.
 */
import type { Currency, Instrument, InstrumentId } from '@oasis/domain'
import type { PaperBalance, PaperEvent, PaperMatcher } from '@oasis/matching'
import type { VenueEvent } from '@oasis/ports'
import { effectRecord } from './journal-records.ts'
import type { JournalWriter } from './journal-writer.ts'
import { type OrderArchive, reportOf, toVenueExecution } from './order-archive.ts'

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
  /** As the journal has them; the matcher replaces a balance when it changes. */
  readonly #balances: Map<Currency, PaperBalance>

  constructor(options: EffectRecorderOptions) {
    this.#options = options
    this.#journaled = new Set(options.journaled)
    this.#balances = new Map(options.matcher.balances.entries())
  }

  /** `answer` runs right before the events are told. */
  record(events: readonly PaperEvent[], answer?: () => void, onLost?: () => void): void {
    const { archive, writer, onEvent, afterEffect } = this.#options
    archive.note(events)
    const record = effectRecord({
      events,
      balances: this.#changedBalances(),
      instruments: this.#newInstruments(events),
    })
    const told = events.map(toVenueEvent)
    const onDurable = () => {
      answer?.()
      for (const event of told) onEvent(event)
    }
    writer.write(onLost === undefined ? { record, onDurable } : { record, onDurable, onLost })
    afterEffect()
  }

  #changedBalances(): (readonly [Currency, PaperBalance])[] {
    const changed = this.#options.matcher.balances
      .entries()
      .filter(([code, balance]) => this.#balances.get(code) !== balance)
    for (const [code, balance] of changed) this.#balances.set(code, balance)
    return changed
  }

  /** An open order has to find its currencies and increments again, before any market data comes. */
  #newInstruments(events: readonly PaperEvent[]): Instrument[] {
    const found: Instrument[] = []
    for (const { order } of events) {
      const instrument = this.#options.matcher.instrument(order.instrumentId)
      if (!instrument || this.#journaled.has(instrument.id)) continue
      this.#journaled.add(instrument.id)
      found.push(instrument)
    }
    return found
  }
}

const toVenueEvent = (event: PaperEvent): VenueEvent =>
  event.kind === 'ORDER'
    ? { kind: 'ORDER', report: reportOf(event.order) }
    : { kind: 'EXECUTION', execution: toVenueExecution(event.execution) }
