/**
 * What flattening sells now: per strategy and instrument what OTS has booked, less what pending sells may still take, at
 * the market and reduce-only. One order each, no larger than one order may be (its limits, the venue's maxima, the visible
 * book within the collar): what is left is for the next attempt, so plan again when these orders are final. External
 * holdings are never sold.
 *
 * An attempt has a number, from which its intent's id follows: the same attempt is never two orders. After a denial, or
 * a restart, the next number makes a new intent.
 */
import {
  addMillis,
  amountAsQuantity,
  EXTERNAL_STRATEGY,
  formatQuantity,
  haltEventId,
  type Instrument,
  type InstrumentId,
  type IntentId,
  type Limits,
  type Money,
  millisBetween,
  notionalRounded,
  type OrderIntent,
  type Price,
  priceByRate,
  type Quantity,
  quantityFor,
  roundQuantity,
  type StrategyId,
  type UnixNanos,
  uuidV5,
  ZERO_QUANTITY,
} from '@oasis/domain'
import { freeBalance } from './account-books.ts'
import { unsoldQuantity } from './booked-holdings.ts'
import { limitsInForce } from './limits-in-force.ts'
import { type LiveBook, lastMid, usableBook } from './market-board.ts'
import type { RiskState } from './risk-state.ts'

export interface FlattenRequest {
  /** The halt in force, and when it was called. */
  readonly haltEpoch: number
  readonly haltedAt: UnixNanos
  /** The typed override; {@link withStalePricesAccepted} has the rules follow it. */
  readonly acceptStalePrices: boolean
  readonly attempt: (strategyId: StrategyId, instrumentId: InstrumentId) => number
}

export type FlattenItem =
  /** `left` is for later attempts. */
  | {
      readonly kind: 'SELL'
      readonly intent: OrderIntent
      readonly quantity: Quantity
      readonly left: Quantity
    }
  | {
      readonly kind: 'KEEP'
      readonly strategyId: StrategyId
      readonly instrumentId: InstrumentId
      /**
       * DUST: less than the venue takes. SELLING: pending sells may take all of it. NOT_FREE: the account's balance does
       * not have it, or other orders hold it.
       */
      readonly outcome: 'DUST' | 'STALE_PRICE' | 'SELLING' | 'NOT_FREE' | 'UNKNOWN_INSTRUMENT'
      readonly detail: string
    }

/** Nothing for positions of nothing; so an empty plan means that nothing is booked. */
export function planFlatten(
  state: RiskState,
  request: FlattenRequest,
  now: UnixNanos,
): readonly FlattenItem[] {
  const items: FlattenItem[] = []
  /** Strategies share the account's balance. */
  const taken = new Map<InstrumentId, Quantity>()
  for (const [strategyId, positions] of state.ledger.byStrategy) {
    if (strategyId === EXTERNAL_STRATEGY) continue
    for (const [instrumentId, { quantity }] of positions) {
      if (quantity <= 0n) continue
      const already = taken.get(instrumentId) ?? ZERO_QUANTITY
      const item = planOne(state, request, { strategyId, instrumentId, already }, now)
      items.push(item)
      if (item.kind === 'SELL') taken.set(instrumentId, (already + item.quantity) as Quantity)
    }
  }
  return items
}

interface Booked {
  readonly strategyId: StrategyId
  readonly instrumentId: InstrumentId
  /** Of the account's balance, by other orders of this plan. */
  readonly already: Quantity
}

function planOne(state: RiskState, request: FlattenRequest, booked: Booked, now: UnixNanos): FlattenItem {
  const { strategyId, instrumentId, already } = booked
  const keep = (outcome: Extract<FlattenItem, { kind: 'KEEP' }>['outcome'], detail: string): FlattenItem => ({
    kind: 'KEEP',
    strategyId,
    instrumentId,
    outcome,
    detail,
  })
  const instrument = state.market.instruments.get(instrumentId)
  if (!instrument) return keep('UNKNOWN_INSTRUMENT', 'no reference data')
  const unsold = unsoldQuantity(state, strategyId, instrumentId)
  if (unsold === 0n) return keep('SELLING', 'pending sells may take all of it')
  const free = (amountAsQuantity(freeBalance(state, instrument.base), 'DOWN') - already) as Quantity
  if (free <= 0n) return keep('NOT_FREE', `${formatQuantity(unsold)} ${instrument.base} booked, none free`)
  const limits = limitsInForce(state.limits, state.account.id, strategyId, instrumentId).order
  const book = usableBook(state.market.references.get(instrumentId))
  const fresh = book && now <= addMillis(book.tsInit, limits.maxReferenceAgeMs) ? book : undefined
  if (!fresh && !request.acceptStalePrices) return keep('STALE_PRICE', ageOf(book, now))
  const sellable = roundQuantity(unsold < free ? unsold : free, instrument.quantityIncrement, 'DOWN')
  const price = fresh?.bestBid.price ?? lastMid(state.market, instrumentId)
  if (isBelowMinimum(sellable, price, instrument)) {
    return keep('DUST', `${formatQuantity(unsold)} ${instrument.base} is less than the venue takes`)
  }
  const quantity = sizeOfOne(sellable, fresh, limits, instrument)
  const left = (unsold - quantity) as Quantity
  return { kind: 'SELL', intent: sellIntent(state, request, booked, quantity), quantity, left }
}

const ageOf = (book: LiveBook | undefined, now: UnixNanos): string =>
  book ? `the price is ${millisBetween(book.tsInit, now)} ms old` : 'there is no price that may be used'

function isBelowMinimum(quantity: Quantity, price: Price | undefined, instrument: Instrument): boolean {
  if (quantity < instrument.minQuantity) return true
  return price !== undefined && notionalRounded(price, quantity, 'DOWN') < instrument.minNotional
}

/**
 * As much of it as one order may be. Where not even the least order may be made, all of it: then the check says which
 * limit is in the way.
 */
function sizeOfOne(
  sellable: Quantity,
  book: LiveBook | undefined,
  limits: Limits,
  instrument: Instrument,
): Quantity {
  const bounds: Quantity[] = [sellable, instrument.maxQuantity]
  if (book) {
    const most = least([limits.maxOrderNotional, instrument.maxNotional])
    bounds.push(quantityFor(most, book.mid, 'DOWN'), depthWithinCollar(book, limits))
  }
  const size = roundQuantity(least(bounds), instrument.quantityIncrement, 'DOWN')
  return isBelowMinimum(size, book?.bestBid.price, instrument) ? sellable : size
}

function depthWithinCollar(book: LiveBook, { priceCollar }: Limits): Quantity {
  const lowest = book.mid - priceByRate(book.mid, priceCollar, 'DOWN')
  let depth = 0n
  for (const { price, quantity } of book.bids) if (price >= lowest) depth += quantity
  return depth as Quantity
}

const least = <T extends Quantity | Money>(values: readonly T[]): T =>
  values.reduce((a, b) => (b < a ? b : a))

function sellIntent(
  state: RiskState,
  { haltEpoch, haltedAt, attempt }: FlattenRequest,
  { strategyId, instrumentId }: Booked,
  quantity: Quantity,
): OrderIntent {
  const { id: accountId, mode } = state.account
  const name = ['flatten', accountId, haltEpoch, strategyId, instrumentId, attempt(strategyId, instrumentId)]
  return {
    intentId: uuidV5(name.join('|')) as IntentId,
    accountId,
    strategyId,
    mode,
    instrumentId,
    side: 'SELL',
    terms: { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity } },
    reduceOnly: true,
    cause: { eventId: haltEventId(accountId, haltEpoch), tsEvent: haltedAt, tsInit: haltedAt },
  }
}
