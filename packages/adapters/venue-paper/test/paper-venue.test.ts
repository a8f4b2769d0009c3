import { topics } from '@oasis/contracts'
import type { ClientOrderId, VenueOrderId } from '@oasis/domain'
import type { PaperJournal } from '@oasis/ports'
import { afterEach, expect, test } from 'vitest'
import { paperVenueConfigSchema } from '../src/index.ts'
import {
  balancesOf,
  createWorld,
  limit,
  market,
  mayLeave,
  NEVER,
  order,
  type PaperWorld,
  publishQuote,
  publishTrade,
  quote,
  START,
  trade,
  type WorldOptions,
} from './paper-world.ts'

let open: PaperWorld | undefined
const world = async (options?: WorldOptions) => {
  open = await createWorld(options)
  return open
}
afterEach(async () => {
  await open?.close()
  open = undefined
})

const id = (text: string) => text as ClientOrderId

test('an order meets the book that is visible when it arrives, 50 ms after it was sent', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x1', '100x1'))
  const answer = w.venue.submit(order('a', 'BUY', market('0.5')), NEVER, mayLeave)
  await w.until(49)
  expect(w.told).toEqual([])
  await publishQuote(w, quote(2, 49, '99x1', '101x1'))
  await w.until(50)
  expect(w.told).toEqual(['fill 0.5 @ 101 TAKER', 'FILLED'])
  expect(await answer).toEqual({ kind: 'ACKNOWLEDGED', venueOrderId: 'paper-a' })
})

test('an order that may not leave is not sent, and the venue has none', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x1', '100x1'))
  const outcome = await w.venue.submit(order('a', 'BUY', market('0.5')), NEVER, () => 'halted')
  expect(outcome).toEqual({ kind: 'NOT_SENT', reason: 'halted' })
  await w.until(100)
  expect(w.told).toEqual([])
  expect(await w.venue.findOrder(id('a'), NEVER)).toBeUndefined()
})

test('a new account has 100,000 of the quote currency, and fills move its balances', async () => {
  const w = await world()
  expect(await balancesOf(w)).toEqual(['USD 100000/0'])
  await publishQuote(w, quote(1, 0, '99x1', '100x1'))
  w.venue.submit(order('a', 'BUY', market('1')), NEVER, mayLeave)
  w.venue.submit(order('b', 'BUY', limit('90x1')), NEVER, mayLeave)
  await w.until(50)
  expect(await balancesOf(w)).toEqual(['BTC 1/0', 'USD 99808.29/90.81'])
})

test('a refused order answers with the venue’s reason, and the same order again gets the same answer', async () => {
  const w = await world({ settings: { openingBalances: { USD: '10' } } })
  await publishQuote(w, quote(1, 0, '99x1', '100x1'))
  const first = w.venue.submit(order('a', 'BUY', market('1')), NEVER, mayLeave)
  await w.until(50)
  expect(await first).toMatchObject({ kind: 'REJECTED', venueReason: 'INSUFFICIENT_FUND' })
  expect(await w.venue.submit(order('a', 'BUY', market('1')), NEVER, mayLeave)).toEqual(await first)
  expect(w.told).toEqual(['REJECTED'])
})

test('the same client order id is one order: on its way, resting, filled and after a restart', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x1', '100x1'))
  const answers = [w.venue.submit(order('a', 'BUY', limit('99.5x1')), NEVER, mayLeave)]
  answers.push(w.venue.submit(order('a', 'BUY', limit('99.5x1')), NEVER, mayLeave))
  const other = await w.venue.submit(order('a', 'BUY', limit('99.5x2')), NEVER, mayLeave)
  expect(other).toMatchObject({ kind: 'REJECTED', venueReason: 'DUPLICATE_CLIENT_ORDER_ID' })
  await w.until(50)
  answers.push(w.venue.submit(order('a', 'BUY', limit('99.5x1')), NEVER, mayLeave))
  await w.restart()
  answers.push(w.venue.submit(order('a', 'BUY', limit('99.5x1')), NEVER, mayLeave))
  const acknowledged = { kind: 'ACKNOWLEDGED', venueOrderId: 'paper-a' }
  expect(await Promise.all(answers)).toEqual([acknowledged, acknowledged, acknowledged, acknowledged])
  expect(await w.venue.openOrders(NEVER)).toHaveLength(1)
  expect(w.told).toEqual(['OPEN'])
})

test('an order on its way is found as PENDING; one never sent, or lost with the venue, is not found', async () => {
  const w = await world()
  const answer = w.venue.submit(order('a', 'BUY', limit('99x1')), NEVER, mayLeave)
  expect(await w.venue.findOrder(id('a'), NEVER)).toMatchObject({
    status: 'PENDING',
    venueOrderId: 'paper-a',
  })
  expect(await w.venue.findOrder(id('b'), NEVER)).toBeUndefined()
  await w.restart()
  expect(await answer).toMatchObject({ kind: 'UNKNOWN' })
  await w.until(1_000)
  expect(await w.venue.findOrder(id('a'), NEVER)).toBeUndefined()
  expect(w.told).toEqual([])
})

test('a resting order fills by trades, in the merged order of both topics', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x2', '100x1'))
  w.venue.submit(order('a', 'BUY', limit('99x1')), NEVER, mayLeave)
  await w.until(60)
  // The trade of 70 ms comes first, but the quote of 65 ms shrinks its queue: both wait for the other topic.
  await publishTrade(w, trade(3, 70, '99x1'))
  await publishQuote(w, quote(2, 65, '99x0.4', '100x1'))
  await w.until(61)
  expect(w.told).toEqual(['OPEN'])
  await publishQuote(w, quote(4, 80, '99x5', '100x1'))
  await w.until(62)
  expect(w.told).toEqual(['OPEN', 'fill 0.6 @ 99 MAKER'])
})

test('without a word from the other topic a trade is matched after 100 ms', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '98x2', '100x1'))
  w.venue.submit(order('a', 'BUY', limit('99x1')), NEVER, mayLeave)
  await w.until(60)
  await publishTrade(w, trade(2, 60, '99x1'))
  await w.until(159)
  expect(w.told).toEqual(['OPEN'])
  await w.until(160)
  expect(w.told).toEqual(['OPEN', 'fill 1 @ 99 MAKER', 'FILLED'])
})

test('an arriving order does not wait for the other topic: it meets what has been received', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '98x2', '100x1'))
  w.venue.submit(order('a', 'BUY', limit('90x1')), NEVER, mayLeave)
  await w.until(50)
  w.venue.submit(order('b', 'BUY', market('1')), NEVER, mayLeave)
  await w.until(90)
  await publishQuote(w, quote(2, 90, '98x2', '105x1'))
  await w.until(100)
  expect(w.told).toEqual(['OPEN', 'fill 1 @ 105 TAKER', 'FILLED'])
})

test('a restart keeps orders, balances and executions, and invents no fill for the time between', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x2', '100x1'))
  w.venue.submit(order('a', 'BUY', limit('99x1')), NEVER, mayLeave)
  w.venue.submit(order('b', 'BUY', market('1')), NEVER, mayLeave)
  await w.until(50)
  const before = await balancesOf(w)
  await w.settled(w.venue.stop())
  await publishTrade(w, trade(2, 60, '98x50'))
  await w.until(300)
  await w.restart()
  await w.until(600)
  expect(w.told).toEqual(['OPEN', 'fill 1 @ 100 TAKER', 'FILLED'])
  expect(await balancesOf(w)).toEqual(before)
  expect(await w.venue.openOrders(NEVER)).toMatchObject([{ clientOrderId: 'a', status: 'OPEN' }])
  expect(await w.venue.executionsSince(START, NEVER)).toMatchObject([
    { executionId: 'coinbase.main.paper/b/1', clientOrderId: 'b' },
  ])
  // Its two bitcoins of queue are forgotten: it stands behind what is displayed now.
  await publishQuote(w, quote(3, 600, '99x5', '100x1'))
  await publishTrade(w, trade(4, 610, '99x5.2'))
  await w.until(800)
  expect(w.told.slice(3)).toEqual(['fill 0.2 @ 99 MAKER'])
})

test('a trade that comes once more after a restart does not fill what it has filled', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x2', '100x1'))
  w.venue.submit(order('a', 'BUY', limit('99x5')), NEVER, mayLeave)
  await w.until(50)
  const through = trade(2, 60, '98x3')
  await publishTrade(w, through)
  await w.until(300)
  expect(w.told).toEqual(['OPEN', 'fill 3 @ 99 MAKER'])
  await w.restart()
  // The normalizer was killed before its offsets were committed: the same trade under another offset.
  await publishTrade(w, through)
  await w.until(700)
  expect(w.told).toEqual(['OPEN', 'fill 3 @ 99 MAKER'])
  await publishTrade(w, trade(3, 710, '98x1'))
  await w.until(1_000)
  expect(w.told.slice(2)).toEqual(['fill 1 @ 99 MAKER'])
})

test('a canceled order ends by an event, and a second cancel is refused', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x2', '100x1'))
  w.venue.submit(order('a', 'BUY', limit('99x1')), NEVER, mayLeave)
  await w.until(50)
  const cancel = (venueOrderId: string) => w.venue.cancel(venueOrderId as VenueOrderId, NEVER)
  const first = cancel('paper-a')
  await w.until(99)
  expect(w.told).toEqual(['OPEN'])
  await w.until(100)
  expect(await first).toEqual({ kind: 'REQUESTED' })
  expect(w.told).toEqual(['OPEN', 'CANCELED'])
  const others = [cancel('paper-a'), cancel('nonsense')]
  await w.until(150)
  expect(await Promise.all(others)).toEqual([
    { kind: 'REJECTED', venueReason: 'UNKNOWN_CANCEL_ORDER' },
    { kind: 'REJECTED', venueReason: 'UNKNOWN_CANCEL_ORDER' },
  ])
  expect(await balancesOf(w)).toEqual(['USD 100000/0'])
})

test('a good-till-date order expires at its time, also one of an earlier run', async () => {
  const w = await world()
  w.venue.submit(order('a', 'BUY', limit('99x1', 1_000)), NEVER, mayLeave)
  w.venue.submit(order('b', 'BUY', limit('98x1', 2_000)), NEVER, mayLeave)
  await w.until(1_000)
  expect(w.told).toEqual(['OPEN', 'OPEN', 'EXPIRED'])
  await w.restart()
  await w.until(2_000)
  expect(w.told.slice(3)).toEqual(['EXPIRED'])
  expect(await balancesOf(w)).toEqual(['USD 100000/0'])
})

test('a caller that no longer waits is told UNKNOWN, and the order arrives all the same', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x2', '100x1'))
  const deadline = new AbortController()
  const answer = w.venue.submit(order('a', 'BUY', market('1')), deadline.signal, mayLeave)
  deadline.abort()
  expect(await answer).toMatchObject({ kind: 'UNKNOWN' })
  await w.until(50)
  expect(await w.venue.findOrder(id('a'), NEVER)).toMatchObject({ status: 'FILLED' })
  expect(await w.venue.submit(order('b', 'BUY', market('1')), deadline.signal, mayLeave)).toMatchObject({
    kind: 'NOT_SENT',
  })
})

test('an unreadable quote is no book, and a later one is', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x2', '100x1'))
  const { headers, key, topic } = topics.quotes.record(quote(2, 1, '', ''))
  await w.settled(w.bus.publish([{ headers, key, topic, value: new Uint8Array([255, 255]) }]))
  w.venue.submit(order('a', 'BUY', market('1')), NEVER, mayLeave)
  await w.until(50)
  expect(w.told).toEqual(['CANCELED'])
})

test('nothing is told of an effect that could not be written, and the process is asked to end', async () => {
  let broken = false
  const write = async () => {
    if (broken) throw new Error('disk full')
  }
  const journal: PaperJournal = {
    load: async () => [],
    append: write,
    replace: write,
    close: async () => {},
  }
  const w = await world({ journal })
  broken = true
  const answer = w.venue.submit(order('a', 'BUY', limit('99x1')), NEVER, mayLeave)
  await w.until(50)
  expect(await answer).toMatchObject({ kind: 'UNKNOWN' })
  expect(w.told).toEqual([])
  expect(w.fatal).toHaveLength(1)
  await expect(w.venue.findOrder(id('a'), NEVER)).rejects.toThrow('journal')
  open = undefined
})

test('latencies come from the seed: the same seed gives the same run', async () => {
  const run = async (seed: string) => {
    const w = await createWorld({ seed, settings: { latencyMs: [0, 100, 400] } })
    await publishQuote(w, quote(1, 0, '99x9', '100x9'))
    const arrivals: string[] = []
    for (const name of ['a', 'b', 'c', 'd'])
      w.venue
        .submit(order(name, 'BUY', limit('99x1')), NEVER, mayLeave)
        .then(() => arrivals.push(`${name} ${w.scheduler.now() - START}`))
    await w.until(1_000)
    await w.close()
    return arrivals
  }
  const first = await run('one')
  expect(await run('one')).toEqual(first)
  expect(await run('two')).not.toEqual(first)
})

test('a configuration of a real account, a negative fee or an unknown key is refused', () => {
  const parse = (settings: object) => paperVenueConfigSchema.safeParse(settings).success
  expect(parse({ accountId: 'coinbase.main.paper' })).toBe(true)
  expect(parse({ accountId: 'coinbase.main.real' })).toBe(false)
  expect(parse({ accountId: 'coinbase.main.paper', makerFee: '-0.1' })).toBe(false)
  expect(parse({ accountId: 'coinbase.main.paper', takerFee: '1.5' })).toBe(false)
  expect(parse({ accountId: 'coinbase.main.paper', latency: 5 })).toBe(false)
  expect(parse({ accountId: 'coinbase.main.paper', openingBalances: { usd: '1' } })).toBe(false)
})

test('it tells its own time, and orders with their terms', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x1', '100x1'))
  w.venue.submit(order('b', 'BUY', limit('90x1')), NEVER, mayLeave)
  await w.until(70)
  expect(await w.venue.time(NEVER)).toBe(w.scheduler.now())
  expect(await w.venue.openOrders(NEVER)).toMatchObject([{ terms: limit('90x1') }])
})
