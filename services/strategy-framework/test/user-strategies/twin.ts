/** `every-n-ticks` once more, with a bar, a timer and a random number: what runs in a thread must come out the same. */
import { decimal, defineStrategy, z } from '@oasis/strategy-sdk'

export default defineStrategy({
  id: 'twin',
  params: z.strictObject({ n: z.int().min(1), quantity: decimal({ positive: true }) }),
  subscriptions: () => [{ trades: true }, { bars: '1s' }],
  state: { initial: () => ({ ticks: 0, closes: [] as bigint[], rolls: [] as number[], updates: 0 }) },
  create: ({ params, state }) => ({
    onStart: (ctx) => ctx.setTimer('roll', (ctx.now + 700_000_000n) as typeof ctx.now),
    onTrade(_trade, ctx) {
      state.ticks++
      if (state.ticks % params.n !== 0 || ctx.openOrders.length > 0) return
      if (ctx.position.quantity > 0n) ctx.sell({ quantity: params.quantity })
      else ctx.buy({ quantity: params.quantity, values: { ticks: String(state.ticks) } })
    },
    onBar: (bar) => void state.closes.push(bar.close),
    onTimer(name, ctx) {
      state.rolls.push(ctx.random())
      ctx.setTimer(name, (ctx.now + 700_000_000n) as typeof ctx.now)
    },
    onOrder: () => void state.updates++,
  }),
})
