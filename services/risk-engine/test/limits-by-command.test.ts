import { topics } from '@oasis/contracts'
import { type CommandEvent, type Limits, type OrderIntent, parseMoney } from '@oasis/domain'
import { afterEach, expect, test } from 'vitest'
import { ACCOUNT, intent } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

let running: Running
let events: CommandEvent[]
let sent = 0
afterEach(() => running.stop())

function fresh(n: number, changes: Partial<OrderIntent> = {}): OrderIntent {
  const now = running.scheduler.now()
  return intent(n, { cause: { ...intent(n).cause, tsEvent: now, tsInit: now }, ...changes })
}

const scope = { level: 'account', id: ACCOUNT } as const
/** As in ots.yaml: an order may be worth 100. */
const seeded = { limits: { account: { [ACCOUNT]: { maxOrderNotional: '100', maxOpenOrders: 10 } } } }
const tooBig = { kind: 'DENIED', verdict: { code: 'ORDER_NOTIONAL_LIMIT' } }

async function open(settings: Parameters<typeof openEngine>[0] = {}) {
  running = await openEngine(settings)
  events = await running.collect(topics.commandEvents)
}

async function set(limits: Partial<Limits>) {
  await running.command(`c${sent++}`, { kind: 'SET_RISK_LIMITS', scope, limits })
  await running.wait(500)
  await running.publishQuote()
  return events.at(-1)
}

test('tightening one limit by command leaves the others of ots.yaml in force, also after a restart', async () => {
  await open(seeded)
  expect(await running.submit(fresh(1))).toMatchObject(tooBig)
  await set({ maxOpenOrders: 5 })
  expect(await running.submit(fresh(2))).toMatchObject(tooBig)
  await running.restart()
  await running.wait(2_000)
  await running.publishQuote()
  expect(await running.submit(fresh(3))).toMatchObject(tooBig)
})

test('a later command leaves what an earlier one has set', async () => {
  await open()
  await set({ maxOrderNotional: parseMoney('100'), maxOpenOrders: 5 })
  const answer = await set({ maxOpenOrders: 6 })
  expect(await running.submit(fresh(1))).toMatchObject(tooBig)
  expect(answer?.state).toMatchObject({
    limits: [{ scope, limits: { maxOrderNotional: parseMoney('100'), maxOpenOrders: 6 } }],
  })
})

test('a command that names no limit gives the level back to ots.yaml', async () => {
  await open(seeded)
  await set({ maxOrderNotional: parseMoney('1000') })
  expect(await running.submit(fresh(1))).toMatchObject({ kind: 'PLACED' })
  await set({})
  expect(await running.submit(fresh(2))).toMatchObject(tooBig)
})

test('the answer tells all limits that are in force at the level', async () => {
  await open(seeded)
  const answer = await set({ maxOpenOrders: 5 })
  expect(answer).toMatchObject({ outcome: 'APPLIED' })
  expect(answer?.reason).toBe(
    `limits of account ${ACCOUNT} set; in force there: maxOrderNotional 100, maxPositionNotional 5000, ` +
      'maxGrossExposure 20000, maxNetExposure 20000, maxOpenOrders 5, priceCollar 0.02, maxReferenceAgeMs 5000, ' +
      'maxSignalAgeMs 2000, maxOrdersPerSecond 10, maxCancelsPerSecond 20, maxDailyLoss 0.02, maxDrawdown 0.05',
  )
  expect(answer?.state).toMatchObject({
    limits: [{ scope, limits: { maxOrderNotional: parseMoney('100'), maxOpenOrders: 5 } }],
  })
})
