import type { Frame } from './frame.ts'

/** A client's book, the simplest way: price text to quantity text. */
export class RebuiltBook {
  readonly bid = new Map<string, string>()
  readonly offer = new Map<string, string>()

  apply(frames: readonly Frame[], productId: string): this {
    for (const frame of frames) {
      if (frame.channel !== 'l2_data') continue
      for (const event of frame.events) {
        if (event.product_id !== productId) continue
        if (event.type === 'snapshot') {
          this.bid.clear()
          this.offer.clear()
        }
        for (const { side, price_level, new_quantity } of event.updates ?? []) {
          if (Number(new_quantity) === 0) this[side].delete(price_level)
          else this[side].set(price_level, new_quantity)
        }
      }
    }
    return this
  }

  /** Best first, as the exchange's own view gives it. */
  get bids(): [string, string][] {
    return [...this.bid].sort((a, b) => Number(b[0]) - Number(a[0]))
  }

  get asks(): [string, string][] {
    return [...this.offer].sort((a, b) => Number(a[0]) - Number(b[0]))
  }
}
