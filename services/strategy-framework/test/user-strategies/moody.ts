/** Buys at every trade, until it does what its parameters say at the trade they name. */
import { decimal, defineStrategy, z } from '@oasis/strategy-sdk'

const MOODS = ['throw', 'hang', 'exit', 'impure', 'throw later'] as const

export default defineStrategy({
  id: 'moody',
  params: z.strictObject({ mood: z.enum(MOODS), at: z.string(), quantity: decimal().default('0.001') }),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ seen: 0, thing: null as unknown }) },
  create: ({ params, state }) => ({
    onTrade(trade, ctx) {
      state.seen++
      ctx.buy({ quantity: params.quantity })
      if (trade.tradeId !== params.at) return
      if (params.mood === 'throw') throw new TypeError('in a bad mood')
      if (params.mood === 'exit') process.exit(1)
      if (params.mood === 'impure') state.thing = new Map()
      if (params.mood === 'throw later') Promise.reject(new Error('much later'))
      while (params.mood === 'hang');
    },
  }),
})
