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
import { parsedText } from '@oasis/runtime'
import { z } from 'zod'
import { limitFaults } from './core/limit-faults.ts'

const money = parsedText(parseMoney).optional()
const rate = parsedText(parseRate).optional()
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
    maxDailyLoss: rate.describe(
      'Loss since the beginning of the UTC day that halts, "0.02" is 2 % of the equity then',
    ),
    maxDrawdown: rate.describe('Fall from the highest equity that halts, "0.05" is 5 % of it'),
  })
  .superRefine((limits, context) => {
    for (const message of limitFaults(limits)) context.addIssue({ code: 'custom', message })
  })
  .transform((limits) => withoutUndefined(limits))

function withoutUndefined(limits: { readonly [K in keyof Limits]?: Limits[K] | undefined }): Partial<Limits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}

/** Limits by the id of what they are for. */
function level<Id extends string>(parseId: (text: string) => Id) {
  return z
    .record(z.string(), limitsSchema)
    .default({})
    .transform((record, context) => {
      const entries = new Map<Id, Partial<Limits>>()
      for (const [text, limits] of Object.entries(record)) {
        const id = parsedText(parseId).safeParse(text)
        if (id.success) entries.set(id.data, limits)
        else
          context.addIssue({
            code: 'custom',
            message: id.error.issues.map((issue) => issue.message).join('; '),
          })
      }
      return entries
    })
}

const accountSchema = z.strictObject({
  id: parsedText(accountId),
  venue: parsedText(venueId),
  mode: z.enum(['PAPER', 'REAL']).default('PAPER'),
  valuationCurrency: parsedText(currency)
    .prefault('USD')
    .describe('Only instruments quoted in it are traded'),
  takerFee: parsedText(parseRate)
    .prefault('0.009')
    .describe('What every fill is assumed to pay until it is booked'),
})

export const riskEngineConfigSchema = z.strictObject({
  accounts: z.array(accountSchema).min(1),
  limits: z
    .strictObject({ account: level(accountId), strategy: level(strategyId), instrument: level(instrumentId) })
    .prefault({}),
  approvalTtlMs: z.int().positive().default(2_000).describe('How long a signed approval may be used'),
  placeOrderTimeoutMs: z.int().positive().default(1_500).describe('Deadline of one PlaceOrder'),
  lookupTimeoutMs: z.int().positive().default(1_000).describe('Deadline of one GetOrder'),
  cancelTimeoutMs: z.int().positive().default(2_000).describe('Deadline of one CancelOrder'),
  cancelAllTimeoutMs: z.int().positive().default(5_000).describe('Deadline of one CancelAll'),
  resetTimeoutMs: z
    .int()
    .positive()
    .default(20_000)
    .describe('Deadline of one ResetPaper, which ends orders first'),
  controlTimeoutMs: z
    .int()
    .positive()
    .default(5_000)
    .describe('Deadline of what a command asks of the order manager'),
  voidTimeoutMs: z.int().positive().default(2_000).describe('Deadline of one VoidIntent'),
  marksIntervalMs: z
    .int()
    .positive()
    .default(1_000)
    .describe('Equity marks are written down at most this often'),
  snapshotTimeoutMs: z.int().positive().default(10_000).describe('Deadline of one Snapshot'),
  retryDelayMs: z.int().positive().default(1_000).describe('Wait before the order manager is asked again'),
  cacheIntervalMs: z
    .int()
    .positive()
    .default(100)
    .describe('The portfolio cache is at most this far behind what is booked'),
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
