/**
 * `ots.yaml` as a person writes it: the settings of every service, composed from their own schemas. Decimals are
 * quoted text, so that no digit passes through a float.
 */
import { accountId, currency, instrumentId, strategyId } from '@oasis/domain'
import { riskEngineConfigSchema } from '@oasis/risk-engine'
import { type Durability, parsedText } from '@oasis/runtime'
import { strategyFrameworkConfigSchema } from '@oasis/strategy-framework'
import { paperVenueConfigSchema } from '@oasis/venue-paper'
import { z } from 'zod'
import { isLoopback } from '../status/loopback.ts'

const account = z.strictObject({
  id: parsedText(accountId).describe('<venue>.<portfolio>.<mode>, like coinbase.main.paper'),
  venue: z.enum(['coinbase']).default('coinbase'),
  mode: z
    .enum(['PAPER', 'REAL'])
    .default('PAPER')
    .describe('REAL trades money; docs/guides/first-real-trade.md says what it needs besides'),
  valuationCurrency: parsedText(currency).prefault('USD'),
})

const strategy = z.strictObject({
  id: parsedText(strategyId).describe(
    'Name of the instance; with several instruments, the beginning of their names',
  ),
  type: z.string().min(1).describe('Type of the strategy, like simple-momentum'),
  account: parsedText(accountId).optional().describe('Needed only where there are several accounts'),
  instruments: z.array(parsedText(instrumentId)).min(1).describe('One instance runs on each'),
  params: z.record(z.string(), z.unknown()).default({}).describe("Checked by the strategy's own schema"),
})

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')} is needed`,
  })

const coinbaseVenue = z.strictObject({
  restUrl: url(['http:', 'https:']).default('https://api.coinbase.com'),
  wsUrl: url(['ws:', 'wss:']).default('wss://advanced-trade-ws.coinbase.com'),
  userWsUrl: url(['ws:', 'wss:'])
    .default('wss://advanced-trade-ws-user.coinbase.com')
    .describe('Where the account tells of its orders; needs a key'),
})

const http = z.strictObject({
  host: z
    .string()
    .refine(isLoopback, {
      error: 'only a loopback address (127.0.0.1, ::1, localhost): put a proxy that speaks TLS before it',
    })
    .default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(8080),
})

const controlCenter = z.strictObject({
  twoPersonApproval: z
    .boolean()
    .optional()
    .describe('Raising a limit and leaving HALTED need two admins. By default for a REAL account alone'),
  secureCookies: z.boolean().default(false).describe('Set it behind a proxy that speaks TLS'),
  allowedHosts: z.array(z.string().min(1)).default([]).describe('Names by which such a proxy asks'),
})

const watchdog = z.strictObject({
  limitMs: z
    .int()
    .min(3_000)
    .max(3_600_000)
    .default(15_000)
    .describe('A heartbeat of the order manager that is older: everything is cancelled at the venue'),
})

/** Sized so that a night of fees stays far from the daily loss limit. */
const DEFAULT_STRATEGIES = [
  {
    id: 'btc-ticks',
    type: 'every-n-ticks',
    instruments: ['coinbase:BTC-USD'],
    params: { n: 50, quantity: '0.0002' },
  },
  {
    id: 'eth-momentum',
    type: 'simple-momentum',
    instruments: ['coinbase:ETH-USD'],
    params: { quantity: '0.05' },
  },
]

export const configSchema = z.strictObject({
  accounts: z
    .array(account)
    .length(1, { error: 'exactly one account is supported in this version' })
    .prefault([{ id: 'coinbase.main.paper' }]),
  strategies: z
    .array(strategy)
    .min(1, { error: 'at least one strategy is needed' })
    .prefault(DEFAULT_STRATEGIES),
  strategiesDir: z
    .string()
    .min(1)
    .optional()
    .describe('Folder with strategies of your own, one file each, named after its type'),
  strategyBudgetMs: strategyFrameworkConfigSchema.shape.callbackBudgetMs,
  limits: riskEngineConfigSchema.shape.limits,
  venues: z
    .strictObject({
      coinbase: coinbaseVenue.prefault({}),
      paper: paperVenueConfigSchema.omit({ accountId: true }).prefault({}),
    })
    .prefault({}),
  http: http.prefault({}),
  controlCenter: controlCenter.prefault({}),
  watchdog: watchdog.prefault({}),
  durability: z
    .enum(['process', 'power'])
    .optional()
    .describe(
      'What a commit survives: the process being killed, or the machine losing power. REAL is always "power"',
    ),
  dataDir: z.string().min(1).default('.ots').describe('State is kept below it, apart for each source'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
})

export type OtsConfig = z.output<typeof configSchema>

/** The schema allows one. */
export function accountOf({ accounts }: OtsConfig): OtsConfig['accounts'][number] {
  const [account] = accounts
  if (account === undefined) throw new Error('there is no account')
  return account
}

/** The machine may lose power at any moment: with real money, nothing that was acknowledged may be lost by it. */
export const durabilityOf = (config: OtsConfig): Durability =>
  config.durability ?? (accountOf(config).mode === 'REAL' ? 'power' : 'process')
