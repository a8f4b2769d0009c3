import { topics } from '@oasis/contracts'
import { connectionId, currency, type OrderIntent, venueId } from '@oasis/domain'
import { afterEach, expect, test } from 'vitest'
import { ACCOUNT, BTC, ETH, intent, limitTerms, quote } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

let running: Running
afterEach(() => running.stop())

const MINUTE_MS = 60_000
const price = (mid: number) => quote(BTC, [[String(mid - 10), '10']], [[String(mid + 10), '10']])
const ethPrice = () => quote(ETH, [['1999', '100']], [['2001', '100']])
const stored = () => running.store.states.get(ACCOUNT)
const told = () =>
  running.warnings
    .filter(({ message }) => message.startsWith('held without a price'))
    .map(({ fields }) => fields)

function fresh(n: number): OrderIntent {
  const now = running.scheduler.now()
  const cause = { ...intent(n).cause, tsEvent: now, tsInit: now }
  return intent(n, { cause, terms: limitTerms('0.02', '50000') })
}

/** 0.02 BTC of 10,000 USD: 1 % of the equity is 5,000 in the price. */
async function invested() {
  running = await openEngine({ limits: { account: { [ACCOUNT]: { maxDailyLoss: '0.01' } } } })
  const wish = fresh(1)
  await running.submit(wish)
  await running.orders.fill(wish.intentId, '0.02', '50000')
  await running.wait(2_000)
}

test('a deposit that nothing prices leaves the automatic halt where it was, and people are told once', async () => {
  await invested()
  await running.orders.deposit('5', currency('ETH'))
  await running.orders.deposit('7', currency('XYZ'))
  await running.wait(1_000)
  expect(running.engine.health()).toEqual({
    ready: true,
    detail: `${ACCOUNT}: held without a price: ETH (NEVER_PRICED), XYZ (NO_INSTRUMENT)`,
  })
  expect(told()).toEqual([])
  await running.wait(10 * MINUTE_MS)
  expect(told()).toEqual([{ account: ACCOUNT, holdings: 'ETH (NEVER_PRICED), XYZ (NO_INSTRUMENT)' }])
  await running.publishQuote(price(45_000))
  await running.wait(1_000)
  expect(stored()).toMatchObject({
    status: 'HALTED',
    reason: 'DAILY_LOSS_LIMIT: equity 9900 after 10000, a loss of 0.01, the limit is 0.01',
  })
  expect(running.gauges.get(`ots_risk_limit_utilization maxDailyLoss ${ACCOUNT}`)).toBeCloseTo(1)
})

test('a feed that is gone is told of after a minute, and again when it goes another time', async () => {
  await invested()
  const gone = async () => {
    const now = running.scheduler.now()
    const status = {
      venue: venueId('coinbase'),
      connection: connectionId('c'),
      state: 'DISCONNECTED',
    } as const
    const record = topics.feedStatus.record({ ...status, instruments: [BTC], detail: '', tsInit: now })
    await running.settled(running.bus.publish([record]))
    await running.scheduler.settle()
  }
  await gone()
  await running.wait(MINUTE_MS / 2)
  await running.publishQuote(price(50_000))
  await running.wait(2 * MINUTE_MS)
  expect(told()).toEqual([])
  for (let n = 1; n <= 2; n++) {
    await gone()
    await running.wait(3 * MINUTE_MS)
    expect(told()).toEqual(Array(n).fill({ account: ACCOUNT, holdings: 'BTC (LAST_PRICE)' }))
    await running.publishQuote(price(50_000))
    await running.wait(1_000)
  }
  expect(running.engine.health().detail).toBe('1 account(s) open')
})

test('a restart into a market without prices halts nothing, and judges the rest by the prices that come', async () => {
  await invested()
  await running.orders.deposit('1', currency('ETH'))
  await running.publishQuote(ethPrice())
  await running.wait(2_000)
  await running.restart()
  await running.wait(2 * MINUTE_MS)
  expect(stored()).toMatchObject({ status: 'RUNNING', marks: { dayStartEquity: 12_000n * 10n ** 18n } })
  await running.publishQuote(price(50_000))
  await running.wait(1_000)
  expect(stored()).toMatchObject({ status: 'RUNNING' })
  await running.publishQuote(price(43_900))
  await running.wait(1_000)
  expect(stored()).toMatchObject({ status: 'HALTED' })
})
