/** What is shown of strategies, of limits and of the system as it is now. */
import { createMemoryCache } from '@oasis/cache-memory'
import { deadLetterRecord, topics } from '@oasis/contracts'
import {
  instrumentId,
  type PortfolioPosition,
  parseMoney,
  parsePrice,
  parseQuantity,
  strategyId,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import { createRealScheduler } from '@oasis/runtime'
import {
  buildAnswer,
  buildDecision,
  buildOrder,
  buildPortfolio,
  buildStrategyControl,
  denied,
  TEST_ACCOUNT,
} from '@oasis/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiWorld, openWorld } from './api-world.ts'
import { AccountHistory, at } from './read-models-world.ts'
import { until } from './until.ts'

let world: ApiWorld
let token: string
const portfolios = createMemoryCache()
const get = async (path: string) => (await world.ask('GET', `/api/v1${path}`, { token })).body

beforeAll(async () => {
  world = await openWorld({ ports: { portfolios } })
  ;({ token } = await world.as('viewer'))
})
afterAll(() => world.close())

const instance = strategyId('btc-ticks-btc')
const control = (version: number, params: string) =>
  buildStrategyControl({ strategyId: strategyId('btc-ticks'), instances: [instance], version, params })

const holding = (strategy: string, changes: Partial<PortfolioPosition> = {}) => ({
  ...{ instrumentId: instrumentId('coinbase:BTC-USD'), quantity: parseQuantity('0.5') },
  ...{ costBasis: parseMoney('30000'), mark: parsePrice('65000'), value: parseMoney('32500') },
  ...{ unrealizedPnl: parseMoney('2500'), realizedPnl: parseMoney('-7.5'), fees: parseMoney('2') },
  strategyId: strategyId(strategy),
  ...changes,
})

test('a strategy is shown with what it holds, what it has made, and what was changed of it', async () => {
  expect(await get('/strategies/btc-ticks')).toMatchObject({ positions: [], pnl: null, changes: [] })
  const { bus } = world.owners
  await bus.publish([
    topics.controlState.record(control(2, '{"n":10}')),
    topics.commandEvents.record(buildAnswer(1, control(1, '{"n":50}'), { issuedBy: 'boss', ts: at(1) })),
    topics.commandEvents.record(buildAnswer(2, control(2, '{"n":10}'), { issuedBy: 'boss', ts: at(2) })),
  ])
  const eth = instrumentId('coinbase:ETH-USD')
  const sold = { quantity: parseQuantity('0'), unrealizedPnl: ZERO_MONEY, instrumentId: eth }
  const byStrategy = [holding('btc-ticks-btc'), holding('btc-ticks', sold), holding('another')]
  await portfolios.put(buildPortfolio({ accountId: TEST_ACCOUNT, byStrategy }))
  const shown = await until('the changes', async () => {
    const body = await get('/strategies/btc-ticks')
    return body.changes.length === 2 && body.params !== null ? body : undefined
  })
  expect(shown).toMatchObject({ params: { n: 10 }, instances: [instance] })
  expect(shown.positions).toHaveLength(2)
  expect(shown.pnl).toEqual({ realized: '-15', unrealized: '2500', fees: '4', net: '2481' })
  expect(shown.changes.map(({ params, by }: { params: unknown; by: string }) => [params, by])).toEqual([
    [{ n: 10 }, 'boss'],
    [{ n: 50 }, 'boss'],
  ])
  // Not asked for here: by the command line, or on the topic.
  expect(shown.changes.map(({ reason }: { reason: unknown }) => reason)).toEqual([null, null])
  expect((await get('/strategies')).items[0].pnl.net).toBe('2481')
})

test('without a price of what it holds, profit is not known, and never zero', async () => {
  const { mark, value, unrealizedPnl, ...unpriced } = holding('btc-ticks')
  await portfolios.put(buildPortfolio({ accountId: TEST_ACCOUNT, accountSeq: 2, byStrategy: [unpriced] }))
  const { pnl, positions } = await get('/strategies/btc-ticks')
  expect(pnl).toEqual({ realized: '-7.5', unrealized: null, fees: '2', net: null })
  expect(positions[0].mark).toBeNull()
})

test('of the order rate what was approved in the last second is used', async () => {
  const now = createRealScheduler().now()
  const before = (now - 60_000_000_000n) as UnixNanos
  await world.owners.bus.publish(
    [
      buildDecision(1, { ts: before }),
      ...[2, 3, 4].map((n) => buildDecision(n, { ts: now })),
      denied(5, { ts: now }),
    ].map((decision) => topics.riskDecisions.record(decision)),
  )
  const limit = await until('the use', async () => {
    const { limits } = await get('/risk')
    const rate = limits.find(({ limit: name }: { limit: string }) => name === 'maxOrdersPerSecond')
    return rate.used === '0' ? undefined : rate
  })
  expect(limit).toMatchObject({ allowed: '10', used: '3', share: 0.3 })
})

test('of the cancel rate what was asked for in the last second is used', async () => {
  const now = createRealScheduler().now()
  const history = new AccountHistory(world.owners.bus)
  const cancel = (n: number, ts: UnixNanos) => {
    const order = buildOrder(n, { createdAt: ts, updatedAt: ts, cancelRequested: true, version: 4 })
    return history.event({ kind: 'ORDER', trigger: 'REQUEST_CANCEL', order }, ts)
  }
  await history.publish(cancel(1, (now - 60_000_000_000n) as UnixNanos), cancel(2, now), cancel(3, now))
  const limit = await until('the use', async () => {
    const { limits } = await get('/risk')
    const rate = limits.find(({ limit: name }: { limit: string }) => name === 'maxCancelsPerSecond')
    return rate.used === '0' ? undefined : rate
  })
  expect(limit).toMatchObject({ used: '2', share: 2 / Number(limit.allowed) })
})

test('the system tells of lag, of records that were put aside, and of differences', async () => {
  const { metrics } = world.ports
  metrics.set('ots_bus_consumer_lag', { topic: 'a', group: 'slow' }, 12)
  metrics.set('ots_reconciliation_differences', { kind: 'order', account: 'x', mode: 'PAPER' }, 2)
  metrics.set('ots_audit_differences', { source: 'cache', account: 'x' }, 1)
  const record = { topic: 'trading.signals', partition: 0, offset: 7, key: 'k', value: new Uint8Array([1]) }
  await world.owners.bus.publish(
    [1, 2].map((n) => deadLetterRecord({ ...record, offset: n }, 'no message', at(n))),
  )
  await until('the dead letters', async () => (await get('/system')).deadLetters.count === 2 || undefined)
  const system = await get('/system')
  expect(system.lag[0]).toEqual({ group: 'slow', topic: 'a', records: 12 })
  expect(system.deadLetters.recent[0]).toMatchObject({
    topic: 'trading.signals',
    offset: 2,
    reason: 'no message',
  })
  expect(system.reconciliation).toEqual({
    venue: [{ kind: 'order', account: 'x', count: 2 }],
    audit: [{ source: 'cache', account: 'x', count: 1 }],
  })
})
