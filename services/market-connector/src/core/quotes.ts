/** A book becomes a quote, at most so often per instrument. */
import type { RawLevel, RawQuote } from '@oasis/contracts'
import {
  addMillis,
  type BookState,
  type ConnectionId,
  formatPrice,
  formatQuantity,
  millisBetween,
  type UnixNanos,
} from '@oasis/domain'
import type { ConnectorState, InstrumentState } from './connector-state.ts'
import type { Effect } from './effect.ts'

/** After a change of a live book: a quote at once, or later when the last one is too fresh. */
export function quoteOrWait(
  state: ConnectorState,
  instrument: InstrumentState,
  connection: ConnectionId,
  now: UnixNanos,
): Effect[] {
  const { quotedAt } = instrument
  if (quotedAt !== undefined && millisBetween(quotedAt, now) < state.settings.quoteIntervalMs) {
    instrument.dirty = true
    return []
  }
  return [quoteNow(state, instrument, connection, now, false)]
}

export function quoteNow(
  state: ConnectorState,
  instrument: InstrumentState,
  connection: ConnectionId,
  now: UnixNanos,
  urgent: boolean,
): Effect {
  instrument.quotedAt = now
  instrument.dirty = false
  const quote: RawQuote = {
    ...stamp(instrument, connection, 'LIVE'),
    bids: levels(instrument, 'BID', state.settings.quoteDepth),
    asks: levels(instrument, 'ASK', state.settings.quoteDepth),
  }
  return { kind: 'QUOTE', quote, urgent }
}

/** The end of a book: no levels, so that nobody can use a price of it. */
export function quarantineQuote(
  instrument: InstrumentState,
  connection: ConnectionId,
  sequence: number,
  now: UnixNanos,
): Effect {
  instrument.sequence = sequence
  instrument.tsInit = now
  instrument.dirty = false
  instrument.quotedAt = undefined
  const quote: RawQuote = { ...stamp(instrument, connection, 'QUARANTINED'), bids: [], asks: [] }
  return { kind: 'QUOTE', quote, urgent: true }
}

/** Quotes that were held back and are due. */
export function dueQuotes(state: ConnectorState, now: UnixNanos): Effect[] {
  const { connection } = state
  if (connection === undefined) return []
  const effects: Effect[] = []
  for (const instrument of state.instruments.values()) {
    const due = quoteDueAt(state, instrument)
    if (due !== undefined && due <= now) effects.push(quoteNow(state, instrument, connection, now, false))
  }
  return effects
}

/** Consumers judge a price by its age; a quiet book's is shown again this often while the connection confirms it. */
const REFRESH_MS = 1_000

/**
 * Quotes of live books that have not changed: a later frame of the connection, a heartbeat even, in sequence and
 * without a change of the book, says that the book is as it was.
 */
export function refreshedQuotes(state: ConnectorState, now: UnixNanos): Effect[] {
  const { connection, frameAt, lastSequence } = state
  if (connection === undefined) return []
  const effects: Effect[] = []
  for (const instrument of state.instruments.values()) {
    const { phase, dirty, quotedAt } = instrument
    if (phase !== 'LIVE' || dirty || quotedAt === undefined || frameAt <= instrument.tsInit) continue
    if (millisBetween(quotedAt, now) < REFRESH_MS) continue
    instrument.sequence = lastSequence
    instrument.tsInit = frameAt
    effects.push(quoteNow(state, instrument, connection, now, false))
  }
  return effects
}

/** When the next held-back quote is due. */
export function nextQuoteAt(state: ConnectorState): UnixNanos | undefined {
  let next: UnixNanos | undefined
  for (const instrument of state.instruments.values()) {
    const due = quoteDueAt(state, instrument)
    if (due !== undefined && (next === undefined || due < next)) next = due
  }
  return next
}

function quoteDueAt(state: ConnectorState, instrument: InstrumentState): UnixNanos | undefined {
  const { dirty, quotedAt } = instrument
  return dirty && quotedAt !== undefined ? addMillis(quotedAt, state.settings.quoteIntervalMs) : undefined
}

const stamp = (
  { id, sequence, tsEvent, tsInit }: InstrumentState,
  connection: ConnectionId,
  bookState: BookState,
) => ({ instrumentId: id, state: bookState, connection, sequence, tsEvent, tsInit })

const levels = (instrument: InstrumentState, side: 'BID' | 'ASK', depth: number): RawLevel[] =>
  instrument.book
    .top(side, depth)
    .map(({ price, quantity }) => ({ price: formatPrice(price), size: formatQuantity(quantity) }))
