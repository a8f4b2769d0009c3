/** For scenarios: does at the n-th live trade what its parameters say for that trade, and nothing else. */
import { decimal, defineStrategy, z } from '@oasis/strategy-sdk'

const wish = z.strictObject({
  /** Counted from 1 since the start of the generation. */
  tick: z.int().positive(),
  side: z.enum(['BUY', 'SELL']),
  quantity: decimal({ positive: true }),
  limit: decimal().optional(),
  timeInForce: z.enum(['GTC', 'IOC']).optional(),
  postOnly: z.boolean().optional(),
})

interface Counted {
  ticks: number
}

export default defineStrategy({
  id: 'on-ticks',
  params: z.strictObject({
    orders: z.array(wish).default([]),
    /** Trades at which everything open is cancelled. */
    cancels: z.array(z.int().positive()).default([]),
  }),
  subscriptions: () => [{ trades: true }],
  state: { initial: (): Counted => ({ ticks: 0 }) },
  create: ({ params, state }) => ({
    onTrade(trade, ctx) {
      if (trade.origin !== 'LIVE') return
      state.ticks++
      if (params.cancels.includes(state.ticks)) {
        for (const order of ctx.openOrders) ctx.cancel(order.clientOrderId)
      }
      for (const { tick, side, quantity, limit, timeInForce, postOnly } of params.orders) {
        if (tick !== state.ticks) continue
        const request = {
          quantity,
          ...(limit === undefined ? {} : { limitPrice: limit }),
          ...(timeInForce === undefined ? {} : { timeInForce }),
          ...(postOnly === undefined ? {} : { postOnly }),
        }
        if (side === 'BUY') ctx.buy(request)
        else ctx.sell(request)
      }
    },
  }),
})
