/** Looks at a key without trading: what it may do, whose it is, and whether this machine's clock suits its tokens. */
import type { ApiKey, SigningAlgorithm } from './auth/api-key.ts'
import { clockOffsetMs } from './auth/venue-clock.ts'
import type { KeyPermissions } from './rest/account/key-permissions.ts'
import { type CoinbaseClientOptions, createCoinbaseClient } from './rest/coinbase-client.ts'
import { VenueAnswer } from './rest/get-json.ts'

export type KeyCheckOptions = CoinbaseClientOptions

export interface ClockCheck {
  /** Positive when the venue's clock is ahead of ours. */
  readonly offsetMs: number
  /** The reading can be wrong by half of it. */
  readonly roundTripMs: number
}

export type KeyCheck =
  | {
      readonly kind: 'ACCEPTED'
      readonly algorithm: SigningAlgorithm
      readonly permissions: KeyPermissions
      readonly clock: ClockCheck
    }
  /** The venue takes no token of it: deleted, of another portfolio, restricted to other addresses, or altered. */
  | { readonly kind: 'REFUSED'; readonly status: number; readonly clock: ClockCheck }
  /** The venue could not be asked, or its answer not be understood. */
  | { readonly kind: 'UNANSWERED'; readonly reason: string; readonly clock: ClockCheck | undefined }

/** Never rejects. Sends nothing but two GETs: the venue's time, and the key's permissions. */
export async function checkKey(options: KeyCheckOptions, signal: AbortSignal): Promise<KeyCheck> {
  const client = createCoinbaseClient(options)
  let clock: ClockCheck | undefined
  try {
    // The tokens are stamped by the venue's clock from here on: a wrong clock is told as that, and not as a bad key.
    const reading = await client.readClock(signal)
    const roundTripMs = Number(reading.answeredAt - reading.askedAt) / 1e6
    clock = { offsetMs: clockOffsetMs(reading), roundTripMs }
    const permissions = await client.keyPermissions(signal)
    return { kind: 'ACCEPTED', algorithm: algorithmOf(options.key), permissions, clock }
  } catch (error) {
    const refused = error instanceof VenueAnswer && (error.status === 401 || error.status === 403)
    if (refused && clock) return { kind: 'REFUSED', status: error.status, clock }
    return { kind: 'UNANSWERED', reason: error instanceof Error ? error.message : String(error), clock }
  } finally {
    client.close()
  }
}

const algorithmOf = ({ algorithm }: ApiKey): SigningAlgorithm => algorithm
