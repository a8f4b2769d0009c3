/** Snapshots and changes of one instrument's book. */
import type { ConnectionId } from '@oasis/domain'
import type { FeedFrame, FeedMessage } from '@oasis/ports'
import type { ConnectorState, InstrumentState } from './connector-state.ts'
import type { Effect } from './effect.ts'
import { quarantineAndRecover, statusOf } from './quarantine.ts'
import { quoteNow, quoteOrWait } from './quotes.ts'

type BookMessage = Extract<FeedMessage, { kind: 'BOOK_SNAPSHOT' | 'BOOK_UPDATE' }>

export function onBook(
  state: ConnectorState,
  connection: ConnectionId,
  instrument: InstrumentState,
  message: BookMessage,
  frame: FeedFrame,
): Effect[] {
  if (message.kind === 'BOOK_SNAPSHOT') return onSnapshot(state, connection, instrument, message, frame)
  if (instrument.phase === 'QUARANTINED') return []
  if (instrument.phase === 'AWAITING')
    return broken(state, connection, instrument, 'changes without a snapshot', frame)
  instrument.book.apply(message.changes)
  if (instrument.book.isCrossed()) return broken(state, connection, instrument, 'the book is crossed', frame)
  stampBook(instrument, frame)
  return quoteOrWait(state, instrument, connection, frame.tsInit)
}

function onSnapshot(
  state: ConnectorState,
  connection: ConnectionId,
  instrument: InstrumentState,
  message: BookMessage,
  frame: FeedFrame,
): Effect[] {
  if (message.changes.length === 0) {
    return broken(state, connection, instrument, 'a snapshot without levels', frame)
  }
  instrument.book.replace(message.changes)
  if (instrument.book.isCrossed())
    return broken(state, connection, instrument, 'the snapshot is crossed', frame)
  const resumed = instrument.phase === 'QUARANTINED' && instrument.wasLive
  instrument.phase = 'LIVE'
  instrument.wasLive = true
  instrument.snapshotDueBy = undefined
  stampBook(instrument, frame)
  const quote = quoteNow(state, instrument, connection, frame.tsInit, true)
  return resumed ? [...onResumed(state, connection, instrument, frame), quote] : [quote]
}

function onResumed(
  state: ConnectorState,
  connection: ConnectionId,
  instrument: InstrumentState,
  frame: FeedFrame,
): Effect[] {
  const status = statusOf(state, connection, 'RESYNCED', [instrument], 'a fresh snapshot', frame.tsInit)
  const whole = [...state.instruments.values()].every(({ phase }) => phase === 'LIVE')
  if (!whole) return [status]
  state.counters.resyncs++
  return [{ kind: 'COUNT', what: 'RESYNC' }, status]
}

/** One broken book puts all of its connection in doubt: they came the same way. */
function broken(
  state: ConnectorState,
  connection: ConnectionId,
  instrument: InstrumentState,
  why: string,
  frame: FeedFrame,
): Effect[] {
  const detail = `${instrument.symbol}: ${why}, at sequence ${frame.sequence ?? '?'}`
  const all = [...state.instruments.values()]
  return quarantineAndRecover(state, connection, 'GAP', all, detail, frame.tsInit)
}

function stampBook(instrument: InstrumentState, frame: FeedFrame): void {
  instrument.sequence = frame.sequence ?? instrument.sequence
  instrument.tsEvent = frame.tsEvent
  instrument.tsInit = frame.tsInit
}
