import { accountId, type Currency, parseMoney, parseRate } from '@oasis/domain'
import { parsedText } from '@oasis/runtime'
import { z } from 'zod'

const rate = (text: string) => {
  const value = parseRate(text)
  if (value < 0n || value >= parseRate('1')) throw new RangeError('a rate between 0 and 1 is needed')
  return value
}

const amount = (text: string) => {
  const value = parseMoney(text)
  if (value < 0n) throw new RangeError('an amount of at least 0 is needed')
  return value
}

export const paperVenueConfigSchema = z.strictObject({
  accountId: parsedText(accountId).refine((id) => id.endsWith('.paper'), 'a paper account is needed'),
  openingBalances: z
    .record(z.string(), parsedText(amount))
    .transform((balances, ctx) => {
      for (const code of Object.keys(balances)) {
        if (!/^[A-Z0-9]{1,16}$/.test(code))
          ctx.addIssue({ code: 'custom', message: `"${code}" is no currency` })
      }
      return new Map(Object.entries(balances).map(([code, value]) => [code as Currency, value]))
    })
    .prefault({ USD: '100000' })
    .describe('What a new account begins with; without effect on one that exists'),
  makerFee: parsedText(rate).prefault('0.005').describe("Rate; Coinbase's entry tier"),
  takerFee: parsedText(rate).prefault('0.009').describe("Rate; Coinbase's entry tier"),
  latencyMs: z
    .array(z.number().min(0).max(60_000))
    .min(1)
    .default([50])
    .describe(
      'Time of an order or cancel to the venue: quantiles at equal distances, one number for a fixed time',
    ),
  syntheticSpread: parsedText(rate)
    .prefault('0.001')
    .describe('Whole spread assumed around the last trade where there is no book'),
  lastTradeMaxAgeMs: z
    .int()
    .positive()
    .default(5_000)
    .describe('Without a book, an older last trade is no price'),
  mergeWaitMs: z
    .int()
    .min(0)
    .default(100)
    .describe('How long a trade or quote waits for the other topic to pass its time'),
})

export type PaperVenueSettings = z.input<typeof paperVenueConfigSchema>
export type PaperVenueConfig = z.output<typeof paperVenueConfigSchema>
