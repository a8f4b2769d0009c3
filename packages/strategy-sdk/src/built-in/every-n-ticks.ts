/**
 * For tests and load, not for money: at every n-th live trade of the instrument a market order, BUY first, then SELL,
 * in turn. A turn that finds an order still open is skipped, and the same side waits for the next one.
 */
import { z } from 'zod'
import { decimal } from '../decimal.ts'
import { defineStrategy } from '../define-strategy.ts'

interface State {
  /** Live trades since the start of the generation. */
  ticks: number
  next: 'BUY' | 'SELL'
}

export const everyNTicks = defineStrategy({
  id: 'every-n-ticks',
  params: z.strictObject({
    n: z.int().min(1).default(50),
    quantity: decimal({ positive: true }),
  }),
  subscriptions: () => [{ trades: true }],
  state: { initial: (): State => ({ ticks: 0, next: 'BUY' }) },
  create: ({ params: { n, quantity }, state }) => ({
    onTrade(trade, ctx) {
      if (trade.origin !== 'LIVE') return
      state.ticks++
      if (state.ticks % n !== 0 || ctx.openOrders.length > 0) return
      const request = { quantity, values: { ticks: String(state.ticks) } }
      const order = state.next === 'BUY' ? ctx.buy(request) : ctx.sell(request)
      // A wish that came to nothing (the account is paused) was no turn.
      if (order !== undefined) state.next = state.next === 'BUY' ? 'SELL' : 'BUY'
    },
  }),
})
