/**
 * A strategy that does everything a strategy may do, at random and without regard to limits: those are risk's to keep.
 * Its chance comes from the context, so that it is part of its snapshot.
 */
import {
  addMillis,
  formatQuantity,
  type Price,
  parsePrice,
  parseQuantity,
  type Quantity,
} from '@oasis/domain'
import { defineStrategy, type OpenOrder, type OrderRequest, type StrategyContext } from '@oasis/strategy-sdk'
import { z } from 'zod'

const params = z.strictObject({
  /** Chance to act on an event, 0 to 1. */
  eagerness: z.number(),
  /** Value of one order in quote currency, about. */
  orderValue: z.number().int(),
  /** Chance that an action is a cancel. */
  fickleness: z.number(),
  quotes: z.boolean(),
  /** On the instrument's grid, which strategies are not told of. */
  priceIncrement: z.string().default('0.01'),
  quantityIncrement: z.string().default('0.001'),
})

const MOST_OPEN = 8
const LONGEST_SILENCE = 5_000_000_000n

interface Grid {
  readonly price: bigint
  readonly quantity: bigint
}

export const restlessTrader = defineStrategy({
  id: 'restless-trader',
  params,
  subscriptions: ({ quotes }) => [{ trades: true }, ...(quotes ? [{ quotes: true } as const] : [])],
  state: { initial: () => ({ price: 0n, pricedAt: 0n, actions: 0 }) },
  create: ({ params: wanted, state }) => {
    const grid: Grid = {
      price: parsePrice(wanted.priceIncrement),
      quantity: parseQuantity(wanted.quantityIncrement),
    }
    const act = (ctx: StrategyContext): void => {
      // Without a market there is nothing to do: so that a run comes to rest.
      if (state.price === 0n || ctx.now - state.pricedAt > LONGEST_SILENCE) return
      if (ctx.random() >= wanted.eagerness) return
      state.actions++
      const open = ctx.openOrders
      const target = open[Math.floor(ctx.random() * open.length)]
      if (target && ctx.random() < wanted.fickleness) changeMind(ctx, target, state.price as Price, grid)
      else if (open.length < MOST_OPEN) trade(ctx, state.price as Price, wanted.orderValue, grid)
    }
    return {
      onStart: (ctx) => ctx.setTimer('restless', addMillis(ctx.now, 1_000)),
      onTrade: (one, ctx) => {
        state.price = one.price
        state.pricedAt = ctx.now
        act(ctx)
      },
      onQuote: (_quote, ctx) => act(ctx),
      onTimer: (_name, ctx) => {
        ctx.setTimer('restless', addMillis(ctx.now, 500 + Math.floor(ctx.random() * 4_000)))
        act(ctx)
      },
      onOrder: (update, ctx) => {
        // Some strategies answer a fill at once.
        if (update.kind === 'ORDER' && update.order.state === 'FILLED' && ctx.random() < 0.1) act(ctx)
      },
    }
  },
})

function changeMind(
  ctx: StrategyContext,
  { clientOrderId, side, terms }: OpenOrder,
  price: Price,
  grid: Grid,
): void {
  if (terms.type !== 'LIMIT' || ctx.random() < 0.5) {
    ctx.cancel(clientOrderId)
    return
  }
  const limitPrice = shifted(price, (side === 'BUY' ? -0.003 : 0.003) * ctx.random(), grid)
  ctx.replace(clientOrderId, { quantity: terms.quantity, limitPrice })
}

function trade(ctx: StrategyContext, price: Price, value: number, grid: Grid): void {
  const scale = 0.3 + 1.4 * ctx.random()
  const quantity = quantityOf(value * scale, price, grid)
  const held = ctx.position.quantity
  const reduce = held !== 0n && ctx.random() < 0.25
  const buy = reduce ? held < 0n : ctx.random() < (held > 0n ? 0.4 : 0.6)
  const size = reduce && ctx.random() < 0.5 ? lots(held < 0n ? -held : held, grid) : quantity
  if (size <= 0n) return
  const request = requestOf(ctx, price, size as Quantity, buy, reduce, grid)
  if (buy) ctx.buy(request)
  else ctx.sell(request)
}

const lots = (quantity: bigint, grid: Grid): bigint => quantity - (quantity % grid.quantity)
const quantityOf = (value: number, price: Price, grid: Grid): Quantity =>
  lots((BigInt(Math.floor(value * 100)) * 10n ** 22n) / price, grid) as Quantity

function requestOf(
  ctx: StrategyContext,
  price: Price,
  quantity: Quantity,
  buy: boolean,
  reduceOnly: boolean,
  grid: Grid,
): OrderRequest {
  const base = { quantity, reduceOnly, values: { quantity: formatQuantity(quantity) } }
  const draw = ctx.random()
  const away = (fraction: number) => shifted(price, (buy ? -1 : 1) * fraction * ctx.random(), grid)
  const through = () => shifted(price, (buy ? 1 : -1) * 0.004 * ctx.random(), grid)
  if (draw < 0.2) return base
  if (draw < 0.3) return { ...base, timeInForce: 'FOK' }
  if (draw < 0.45) return { ...base, limitPrice: through(), timeInForce: 'IOC' }
  if (draw < 0.5) return { ...base, limitPrice: through(), timeInForce: 'FOK' }
  if (draw < 0.65) return { ...base, limitPrice: away(0.003), postOnly: true }
  if (draw < 0.8) {
    const expiresAt = addMillis(ctx.now, 2_000 + Math.floor(ctx.random() * 60_000))
    return { ...base, limitPrice: away(0.005), timeInForce: 'GTD', expiresAt }
  }
  if (draw < 0.88) {
    const stopPrice = shifted(price, (buy ? 1 : -1) * (0.0005 + 0.002 * ctx.random()), grid)
    return { ...base, stopPrice, limitPrice: shifted(stopPrice, buy ? 0.003 : -0.003, grid) }
  }
  return { ...base, limitPrice: away(0.005) }
}

function shifted(price: Price, fraction: number, grid: Grid): Price {
  const moved = price + (price * BigInt(Math.round(fraction * 1_000_000))) / 1_000_000n
  return (moved - (moved % grid.price)) as Price
}
