/** `order_configuration`: one key that names the kind of order, with its fields. */
import { z } from 'zod'
import { flag, optionalDecimal, text } from '../wire.ts'

/** What we send: every form that spot has. Sizes and prices are plain decimals. */
export type OrderConfiguration =
  | { readonly market_market_ioc: MarketFields }
  | { readonly market_market_fok: MarketFields }
  | { readonly limit_limit_gtc: LimitFields & { readonly post_only: boolean } }
  | { readonly limit_limit_gtd: LimitFields & { readonly post_only: boolean; readonly end_time: string } }
  | { readonly limit_limit_fok: LimitFields }
  | { readonly sor_limit_ioc: LimitFields }
  | { readonly stop_limit_stop_limit_gtc: StopLimitFields }
  | { readonly stop_limit_stop_limit_gtd: StopLimitFields & { readonly end_time: string } }
  | { readonly trigger_bracket_gtc: BracketFields }
  | { readonly trigger_bracket_gtd: BracketFields & { readonly end_time: string } }
  | { readonly twap_limit_gtd: TwapFields }
  | { readonly scaled_limit_gtc: ScaledFields }

export type MarketFields = { readonly quote_size: string } | { readonly base_size: string }

export interface LimitFields {
  readonly base_size: string
  readonly limit_price: string
}

export interface StopLimitFields extends LimitFields {
  readonly stop_price: string
  readonly stop_direction: 'STOP_DIRECTION_STOP_UP' | 'STOP_DIRECTION_STOP_DOWN'
}

export interface BracketFields extends LimitFields {
  readonly stop_trigger_price: string
}

export interface TwapFields extends LimitFields {
  readonly start_time: string
  readonly end_time: string
  readonly number_buckets: string
  readonly bucket_size: string
  readonly bucket_duration: string
}

export interface ScaledFields {
  readonly num_orders: number
  readonly base_size: string
  readonly min_price: string
  readonly max_price: string
  readonly price_distribution: string
  readonly size_distribution: string
  readonly size_diff: string
  readonly size_ratio: string
}

/** What the venue shows: any form, ones that we do not send and ones to come included. */
const shownSchema = z.object({
  quote_size: optionalDecimal,
  base_size: optionalDecimal,
  limit_price: optionalDecimal,
  stop_price: optionalDecimal,
  stop_trigger_price: optionalDecimal,
  post_only: flag,
  end_time: text,
})
export type ShownFields = z.infer<typeof shownSchema>

export interface ShownConfiguration {
  /** `limit_limit_gtc`, … */
  readonly kind: string
  readonly fields: ShownFields
}

/** Undefined where the venue shows none, or one that cannot be read: the order is known all the same. */
export const shownConfiguration = z.unknown().optional().transform(configurationOf)

function configurationOf(value: unknown): ShownConfiguration | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [kind, fields] of Object.entries(value)) {
    const parsed = shownSchema.safeParse(fields)
    if (parsed.success) return { kind, fields: parsed.data }
  }
  return undefined
}

/** Whether what is shown can be what we sent: of one kind, and no amount that both name differs. */
export function agrees({ kind, fields }: ShownConfiguration, sent: OrderConfiguration): boolean {
  const ours = configurationOf(sent)
  if (ours === undefined || ours.kind !== kind) return false
  return AMOUNTS.every((name) => {
    const [theirs, own] = [fields[name], ours.fields[name]]
    return theirs === undefined || own === undefined || isSameDecimal(theirs, own)
  })
}

const AMOUNTS = ['quote_size', 'base_size', 'limit_price', 'stop_price', 'stop_trigger_price'] as const

/** Whatever zeros it is written with. */
const isSameDecimal = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (decimal: string): string =>
  decimal
    .replace(/^\+?0*/, '')
    .replace(/(\.\d*?)0*$/, '$1')
    .replace(/\.$/, '')
