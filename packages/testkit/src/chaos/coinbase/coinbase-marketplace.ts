/** Coinbase as `ots up` has it: the public socket and REST, signed calls and the user stream, with a key of the simulator. */
import { type Instrument, type InstrumentId, parseRate, symbolOf } from '@oasis/domain'
import {
  createCoinbaseFeed,
  createCoinbaseReference,
  createCoinbaseVenue,
  readKeyFile,
} from '@oasis/venue-coinbase'
import { askHelpDesk } from '../place/help-desk.ts'
import type { CoinbasePlace } from '../place/place.ts'
import type { Marketplace, MarketplaceOptions } from '../trading/marketplace.ts'
import { unreliableRpc } from '../trading/unreliable-rpc.ts'
import { coinbaseSettings } from './coinbase-settings.ts'
import { coinbaseConfig, TAKER_FEE } from './exchange-market.ts'
import { repeatingVenue } from './repeating-venue.ts'

/** Far above what is traded, so that time is not spent waiting for ourselves. */
const REQUESTS_PER_SECOND = 1_000
/** Looks are lost by the dozen, and each is waited for so long. */
const ATTEMPT_TIMEOUT_MS = 1_000
/** Of the orders that were acknowledged. */
const REPEATED = 0.02
const START_WITHIN_MS = 30_000
/** With all faults of the exchange at once, four in a row come about; whoever runs the system would start it again. */
const START_ATTEMPTS = 20

export async function openCoinbaseMarketplace(
  place: CoinbasePlace,
  options: MarketplaceOptions,
): Promise<Marketplace> {
  const { restUrl, wsUrl, keyFile, helpDeskPort } = place
  const { scheduler, random, logger, onSubmitSent, sabotage } = options
  const { limits, rpcFaults: chances, duplicates } = coinbaseSettings(sabotage)
  const common = { scheduler, random, logger, restUrl }
  const reference = createCoinbaseReference({ ...common, attempts: START_ATTEMPTS })
  const symbols = place.instruments.map(symbolOf)
  const found = await reference.instruments(symbols, AbortSignal.timeout(START_WITHIN_MS))
  const instruments = new Map<InstrumentId, Instrument>(found.map((one) => [one.id, one]))
  const coinbase = createCoinbaseVenue({
    ...common,
    key: await readKeyFile(keyFile),
    userWsUrl: wsUrl,
    requestsPerSecond: REQUESTS_PER_SECOND,
    attemptTimeoutMs: ATTEMPT_TIMEOUT_MS,
    instrumentOf: (id) => instruments.get(id),
    onSubmitSent,
  })
  return {
    feed: createCoinbaseFeed({ ...common, wsUrl }),
    reference,
    venue: repeatingVenue(coinbase, duplicates === 'existing' ? REPEATED : 0, random),
    account: { takerFee: parseRate(TAKER_FEE), held: [] },
    config: coinbaseConfig(found, limits),
    riskRpc: (rpc) => unreliableRpc(rpc, { chances, scheduler, random }),
    positionLimits: ['100', '250'],
    lookEveryMs: 1_500,
    askVenue: ({ clientOrderId }, signal) => askHelpDesk(helpDeskPort, clientOrderId, signal),
  }
}
