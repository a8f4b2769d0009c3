/**
 * Follows a move: buys when the close stands more than `entryPercent` above the close `lookback` bars ago, and sells
 * everything when it stands less than `exitPercent` above it (a negative one lets it fall). Rows count: minutes
 * without trades make no bar and are not filled. Compared exactly, in decimals. At most one open order.
 */
import { formatPrice, type Price, type Quantity } from '@oasis/domain'
import { z } from 'zod'
import { barKind } from '../bars/bar-kind.ts'
import { DECIMAL_ONE, type Decimal, decimal } from '../decimal.ts'
import { defineStrategy } from '../define-strategy.ts'

const HUNDRED = 100n * DECIMAL_ONE

interface State {
  /** The last `lookback` closes, oldest first. */
  closes: Price[]
}

/** close × 100 against past × (100 + percent), both sides at 10^-24. */
const sides = (close: Price, past: Price, percent: Decimal) => ({
  left: close * HUNDRED,
  right: past * (HUNDRED + percent),
})

export const simpleMomentum = defineStrategy({
  id: 'simple-momentum',
  params: z.strictObject({
    lookback: z.int().min(2).max(10_000).default(20),
    entryPercent: decimal().default('0.5'),
    exitPercent: decimal().default('0'),
    quantity: decimal({ positive: true }),
    bar: barKind().default('1m'),
  }),
  subscriptions: ({ bar, lookback }) => [{ bars: bar, warmUp: lookback }],
  state: { initial: (): State => ({ closes: [] }) },
  create: ({ params, state }) => ({
    onBar(bar, ctx) {
      const { lookback, entryPercent, exitPercent, quantity } = params
      const past = state.closes[state.closes.length - lookback]
      state.closes.push(bar.close)
      if (state.closes.length > lookback) state.closes.shift()
      if (past === undefined || ctx.openOrders.length > 0) return
      const held = ctx.position.quantity
      const values = { close: formatPrice(bar.close), past: formatPrice(past) }
      if (held === 0n) {
        const { left, right } = sides(bar.close, past, entryPercent)
        if (left > right) ctx.buy({ quantity, values })
      } else if (held > 0n) {
        const { left, right } = sides(bar.close, past, exitPercent)
        if (left < right) ctx.sell({ quantity: held as Quantity, values })
      }
    },
  }),
})
