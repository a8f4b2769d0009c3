/** What every `ReadModelStore` must do; each adapter's test file calls it with a way to open a fresh store. */
import {
  type CommandEvent,
  clientOrderIdOf,
  type Execution,
  eventId,
  type FeedStatus,
  instrumentId,
  ORDER_STATES,
  type Order,
  orderEventId,
  parseMoney,
  parsePrice,
  parseQuantity,
  type RiskDecision,
  type Signal,
  strategyId,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import {
  type EquityPoint,
  FILLS_LISTED,
  type Numbered,
  type NumberedFill,
  type OrderFilter,
  type PageQuery,
  type ReadModelStore,
  type StoredCandle,
} from '@oasis/ports'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildAccountControl, buildAnswer } from './control-builders.ts'
import {
  buildExecution,
  buildIntent,
  buildOrder,
  TEST_ACCOUNT,
  TEST_TIME,
  testIntentId,
} from './order-builders.ts'

const at = (n: number): UnixNanos => (TEST_TIME + BigInt(n)) as UnixNanos

const numbered = <T>(seq: number, value: T): Numbered<T> => ({ seq, value })

const fillOf = ({ createdAt }: Order, seq: number, value: Execution): NumberedFill => ({
  ...{ seq, value },
  orderCreatedAt: createdAt,
})

export function buildSignal(n: number, changes: Partial<Signal> = {}): Signal {
  const { cause, strategyId: strategy, instrumentId: instrument, side } = buildIntent(n)
  return {
    eventId: eventId(`signal/${n}`),
    accountId: TEST_ACCOUNT,
    strategyId: strategy,
    instrumentId: instrument,
    ...{ side, cause },
    intentId: testIntentId(n),
    values: { close: '65086.18', past: '64700' },
    ts: at(n),
    ...changes,
  }
}

export function buildDecision(n: number, changes: Partial<RiskDecision> = {}): RiskDecision {
  return {
    eventId: eventId(`decision/${n}`),
    intent: buildIntent(n),
    verdict: { result: 'APPROVED' },
    checks: [],
    riskEpoch: 1,
    ts: at(n),
    ...changes,
  }
}

export const denied = (n: number, changes: Partial<RiskDecision> = {}): RiskDecision =>
  buildDecision(n, {
    verdict: {
      result: 'DENIED',
      code: 'ORDER_NOTIONAL_LIMIT',
      context: { requested: '1301.73', limit: '1000' },
    },
    ...changes,
  })

function buildFeed(n: number): FeedStatus {
  return {
    venue: venueId('coinbase'),
    connection: `c-${n}` as FeedStatus['connection'],
    state: 'CONNECTED',
    instruments: [instrumentId('coinbase:BTC-USD')],
    detail: 'sequence 17 after 15',
    tsInit: at(n),
  }
}

const ANY: readonly string[] = ['coinbase:BTC-USD', 'coinbase:ETH-USD', 'coinbase:SOL-USD']
const STRATEGIES: readonly string[] = ['one', 'two', 'three']

const anyOrder = fc.record({
  instrument: fc.constantFrom(...ANY).map(instrumentId),
  strategy: fc.constantFrom(...STRATEGIES).map(strategyId),
  side: fc.constantFrom('BUY' as const, 'SELL' as const),
  state: fc.constantFrom(...ORDER_STATES),
  // Few different times, so that many are the same.
  time: fc.nat(20),
})

const some = <T>(values: readonly T[]) =>
  fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined })

const anyFilter = fc.record({
  instruments: some(ANY.map(instrumentId)),
  strategies: some(STRATEGIES.map(strategyId)),
  sides: some(['BUY', 'SELL'] as const),
  states: some(ORDER_STATES),
})

/** What the list must be, found the slow way. */
function expected(orders: readonly Numbered<Order>[], filter: OrderFilter, { from, to }: PageQuery) {
  const passes = <T>(values: readonly T[] | undefined, value: T) =>
    values === undefined || values.includes(value)
  return orders
    .filter(
      ({ value: { intent, state, createdAt } }) =>
        passes(filter.instruments, intent.instrumentId) &&
        passes(filter.strategies, intent.strategyId) &&
        passes(filter.sides, intent.side) &&
        passes(filter.states, state) &&
        (from === undefined || createdAt >= from) &&
        (to === undefined || createdAt < to),
    )
    .toSorted((a, b) => Number(b.value.createdAt - a.value.createdAt) || b.seq - a.seq)
}

/** The first instrument is old and the second new, times come in lumps, and one of the states is rare. */
const unevenOrder = (n: number): Order =>
  buildOrder(
    n,
    { state: n % 97 === 0 ? 'OPEN' : 'FILLED', createdAt: at(Math.floor(n / 100) * 30 + (n % 3)) },
    {
      instrumentId: instrumentId(ANY[n < 1_000 ? 0 : 1 + (n % 2)] ?? ''),
      strategyId: strategyId(STRATEGIES[n % 3] ?? ''),
      side: n % 5 === 0 ? 'SELL' : 'BUY',
    },
  )

/** All pages of a list together. */
async function walk(store: ReadModelStore, filter: OrderFilter, page: PageQuery) {
  const found: Numbered<Order>[] = []
  let before = page.before
  for (;;) {
    const next = await store.listOrders(filter, { ...page, ...(before === undefined ? {} : { before }) })
    found.push(...next)
    const last = next.at(-1)
    if (last === undefined || next.length < page.limit) return found
    before = { ts: last.value.createdAt, seq: last.seq }
  }
}

const ids = (orders: readonly Numbered<Order>[]) => orders.map(({ value }) => value.clientOrderId)

export function readModelConformance(name: string, open: () => Promise<ReadModelStore>): void {
  describe(`read models: ${name}`, () => {
    let store: ReadModelStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    test('begins with nothing, under a name that stays', async () => {
      const first = await store.load()
      expect(first).toMatchObject({ lastSeq: 0, positions: [], equity: [] })
      expect((await store.load()).epoch).toBe(first.epoch)
      expect(await store.listOrders({}, { limit: 10 })).toEqual([])
      expect(await store.history(clientOrderIdOf(testIntentId(1)))).toBeUndefined()
    })

    test('tells where it is: numbers, positions, account sequences, newest equity', async () => {
      const point: EquityPoint = {
        ...{ accountId: TEST_ACCOUNT, resolution: '1s', ts: at(0), openOrders: 3 },
        first: parseMoney('100000.5'),
        last: parseMoney('-0.000000000000000001'),
        grossExposure: parseMoney('12'),
        netExposure: parseMoney('-12'),
      }
      const newer = { ...point, ts: at(1_000_000_000) }
      const order = buildOrder(1)
      const body = { kind: 'ORDER', trigger: 'CREATE', order } as const
      const event = {
        eventId: orderEventId(order.clientOrderId, 1),
        accountId: TEST_ACCOUNT,
        accountSeq: 7,
        ts: at(1),
        body,
      }
      await store.commit({
        positions: [{ topic: 't', partition: 2, offset: 41 }],
        accountEvents: [numbered(9, event)],
        equity: [point, newer],
      })
      await store.commit({ positions: [{ topic: 't', partition: 2, offset: 42 }] })
      expect(await store.load()).toMatchObject({
        lastSeq: 9,
        positions: [{ topic: 't', partition: 2, offset: 42 }],
        accountSeqs: new Map([[TEST_ACCOUNT, 7]]),
        equity: [newer],
      })
    })

    test('an order is found by any filter, page by page, exactly as by looking at each', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyOrder, { maxLength: 60 }),
          anyFilter,
          fc.record({
            limit: fc.integer({ min: 1, max: 9 }),
            from: fc.nat(25),
            to: fc.nat(25),
            ranged: fc.boolean(),
          }),
          async (made, filter, { limit, from, to, ranged }) => {
            await store.clear('again')
            const orders = made.map(({ instrument, strategy, side, state, time }, i) =>
              numbered(
                i + 1,
                buildOrder(
                  i,
                  { state, createdAt: at(time) },
                  { instrumentId: instrument, strategyId: strategy, side },
                ),
              ),
            )
            await store.commit({ orders })
            const page = { limit, ...(ranged ? { from: at(from), to: at(to) } : {}) }
            const chosen = Object.fromEntries(
              Object.entries(filter).filter(([, value]) => value !== undefined),
            )
            expect(ids(await walk(store, chosen, page))).toEqual(ids(expected(orders, chosen, page)))
          },
        ),
        { numRuns: 40 },
      )
    })

    test('so it is of thousands, however unevenly in time each kind of them came', async () => {
      const orders = Array.from({ length: 2_400 }, (_, n) => numbered(n + 1, unevenOrder(n)))
      await store.commit({ orders })
      const filters: readonly OrderFilter[] = [
        { sides: ['BUY'] },
        { states: ['FILLED'] },
        { states: ['OPEN', 'FILLED'], sides: ['SELL'] },
        { instruments: ANY.slice(0, 2).map(instrumentId), strategies: [strategyId('one')] },
        { instruments: ANY.slice(1).map(instrumentId) },
      ]
      for (const filter of filters) {
        for (const page of [{ limit: 7 }, { limit: 97 }, { limit: 40, from: at(90), to: at(610) }]) {
          const [found, all] = [await store.listOrders(filter, page), expected(orders, filter, page)]
          expect(ids(found)).toEqual(ids(all.slice(0, page.limit)))
          if (page.limit > 7) expect(ids(await walk(store, filter, page))).toEqual(ids(all))
        }
      }
    })

    test('a page that was begun goes on where it was while newer orders come', async () => {
      const older = [1, 2, 3, 4].map((n) => numbered(n, buildOrder(n)))
      await store.commit({ orders: older })
      const first = await store.listOrders({}, { limit: 2 })
      await store.commit({ orders: [5, 6].map((n) => numbered(n, buildOrder(n))) })
      const last = first.at(-1)
      const before = { ts: last?.value.createdAt ?? at(0), seq: last?.seq ?? 0 }
      expect(ids(await store.listOrders({}, { limit: 2, before }))).toEqual(
        ids([older[1], older[0]].filter((o) => o !== undefined)),
      )
    })

    test('an order keeps its place, and takes no step back', async () => {
      const order = buildOrder(1)
      const filled: Order = { ...order, state: 'FILLED', version: 4, filledQuantity: parseQuantity('1') }
      await store.commit({ orders: [numbered(1, order), numbered(2, buildOrder(2))] })
      await store.commit({ orders: [numbered(3, filled)] })
      await store.commit({ orders: [numbered(4, { ...order, state: 'OPEN', version: 3 })] })
      expect(await store.findOrder(order.clientOrderId)).toEqual(filled)
      const [, second] = await store.listOrders({}, { limit: 5 })
      expect(second).toMatchObject({ seq: 1, value: filled })
      expect(await store.listOrders({ states: ['PENDING_SUBMIT'] }, { limit: 5 })).toHaveLength(1)
      expect(await store.openOrders(TEST_ACCOUNT)).toEqual([buildOrder(2)])
    })

    test('fills are listed with their orders and by themselves, each once', async () => {
      const order = buildOrder(1, { filledQuantity: parseQuantity('0.5') })
      const fills = [1, 2].map((n) => buildExecution(order, n))
      await store.commit({
        orders: [numbered(1, order)],
        fills: fills.map((fill, i) => fillOf(order, i + 2, fill)),
      })
      await store.commit({ fills: fills.map((fill, i) => fillOf(order, i + 8, fill)) })
      expect(await store.listOrders({}, { limit: 5 })).toEqual([{ seq: 1, value: order, fills }])
      expect(await store.listOrders({}, { limit: 5, withoutFills: true })).toEqual([
        { seq: 1, value: order, fills: [] },
      ])
      expect((await store.listFills({}, { limit: 5 })).map(({ value }) => value)).toEqual(fills.toReversed())
      expect(await store.listFills({ sides: ['SELL'] }, { limit: 5 })).toEqual([])
    })

    test('of an order with many fills the first are listed, of each order of one moment its own', async () => {
      const { createdAt } = buildOrder(0)
      const order = (n: number) => buildOrder(n, { createdAt, filledQuantity: parseQuantity('1') })
      const fills = Array.from({ length: 60 }, (_, n) => buildExecution(order(n % 2), n))
      await store.commit({
        orders: [0, 1, 2].map((n) => numbered(n + 1, order(n))),
        fills: fills.map((fill, n) => fillOf(order(n % 2), n + 4, fill)),
      })
      const listed = await store.listOrders({}, { limit: 5 })
      const firstOf = (parity: number) => fills.filter((_, n) => n % 2 === parity).slice(0, FILLS_LISTED)
      expect(listed.map((each) => each.fills)).toEqual([[], firstOf(1), firstOf(0)])
    })

    test('denials are listed by code, approvals never among them', async () => {
      const halted = denied(3, { verdict: { result: 'DENIED', code: 'BOT_HALTED', context: {} } })
      await store.commit({
        decisions: [buildDecision(1), denied(2), halted].map((d, i) => numbered(i + 1, d)),
      })
      expect((await store.listDenials({}, { limit: 5 })).map(({ value }) => value)).toEqual([
        halted,
        denied(2),
      ])
      expect(
        (await store.listDenials({ codes: ['BOT_HALTED'] }, { limit: 5 })).map(({ seq }) => seq),
      ).toEqual([3])
    })

    test("an intent's history is all that came of it, whether it became an order or not", async () => {
      const order = buildOrder(1)
      const execution = buildExecution(order, 1)
      const event = {
        ...{
          eventId: orderEventId(order.clientOrderId, 2),
          accountId: TEST_ACCOUNT,
          accountSeq: 2,
          ts: at(3),
        },
        body: { kind: 'EXECUTION', execution, order } as const,
      }
      await store.commit({
        signals: [numbered(1, buildSignal(1)), numbered(2, buildSignal(2))],
        decisions: [numbered(3, buildDecision(1)), numbered(4, denied(2))],
        accountEvents: [numbered(5, event)],
        orders: [numbered(5, order)],
      })
      expect(await store.history(order.clientOrderId)).toEqual({
        ...{ signals: [buildSignal(1)], decisions: [buildDecision(1)], events: [event], order },
      })
      expect(await store.history(clientOrderIdOf(testIntentId(2)))).toEqual({
        ...{ signals: [buildSignal(2)], decisions: [denied(2)], events: [], order: undefined },
      })
      expect(
        await store.listSignals({ strategies: [strategyId('test-strategy')] }, { limit: 5 }),
      ).toHaveLength(2)
    })

    test('what came before is left as it was, and nothing of a write that fails stays', async () => {
      await store.commit({ signals: [numbered(1, buildSignal(1))] })
      await store.commit({ signals: [numbered(2, buildSignal(1, { values: {} }))] })
      expect((await store.listSignals({}, { limit: 5 })).map(({ value }) => value)).toEqual([buildSignal(1)])
      // A number that is no number cannot be written.
      const broken = { topic: Symbol('no text') as unknown as string, partition: 0, offset: 1 }
      const failing = store.commit({ signals: [numbered(3, buildSignal(3))], positions: [broken] })
      await expect(failing).rejects.toThrow()
      expect(await store.listSignals({}, { limit: 5 })).toHaveLength(1)
      await store.commit({ signals: [numbered(3, buildSignal(3))] })
      expect(await store.listSignals({ sides: ['BUY'] }, { limit: 5 })).toHaveLength(2)
    })

    test('the journal gives everything once, in the order of writing, from wherever it is asked', async () => {
      const order = buildOrder(1)
      const body = { kind: 'ORDER', trigger: 'CREATE', order } as const
      const account = (n: number) => ({
        ...{
          eventId: orderEventId(order.clientOrderId, n),
          accountId: TEST_ACCOUNT,
          accountSeq: n,
          ts: at(n),
          body,
        },
      })
      const answer: CommandEvent = buildAnswer(1, buildAccountControl())
      const change = { commandId: 'c', ts: at(1), json: '{"state":"PENDING"}' }
      await store.commit({ accountEvents: [1, 2, 3].map((n) => numbered(n, account(n))) })
      await store.commit({ decisions: [numbered(4, buildDecision(1)), numbered(5, denied(2))] })
      await store.commit({ feeds: [numbered(6, buildFeed(1))], commandEvents: [numbered(7, answer)] })
      await store.commit({ commandChanges: [numbered(8, change)], signals: [numbered(9, buildSignal(1))] })
      for (const limit of [1, 2, 100]) {
        const seen: [number, string][] = []
        let after = 0
        for (let isLast = false; !isLast; ) {
          const page = await store.journal(after, limit)
          seen.push(...page.entries.map(({ seq, kind }): [number, string] => [seq, kind]))
          after = page.upTo
          isLast = page.isLast
        }
        expect(after).toBe(9)
        expect(seen).toEqual([
          [1, 'ACCOUNT'],
          [2, 'ACCOUNT'],
          [3, 'ACCOUNT'],
          [5, 'DENIAL'],
          [6, 'FEED'],
          [7, 'CONTROL'],
          [8, 'COMMAND'],
        ])
      }
      const [feed, control, command] = (await store.journal(5, 10)).entries
      expect([feed?.value, control?.value, command?.value]).toEqual([buildFeed(1), answer, change])
    })

    test('points of equity are replaced within their span, and forgotten by age', async () => {
      const point = (n: number): EquityPoint => ({
        ...{ accountId: TEST_ACCOUNT, resolution: '1m', ts: at(n), openOrders: n },
        ...{ grossExposure: parseMoney('1'), netExposure: parseMoney('1') },
      })
      await store.commit({ equity: [point(1), point(2), point(3)] })
      await store.commit({ equity: [{ ...point(3), openOrders: 9 }] })
      const query = { accountId: TEST_ACCOUNT, resolution: '1m', from: at(0), to: at(4), limit: 10 } as const
      expect((await store.equity(query)).map(({ openOrders }) => openOrders)).toEqual([1, 2, 9])
      const equityBefore = { '1s': at(9), '1m': at(3), '1h': at(9) }
      await store.commit({ forget: { feedsBefore: at(0), equityBefore } })
      expect((await store.equity(query)).map(({ ts }) => ts)).toEqual([at(3)])
    })

    test('candles are replaced within their time, read newest first, forgotten by age, and stay where all else is cleared', async () => {
      const candle = (n: number, changes: Partial<StoredCandle> = {}): StoredCandle => ({
        ...{ instrumentId: instrumentId('coinbase:BTC-USD'), resolution: '1m', origin: 'TRADES' },
        ...{ openTime: at(n), firstEvent: at(n), lastEvent: at(n + 1) },
        ...{ open: parsePrice('65000.01'), high: parsePrice('65000.5'), low: parsePrice('1') },
        ...{ close: parsePrice('65000'), volume: parseQuantity('0.000000000001') },
        ...changes,
      })
      const whole = candle(3, { origin: 'VENUE', close: parsePrice('7') })
      const others = [
        candle(9, { resolution: '1h' }),
        candle(9, { instrumentId: instrumentId('coinbase:ETH-USD') }),
      ]
      const candlePositions = [{ topic: 'trades', partition: 1, offset: 5 }]
      await store.commit({ candles: [candle(1), candle(2), candle(3), ...others], candlePositions })
      await store.commit({ candles: [whole] })
      const { instrumentId: instrument } = whole
      const query = { instrumentId: instrument, resolution: '1m', limit: 10 } as const
      expect(await store.candles(query)).toEqual([whole, candle(2), candle(1)])
      expect(await store.candles({ ...query, limit: 1, to: at(3) })).toEqual([candle(2)])
      expect(await store.candles({ ...query, from: at(3) })).toEqual([whole])
      await store.commit({
        forgetCandles: [{ instrumentId: instrument, resolution: '1m', before: at(3) }],
      })
      await store.clear('another')
      expect(await store.candles(query)).toEqual([whole])
      expect(await store.candles({ ...query, resolution: '1h' })).toHaveLength(1)
      expect(await store.load()).toMatchObject({ lastSeq: 0, positions: [], candlePositions })
    })

    test('clearing leaves nothing of trading, under another name', async () => {
      await store.commit({
        orders: [numbered(5, buildOrder(1))],
        positions: [{ topic: 't', partition: 0, offset: 3 }],
      })
      expect((await store.load()).isRebuilding).toBe(false)
      await store.clear('another')
      const cleared = { epoch: 'another', lastSeq: 0, positions: [] }
      expect(await store.load()).toMatchObject({ ...cleared, isRebuilding: true })
      await store.commit({ rebuilt: true })
      expect(await store.load()).toMatchObject({ ...cleared, isRebuilding: false })
      expect(await store.listOrders({}, { limit: 5 })).toEqual([])
      await store.commit({ orders: [numbered(1, buildOrder(1))] })
      expect(await store.listOrders({ sides: ['BUY'] }, { limit: 5 })).toHaveLength(1)
    })
  })
}
