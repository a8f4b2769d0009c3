import type { Instrument, InstrumentId } from '@oasis/domain'
import type { CoinbaseClientOptions } from './rest/coinbase-client.ts'

export interface CoinbaseVenueOptions extends CoinbaseClientOptions {
  /** Of the user's own stream, like `wss://advanced-trade-ws-user.coinbase.com`. */
  readonly userWsUrl: string
  /**
   * Increments, as far as they are known: fills that the venue sizes in quote currency become base quantities on the
   * instrument's grid. Asked at each use, so it may learn.
   */
  readonly instrumentOf?: (id: InstrumentId) => Pick<Instrument, 'quantityIncrement'> | undefined
  /** Only wallets of this portfolio count as balances. Default: all that the key sees, which is one portfolio. */
  readonly portfolioId?: string
  /**
   * The identical create again gives the same order back. Default false: the venue's documents say so and name an error
   * for it as well, and nobody has shown which it is. For a simulator that is known to.
   */
  readonly submitIsIdempotent?: boolean
  /** Orders are previewed instead of created and answered NOT_SENT; cancels are not sent either. Default false. */
  readonly dryRun?: boolean
  /** An order's bytes are with the operating system. */
  readonly onSubmitSent?: () => void
  readonly stream?: UserStreamLimits
}

export interface UserStreamLimits {
  /** Default 10,000. */
  readonly connectTimeoutMs?: number
  /** Heartbeats come every second; a stream that says nothing for so long is taken for dead. Default 6,000. */
  readonly silenceMs?: number
  /** From connecting to the confirmed subscription. Default 10,000. */
  readonly subscribeTimeoutMs?: number
  /** Longest wait between two attempts. Default 10,000. */
  readonly maxBackoffMs?: number
}
