/**
 * What happens to books that can no longer be believed: first a status, then a quote without levels for each, then a
 * request for fresh snapshots. Nothing but a fresh snapshot brings a book back.
 */
import { addMillis, type ConnectionId, type FeedState, type UnixNanos } from '@oasis/domain'
import { awaitSnapshot, type ConnectorState, type InstrumentState } from './connector-state.ts'
import type { Effect } from './effect.ts'
import { quarantineQuote } from './quotes.ts'

/** A gap in a gap asks again, for the snapshot may have been in it; but not faster than this. */
const RESUBSCRIBE_INTERVAL_MS = 1_000

export function statusOf(
  state: ConnectorState,
  connection: ConnectionId,
  feedState: FeedState,
  instruments: Iterable<InstrumentState>,
  detail: string,
  now: UnixNanos,
): Effect {
  const ids = [...instruments].map(({ id }) => id)
  return {
    kind: 'STATUS',
    status: { venue: state.venue, connection, state: feedState, instruments: ids, detail, tsInit: now },
  }
}

/** `affected` are all of the connection, except for silence about one. */
export function quarantine(
  state: ConnectorState,
  connection: ConnectionId,
  feedState: 'GAP' | 'STALE' | 'DISCONNECTED',
  affected: readonly InstrumentState[],
  detail: string,
  now: UnixNanos,
): Effect[] {
  const effects = [statusOf(state, connection, feedState, affected, detail, now)]
  for (const instrument of affected) {
    if (instrument.phase === 'QUARANTINED') continue
    instrument.phase = 'QUARANTINED'
    instrument.book.clear()
    effects.push(quarantineQuote(instrument, connection, state.lastSequence, now))
  }
  return effects
}

/** Quarantine with the request for fresh snapshots. */
export function quarantineAndRecover(
  state: ConnectorState,
  connection: ConnectionId,
  feedState: 'GAP' | 'STALE',
  affected: readonly InstrumentState[],
  detail: string,
  now: UnixNanos,
): Effect[] {
  const effects = quarantine(state, connection, feedState, affected, detail, now)
  state.resubscribeWanted = true
  return [...effects, ...resubscribe(state, now)]
}

/** For all quarantined books, if wanted and allowed by now. */
export function resubscribe(state: ConnectorState, now: UnixNanos): Effect[] {
  if (!state.resubscribeWanted || !state.settings.recoverable) return []
  const { resubscribedAt } = state
  if (resubscribedAt !== undefined && addMillis(resubscribedAt, RESUBSCRIBE_INTERVAL_MS) > now) return []
  state.resubscribeWanted = false
  const quarantined = [...state.instruments.values()].filter(({ phase }) => phase === 'QUARANTINED')
  if (quarantined.length === 0) return []
  state.resubscribedAt = now
  // A deadline that is running goes on: asking every second must not keep a dead connection for ever.
  for (const each of quarantined) if (each.snapshotDueBy === undefined) awaitSnapshot(state, each, now)
  return [{ kind: 'RESUBSCRIBE_BOOKS', symbols: quarantined.map(({ symbol }) => symbol) }]
}
