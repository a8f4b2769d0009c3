/** Generated lives of an account: what strategies, the order manager, the market and people do, step by step. */
import {
  addMillis,
  type InstrumentId,
  instrumentId,
  type Limits,
  ORDER_TRIGGERS,
  type OrderIntent,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRate,
  type StopLimitTerms,
} from '@oasis/domain'
import fc from 'fast-check'
import { BTC, ETH, OTHER_STRATEGY, STRATEGY } from '../risk-fixtures.ts'
import { type World, wishAt } from './world.ts'

const money = (units: number) => parseMoney(String(units))
const price = (id: InstrumentId, ticks: number) =>
  parsePrice(((id === BTC ? 50_000 : 2_000) * (1 + ticks / 500)).toFixed(2))
const size = (id: InstrumentId, n: number) => parseQuantity((id === BTC ? n / 1_000 : n / 50).toFixed(4))

const limits: fc.Arbitrary<Partial<Limits>> = fc.record(
  {
    maxOrderNotional: fc.constantFrom(300, 1_000, 5_000).map(money),
    maxPositionNotional: fc.constantFrom(1_000, 52_000, 60_000).map(money),
    maxGrossExposure: fc.constantFrom(2_000, 53_000, 70_000).map(money),
    maxNetExposure: fc.constantFrom(1_500, 52_500, 65_000).map(money),
    maxOpenOrders: fc.constantFrom(0, 2, 5, 8),
    maxOrdersPerSecond: fc.constantFrom(0, 1, 2, 10),
    maxCancelsPerSecond: fc.constantFrom(0, 0, 1, 4),
    priceCollar: fc.constantFrom('0.005', '0.01').map(parseRate),
    maxSignalAgeMs: fc.constantFrom(500, 1_500),
    maxReferenceAgeMs: fc.constantFrom(1_000, 4_000),
    maxDailyLoss: fc.constantFrom('0', '0.005', '0.03').map(parseRate),
    maxDrawdown: fc.constantFrom('0.01', '0.04').map(parseRate),
  },
  { requiredKeys: [] },
)

export const PRICES = [
  [BTC, 50_000],
  [ETH, 2_000],
] as const
const often = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
const wish = fc.record({
  kind: fc.constant('submit' as const),
  strategyId: fc.constantFrom(STRATEGY, OTHER_STRATEGY),
  id: fc.constantFrom(BTC, ETH),
  side: fc.constantFrom('BUY' as const, 'SELL' as const),
  type: fc.constantFrom('GTC', 'GTC', 'GTC', 'IOC', 'GTD', 'STOP', 'MARKET', 'MARKET', 'SPEND'),
  ticks: fc.integer({ min: -6, max: 6 }),
  n: fc.constantFrom(1, 1, 2, 2, 4, 8, 20, 120, 12_000),
  reduceOnly: fc.boolean(),
  ageMs: often(0, -500, -501, 600, 1_600, 2_500),
  odd: often(
    '',
    'price',
    'size',
    'tiny',
    'real',
    'stranger',
    'expired',
    'nothing',
    'sum',
    'cheap',
    'cheap',
    'cheap',
  ),
  replaces: fc.constantFrom(-1, -1, -1, 0, 1, 2),
  again: often(false, true),
})
const step = fc.oneof(
  { weight: 20, arbitrary: wish },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      of: fc.nat(9),
      how: often('place', 'refuse'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('trigger' as const),
      of: fc.nat(9),
      trigger: fc.oneof(
        fc.constantFrom('SUBMIT' as const, 'ACKNOWLEDGE' as const, 'LOSE_TRACK' as const, 'ABSENT' as const),
        fc.constantFrom(...ORDER_TRIGGERS.filter((each) => each !== 'FILL' && each !== 'PARTIAL_FILL')),
      ),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('fill' as const),
      of: fc.nat(9),
      share: fc.constantFrom(3, 5, 10, 10),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), of: fc.nat(9) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('quote' as const),
      id: fc.constantFrom(BTC, ETH),
      ticks: fc.integer({ min: -12, max: 12 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(40, 40, 300, 300, 1_100, 4_500, 90_000_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('limits' as const),
      level: fc.constantFrom('account' as const, 'strategy' as const, 'instrument' as const),
      limits,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom(
        'RUNNING' as const,
        'RUNNING' as const,
        'RUNNING' as const,
        'PAUSED' as const,
        'HALTED' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('strategy' as const),
      id: fc.constantFrom(STRATEGY, OTHER_STRATEGY),
      status: often('RUNNING' as const, 'STOPPED' as const, 'STOPPED' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('deposit' as const),
      code: fc.constantFrom('USD', 'BTC', 'ETH'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('gap' as const, 'early' as const),
      id: fc.constantFrom(BTC, ETH),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('lose' as const),
      phase: fc.constantFrom('RECONCILING' as const, 'AWAY' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('resync' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('reset' as const, 'flatten' as const, 'flatten' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('restart' as const),
      silent: fc.constantFrom<InstrumentId[]>([], [], [BTC], [ETH], [BTC, ETH]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reverse' as const), of: fc.nat(9) }) },
)
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

export function intentOf(world: World, n: number, each: Extract<Step, { kind: 'submit' }>): OrderIntent {
  const { odd } = each
  const replaced = each.replaces < 0 ? undefined : [...world.orders.values()].at(-1 - each.replaces)
  // Mostly one that it may replace.
  const {
    strategyId,
    side,
    instrumentId: wanted,
  } = replaced && each.ticks > -4 ? replaced.intent : { ...each, instrumentId: each.id }
  const id = odd === 'stranger' ? instrumentId('coinbase:XYZ-USD') : wanted
  const limitPrice = odd === 'price' ? parsePrice('2000.001') : price(id, each.ticks)
  const quantity =
    odd === 'size'
      ? parseQuantity('0.00101')
      : odd === 'tiny'
        ? parseQuantity('0.0009')
        : odd === 'nothing'
          ? parseQuantity('0')
          : size(id, each.n)
  const limit = { type: 'LIMIT', quantity, limitPrice, postOnly: false } as const
  const amount = odd === 'sum' ? money(0) : odd === 'cheap' ? parseMoney('0.5') : money(each.n * 40)
  const stop: StopLimitTerms = {
    type: 'STOP_LIMIT',
    timeInForce: 'GTC',
    quantity,
    limitPrice,
    stopPrice: price(id, each.ticks + (each.n % 8)),
  }
  const terms: Readonly<Record<string, OrderIntent['terms']>> = {
    GTC: { ...limit, timeInForce: 'GTC' },
    IOC: { ...limit, timeInForce: 'IOC' },
    GTD: { ...limit, timeInForce: 'GTD', expiresAt: addMillis(world.now, odd === 'expired' ? 0 : 60_000) },
    STOP: stop,
    MARKET: { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity } },
    SPEND: { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'QUOTE', amount } },
  }
  return wishAt(world, n, each.ageMs, {
    strategyId,
    instrumentId: id,
    side,
    terms: terms[each.type] ?? stop,
    reduceOnly: each.reduceOnly && each.ticks > 2,
    mode: odd === 'real' ? 'REAL' : 'PAPER',
    ...(replaced ? { replaces: replaced.clientOrderId } : {}),
  })
}

export const lives = fc.array(step, { maxLength: 110, size: 'max' })
