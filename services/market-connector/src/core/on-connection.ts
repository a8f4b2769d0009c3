/** Opening, closing, and the passing of time without messages. */
import { type ConnectionId, millisBetween, type UnixNanos } from '@oasis/domain'
import { awaitSnapshot, type ConnectorState } from './connector-state.ts'
import type { Effect } from './effect.ts'
import { quarantine, quarantineAndRecover, resubscribe, statusOf } from './quarantine.ts'
import { refreshedQuotes } from './quotes.ts'

/** One counter per connection, over all channels, from 0. */
const FIRST_SEQUENCE = 0

export function onConnected(state: ConnectorState, connection: ConnectionId, now: UnixNanos): Effect[] {
  state.connection = connection
  state.expectedSequence = FIRST_SEQUENCE
  state.unreadFrames = 0
  state.lastSequence = 0
  state.heardAt = now
  state.frameAt = now
  state.resubscribedAt = undefined
  state.resubscribeWanted = false
  for (const instrument of state.instruments.values()) {
    instrument.heardAt = now
    awaitSnapshot(state, instrument, now)
  }
  return [statusOf(state, connection, 'CONNECTED', state.instruments.values(), '', now)]
}

export function onDisconnected(state: ConnectorState, reason: string, now: UnixNanos): Effect[] {
  const { connection } = state
  if (connection === undefined) return []
  const effects = quarantine(state, connection, 'DISCONNECTED', [...state.instruments.values()], reason, now)
  state.connection = undefined
  for (const instrument of state.instruments.values()) instrument.snapshotDueBy = undefined
  return effects
}

/** We did not read for a while: that was our silence, not the venue's. */
export function onReadingResumed(state: ConnectorState, now: UnixNanos): void {
  state.heardAt = now
  for (const instrument of state.instruments.values()) {
    instrument.heardAt = now
    if (instrument.snapshotDueBy !== undefined) awaitSnapshot(state, instrument, now)
  }
}

/** Once a second. Silence in a recording is what was recorded: nothing can be asked for, so nothing is doubted. */
export function onTick(state: ConnectorState, now: UnixNanos): Effect[] {
  return [...refreshedQuotes(state, now), ...doubt(state, now)]
}

function doubt(state: ConnectorState, now: UnixNanos): Effect[] {
  const { connection, settings } = state
  if (connection === undefined || !settings.recoverable) return []
  const all = [...state.instruments.values()]
  if (millisBetween(state.heardAt, now) > settings.socketSilenceMs) {
    const reason = `nothing received for ${settings.socketSilenceMs} ms`
    return [...quarantine(state, connection, 'STALE', all, reason, now), { kind: 'RECONNECT', reason }]
  }
  const overdue = all.find(({ snapshotDueBy }) => snapshotDueBy !== undefined && snapshotDueBy < now)
  if (overdue !== undefined) {
    return [
      { kind: 'RECONNECT', reason: `no snapshot of ${overdue.symbol} in ${settings.snapshotTimeoutMs} ms` },
    ]
  }
  const silent = all.filter(
    ({ phase, heardAt }) => phase === 'LIVE' && millisBetween(heardAt, now) > settings.stalenessMs,
  )
  if (silent.length === 0) return resubscribe(state, now)
  const detail = `nothing heard for ${settings.stalenessMs} ms`
  return quarantineAndRecover(state, connection, 'STALE', silent, detail, now)
}
