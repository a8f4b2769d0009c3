/** Order terms ↔ the `terms` union of `OrderIntent`. */
import {
  formatMoney,
  formatPrice,
  formatQuantity,
  type LimitTerms,
  type MarketTerms,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  type StopLimitTerms,
  type UnixNanos,
} from '@oasis/domain'
import type { oasis } from '../generated/messages.js'
import { timesInForce } from './enums.ts'
import { Fields } from './fields.ts'

type IntentWire = oasis.trading.v1.OrderIntent.$Properties
type MarketWire = oasis.trading.v1.MarketTerms.$Properties
type LimitWire = oasis.trading.v1.LimitTerms.$Properties
type StopLimitWire = oasis.trading.v1.StopLimitTerms.$Properties

const atIntent = new Fields('oasis.trading.v1.OrderIntent')
const atMarket = new Fields('oasis.trading.v1.MarketTerms')
const atLimit = new Fields('oasis.trading.v1.LimitTerms')
const atStopLimit = new Fields('oasis.trading.v1.StopLimitTerms')

export function termsToWire(terms: OrderTerms): Pick<IntentWire, 'market' | 'limit' | 'stopLimit'> {
  const timeInForce = timesInForce.toNumber[terms.timeInForce]
  switch (terms.type) {
    case 'MARKET':
      return { market: { timeInForce, ...sizeToWire(terms.size) } }
    case 'LIMIT':
      return {
        limit: {
          timeInForce,
          quantity: formatQuantity(terms.quantity),
          limitPrice: formatPrice(terms.limitPrice),
          postOnly: terms.postOnly,
          expiresAt: terms.expiresAt ?? null,
        },
      }
    case 'STOP_LIMIT':
      return {
        stopLimit: {
          timeInForce,
          quantity: formatQuantity(terms.quantity),
          limitPrice: formatPrice(terms.limitPrice),
          stopPrice: formatPrice(terms.stopPrice),
          expiresAt: terms.expiresAt ?? null,
        },
      }
  }
}

function sizeToWire(size: MarketTerms['size']): Pick<MarketWire, 'quantity' | 'quoteAmount'> {
  return size.unit === 'BASE'
    ? { quantity: formatQuantity(size.quantity) }
    : { quoteAmount: formatMoney(size.amount) }
}

export function termsFromWire(wire: IntentWire): OrderTerms {
  if (wire.market) return marketFromWire(wire.market)
  if (wire.limit) return limitFromWire(wire.limit)
  if (wire.stopLimit) return stopLimitFromWire(wire.stopLimit)
  return atIntent.refuse('terms', 'is missing')
}

function marketFromWire(wire: MarketWire): MarketTerms {
  const timeInForce = atMarket.oneOf('timeInForce', wire.timeInForce, timesInForce)
  if (timeInForce !== 'IOC' && timeInForce !== 'FOK') {
    return atMarket.refuse('timeInForce', `${timeInForce} does not go with a market order`)
  }
  const quantity = atMarket.optional('quantity', wire.quantity, parseQuantity)
  if (quantity !== undefined) return { type: 'MARKET', timeInForce, size: { unit: 'BASE', quantity } }
  const amount = atMarket.parsed('size', wire.quoteAmount, parseMoney)
  return { type: 'MARKET', timeInForce, size: { unit: 'QUOTE', amount } }
}

function limitFromWire(wire: LimitWire): LimitTerms {
  return {
    type: 'LIMIT',
    timeInForce: atLimit.oneOf('timeInForce', wire.timeInForce, timesInForce),
    quantity: atLimit.parsed('quantity', wire.quantity, parseQuantity),
    limitPrice: atLimit.parsed('limitPrice', wire.limitPrice, parsePrice),
    postOnly: wire.postOnly ?? false,
    ...expiry(atLimit.optionalTime('expiresAt', wire.expiresAt)),
  }
}

function stopLimitFromWire(wire: StopLimitWire): StopLimitTerms {
  const timeInForce = atStopLimit.oneOf('timeInForce', wire.timeInForce, timesInForce)
  if (timeInForce !== 'GTC' && timeInForce !== 'GTD') {
    return atStopLimit.refuse('timeInForce', `${timeInForce} does not go with a stop-limit order`)
  }
  return {
    type: 'STOP_LIMIT',
    timeInForce,
    quantity: atStopLimit.parsed('quantity', wire.quantity, parseQuantity),
    limitPrice: atStopLimit.parsed('limitPrice', wire.limitPrice, parsePrice),
    stopPrice: atStopLimit.parsed('stopPrice', wire.stopPrice, parsePrice),
    ...expiry(atStopLimit.optionalTime('expiresAt', wire.expiresAt)),
  }
}

const expiry = (expiresAt: UnixNanos | undefined) => (expiresAt === undefined ? {} : { expiresAt })
