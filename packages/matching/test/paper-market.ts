/** Market data and orders in few words, for the matcher's scenarios. Times are seconds after a fixed start. */
import {
  type AccountId,
  type BookState,
  type ClientOrderId,
  type ConnectionId,
  type Currency,
  currency,
  type EventId,
  formatMoney,
  formatPrice,
  formatQuantity,
  type Instrument,
  instrumentId,
  type LimitTerms,
  type OrderTerms,
  type PriceLevel,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRate,
  type Quote,
  type Side,
  type TakerSide,
  type Trade,
  type TradeOrigin,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import { type PaperEvent, PaperMatcher, type PaperOrderRequest } from '../src/index.ts'

export const START = 1_790_000_000_000_000_000n
export const at = (seconds: number): UnixNanos => (START + BigInt(Math.round(seconds * 1e9))) as UnixNanos

export const BTC_USD: Instrument = {
  id: instrumentId('coinbase:BTC-USD'),
  venue: venueId('coinbase'),
  symbol: 'BTC-USD',
  base: currency('BTC'),
  quote: currency('USD'),
  priceIncrement: parsePrice('0.01'),
  quantityIncrement: parseQuantity('0.00000001'),
  minQuantity: parseQuantity('0.00000001'),
  maxQuantity: parseQuantity('3400'),
  minNotional: parseMoney('1'),
  maxNotional: parseMoney('150000000'),
  status: 'TRADING',
  tsEvent: at(0),
}

export const FEES = { maker: parseRate('0.005'), taker: parseRate('0.009') }

export function createMatcher(balances: Readonly<Record<string, string>> = { USD: '100000' }): PaperMatcher {
  const matcher = new PaperMatcher({
    accountId: 'coinbase.main.paper' as AccountId,
    fees: FEES,
    syntheticSpread: parseRate('0.001'),
    lastTradeMaxAge: 5_000_000_000n,
    lastArrival: 0,
    balances: new Map(
      Object.entries(balances).map(([code, total]) => [
        currency(code),
        { total: parseMoney(total), held: parseMoney('0') },
      ]),
    ),
  })
  matcher.setInstrument(BTC_USD)
  return matcher
}

/** `'100x2 99x1'` → levels. */
const levels = (text: string): PriceLevel[] =>
  text
    .split(' ')
    .filter((level) => level !== '')
    .map((level) => {
      const [price = '', quantity = ''] = level.split('x')
      return { price: parsePrice(price), quantity: parseQuantity(quantity) }
    })

let quotes = 0
export function quote(bids: string, asks: string, seconds = 0, state: BookState = 'LIVE'): Quote {
  quotes += 1
  return {
    eventId: `quote/${quotes}` as EventId,
    instrumentId: BTC_USD.id,
    state,
    bids: levels(bids),
    asks: levels(asks),
    connection: 'c1' as ConnectionId,
    sequence: quotes,
    tsEvent: at(seconds),
    tsInit: at(seconds),
  }
}
export const quarantined = (seconds = 0): Quote => quote('', '', seconds, 'QUARANTINED')

let trades = 0
/** `trade('100x0.5', 'SELL', 1)`: half a bitcoin sold by a taker at 100, one second after the start. */
export function trade(
  what: string,
  takerSide: TakerSide = 'SELL',
  seconds = 1,
  origin: TradeOrigin = 'LIVE',
): Trade {
  trades += 1
  const [price = '', quantity = ''] = what.split('x')
  return {
    eventId: `trade/${trades}` as EventId,
    instrumentId: BTC_USD.id,
    tradeId: String(trades),
    price: parsePrice(price),
    quantity: parseQuantity(quantity),
    takerSide,
    origin,
    connection: 'c1' as ConnectionId,
    sequence: trades,
    tsEvent: at(seconds),
    tsInit: at(seconds),
  }
}

let orders = 0
export function request(side: Side, terms: OrderTerms): PaperOrderRequest {
  orders += 1
  return { clientOrderId: `order-${orders}` as ClientOrderId, instrumentId: BTC_USD.id, side, terms }
}

export const market = (quantity: string, timeInForce: 'IOC' | 'FOK' = 'IOC'): OrderTerms => ({
  type: 'MARKET',
  timeInForce,
  size: { unit: 'BASE', quantity: parseQuantity(quantity) },
})
export const spend = (amount: string): OrderTerms => ({
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'QUOTE', amount: parseMoney(amount) },
})
export const limit = (
  what: string,
  timeInForce: 'GTC' | 'IOC' | 'FOK' = 'GTC',
  postOnly = false,
): LimitTerms => {
  const [limitPrice = '', quantity = ''] = what.split('x')
  return {
    type: 'LIMIT',
    timeInForce,
    limitPrice: parsePrice(limitPrice),
    quantity: parseQuantity(quantity),
    postOnly,
  }
}
export const stopLimit = (stopPrice: string, what: string): OrderTerms => {
  const [limitPrice = '', quantity = ''] = what.split('x')
  return {
    type: 'STOP_LIMIT',
    timeInForce: 'GTC',
    stopPrice: parsePrice(stopPrice),
    limitPrice: parsePrice(limitPrice),
    quantity: parseQuantity(quantity),
  }
}

/** Events as a person would write them: `'fill 1 @ 100.00 TAKER'`, `'OPEN'`, `'CANCELED NO_MORE_LIQUIDITY'`. */
export const told = (events: readonly PaperEvent[] | undefined): string[] =>
  (events ?? []).map((event) => {
    if (event.kind === 'ORDER')
      return event.order.reason === undefined
        ? event.order.status
        : `${event.order.status} ${event.order.reason}`
    const { price, quantity, liquidity, synthetic } = event.execution
    return `fill ${formatQuantity(quantity)} @ ${formatPrice(price)} ${liquidity}${synthetic ? ' synthetic' : ''}`
  })

/** `'total/held'` per currency. */
export function balance(matcher: PaperMatcher, code: string): string {
  const { total, held } = matcher.balances.of(code as Currency)
  return `${formatMoney(total)}/${formatMoney(held)}`
}
