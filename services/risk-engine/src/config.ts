/** Decimals are text, so that no digit passes through a float. Limits given here only seed what was never set. */
import {
  accountId,
  currency,
  instrumentId,
  type Limits,
  parseMoney,
  parseRate,
  strategyId,
  venueId,
} from '@oasis/domain'
import { z } from 'zod'

function parsed<T>(parse: (text: string) => T) {
  return z.string().transform((text, context): T => {
    try {
      return parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
      return z.NEVER
    }
  })
}

const money = parsed(parseMoney).optional()
const rate = parsed(parseRate).optional()
const count = z.int().nonnegative().optional()

const limitsSchema = z
  .strictObject({
    maxOrderNotional: money.describe('Largest value of one order, in the valuation currency'),
    maxPositionNotional: money.describe('Largest value of one position at mid, open orders included'),
    maxGrossExposure: money.describe('Largest sum of all positions at their worst'),
    maxNetExposure: money.describe('Largest difference of longs and shorts at their worst'),
    maxOpenOrders: count,
    priceCollar: rate.describe('Largest distance of a price from the reference, "0.02" is 2 %'),
    maxReferenceAgeMs: count,
    maxSignalAgeMs: count,
    maxOrdersPerSecond: count,
    maxCancelsPerSecond: count,
    maxDailyLoss: rate,
    maxDrawdown: rate,
  })
  .transform((limits) => withoutUndefined(limits))

function withoutUndefined(limits: { readonly [K in keyof Limits]?: Limits[K] | undefined }): Partial<Limits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}

const accountSchema = z.strictObject({
  id: parsed(accountId),
  venue: parsed(venueId),
  mode: z.enum(['PAPER', 'REAL']).default('PAPER'),
  valuationCurrency: parsed(currency).prefault('USD').describe('Only instruments quoted in it are traded'),
  takerFee: parsed(parseRate)
    .prefault('0.009')
    .describe('What every fill is assumed to pay until it is booked'),
})

export const riskEngineConfigSchema = z.strictObject({
  accounts: z.array(accountSchema).min(1),
  limits: z
    .strictObject({
      account: z.record(z.string(), limitsSchema).default({}),
      strategy: z.record(z.string(), limitsSchema).default({}),
      instrument: z.record(z.string(), limitsSchema).default({}),
    })
    .transform(({ account, strategy, instrument }) => ({
      account: new Map(Object.entries(account).map(([id, limits]) => [accountId(id), limits] as const)),
      strategy: new Map(Object.entries(strategy).map(([id, limits]) => [strategyId(id), limits] as const)),
      instrument: new Map(
        Object.entries(instrument).map(([id, limits]) => [instrumentId(id), limits] as const),
      ),
    }))
    .prefault({}),
  approvalTtlMs: z.int().positive().default(2_000).describe('How long a signed approval may be used'),
  placeOrderTimeoutMs: z.int().positive().default(1_500).describe('Deadline of one PlaceOrder'),
  lookupTimeoutMs: z.int().positive().default(1_000).describe('Deadline of one GetOrder'),
  cancelTimeoutMs: z.int().positive().default(2_000).describe('Deadline of one CancelOrder'),
  snapshotTimeoutMs: z.int().positive().default(10_000).describe('Deadline of one Snapshot'),
  retryDelayMs: z.int().positive().default(1_000).describe('Wait before the order manager is asked again'),
  portfolioIntervalMs: z
    .int()
    .positive()
    .default(1_000)
    .describe('Portfolios are published at most this often'),
  rememberedIntents: z
    .int()
    .positive()
    .default(100_000)
    .describe('Older ones are looked up at the order manager'),
  maxQueuedRecords: z
    .int()
    .positive()
    .default(10_000)
    .describe('Decisions waiting for the bus; more are dropped'),
})

export type RiskEngineConfig = z.output<typeof riskEngineConfigSchema>
export type RiskEngineSettings = z.input<typeof riskEngineConfigSchema>
