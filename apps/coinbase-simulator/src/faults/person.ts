/** A person at the venue: trades, leaves orders, cancels those of others, moves money. Whatever it tries may be refused. */
import {
  formatPrice,
  formatQuantity,
  type Money,
  type Price,
  type Quantity,
  quantityAsAmount,
  quantityFor,
  roundPrice,
  roundQuantity,
  type Side,
  type UnixNanos,
  uuidV5,
} from '@oasis/domain'
import type { Random } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { type Member, walletsOf } from '../accounts/members.ts'
import type { TradableProduct } from '../orders/catalogue.ts'
import { hasEnded, type OrderConfiguration } from '../orders/venue-order.ts'
import type { MarketTop } from '../orders/venue-rules.ts'
import { toNewOrder } from '../protocol/create-request.ts'
import type { Venue } from '../server/venue.ts'

/** Of orders placed by hand, in the place of a key's name. */
export const BY_HAND = 'by hand'

export interface PersonOptions {
  readonly venue: Venue
  readonly now: () => UnixNanos
  /** The most at once, as a share of what is available. */
  readonly share: number
}

export class Person {
  readonly #options: PersonOptions
  #orders = 0

  constructor(options: PersonOptions) {
    this.#options = options
  }

  /** At market, of a size that the account can afford. */
  trade(random: Random): boolean {
    return this.#place(random, (_, quantity) => ({
      market_market_ioc: { base_size: formatQuantity(quantity) },
    }))
  }

  /** Up to one percent away from the touch, to either side. */
  leaveOrder(random: Random): boolean {
    return this.#place(random, (touch, quantity, { instrument: { priceIncrement } }) => {
      const permille = BigInt(990 + Math.floor(random() * 21))
      const price = roundPrice(((touch * permille) / 1_000n) as Price, priceIncrement, 'FLOOR')
      return {
        limit_limit_gtc: {
          base_size: formatQuantity(quantity),
          limit_price: formatPrice(price),
          post_only: false,
        },
      }
    })
  }

  /** Not one of its own: one that a key has placed. */
  cancelOrder(random: Random): boolean {
    const { venue } = this.#options
    const open = [...venue.store.members.all].flatMap((member) =>
      [...member.book.orders]
        .filter((order) => !hasEnded(order) && order.status === 'OPEN' && order.keyName !== BY_HAND)
        .map(({ orderId }) => ({ member, orderId })),
    )
    const one = pick(random, open)
    return one !== undefined && venue.desk.cancelByHand(one.member, one.orderId)
  }

  deposit(random: Random): boolean {
    return this.#transfer(random, 1n)
  }

  withdraw(random: Random): boolean {
    return this.#transfer(random, -1n)
  }

  /** One of the last fills, of an order that is done. */
  reverseFill(random: Random): boolean {
    const { venue } = this.#options
    const member = pick(random, [...venue.store.members.all])
    const fill = pick(random, member?.book.executions.slice(-RECENT_FILLS) ?? [])
    return member !== undefined && fill !== undefined && venue.desk.reverse(member, fill.entryId)
  }

  #place(
    random: Random,
    configure: (touch: Price, quantity: Quantity, product: TradableProduct) => OrderConfiguration,
  ): boolean {
    const { venue, now } = this.#options
    const member = pick(random, [...venue.store.members.all])
    const product = pick(random, venue.watch.products.filter(isMarket))
    if (!member || !product) return false
    const side = random() < 0.5 ? 'BUY' : 'SELL'
    const touch = touchOf(venue.watch.top(product), side)
    const quantity = touch && this.#affordable(random, member, product, side, touch)
    if (!touch || !quantity || quantity < product.instrument.minQuantity) return false
    const { symbol } = product.instrument
    const request = { product_id: symbol, side, order_configuration: configure(touch, quantity, product) }
    const clientOrderId = uuidV5(`${BY_HAND}|${venue.store.venueId}|${now()}|${this.#orders++}`)
    const order = toNewOrder(
      { ...request, attached_order_configuration: undefined },
      product.instrument,
      clientOrderId,
      BY_HAND,
    )
    return !('reason' in order) && venue.desk.create(member, order).kind === 'CREATED'
  }

  #affordable(
    random: Random,
    member: Member,
    { instrument: { base, quote, quantityIncrement } }: TradableProduct,
    side: Side,
    touch: Price,
  ): Quantity {
    const { total, held } = member.book.balance(side === 'BUY' ? quote : base)
    const amount = this.#shareOf(random, total - held) as Money
    const quantity = side === 'BUY' ? quantityFor(amount, touch, 'DOWN') : baseOf(amount)
    return roundQuantity(quantity, quantityIncrement, 'DOWN')
  }

  #transfer(random: Random, sign: bigint): boolean {
    const { venue } = this.#options
    const member = pick(random, [...venue.store.members.all])
    const currency = member && pick(random, walletsOf(member))
    if (!member || currency === undefined) return false
    const { total, held } = member.book.balance(currency)
    // Whole millionths, as people move money.
    const amount = (this.#shareOf(random, total - held) / MILLIONTH) * MILLIONTH
    if (amount <= 0n) return false
    try {
      venue.transfer(member, currency, (sign * amount) as Money)
      return true
    } catch (error) {
      if (error instanceof OtsError && error.code === 'OTS_USAGE') return false
      throw error
    }
  }

  #shareOf(random: Random, available: bigint): bigint {
    return (available * BigInt(Math.floor(random() * this.#options.share * 1_000_000))) / 1_000_000n
  }
}

const RECENT_FILLS = 20
/** Amounts have 18 decimals. */
const MILLIONTH = 10n ** 12n
const ONE = quantityAsAmount(1n as Quantity)
const baseOf = (amount: Money): Quantity => (amount / ONE) as Quantity

/** An alias trades on another product's market. */
const isMarket = ({ instrument, marketId }: TradableProduct): boolean => instrument.symbol === marketId

const touchOf = ({ bid, ask }: MarketTop, side: Side): Price | undefined => (side === 'BUY' ? ask : bid)

const pick = <T>(random: Random, items: readonly T[]): T | undefined =>
  items[Math.floor(random() * items.length)]
