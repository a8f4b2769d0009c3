/** The auditor over an embedded bus and a history of the test's making, on virtual time. */
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
import { onTestFinished } from 'vitest'
import { auditorConfigSchema, createAuditor } from '../src/index.ts'

export const USD = currency('USD')
export const BTC_USD: Instrument = {
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

export async function world(history: readonly Execution[] = []) {
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
  const executions: Execution[] = [...history]
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
  onTestFinished(async () => {
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

export const portfolioAt = (accountSeq: number, usd: string, btc?: string): Portfolio => ({
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

export const balance = (code: string, total: string): VenueBalance => ({
  currency: currency(code),
  available: parseMoney(total),
  held: 0n as Money,
})
