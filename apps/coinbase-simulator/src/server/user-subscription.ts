/** A connection's subscription to a user's orders: of some products, or, without any named, of all. */
import type { Member } from '../accounts/members.ts'
import type { VenueOrder } from '../orders/venue-order.ts'
import type { MarketView } from '../protocol/market-view.ts'

export class UserSubscription {
  readonly member: Member
  readonly #view: MarketView
  /** Undefined: all. */
  readonly #products: ReadonlySet<string> | undefined

  constructor(member: Member, view: MarketView, products: readonly string[] | undefined) {
    this.member = member
    this.#view = view
    this.#products = products === undefined || products.length === 0 ? undefined : new Set(products)
  }

  with(products: readonly string[] | undefined): UserSubscription {
    const all = !this.#products || products === undefined || products.length === 0
    return new UserSubscription(this.member, this.#view, all ? [] : [...(this.#products ?? []), ...products])
  }

  /** Undefined when nothing is left of it. */
  without(products: readonly string[] | undefined): UserSubscription | undefined {
    if (!this.#products || products === undefined || products.length === 0) return undefined
    const left = [...this.#products].filter((id) => !products.includes(id))
    return left.length === 0 ? undefined : new UserSubscription(this.member, this.#view, left)
  }

  wanted(orders: readonly VenueOrder[]): readonly VenueOrder[] {
    const products = this.#products
    if (!products) return orders
    // Asked for by either name of one market: BTC-USD and BTC-USDC.
    const markets = new Set([...products].map((id) => this.#view.canonicalId(id)))
    return orders.filter(({ productId }) => markets.has(this.#view.canonicalId(productId)))
  }
}
