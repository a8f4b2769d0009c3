/** `GET /transaction_summary`: the fee tier. Volumes are JSON doubles, and are for display only; rates are text. */
import { parseRate, type Rate } from '@oasis/domain'
import { z } from 'zod'
import type { SignedRest } from '../signed/signed-rest.ts'
import { text } from '../wire.ts'

export interface TransactionSummary {
  readonly tier: string
  readonly makerFee: Rate
  readonly takerFee: Rate
  /** Of the last 30 days, as the venue says it; a double. */
  readonly totalVolume: number
  readonly totalFees: number
}

const double = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => Number(value ?? 0))

const answerSchema = z.object({
  total_volume: double,
  total_fees: double,
  fee_tier: z.object({ pricing_tier: text, maker_fee_rate: z.string(), taker_fee_rate: z.string() }),
})

export async function fetchTransactionSummary(
  rest: SignedRest,
  signal: AbortSignal,
): Promise<TransactionSummary> {
  const { total_volume, total_fees, fee_tier } = await rest.get(
    { path: '/transaction_summary', schema: answerSchema },
    signal,
  )
  return {
    tier: fee_tier.pricing_tier,
    makerFee: parseRate(fee_tier.maker_fee_rate),
    takerFee: parseRate(fee_tier.taker_fee_rate),
    totalVolume: total_volume,
    totalFees: total_fees,
  }
}
