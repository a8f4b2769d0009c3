/** Strategies for tests, which do as their parameters say. */
import type { ClientOrderId } from '@oasis/domain'
import { decimal, defineStrategy } from '@oasis/strategy-sdk'
import { z } from 'zod'

/** Every trade rests an entry and, where there is something to sell, a reduce-only exit; never two of a side. */
export const resting = defineStrategy({
  id: 'resting',
  params: z.strictObject({ entry: decimal(), exit: decimal() }),
  subscriptions: () => [{ trades: true }],
  create: ({ params }) => ({
    onTrade(trade, ctx) {
      const open = (side: string) => ctx.openOrders.some((order) => order.side === side)
      if (!open('BUY')) ctx.buy({ quantity: trade.quantity, limitPrice: params.entry })
      if (!open('SELL')) ctx.sell({ quantity: trade.quantity, limitPrice: params.exit, reduceOnly: true })
    },
  }),
})

/** Buys at every trade and remembers how many it has seen; what it remembers may be carried over. */
export const counter = defineStrategy({
  id: 'counter',
  params: z.strictObject({ every: z.int().min(1), carry: z.boolean().default(false) }),
  subscriptions: () => [{ trades: true }],
  state: {
    initial: () => ({ seen: 0, starts: 0, timers: 0 }),
    onConfig: (old: { seen: number; starts: number; timers: number }, params) =>
      params.carry ? old : undefined,
  },
  create: ({ params, state }) => ({
    onStart() {
      state.starts++
    },
    onTrade(trade, ctx) {
      state.seen++
      if (state.seen % params.every === 0)
        ctx.buy({ quantity: trade.quantity, values: { seen: String(state.seen) } })
    },
  }),
})

/** Replaces its resting order at every further trade, twice over. */
export const replacing = defineStrategy({
  id: 'replacing',
  params: z.strictObject({ limitPrice: decimal() }),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ asked: [] as (string | null)[] }) },
  create: ({ params, state }) => ({
    onTrade(trade, ctx) {
      const [order] = ctx.openOrders
      const request = { quantity: trade.quantity, limitPrice: params.limitPrice }
      const ask = (id: ClientOrderId) => state.asked.push(ctx.replace(id, request) ?? null)
      if (!order) ctx.buy(request)
      else {
        ask(order.clientOrderId)
        ask(order.clientOrderId)
      }
    },
  }),
})

/** Counts what it is given. */
export const quoting = defineStrategy({
  id: 'quoting',
  params: z.strictObject({ quotes: z.boolean() }),
  subscriptions: ({ quotes }) => [{ trades: true }, ...(quotes ? [{ quotes: true } as const] : [])],
  state: { initial: () => ({ quotes: 0, trades: 0 }) },
  create: ({ state }) => ({
    onQuote: () => void state.quotes++,
    onTrade: () => void state.trades++,
  }),
})
