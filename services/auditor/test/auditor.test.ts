import { createEmbeddedBus } from '@oasis/bus-embedded'
import { createMemoryCache } from '@oasis/cache-memory'
import { orderService, type ReportAuditRequest, topicSpecs, topics } from '@oasis/contracts'
import {
  type AccountEvent,
  addMillis,
  adjustmentEventId,
  type BalanceAdjustment,
  currency,
  type Execution,
  type Instrument,
  instrumentId,
  type Money,
  type Portfolio,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import type { VenueBalance } from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import { createNoMetrics, createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { buildExecution, buildOrder, TEST_ACCOUNT, TEST_TIME } from '@oasis/testkit'
import { afterEach, expect, test } from 'vitest'
import { auditorConfigSchema, createAuditor } from '../src/index.ts'

const USD = currency('USD')
const BTC_USD: Instrument = {
  id: instrumentId('coinbase:BTC-USD'),
  venue: venueId('coinbase'),
  symbol: 'BTC-USD',
  base: currency('BTC'),
  quote: USD,
  priceIncrement: parsePrice('0.01'),
  quantityIncrement: parseQuantity('0.00000001'),
  minQuantity: parseQuantity('0.00000001'),
  maxQuantity: parseQuantity('3400'),
  minNotional: parseMoney('1'),
  maxNotional: parseMoney('150000000'),
  status: 'TRADING',
  tsEvent: TEST_TIME,
}
const OPENING: BalanceAdjustment = {
  accountId: TEST_ACCOUNT,
  mode: 'PAPER',
  currency: USD,
  amount: parseMoney('100000'),
  reason: 'OPENING',
  tsEvent: TEST_TIME,
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function world() {
  const scheduler = createVirtualScheduler({ startAt: TEST_TIME as UnixNanos })
  const run = <T>(work: Promise<T>) => scheduler.runUntilSettled(work)
  const logger = createSilentLogger()
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await run(bus.createTopics(topicSpecs(['coinbase'])))
  await run(bus.publish([topics.instruments.record(BTC_USD)]))
  const rpc = createInProcessRpc({ scheduler, logger })
  const reports: ReportAuditRequest[] = []
  rpc.handle(orderService.reportAudit, async (request) => {
    reports.push(request)
    return {}
  })
  const executions: Execution[] = []
  const adjustments: BalanceAdjustment[] = [OPENING]
  let seq = 1
  const state = { balances: [] as VenueBalance[], fails: false }
  const cache = createMemoryCache()
  const auditor = createAuditor(
    {
      bus,
      rpc,
      cache,
      scheduler,
      logger,
      metrics: createNoMetrics(),
      history: {
        loadAccount: async (accountId) => ({
          accountId,
          accountSeq: seq,
          riskEpoch: 1,
          haltEpoch: 0,
          halted: false,
          resetSeq: 0,
          executionsSince: TEST_TIME,
        }),
        allExecutions: async function* () {
          yield* executions
        },
        allAdjustments: async function* () {
          yield* adjustments
        },
      },
      venueBalances: async () => {
        if (state.fails) throw new Error('the venue is away')
        return state.balances
      },
      onFatal: (error) => {
        throw error
      },
    },
    auditorConfigSchema.parse({ accounts: [TEST_ACCOUNT], intervalMs: 10_000 }),
  )
  closing.push(async () => {
    await run(auditor.stop())
    await run(bus.close())
  })
  await run(auditor.start())
  const publish = (event: AccountEvent) => run(bus.publish([topics.orderEvents.record(event)]))
  return {
    auditor,
    cache,
    reports,
    state,
    executions,
    publish,
    run,
    portfolio: (portfolio: Portfolio) => run(bus.publish([topics.portfolioSnapshots.record(portfolio)])),
    store: (change: () => void) => {
      change()
      seq++
    },
    pass: () => scheduler.runUntil(addMillis(scheduler.now(), 10_001)),
    fill(n: number): { execution: Execution; event: AccountEvent } {
      const order = buildOrder(n)
      const execution = buildExecution(order, n)
      const eventId = adjustmentEventId(TEST_ACCOUNT, n)
      const body = { kind: 'EXECUTION', execution, order } as const
      return { execution, event: { eventId, accountId: TEST_ACCOUNT, accountSeq: n, ts: TEST_TIME, body } }
    },
  }
}

const portfolioAt = (accountSeq: number, usd: string, btc?: string): Portfolio => ({
  accountId: TEST_ACCOUNT,
  mode: 'PAPER',
  valuationCurrency: USD,
  accountSeq,
  riskEpoch: 1,
  balances: [
    { currency: USD, total: parseMoney(usd), held: 0n as Money },
    ...(btc === undefined ? [] : [{ currency: currency('BTC'), total: parseMoney(btc), held: 0n as Money }]),
  ],
  positions: [],
  byStrategy: [],
  grossExposure: 0n as Money,
  netExposure: 0n as Money,
  openOrders: 0,
  ts: TEST_TIME,
})

const balance = (code: string, total: string): VenueBalance => ({
  currency: currency(code),
  available: parseMoney(total),
  held: 0n as Money,
})

test('while all agree it says so at every look, for an order manager that may have forgotten', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000')]
  await w.portfolio(portfolioAt(1, '100000'))
  await w.pass()
  await w.pass()
  const looked = expect.arrayContaining(['RISK', 'VENUE', 'STORE'])
  expect(w.reports).toEqual(Array(2).fill({ accountId: TEST_ACCOUNT, findings: [], looked }))
  expect(w.auditor.health().ready).toBe(true)
})

test('a wrong balance of risk’s closes what is traded in it, until risk is right again', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000')]
  await w.portfolio(portfolioAt(1, '99999'))
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([
    {
      instrumentId: BTC_USD.id,
      source: 'RISK',
      detail: 'USD: balance is 99999, executions make 100000',
    },
  ])
  expect(w.auditor.health().ready).toBe(false)
  await w.portfolio(portfolioAt(1, '100000'))
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
})

test('a portfolio is compared at the event that it stands at, not before and not after', async () => {
  const w = await world()
  const { event, execution } = w.fill(2)
  // 0.25 × 65000.01 and a fee of 16.2500025.
  const after = {
    ...portfolioAt(2, '83733.7474975', '0.25'),
    positions: [
      {
        instrumentId: BTC_USD.id,
        quantity: execution.quantity,
        costBasis: parseMoney('16250.0025'),
        realizedPnl: 0n as Money,
        fees: execution.fee,
      },
    ],
  }
  const right = {
    ...after,
    byStrategy: after.positions.map((each) => ({ ...each, strategyId: execution.strategyId })),
  }
  await w.portfolio(right)
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
  w.store(() => w.executions.push(execution))
  await w.publish(event)
  w.state.balances = [balance('USD', '83733.7474975'), balance('BTC', '0.25')]
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
  await w.portfolio({ ...right, positions: [] })
  await w.pass()
  expect(w.reports.at(-1)?.findings).toHaveLength(1)
})

test('the cache is judged as risk is', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000')]
  await w.run(w.cache.put(portfolioAt(1, '1')))
  await w.pass()
  expect(w.reports.at(-1)?.findings[0]).toMatchObject({
    source: 'CACHE',
    detail: expect.stringContaining('USD'),
  })
})

test('the venue is ahead of the books for a moment: three looks must agree before it is a finding', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000'), balance('BTC', '1')]
  await w.pass()
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
  await w.pass()
  expect(w.reports.at(-1)?.findings[0]).toMatchObject({
    source: 'VENUE',
    detail: 'BTC: balance is 1, executions make 0',
  })
  w.state.balances = [balance('USD', '100000')]
  await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
})

test('an event that never came is seen by the number, and the history is read again', async () => {
  const w = await world()
  const [second, third] = [w.fill(2), w.fill(3)]
  for (const { execution } of [second, third]) w.store(() => w.executions.push(execution))
  await w.publish(third.event)
  const usd = '67467.494995'
  w.state.balances = [balance('USD', usd), balance('BTC', '0.5')]
  for (let n = 0; n < 4; n++) await w.pass()
  expect(w.reports.at(-1)?.findings).toEqual([])
})

test('an auditor that has just started says of no source that it has looked at it before it has', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000'), balance('BTC', '1')]
  await w.pass()
  expect(w.reports.at(-1)).toMatchObject({ findings: [], looked: ['STORE'] })
  await w.pass()
  expect(w.reports.at(-1)).toMatchObject({ findings: [], looked: ['STORE'] })
  await w.pass()
  expect(w.reports.at(-1)?.looked).toEqual(['STORE', 'VENUE'])
  await w.portfolio(portfolioAt(1, '100000'))
  await w.run(w.cache.put(portfolioAt(1, '100000')))
  await w.pass()
  expect(new Set(w.reports.at(-1)?.looked)).toEqual(new Set(['STORE', 'VENUE', 'RISK', 'CACHE']))
})

test('a look that fails, or that something was booked around, is no look', async () => {
  const w = await world()
  w.state.fails = true
  await w.pass()
  await w.portfolio(portfolioAt(7, '1'))
  await w.run(w.cache.put(portfolioAt(7, '1')))
  await w.pass()
  expect(w.reports.at(-1)).toMatchObject({ findings: [], looked: ['STORE'] })
})

test('each source is reported with what it finds, and takes back its own alone', async () => {
  const w = await world()
  w.state.balances = [balance('USD', '100000')]
  await w.portfolio(portfolioAt(1, '99999'))
  await w.run(w.cache.put(portfolioAt(1, '99998')))
  await w.pass()
  expect(
    w.reports
      .at(-1)
      ?.findings.map(({ source }) => source)
      .toSorted(),
  ).toEqual(['CACHE', 'RISK'])
  await w.portfolio(portfolioAt(1, '100000'))
  await w.pass()
  expect(w.reports.at(-1)?.findings.map(({ source }) => source)).toEqual(['CACHE'])
  expect(w.auditor.health()).toEqual({
    ready: false,
    detail: 'cache: USD: balance is 99998, executions make 100000',
  })
})
