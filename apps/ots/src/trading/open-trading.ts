/**
 * Opens the private side of Coinbase for a plan that trades there: the key is read, and admitted by what the venue
 * itself says of it, before anything could be ordered with it. The paper venue has none.
 */
import { currency, formatRate, type Instrument, type InstrumentId, type Rate } from '@oasis/domain'
import type { Logger, Venue } from '@oasis/ports'
import { createRealScheduler, OtsError } from '@oasis/runtime'
import {
  type ApiKey,
  type CoinbaseClientOptions,
  checkKey,
  createCoinbaseClient,
  createCoinbaseVenue,
  createKeyLimiter,
  type RequestLimiter,
  readKeyFile,
} from '@oasis/venue-coinbase'
import { type AccountFacts, followedInstruments } from '../composition/service-configs.ts'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import type { OpenedSource, PrivateSide } from '../source/open-source.ts'
import { heldCurrencies, unpricedHoldings } from './holdings.ts'
import { keyFileWarning, requireKey } from './key-faults.ts'
import { refused, type TradingPlan } from './trading-plan.ts'
import { hostFaults } from './venue-hosts.ts'

export interface OpenedTrading {
  readonly venue: Venue
  readonly account: AccountFacts
  /** For people: which portfolio, and what it pays. */
  readonly describe: string
}

export interface OpenTradingOptions {
  readonly plan: TradingPlan
  readonly config: OtsConfig
  readonly market: OpenedSource
  readonly logger: Logger
  /** Where it has been admitted already; else that of the simulator that was started is. */
  readonly key?: AdmittedKey
  /** All bytes of an order's request are with the operating system. */
  readonly onSubmitSent?: () => void
}

/** A key that the venue has said is fit for what the plan does with it. */
export interface AdmittedKey {
  readonly key: ApiKey
  readonly portfolioId: string
  /** The venue counts by key, whoever uses it here. */
  readonly limiter: RequestLimiter
}

/** For everything that is asked before the start. */
const DEADLINE_MS = 20_000

/** Undefined for the paper venue. Throws what is wrong with the key, and `OTS_VENUE_UNREACHABLE`. */
export async function openTrading(options: OpenTradingOptions): Promise<OpenedTrading | undefined> {
  const { plan, config, market, onSubmitSent } = options
  if (plan.venue === 'paper') return undefined
  const side = privateSideOf(plan, config, market)
  const logger = options.logger.child({ service: 'venue-coinbase' })
  const { restUrl, keyFile } = side
  const { key, portfolioId, limiter } = options.key ?? (await admitKey({ plan, keyFile, restUrl, logger }))
  const { scheduler, random } = market
  const client = { key, restUrl, scheduler, random, logger, limiter }
  const signal = AbortSignal.timeout(DEADLINE_MS)
  const facts = await lookAtAccount(client, config, signal)
  const instruments = await instrumentsOf(config, facts, market, signal)
  const venue = createCoinbaseVenue({
    ...client,
    userWsUrl: side.userWsUrl,
    dryRun: plan.dryRun,
    instrumentOf: (id) => instruments.get(id),
    ...(portfolioId === '' ? {} : { portfolioId }),
    ...(onSubmitSent === undefined ? {} : { onSubmitSent }),
  })
  const account = mindUnpriced(facts, instruments, plan, config, logger)
  return { venue, account, describe: describe(side, portfolioId, facts) }
}

/** The addresses that are really used, looked at once more: between a plan and this moment lies other code. */
function privateSideOf(plan: TradingPlan, config: OtsConfig, market: OpenedSource): PrivateSide {
  const side = market.privateSide
  if (side === undefined) throw new Error('a recording has no private side')
  const { wsUrl } = config.venues.coinbase
  const faults = hostFaults({ wsUrl: plan.mode === 'REAL' ? wsUrl : side.userWsUrl, ...side }, plan.mode)
  if (faults.length > 0) throw refused('orders do not go there:', faults)
  return side
}

export interface AdmitKeyOptions {
  readonly plan: TradingPlan
  readonly keyFile: string | undefined
  readonly restUrl: string
  readonly logger: Logger
}

/** Reads the key, and asks the venue what it may do. Throws where it may too little, or too much. */
export async function admitKey({ plan, keyFile, restUrl, logger }: AdmitKeyOptions): Promise<AdmittedKey> {
  if (keyFile === undefined) throw new OtsError('OTS_KEY_REFUSED', 'there is no key file')
  const key = await readKeyFile(keyFile)
  const warning = keyFileWarning(keyFile)
  if (warning !== undefined) logger.warn({}, warning)
  const common = { scheduler: createRealScheduler(), random: Math.random }
  const limiter = createKeyLimiter(common)
  const client = { ...common, key, restUrl, logger, limiter }
  const portfolio = plan.portfolioId === undefined ? {} : { portfolioId: plan.portfolioId }
  const check = await checkKey(client, AbortSignal.timeout(DEADLINE_MS))
  const { portfolioId } = requireKey(check, { trades: !plan.dryRun, ...portfolio })
  return { key, portfolioId, limiter }
}

interface FoundFacts extends AccountFacts {
  readonly makerFee: Rate
  readonly tier: string
}

async function lookAtAccount(
  options: CoinbaseClientOptions,
  config: OtsConfig,
  signal: AbortSignal,
): Promise<FoundFacts> {
  const client = createCoinbaseClient(options)
  try {
    // Tokens are stamped by the venue's clock; the order manager judges ours.
    await client.readClock(signal)
    const { takerFee, makerFee, tier } = await client.transactionSummary(signal)
    const { valuationCurrency } = accountOf(config)
    const held = heldCurrencies(await client.accounts(signal), valuationCurrency).map(currency)
    return { takerFee, makerFee, tier, held }
  } finally {
    client.close()
  }
}

/** Nothing would watch over the losses of such an account. */
function mindUnpriced(
  facts: FoundFacts,
  instruments: ReadonlyMap<InstrumentId, Instrument>,
  { mode, dryRun }: TradingPlan,
  config: OtsConfig,
  logger: Logger,
): AccountFacts {
  const { valuationCurrency } = accountOf(config)
  const symbols = new Set([...instruments.values()].map(({ symbol }) => symbol))
  const unpriced = unpricedHoldings(facts.held, symbols, valuationCurrency)
  if (unpriced === undefined) return facts
  if (mode === 'REAL' && !dryRun) throw refused('the account is not traded:', [unpriced.why])
  logger.warn({ currencies: unpriced.codes }, unpriced.why)
  return { ...facts, held: facts.held.filter((code) => !unpriced.codes.includes(code)) }
}

/** What is held and has no market in the valuation currency is left out: there is nothing that could price it. */
async function instrumentsOf(
  config: OtsConfig,
  facts: AccountFacts,
  { reference }: OpenedSource,
  signal: AbortSignal,
): Promise<ReadonlyMap<InstrumentId, Instrument>> {
  const symbols = followedInstruments(config, facts).map((id) => id.slice(id.indexOf(':') + 1))
  const found = await reference.instruments(symbols, signal)
  return new Map(found.map((instrument) => [instrument.id, instrument]))
}

function describe({ restUrl }: PrivateSide, portfolioId: string, facts: FoundFacts): string {
  const percent = (rate: Rate) => `${formatRate((rate * 100n) as Rate)} %`
  const fees = `${percent(facts.makerFee)} maker, ${percent(facts.takerFee)} taker`
  return `Coinbase at ${new URL(restUrl).host}, portfolio ${portfolioId}; fees ${fees}${facts.tier ? ` (${facts.tier})` : ''}`
}
