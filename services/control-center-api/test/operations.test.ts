/** Orders, fills, timelines and what else is read of the past, from the topics to HTTP. */
import { topics } from '@oasis/contracts'
import { clientOrderIdOf, instrumentId, strategyId } from '@oasis/domain'
import { buildOrder, testIntentId } from '@oasis/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiWorld, openWorld } from './api-world.ts'
import { AccountHistory, at } from './read-models-world.ts'
import { until } from './until.ts'

let world: ApiWorld
let history: AccountHistory
let token: string
const get = (path: string, headers: Record<string, string> = {}) =>
  world.ask('GET', `/api/v1${path}`, { token, headers })
const allThere = async (orders: number) =>
  until(
    `${orders} orders`,
    async () => (await get('/operations?limit=500')).body.items.length >= orders || undefined,
  )

beforeAll(async () => {
  world = await openWorld()
  history = new AccountHistory(world.owners.bus)
  ;({ token } = await world.as('viewer'))
  for (let n = 1; n <= 12; n++) {
    const isEth = n % 3 === 0
    await history.fill(n, {
      instrumentId: instrumentId(isEth ? 'coinbase:ETH-USD' : 'coinbase:BTC-USD'),
      strategyId: strategyId(isEth ? 'momentum' : 'ticks'),
      side: n % 2 === 0 ? 'SELL' : 'BUY',
    })
  }
  await history.deny(20)
  await allThere(12)
})
afterAll(() => world.close())

test("an order's timeline leads from the tick to the execution", async () => {
  const id = clientOrderIdOf(testIntentId(1))
  await until(
    'the timeline',
    async () => (await get(`/orders/${id}`)).body.timeline?.length === 7 || undefined,
  )
  const { body } = await get(`/orders/${id}`)
  expect(body).toMatchObject({ id, outcome: 'FILLED', isComplete: true })
  expect(body.timeline.map((step: { kind: string }) => step.kind)).toEqual([
    ...['CAUSE', 'SIGNAL', 'DECISION', 'ORDER', 'ORDER', 'ORDER', 'EXECUTION'],
  ])
  expect(body.timeline[1].signal.values).toEqual({ close: '65086.18', past: '64700' })
  expect(body.timeline[2]).toMatchObject({
    result: 'APPROVED',
    rules: [
      { code: 'POSITION_LIMIT', passed: true, level: 'strategy', value: '650', limit: '5000', unit: 'USD' },
    ],
  })
  expect(body.timeline[3]).toMatchObject({ trigger: 'CREATE', state: 'PENDING_SUBMIT' })
  expect(body.timeline[5]).toMatchObject({ trigger: 'ACKNOWLEDGE', state: 'OPEN', venueOrderId: 'v-1' })
  expect(body.timeline[6].fill).toMatchObject({ price: '65000', quantity: '1', notional: '65000', fee: '39' })
  expect(body.order).toMatchObject({ state: 'FILLED', averagePrice: '65000', fees: '39', isOpen: false })
  expect((await get(`/orders/${testIntentId(1)}`)).body).toEqual(body)
})

test('a denied intent has a timeline too: the rule with its numbers, and what to do', async () => {
  const id = clientOrderIdOf(testIntentId(20))
  await until('the denial', async () => (await get(`/orders/${id}`)).body.outcome === 'DENIED' || undefined)
  const { body } = await get(`/orders/${id}`)
  expect(body.order).toBeNull()
  expect(body.timeline.at(-1)).toMatchObject({
    result: 'DENIED',
    rules: [{ code: 'ORDER_NOTIONAL_LIMIT', passed: false, values: { requested: '1301.73', limit: '1000' } }],
  })
  expect((await get('/risk/denials')).body.items).toMatchObject([
    { orderId: id, code: 'ORDER_NOTIONAL_LIMIT' },
  ])
  expect((await get('/risk/denials?code=BOT_HALTED')).body.items).toEqual([])
})

test('what is not there is not found', async () => {
  expect(await get(`/orders/${clientOrderIdOf(testIntentId(999))}`)).toMatchObject({
    status: 404,
    body: { code: 'OTS_HTTP_NOT_FOUND' },
  })
})

test('orders come newest first with their fills, filtered by any of their marks and by time', async () => {
  const list = async (query: string) =>
    (await get(`/operations?limit=500&${query}`)).body.items.map((item: { id: string }) => item.id)
  const of = (...ns: number[]) => ns.map((n) => clientOrderIdOf(testIntentId(n)))
  expect(await list('')).toEqual(of(12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1))
  expect(await list('instrument=coinbase:ETH-USD')).toEqual(of(12, 9, 6, 3))
  expect(await list('strategy=momentum&side=SELL')).toEqual(of(12, 6))
  expect(await list('side=BUY&side=SELL&state=FILLED&mode=PAPER')).toHaveLength(12)
  expect(await list('state=OPEN')).toEqual([])
  expect(await list('mode=REAL')).toEqual([])
  const [from, to] = [at(3_000), at(5_000)].map((ts) => new Date(Number(ts / 1_000_000n)).toISOString())
  expect(await list(`from=${from}&to=${to}`)).toEqual(of(4, 3))
  const { body } = await get('/operations?limit=1')
  expect(body.items[0].fills).toMatchObject([{ orderId: of(12)[0], price: '65000' }])
})

test('pages go on where they were while newer orders come', async () => {
  const first = await get('/operations?limit=5&strategy=ticks')
  await history.fill(13, { strategyId: strategyId('ticks') })
  await allThere(13)
  const second = await get(`/operations?limit=5&strategy=ticks&cursor=${first.body.nextCursor}`)
  const seen = [...first.body.items, ...second.body.items].map((item) => item.id)
  expect(seen).toEqual([11, 10, 8, 7, 5, 4, 2, 1].map((n) => clientOrderIdOf(testIntentId(n))))
  expect(second.body.nextCursor).toBeNull()
  const foreign = await get(`/operations?limit=5&strategy=momentum&cursor=${first.body.nextCursor}`)
  expect(foreign).toMatchObject({ status: 400, body: { code: 'OTS_HTTP_CURSOR_INVALID' } })
})

test('fills are listed by themselves', async () => {
  const { body } = await get('/fills?limit=2&side=BUY')
  expect(body.items).toHaveLength(2)
  expect(body.items[0]).toMatchObject({ side: 'BUY', quantity: '1', feeCurrency: 'USD' })
  expect(body.nextCursor).toEqual(expect.any(String))
})

test('as CSV the whole list is sent', async () => {
  const answer = await get('/operations?instrument=coinbase:ETH-USD', { accept: 'text/csv' })
  expect(answer.headers.get('content-type')).toContain('text/csv')
  const [head, ...lines] = answer.text.trim().split('\n')
  expect(head).toMatch(/^id,intentId,venueOrderId,/)
  expect(lines).toHaveLength(4)
  expect(lines[0]).toContain('coinbase:ETH-USD')
  const fills = await get('/fills', { accept: 'text/csv;q=0.9, application/json;q=0.1' })
  expect(fills.text.trim().split('\n').length).toBeGreaterThan(12)
  expect((await get('/fills', { accept: 'application/json, text/csv;q=0.1' })).body.items).toBeDefined()
  for (const list of ['/operations', '/fills']) {
    const { status, body } = await get(`${list}?cursor=AAAA`, { accept: 'text/csv' })
    expect([status, body.code]).toEqual([400, 'OTS_HTTP_CURSOR_INVALID'])
  }
})

test('signals of a strategy are listed; a strategy that never was is not found', async () => {
  const { body } = await get('/strategies/momentum/signals')
  expect(body.items).toHaveLength(4)
  expect(body.items[0]).toMatchObject({ strategyId: 'momentum', values: { past: '64700' } })
  expect((await get('/strategies/nobody/signals')).status).toBe(404)
  expect((await get('/strategies/btc-ticks/signals')).body.items).toEqual([])
})

test('equity is told by spans: first, highest, lowest, last', async () => {
  for (const [ms, equity] of [
    [0, '100'],
    [300, '90.5'],
    [600, '120'],
    [900, '110'],
    [61_000, undefined],
  ] as const)
    await history.snapshot(ms, equity)
  const [from, to] = [at(-3_600_000), at(3_600_000)].map((ts) =>
    new Date(Number(ts / 1_000_000n)).toISOString(),
  )
  const ask = (interval: string) => get(`/portfolio/equity?from=${from}&to=${to}&interval=${interval}`)
  await until('two minutes', async () => (await ask('1m')).body.points.length === 2 || undefined)
  const { body } = await ask('1m')
  expect(body.points[0]).toMatchObject({ open: '100', high: '120', low: '90.5', close: '110' })
  expect(body.points[1]).toMatchObject({ open: null, high: null, close: null })
  expect((await ask('1d')).body.points).toMatchObject([{ open: '100', close: '110' }])
  expect(await ask('1s')).toMatchObject({ status: 400 })
})

test('risk tells limits, denials of the last day and changes of the status', async () => {
  const { status, body } = await get('/risk')
  expect(status).toBe(200)
  expect(body.limits.find((each: { limit: string }) => each.limit === 'maxOrderNotional')).toEqual({
    ...{ limit: 'maxOrderNotional', allowed: '1000', used: null, share: null },
  })
})

test('nothing is counted twice when records come again', async () => {
  const order = buildOrder(1)
  const again = { kind: 'ORDER', trigger: 'CREATE', order } as const
  const { accountSeq } = history
  history.accountSeq = 0
  await history.publish(history.event(again, at(1_002)))
  history.accountSeq = accountSeq
  await history.deny(20)
  await history.fill(14)
  await allThere(14)
  const { body } = await get(`/orders/${order.clientOrderId}`)
  expect(body.timeline).toHaveLength(7)
  expect(body.order.state).toBe('FILLED')
  expect((await get('/risk/denials')).body.items).toHaveLength(1)
  expect(topics.orderEvents.spec.partitions).toBe(1)
})
