import {
  type ClientOrderId,
  FLAT_POSITION,
  formatQuantity,
  parsePrice,
  type Quantity,
  type Side,
} from '@oasis/domain'
import { expect, test } from 'vitest'
import {
  BUILT_IN_STRATEGIES,
  createStrategyRegistry,
  everyNTicks,
  type OpenOrder,
  type OrderRequest,
  type StrategyContext,
  simpleMomentum,
  UnknownStrategy,
} from '../src/index.ts'
import { at, BTC, trade } from './trades.ts'

interface Wish extends OrderRequest {
  readonly side: Side
}

/** A context whose orders fill at once, or stay open when `hold` is set. */
function createDesk() {
  const wishes: Wish[] = []
  const desk = { held: 0n, hold: false, open: [] as OpenOrder[], wishes }
  const order = (side: Side) => (request: OrderRequest) => {
    wishes.push({ ...request, side })
    if (desk.hold) desk.open.push({} as OpenOrder)
    else desk.held += side === 'BUY' ? request.quantity : -request.quantity
    return 'order' as ClientOrderId
  }
  const ctx = {
    now: at(0),
    instrument: BTC,
    get position() {
      return { ...FLAT_POSITION, quantity: desk.held as Quantity }
    },
    get openOrders() {
      return desk.open
    },
    buy: order('BUY'),
    sell: order('SELL'),
  } as unknown as StrategyContext
  return { desk, ctx }
}

const sides = (wishes: readonly Wish[]) => wishes.map((wish) => wish.side)

function momentum(params: Record<string, unknown>) {
  const parsed = simpleMomentum.params.parse({ lookback: 2, quantity: '0.01', ...params })
  const state = simpleMomentum.initialState(parsed)
  const callbacks = simpleMomentum.create({ params: parsed, instrument: BTC, state })
  const { desk, ctx } = createDesk()
  const close = (text: string) => callbacks.onBar?.({ close: parsePrice(text) } as never, ctx)
  return { desk, close }
}

test('simple-momentum buys only once the close is strictly more than entryPercent above', () => {
  const { desk, close } = momentum({})
  close('100')
  close('100')
  close('100.5')
  expect(desk.wishes).toEqual([])
  close('100.500000000001')
  expect(sides(desk.wishes)).toEqual(['BUY'])
  expect(desk.wishes[0]?.values).toEqual({ close: '100.500000000001', past: '100' })
  expect(formatQuantity(desk.wishes[0]?.quantity as Quantity)).toBe('0.01')
})

test('simple-momentum waits for lookback earlier bars', () => {
  const { desk, close } = momentum({ lookback: 3 })
  for (const price of ['100', '110', '120']) close(price)
  expect(desk.wishes).toEqual([])
  close('130')
  expect(sides(desk.wishes)).toEqual(['BUY'])
})

test('simple-momentum sells the whole position below the exit, not at it', () => {
  const { desk, close } = momentum({})
  for (const price of ['100', '100', '102']) close(price)
  desk.held = 3n
  close('100')
  expect(sides(desk.wishes)).toEqual(['BUY'])
  close('101')
  expect(desk.wishes.map((wish) => [wish.side, wish.quantity])).toEqual([
    ['BUY', 10_000_000_000n],
    ['SELL', 3n],
  ])
})

test('simple-momentum wishes for nothing while an order is open, and counts the bar all the same', () => {
  const { desk, close } = momentum({})
  desk.hold = true
  for (const price of ['100', '100', '102', '110']) close(price)
  expect(desk.wishes).toHaveLength(1)
  desk.open = []
  close('110.51')
  expect(desk.wishes[1]?.values).toEqual({ close: '110.51', past: '102' })
})

function ticks(n: number) {
  const parsed = everyNTicks.params.parse({ n, quantity: '1' })
  const state = everyNTicks.initialState(parsed)
  const callbacks = everyNTicks.create({ params: parsed, instrument: BTC, state })
  const { desk, ctx } = createDesk()
  const tick = (count: number, origin: 'LIVE' | 'BACKFILL' = 'LIVE') => {
    for (let i = 0; i < count; i++) callbacks.onTrade?.(trade({ id: i, eventMs: i, origin }), ctx)
  }
  return { desk, tick }
}

test('every-n-ticks buys and sells in turn, at every n-th live trade', () => {
  const { desk, tick } = ticks(3)
  tick(2)
  tick(5, 'BACKFILL')
  expect(desk.wishes).toEqual([])
  tick(8)
  expect(sides(desk.wishes)).toEqual(['BUY', 'SELL', 'BUY'])
})

test('every-n-ticks skips its turn while an order is open, and keeps the side', () => {
  const { desk, tick } = ticks(2)
  desk.hold = true
  tick(6)
  expect(sides(desk.wishes)).toEqual(['BUY'])
  desk.open = []
  tick(1)
  expect(sides(desk.wishes)).toEqual(['BUY'])
  tick(1)
  expect(sides(desk.wishes)).toEqual(['BUY', 'SELL'])
})

test('a missing strategy is refused with the known types', () => {
  const registry = createStrategyRegistry(BUILT_IN_STRATEGIES)
  expect(registry.getStrategy('simple-momentum')).toBe(simpleMomentum)
  expect(() => registry.getStrategy('simple-momentm')).toThrow(UnknownStrategy)
  expect(() => registry.getStrategy('simple-momentm')).toThrow('known types: every-n-ticks, simple-momentum')
})

test('two strategies of one name are refused', () => {
  expect(() => createStrategyRegistry([everyNTicks, everyNTicks])).toThrow('two strategies are called')
})
