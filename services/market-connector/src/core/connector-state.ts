/**
 * Everything the connector knows, in one value that only the functions of this folder change. Books and trade tapes
 * are changed in place, because copying them would cost more than all the rest.
 */
import {
  addMillis,
  type ConnectionId,
  type InstrumentId,
  LevelBook,
  symbolOf,
  type UnixNanos,
  type VenueId,
} from '@oasis/domain'
import { TradeTape } from './trade-tape.ts'

export interface CoreSettings {
  readonly quoteIntervalMs: number
  readonly quoteDepth: number
  readonly stalenessMs: number
  readonly socketSilenceMs: number
  readonly snapshotTimeoutMs: number
  /** False on a recording: asking for snapshots or trades again is pointless. */
  readonly recoverable: boolean
}

/** AWAITING: never had a snapshot. QUARANTINED: had one, or should have, and waits for a fresh one. */
export const BOOK_PHASES = ['AWAITING', 'LIVE', 'QUARANTINED'] as const
export type BookPhase = (typeof BOOK_PHASES)[number]

export interface InstrumentState {
  readonly id: InstrumentId
  readonly symbol: string
  readonly book: LevelBook
  /** Outlives connections: what was missed in between is a gap like any other. */
  readonly tape: TradeTape
  phase: BookPhase
  /** It was live once: a later return to life is a resync, the first is not. */
  wasLive: boolean
  /** Of the last frame that changed the book. */
  sequence: number
  tsEvent: UnixNanos
  tsInit: UnixNanos
  /** When anything was last heard about the instrument, or asked. */
  heardAt: UnixNanos
  /** A snapshot must have come by then. */
  snapshotDueBy: UnixNanos | undefined
  quotedAt: UnixNanos | undefined
  /** The book has changed since it was quoted. */
  dirty: boolean
}

export interface ConnectorCounters {
  frames: number
  readonly framesByChannel: Map<string, number>
  malformed: number
  /** Forward jumps of the connection's sequence. */
  gaps: number
  /** Quarantines that ended with every book live again. */
  resyncs: number
  /** Frames with a sequence already passed. */
  lateFrames: number
  readonly trades: { SNAPSHOT: number; LIVE: number; BACKFILL: number }
  duplicateTrades: number
  /** Trade ids that no source had. */
  lostTrades: number
  /** Messages about instruments that were not asked for. */
  strangers: number
  errors: number
}

export interface ConnectorState {
  readonly venue: VenueId
  readonly settings: CoreSettings
  /** By symbol. */
  readonly instruments: Map<string, InstrumentState>
  readonly counters: ConnectorCounters
  /** Undefined while not connected. */
  connection: ConnectionId | undefined
  lastSequence: number
  expectedSequence: number
  /** Frames that could not be read since: each may have had a number, from the expected one on, or none. */
  unreadFrames: number
  /** When silence began at the latest: a frame came, or reading did. */
  heardAt: UnixNanos
  /** When the last frame came that was believed. */
  frameAt: UnixNanos
  resubscribedAt: UnixNanos | undefined
  resubscribeWanted: boolean
}

export function createConnectorState(
  venue: VenueId,
  instruments: readonly InstrumentId[],
  settings: CoreSettings,
  now: UnixNanos,
): ConnectorState {
  return {
    venue,
    settings,
    instruments: new Map(instruments.map((id) => [symbolOf(id), createInstrumentState(id, now)])),
    counters: createCounters(),
    connection: undefined,
    lastSequence: 0,
    expectedSequence: 0,
    unreadFrames: 0,
    heardAt: now,
    frameAt: now,
    resubscribedAt: undefined,
    resubscribeWanted: false,
  }
}

/** Asking for what the venue does not have brings no answer, and waiting for one would end every connection. */
export function forgetInstruments(state: ConnectorState, absent: readonly InstrumentId[]): void {
  for (const id of absent) state.instruments.delete(symbolOf(id))
}

function createInstrumentState(id: InstrumentId, now: UnixNanos): InstrumentState {
  return {
    id,
    symbol: symbolOf(id),
    book: new LevelBook(),
    tape: new TradeTape(),
    phase: 'AWAITING',
    wasLive: false,
    sequence: 0,
    tsEvent: now,
    tsInit: now,
    heardAt: now,
    snapshotDueBy: undefined,
    quotedAt: undefined,
    dirty: false,
  }
}

const createCounters = (): ConnectorCounters => ({
  frames: 0,
  framesByChannel: new Map(),
  malformed: 0,
  gaps: 0,
  resyncs: 0,
  lateFrames: 0,
  trades: { SNAPSHOT: 0, LIVE: 0, BACKFILL: 0 },
  duplicateTrades: 0,
  lostTrades: 0,
  strangers: 0,
  errors: 0,
})

export const awaitSnapshot = (state: ConnectorState, instrument: InstrumentState, now: UnixNanos): void => {
  instrument.snapshotDueBy = addMillis(now, state.settings.snapshotTimeoutMs)
}
