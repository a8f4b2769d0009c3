/** Faults of the venue while the whole system trades: what is not known is not published and not traded on. */
import { type FeedState, formatPrice, type InstrumentId, symbolOf, type UnixNanos } from '@oasis/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { units } from './support/naive-decimal.ts'
import { until } from './support/ots-process.ts'
import { type SimulatedSystem, startSimulatedSystem } from './support/simulated-system.ts'

const SYMBOLS = ['BTC-USD', 'ETH-USD']
let live: SimulatedSystem

beforeAll(async () => {
  live = await startSimulatedSystem(SYMBOLS)
  await booksLive()
  await ordersFlow()
}, 60_000)
afterAll(() => live?.stop())

const stats = () => live.system.connector.stats()

const booksLive = () =>
  until(
    () => live.system.connector.books().every(({ phase }) => phase === 'LIVE'),
    20_000,
    () => JSON.stringify(live.system.connector.health()),
    5,
  )

/** An order of each instrument, decided and handed to the venue after this moment. */
async function ordersFlow(): Promise<void> {
  const from = live.now()
  const ordered = (symbol: string) =>
    live.handedToVenue.some(({ intent, at }) => at > from && symbolOf(intent.instrumentId) === symbol)
  await until(
    () => SYMBOLS.every(ordered),
    30_000,
    () => JSON.stringify(live.decisions.at(-1)?.verdict),
  )
}

/** Best prices and the number of levels are the exchange's own, at some moment when no frame is under way. */
async function booksAgree(): Promise<void> {
  for (const { instrumentId } of live.system.connector.books()) {
    await until(
      () => agrees(instrumentId),
      10_000,
      () => `the book of ${instrumentId} is not the exchange's`,
      1,
    )
  }
}

function agrees(id: InstrumentId): boolean {
  const ours = live.system.connector.books().find(({ instrumentId }) => instrumentId === id)
  const { bids, asks } = live.simulator.exchange.view.book(symbolOf(id))
  const [bid, ask] = [bids[0]?.[0] ?? '', asks[0]?.[0] ?? '']
  if (ours?.bestBid === undefined || ours.bestAsk === undefined) return false
  return (
    units(formatPrice(ours.bestBid.price)) === units(bid) &&
    units(formatPrice(ours.bestAsk.price)) === units(ask) &&
    ours.bidLevels === bids.length &&
    ours.askLevels === asks.length
  )
}

/** From the first status of the kind after `from` until the next RESYNCED or, after a reconnect, the live books. */
async function quarantine(from: UnixNanos, state: FeedState): Promise<{ start: UnixNanos; end: UnixNanos }> {
  const find = (wanted: FeedState, after: UnixNanos) =>
    live.feeds.find((feed) => feed.state === wanted && feed.tsInit >= after)?.tsInit
  await until(
    () => find(state, from) !== undefined,
    20_000,
    () => `no status ${state}`,
  )
  const start = find(state, from) ?? from
  await until(
    () => find('RESYNCED', start) !== undefined,
    20_000,
    () => 'no status RESYNCED',
  )
  return { start, end: find('RESYNCED', start) ?? start }
}

/** Between the two nobody was given a price: not from the connector, not from the normalizer, and no order went out. */
function expectNothingBetween({ start, end }: { start: UnixNanos; end: UnixNanos }): void {
  const during = (ts: UnixNanos) => ts > start && ts < end
  const priced = (quote: { readonly bids: readonly unknown[]; readonly asks: readonly unknown[] }) =>
    quote.bids.length + quote.asks.length > 0
  // A snapshot that has come is believed from its own moment on, and the status follows when all have come.
  const broken = SYMBOLS.map((symbol) => {
    const back =
      live.rawQuotes.find((q) => symbolOf(q.instrumentId) === symbol && priced(q) && q.tsInit > start)
        ?.tsInit ?? end
    return { symbol, back }
  })
  for (const { symbol, back } of broken) {
    const fresh = live.rawQuotes.filter(
      (q) => symbolOf(q.instrumentId) === symbol && q.tsInit >= start && q.tsInit < back,
    )
    expect(fresh.filter(priced)).toEqual([])
    expect(fresh.some((quote) => quote.state === 'QUARANTINED')).toBe(true)
    const normalized = live.quotes.filter((q) => symbolOf(q.instrumentId) === symbol)
    expect(normalized.filter((q) => q.tsInit >= start && q.tsInit < back && priced(q))).toEqual([])
    const ordered = live.handedToVenue.filter(({ intent }) => symbolOf(intent.instrumentId) === symbol)
    // An order on its way when the gap was seen had its approval before.
    const grace = (start + 50_000_000n) as UnixNanos
    expect(ordered.filter(({ at }) => at > grace && at < back && during(at))).toEqual([])
  }
}

test('a lost book frame is one gap and one resync, and orders go on', async () => {
  const before = { ...stats() }
  const from = live.now()
  live.simulator.faults.dropNextFrame(1, 'l2_data')
  const window = await quarantine(from, 'GAP')
  await booksLive()
  await booksAgree()
  expect(stats().gaps - before.gaps).toBe(1)
  expect(stats().resyncs - before.resyncs).toBe(1)
  expectNothingBetween(window)
  await ordersFlow()
}, 60_000)

test.each(['market_trades', 'heartbeats'])(
  'a lost frame of %s is a gap like any other',
  async (channel) => {
    const before = { ...stats() }
    const from = live.now()
    live.simulator.faults.dropNextFrame(1, channel)
    const window = await quarantine(from, 'GAP')
    await booksLive()
    await booksAgree()
    expect(stats().gaps - before.gaps).toBe(1)
    expectNothingBetween(window)
  },
  60_000,
)

test('frames twice or in the wrong order never make a wrong book', async () => {
  const before = { ...stats() }
  live.simulator.faults.duplicateNext(3, 'l2_data')
  await until(
    () => stats().lateFrames >= before.lateFrames + 3,
    10_000,
    () => 'no duplicate was seen',
  )
  expect(stats().gaps).toBe(before.gaps)
  const from = live.now()
  live.simulator.faults.swapNext(1, 'l2_data')
  expectNothingBetween(await quarantine(from, 'GAP'))
  await booksLive()
  await booksAgree()
})

test.each(['truncate', 'close'] as const)(
  'a snapshot cut short (%s) after a gap is not believed',
  async (mode) => {
    const from = live.now()
    live.simulator.faults.cutSnapshot(mode)
    live.simulator.faults.dropNextFrame(1, 'l2_data')
    const window = await quarantine(from, 'GAP')
    await booksLive()
    await booksAgree()
    expectNothingBetween(window)
  },
  60_000,
)

test('a broken connection is opened again, with fresh books, and orders go on', async () => {
  const from = live.now()
  expect(live.simulator.faults.closeAll()).toBe(1)
  const window = await quarantine(from, 'DISCONNECTED')
  await booksLive()
  await booksAgree()
  expectNothingBetween(window)
  await ordersFlow()
}, 60_000)

test('a socket that stays open and says nothing is given up, and nothing is traded meanwhile', async () => {
  const from = live.now()
  live.simulator.faults.silence(6_500)
  const window = await quarantine(from, 'STALE')
  await booksLive()
  await booksAgree()
  expectNothingBetween(window)
  await ordersFlow()
}, 60_000)

test('through all of it no trade was lost, and no order was left open', async () => {
  expect(stats().lostTrades).toBe(0)
  const { orders } = await live.system.orderManager.summaryState()
  await until(async () => {
    const open = (await live.system.orderManager.summaryState()).orders.filter(
      ({ state }) => state !== 'FILLED',
    )
    return open.length <= 2
  }, 10_000)
  expect(orders.length).toBeGreaterThan(5)
})
