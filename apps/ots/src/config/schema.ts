/** `ots.yaml` as a person writes it. Decimals are strings, so that no digit passes through a float. */
import { accountId, currency, instrumentId, parseMoney, parseRate, strategyId } from '@oasis/domain'
import { z } from 'zod'
import { isLoopback } from '../status/loopback.ts'

/** Text that a domain constructor accepts; its message becomes the fault's. */
function parsedBy<T>(parse: (text: string) => T, what: string) {
  return z.string({ error: `${what} is written as quoted text` }).transform((text, context): T => {
    try {
      return parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
      return z.NEVER
    }
  })
}

const money = parsedBy(parseMoney, 'an amount')
const rate = parsedBy(parseRate, 'a rate')

const limits = z
  .strictObject({
    maxOrderNotional: money,
    maxPositionNotional: money,
    maxGrossExposure: money,
    maxNetExposure: money,
    maxOpenOrders: z.int().min(0),
    priceCollar: rate,
    maxReferenceAgeMs: z.int().min(1),
    maxSignalAgeMs: z.int().min(1),
    maxOrdersPerSecond: z.number().positive(),
    maxCancelsPerSecond: z.number().positive(),
    maxDailyLoss: rate,
    maxDrawdown: rate,
  })
  .partial()

const account = z.strictObject({
  id: parsedBy(accountId, 'an account id'),
  venue: z.enum(['coinbase']).default('coinbase'),
  mode: z
    .enum(['PAPER'], { error: 'only PAPER accounts exist in this version; real trading is not built yet' })
    .default('PAPER'),
  valuationCurrency: parsedBy(currency, 'a currency').prefault('USD'),
})

const strategy = z.strictObject({
  id: parsedBy(strategyId, 'a strategy id'),
  type: z.string().min(1),
  account: parsedBy(accountId, 'an account id').optional(),
  instruments: z.array(parsedBy(instrumentId, 'an instrument id')).min(1),
  params: z.record(z.string(), z.unknown()).default({}),
})

const paperVenue = z.strictObject({
  latencyMs: z.number().min(0).max(60_000).default(50),
  makerFee: rate.prefault('0.005'),
  takerFee: rate.prefault('0.009'),
  openingBalances: z.record(z.string(), money).prefault({ USD: '100000' }),
})

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')} is needed`,
  })

const coinbaseVenue = z.strictObject({
  restUrl: url(['http:', 'https:']).default('https://api.coinbase.com'),
  wsUrl: url(['ws:', 'wss:']).default('wss://advanced-trade-ws.coinbase.com'),
})

export const configSchema = z.strictObject({
  accounts: z
    .array(account)
    .min(1)
    .prefault([{ id: 'coinbase.main.paper' }]),
  strategies: z.array(strategy).prefault([
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
  ]),
  limits: z
    .strictObject({
      account: z.record(z.string(), limits).default({}),
      strategy: z.record(z.string(), limits).default({}),
      instrument: z.record(z.string(), limits).default({}),
    })
    .prefault({}),
  venues: z
    .strictObject({ coinbase: coinbaseVenue.prefault({}), paper: paperVenue.prefault({}) })
    .prefault({}),
  http: z
    .strictObject({
      host: z
        .string()
        .refine(isLoopback, {
          error: 'only a loopback address (127.0.0.1, ::1, localhost): the status API has no users yet',
        })
        .default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(8080),
    })
    .prefault({}),
  dataDir: z.string().min(1).default('.ots'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
})

export type OtsConfig = z.infer<typeof configSchema>
