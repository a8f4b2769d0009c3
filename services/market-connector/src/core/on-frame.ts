/** (state, frame) → effects. The connection's counter is judged before anything in the frame is believed. */
import type { ConnectionId, UnixNanos } from '@oasis/domain'
import type { FeedFrame, FeedMessage } from '@oasis/ports'
import type { ConnectorState } from './connector-state.ts'
import type { Effect } from './effect.ts'
import { onBook } from './on-book.ts'
import { onTrades } from './on-trades.ts'
import { quarantineAndRecover } from './quarantine.ts'

export function onFrame(state: ConnectorState, frame: FeedFrame): Effect[] {
  const { connection, counters } = state
  if (connection === undefined) return []
  count(state, frame.channel)
  const expected = state.expectedSequence
  const { sequence } = frame
  if (sequence !== undefined && sequence < expected) {
    counters.lateFrames++
    return []
  }
  state.heardAt = frame.tsInit
  state.frameAt = frame.tsInit
  const effects: Effect[] = []
  if (sequence !== undefined) {
    const previous = state.lastSequence
    const isGap = sequence > expected + state.unreadFrames
    state.lastSequence = sequence
    state.expectedSequence = sequence + 1
    state.unreadFrames = 0
    if (isGap) {
      effects.push(...onGap(state, connection, `sequence ${sequence} after ${previous}`, frame.tsInit))
    }
  }
  for (const message of frame.messages) effects.push(...onMessage(state, connection, message, frame))
  return effects
}

/** The frame had a number, which is lost with it: what it said about any book is unknown. */
export function onMalformed(state: ConnectorState, reason: string, now: UnixNanos): Effect[] {
  const { connection } = state
  if (connection === undefined) return []
  count(state, 'malformed')
  state.counters.malformed++
  state.heardAt = now
  state.unreadFrames++
  return onGap(state, connection, `a frame that cannot be read: ${reason}`, now)
}

function onGap(state: ConnectorState, connection: ConnectionId, detail: string, now: UnixNanos): Effect[] {
  state.counters.gaps++
  const all = [...state.instruments.values()]
  return [{ kind: 'COUNT', what: 'GAP' }, ...quarantineAndRecover(state, connection, 'GAP', all, detail, now)]
}

function onMessage(
  state: ConnectorState,
  connection: ConnectionId,
  message: FeedMessage,
  frame: FeedFrame,
): Effect[] {
  switch (message.kind) {
    case 'BOOK_SNAPSHOT':
    case 'BOOK_UPDATE': {
      const instrument = state.instruments.get(message.symbol)
      if (instrument === undefined) {
        state.counters.strangers++
        return []
      }
      instrument.heardAt = frame.tsInit
      return onBook(state, connection, instrument, message, frame)
    }
    case 'TRADES': {
      const sequence = frame.sequence ?? state.lastSequence
      return onTrades(state, message, { connection, sequence, tsInit: frame.tsInit })
    }
    case 'TICKER': {
      const instrument = state.instruments.get(message.symbol)
      if (instrument !== undefined) instrument.heardAt = frame.tsInit
      return []
    }
    case 'ERROR':
      state.counters.errors++
      // It does not say which request it answers, and any of them may have been a subscription that is now missing.
      return state.settings.recoverable
        ? [{ kind: 'RECONNECT', reason: `the venue sent an error: ${message.message}` }]
        : []
    case 'HEARTBEAT':
    case 'SUBSCRIPTIONS':
    case 'OTHER':
      return []
  }
}

/** Channel names come from the wire: a bounded number of them is told apart. */
const MAX_CHANNELS = 32

function count(state: ConnectorState, channel: string): void {
  const { counters } = state
  const { framesByChannel } = counters
  counters.frames++
  const name = framesByChannel.has(channel) || framesByChannel.size < MAX_CHANNELS ? channel : 'other'
  framesByChannel.set(name, (framesByChannel.get(name) ?? 0) + 1)
}
