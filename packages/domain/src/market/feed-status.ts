import type { ConnectionId, InstrumentId, VenueId } from '../ids/identifiers.ts'
import type { UnixNanos } from '../values/unix-nanos.ts'

export type FeedState = 'CONNECTED' | 'STALE' | 'GAP' | 'RESYNCED' | 'DISCONNECTED'

export interface FeedStatus {
  readonly venue: VenueId
  readonly connection: ConnectionId
  readonly state: FeedState
  /** The instruments concerned; all of the connection's for CONNECTED, GAP and DISCONNECTED. */
  readonly instruments: readonly InstrumentId[]
  /** For a person: what was seen, like "sequence 17 after 15". */
  readonly detail: string
  readonly tsInit: UnixNanos
}
