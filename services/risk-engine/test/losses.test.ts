import { riskService, topics } from '@oasis/contracts'
import { type CommandEvent, type Currency, currency, type OrderIntent, parseMoney } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { ACCOUNT, BTC, intent, limitTerms, quote } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

let running: Running
let events: CommandEvent[]
afterEach(() => running.stop())

async function open(settings: Parameters<typeof openEngine>[0] = {}) {
  running = await openEngine(settings)
  events = await running.collect(topics.commandEvents)
}

/** An intent whose cause is now, so that it belongs to this epoch. */
function fresh(n: number, changes: Partial<OrderIntent> = {}): OrderIntent {
  const now = running.scheduler.now()
  return intent(n, { cause: { ...intent(n).cause, tsEvent: now, tsInit: now }, ...changes })
}

const denial = (code: string) => ({ kind: 'DENIED', verdict: { result: 'DENIED', code } })
const stored = () => running.store.states.get(ACCOUNT)
const halts = () =>
  running.orders.heard
    .filter(({ method }) => method === 'cancelAll')
    .map(({ request }) => (request as { halt: boolean }).halt)
describe('a loss', () => {
  /** Bought at 50,000: 0.02 BTC of 10,000 USD, so that 1 % of the equity is 5,000 in the price. */
  async function invested(limits: Record<string, string>) {
    await open({ limits: { account: { [ACCOUNT]: limits } } })
    const wish = fresh(1, { terms: limitTerms('0.02', '50000') })
    await running.submit(wish)
    await running.orders.fill(wish.intentId, '0.02', '50000')
    await running.wait(2_000)
  }
  const price = (mid: number) => quote(BTC, [[String(mid - 10), '10']], [[String(mid + 10), '10']])

  test('of the day at its limit halts by itself, once, and says why', async () => {
    await invested({ maxDailyLoss: '0.01' })
    await running.publishQuote(price(45_001))
    await running.wait(1_000)
    expect(stored()?.status).toBe('RUNNING')
    expect(running.gauges.get(`ots_risk_limit_utilization maxDailyLoss ${ACCOUNT}`)).toBeCloseTo(0.9998)
    expect(running.gauges.get(`ots_risk_limit_utilization maxDrawdown ${ACCOUNT}`)).toBeCloseTo(0.19996)
    await running.publishQuote(price(45_000))
    await running.wait(1_000)
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 4, changedBy: 'risk-engine' })
    expect(events).toMatchObject([
      {
        action: 'SET_BOT_STATUS',
        outcome: 'APPLIED',
        issuedBy: 'risk-engine',
        reason: 'DAILY_LOSS_LIMIT: equity 9900 after 10000, a loss of 0.01, the limit is 0.01',
      },
    ])
    expect(halts()).toEqual([true])
    await running.publishQuote(price(40_000))
    await running.wait(5_000)
    expect(halts()).toEqual([true])
    expect(events.length).toBe(1)
  })

  test('from the peak at its limit halts as well', async () => {
    await invested({ maxDailyLoss: '1', maxDrawdown: '0.01' })
    await running.publishQuote(price(60_000))
    await running.wait(2_000)
    await running.publishQuote(price(54_000))
    await running.wait(1_000)
    expect(events).toMatchObject([
      { reason: 'DRAWDOWN_LIMIT: equity 10080 after 10200, a loss of 0.011764705882, the limit is 0.01' },
    ])
  })

  test('is noticed before anything is approved at the price that shows it', async () => {
    await invested({ maxDailyLoss: '0.01' })
    // Looked at just now, so that it is not looked at again for a tenth of a second but for an order.
    await running.publishQuote(price(50_001))
    await running.publishQuote(price(44_000))
    const submitting = running.rpc.call(riskService.submitOrder, { intent: fresh(2) }, { timeoutMs: 5_000 })
    expect(await running.settled(submitting)).toMatchObject(denial('BOT_HALTED'))
  })

  test('halts no more after a resume until as much is lost again', async () => {
    await invested({ maxDailyLoss: '0.01' })
    await running.publishQuote(price(44_000))
    await running.wait(1_000)
    const resume = (haltEpoch: number) =>
      ({
        kind: 'SET_BOT_STATUS',
        status: 'RUNNING',
        flatten: false,
        acceptStalePrices: false,
        haltEpoch,
      }) as const
    await running.command('c1', resume(4))
    await running.wait(2_000)
    await running.publishQuote(price(44_000))
    await running.wait(2_000)
    expect(stored()).toMatchObject({
      status: 'RUNNING',
      marks: { dayStartEquity: parseMoney('9880'), peakEquity: parseMoney('9880') },
    })
    await running.publishQuote(price(39_000))
    await running.wait(1_000)
    expect(stored()).toMatchObject({ status: 'HALTED', haltEpoch: 5 })
  })

  test('is measured from what the day began with before a restart', async () => {
    await invested({ maxDailyLoss: '0.01' })
    await running.publishQuote(price(46_000))
    await running.wait(1_000)
    await running.restart()
    await running.publishQuote(price(44_900))
    await running.wait(1_000)
    expect(stored()).toMatchObject({ status: 'HALTED' })
  })

  /** What is booked while no risk engine runs, and the price when the next one does. */
  async function bookedMeanwhile(amount: string, mid: number, of?: Currency) {
    await invested({ maxDailyLoss: '0.01' })
    await running.publishQuote(price(50_000))
    await running.wait(2_000)
    running.crash()
    await running.orders.deposit(amount, of)
    await running.settled(running.engine.start())
    await running.wait(2_000)
    await running.publishQuote(price(mid))
    await running.wait(2_000)
  }

  test('is not what was paid out while no risk engine ran', async () => {
    await bookedMeanwhile('-500', 50_000)
    expect(stored()).toMatchObject({ status: 'RUNNING', marks: { dayStartEquity: parseMoney('9500') } })
  })

  test('is not hidden by what was paid in meanwhile', async () => {
    await bookedMeanwhile('500', 44_000)
    expect(stored()).toMatchObject({
      status: 'HALTED',
      reason: 'DAILY_LOSS_LIMIT: equity 10380 after 10500, a loss of 0.011428571429, the limit is 0.01',
    })
  })

  test('is told from what was paid out in another currency meanwhile, at the price of the start', async () => {
    await bookedMeanwhile('-0.01', 50_000, currency('BTC'))
    expect(stored()).toMatchObject({ status: 'RUNNING', marks: { dayStartEquity: parseMoney('9500') } })
  })

  test('marks are written at most once a second, and the last of them is', async () => {
    await invested({})
    const before = running.store.commits
    for (let n = 1; n <= 100; n++) {
      await running.publishQuote(price(50_000 + n * 10))
      await running.wait(100)
    }
    await running.wait(2_000)
    const written = running.store.commits - before
    expect(written).toBeGreaterThan(5)
    expect(written).toBeLessThan(15)
    expect(stored()?.marks?.peakEquity).toBe(parseMoney('10020'))
  })
})
