/** The same book in the plainest way: one list, sorted anew for every order. */
import type { Price, Quantity, Side } from '@oasis/domain'
import type { BookEntry, BookFill, BookOrder, BookResult } from '../src/index.ts'

interface Resting {
  id: string
  side: Side
  price: bigint
  remaining: bigint
  arrival: number
}

export class NaiveBook {
  orders: Resting[] = []
  #arrivals = 0

  submit(order: BookOrder): BookResult {
    const nothing = { fills: [], remaining: order.quantity }
    if (this.orders.some((other) => other.id === order.id))
      return { outcome: 'REJECTED', refusal: 'DUPLICATE_ID', ...nothing }
    const makers = this.#sorted(order.side === 'BUY' ? 'SELL' : 'BUY').filter(
      (maker) =>
        order.price === undefined ||
        (order.side === 'BUY' ? maker.price <= order.price : maker.price >= order.price),
    )
    if (order.postOnly && makers.length > 0)
      return { outcome: 'REJECTED', refusal: 'POST_ONLY_WOULD_CROSS', ...nothing }
    const there = makers.reduce((sum, maker) => sum + maker.remaining, 0n)
    if (order.timeInForce === 'FOK' && there < order.quantity) return { outcome: 'CANCELED', ...nothing }
    const fills: BookFill[] = []
    let left: bigint = order.quantity
    for (const maker of makers) {
      if (left === 0n) break
      const quantity = left < maker.remaining ? left : maker.remaining
      maker.remaining -= quantity
      left -= quantity
      fills.push({
        makerId: maker.id,
        price: maker.price as Price,
        quantity: quantity as Quantity,
        makerRemaining: maker.remaining as Quantity,
      })
    }
    this.orders = this.orders.filter((other) => other.remaining > 0n)
    const remaining = left as Quantity
    if (left === 0n) return { outcome: 'FILLED', fills, remaining }
    if (order.price === undefined || order.timeInForce !== 'GTC')
      return { outcome: 'CANCELED', fills, remaining }
    this.#arrivals += 1
    this.orders.push({
      id: order.id,
      side: order.side,
      price: order.price,
      remaining: left,
      arrival: this.#arrivals,
    })
    return { outcome: 'RESTING', fills, remaining }
  }

  cancel(id: string): Quantity | undefined {
    const found = this.orders.find((order) => order.id === id)
    this.orders = this.orders.filter((order) => order.id !== id)
    return found?.remaining as Quantity | undefined
  }

  entries(): BookEntry[] {
    return [...this.#sorted('BUY'), ...this.#sorted('SELL')].map(({ id, side, price, remaining }) => ({
      id,
      side,
      price: price as Price,
      remaining: remaining as Quantity,
    }))
  }

  #sorted(side: Side): Resting[] {
    const better = (a: Resting, b: Resting) => (side === 'BUY' ? a.price > b.price : a.price < b.price)
    return this.orders
      .filter((order) => order.side === side)
      .sort((a, b) => (a.price === b.price ? a.arrival - b.arrival : better(a, b) ? -1 : 1))
  }
}
