/**
 * Looks at an API key without trading: its file, what the venue says it may do, and what it shows of the account.
 * Neither the key nor its name is printed.
 */
import { formatRate, type Rate } from '@oasis/domain'
import { createRealScheduler, createSilentLogger, describeError, OtsError } from '@oasis/runtime'
import {
  type ApiKey,
  type CoinbaseClient,
  checkKey,
  createCoinbaseClient,
  createCoinbaseReference,
  type KeyPermissions,
  readKeyFile,
} from '@oasis/venue-coinbase'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import { heldCurrencies, isFilled, isSomething, pricedBy, unpricedHoldings } from '../trading/holdings.ts'
import { keyFaults, keyFileWarning, refusalOf } from '../trading/key-faults.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

export interface KeyOfConfig {
  /** Name of the findings: `key`, `watchdog key`. */
  readonly name: string
  readonly file: string
  /** What the account's other confirmation says; undefined where nothing is confirmed yet. */
  readonly portfolioId?: string
  /** Of the key that must be another one. */
  readonly otherFile?: string
  /** Balances, products and fees are looked at as well. */
  readonly account: boolean
}

const DEADLINE_MS = 15_000

export async function checkApiKey(asked: KeyOfConfig, config: OtsConfig): Promise<Finding[]> {
  const { name, file } = asked
  let key: ApiKey
  try {
    key = await readKeyFile(file)
  } catch (error) {
    return [fault(`${name} file`, error instanceof OtsError ? error.message : describeError(error))]
  }
  const form = ok(`${name} file`, `${file}, ${key.algorithm === 'ES256' ? 'EC P-256 (ES256)' : 'Ed25519'}`)
  const open = keyFileWarning(file)
  const found = [form, ...(open === undefined ? [] : [warning(`${name} file`, open)])]
  if (asked.otherFile !== undefined && (await isSameKey(key, asked.otherFile))) {
    found.push(warning(name, 'it is the same as the one that trades: give the watchdog a key of its own'))
  }
  return [...found, ...(await askVenue(asked, key, config))]
}

/** A file that cannot be read has a finding of its own. */
const isSameKey = async (key: ApiKey, file: string): Promise<boolean> =>
  readKeyFile(file).then(
    (other) => other.name === key.name,
    () => false,
  )

async function askVenue(asked: KeyOfConfig, key: ApiKey, config: OtsConfig): Promise<Finding[]> {
  const { restUrl } = config.venues.coinbase
  const options = {
    ...{ key, restUrl, attempts: 2 },
    scheduler: createRealScheduler(),
    random: Math.random,
    logger: createSilentLogger(),
  }
  const signal = AbortSignal.timeout(DEADLINE_MS)
  const check = await checkKey(options, signal)
  if (check.kind === 'UNANSWERED') {
    return [fault(asked.name, `${new URL(restUrl).host} could not be asked: ${check.reason}`)]
  }
  if (check.kind === 'REFUSED') {
    return [fault(asked.name, refusalOf(check))]
  }
  const permissions = checkPermissions(asked, check.permissions)
  if (!asked.account || !check.permissions.canView) return permissions
  const client = createCoinbaseClient(options)
  try {
    await client.readClock(signal)
    return [
      ...permissions,
      await attempt('balances', () => checkBalances(client, signal)),
      await attempt('prices', () => checkPrices(client, options, config, signal)),
      await attempt('products', () => checkProducts(options, config, signal)),
      await attempt('fees', () => checkFees(client, signal)),
    ]
  } finally {
    client.close()
  }
}

function checkPermissions({ name, portfolioId }: KeyOfConfig, permissions: KeyPermissions): Finding[] {
  const use = { trades: true, ...(portfolioId === undefined ? {} : { portfolioId }) }
  const faults = keyFaults(permissions, use)
  const rights = [
    ...(permissions.canView ? ['view'] : []),
    ...(permissions.canTrade ? ['trade'] : []),
    ...(permissions.canTransfer ? ['transfer'] : []),
  ]
  const may = `may ${rights.join(' and ') || 'nothing'}`
  const portfolio = `${permissions.portfolioId} (${permissions.portfolioType || 'of unknown type'})`
  return [
    ...(faults.length === 0 ? [ok(name, may)] : faults.map((each) => fault(name, `${may}; ${each}`))),
    ok(`${name}'s portfolio`, `${portfolio}; OTS_REAL_CONFIRM would be its id`),
  ]
}

async function attempt(check: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    return fault(check, `could not be read: ${describeError(error)}`)
  }
}

const SHOWN = 6

async function checkBalances(client: CoinbaseClient, signal: AbortSignal): Promise<Finding> {
  const accounts = await client.accounts(signal)
  const filled = accounts.filter(isFilled)
  const texts = filled
    .slice(0, SHOWN)
    .map(({ currency, available_balance, hold }) =>
      isSomething(hold)
        ? `${available_balance} ${currency} and ${hold} on hold`
        : `${available_balance} ${currency}`,
    )
  const more = filled.length > SHOWN ? ` and ${filled.length - SHOWN} more` : ''
  if (filled.length === 0) return warning('balances', `${accounts.length} wallets, all empty`)
  return ok('balances', `${texts.join(', ')}${more}`)
}

async function checkPrices(
  client: CoinbaseClient,
  options: Parameters<typeof createCoinbaseReference>[0],
  config: OtsConfig,
  signal: AbortSignal,
): Promise<Finding> {
  const { mode, valuationCurrency } = accountOf(config)
  const held = heldCurrencies(await client.accounts(signal), valuationCurrency)
  if (held.length === 0) return ok('prices', `nothing is held but ${valuationCurrency}`)
  const symbols = held.map((code) => pricedBy(code, valuationCurrency))
  const found = await createCoinbaseReference(options).instruments(symbols, signal)
  const known = new Set(found.map(({ symbol }) => symbol))
  const unpriced = unpricedHoldings(held, known, valuationCurrency)
  if (unpriced === undefined) return ok('prices', `all that is held has a market in ${valuationCurrency}`)
  return mode === 'REAL' ? fault('prices', unpriced.why) : warning('prices', unpriced.why)
}

async function checkProducts(
  options: Parameters<typeof createCoinbaseReference>[0],
  config: OtsConfig,
  signal: AbortSignal,
): Promise<Finding> {
  const symbols = [...new Set(config.strategies.flatMap(({ instruments }) => instruments))].map((id) =>
    id.slice(id.indexOf(':') + 1),
  )
  const found = await createCoinbaseReference(options).instruments(symbols, signal)
  const status = new Map(found.map((instrument) => [instrument.symbol, instrument.status]))
  const closed = symbols.filter((symbol) => status.get(symbol) !== 'TRADING')
  if (closed.length === 0) return ok('products', `${symbols.join(', ')}: tradable`)
  const texts = closed.map((symbol) => `${symbol} is ${status.get(symbol) ?? 'not known to the venue'}`)
  return warning('products', `${texts.join(', ')}; strategies on them order nothing now`)
}

async function checkFees(client: CoinbaseClient, signal: AbortSignal): Promise<Finding> {
  const { makerFee, takerFee, tier } = await client.transactionSummary(signal)
  const percent = (rate: Rate) => `${formatRate((rate * 100n) as Rate)} %`
  const name = tier === '' ? '' : ` (${tier})`
  return ok('fees', `${percent(makerFee)} maker, ${percent(takerFee)} taker${name}`)
}
