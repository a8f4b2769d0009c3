/**
 * What is open at Coinbase, read as raw as it comes: an order of a kind that OTS does not know is to be cancelled like
 * any other. The key is admitted by the venue's word before the first cancel: with one of another portfolio,
 * everything of somebody else would be cancelled.
 */
import {
  type CoinbaseClientOptions,
  checkKey,
  createCoinbaseClient,
  createKeyLimiter,
  LIVE_STATUSES,
  MAX_CANCELS,
} from '@oasis/venue-coinbase'
import { type KeyUse, requireKey } from '../trading/key-faults.ts'
import type { OpenOrders } from './watchdog.ts'

/** OPEN may not be asked for together with others. */
const OPEN_STATUSES = [['OPEN'], LIVE_STATUSES]

export interface CoinbaseOpenOrders extends OpenOrders {
  /** Asks the venue for the key's rights, and tells its portfolio. Throws `OTS_KEY_REFUSED`, `OTS_VENUE_UNREACHABLE`. */
  admit(signal: AbortSignal): Promise<string>
  close(): void
}

export function createCoinbaseOpenOrders(given: CoinbaseClientOptions, use: KeyUse): CoinbaseOpenOrders {
  const options = { ...given, limiter: createKeyLimiter(given) }
  const client = createCoinbaseClient(options)
  let admitted = false
  const admit = async (signal: AbortSignal): Promise<string> => {
    admitted = false
    const { portfolioId } = requireKey(await checkKey(options, signal), use)
    // Tokens are stamped by the venue's clock: a wrong one here must not keep anything from being cancelled.
    await client.readClock(signal)
    admitted = true
    return portfolioId
  }
  return {
    admit,
    list: async (signal) => {
      if (!admitted) await admit(signal)
      const ids = new Set<string>()
      for (const statuses of OPEN_STATUSES) {
        for await (const page of client.orderPages({ statuses }, signal)) {
          for (const { order_id } of page) ids.add(order_id)
        }
      }
      return [...ids]
    },
    cancel: async (ids, signal) => {
      let unanswered = 0
      let why = ''
      for (let from = 0; from < ids.length; from += MAX_CANCELS) {
        for (const result of await client.cancelOrders(ids.slice(from, from + MAX_CANCELS), signal)) {
          if (result.kind !== 'UNKNOWN' && result.kind !== 'NOT_SENT') continue
          unanswered += 1
          why = result.reason
        }
      }
      if (unanswered > 0)
        throw new Error(`${unanswered} of ${ids.length} cancels have no clear answer: ${why}`)
    },
    close: () => client.close(),
  }
}
