/** Of Coinbase's older API (`/v2`) what ccxt asks for when it loads markets. */
import { NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'
import type { MarketView } from './market-view.ts'
import type { RestAnswer } from './rest-bodies.ts'
import { wireTime } from './timestamps.ts'

const FIAT: readonly (readonly [string, string])[] = [
  ['USD', 'United States Dollar'],
  ['EUR', 'Euro'],
  ['GBP', 'British Pound'],
]

export const isFiat = (currency: string): boolean => FIAT.some(([code]) => code === currency)

export const fiatCurrenciesAnswer = (): RestAnswer => ({
  status: 200,
  body: { data: FIAT.map(([id, name]) => ({ id, name, min_size: '0.01' })) },
})

export const walletTimeAnswer = (now: UnixNanos): RestAnswer => ({
  status: 200,
  body: { data: { iso: wireTime(now), epoch: Number(now / NANOS_PER_SECOND) } },
})

export function currenciesAnswer(view: MarketView, now: UnixNanos): RestAnswer {
  const codes = new Map<string, string>()
  for (const body of view.products(now)) {
    const [base = '', quote = ''] = body.product_id.split('-')
    codes.set(base, typeof body.base_name === 'string' ? body.base_name : base)
    if (!isFiat(quote) && !codes.has(quote)) codes.set(quote, quote)
  }
  const data = [...codes].map(([code, name], index) => ({
    asset_id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    code,
    name,
    color: '#0052FF',
    sort_index: 100 + index,
    exponent: 8,
    type: 'crypto',
    address_regex: '',
  }))
  return { status: 200, body: { data } }
}

/** Units of each currency for one US dollar. Display figures, not money. */
export function exchangeRatesAnswer(view: MarketView, now: UnixNanos): RestAnswer {
  const rates: Record<string, string> = { USD: '1.0', USDC: '1.0' }
  for (const id of view.productIds) {
    const [base = '', quote] = id.split('-')
    const price = Number(view.day(id, now).price)
    if (quote === 'USD' && price > 0) rates[base] = String(1 / price)
  }
  return { status: 200, body: { data: { currency: 'USD', rates } } }
}
