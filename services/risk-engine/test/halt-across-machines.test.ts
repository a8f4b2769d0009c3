/** A halt where another machine may be the next risk engine: it outlives the one that took it, with the store away. */
import { riskService } from '@oasis/contracts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ACCOUNT, intent } from './risk-fixtures.ts'
import { openEngine, type Running, runEngine, SharedLatch } from './running-engine.ts'

let running: Running
let shared: SharedLatch
beforeEach(() => {
  shared = new SharedLatch()
})
afterEach(() => running.stop())

const open = async () => {
  running = await openEngine({}, undefined, shared)
}
/** The next engine, wherever it runs: it has the store, and what was told past it. */
async function takeOver(): Promise<void> {
  running.crash()
  running.store.down = false
  await running.settled(running.engine.start())
  await running.wait(3_000)
  await running.publishQuote()
}
/** An intent whose cause is now. */
function fresh() {
  const now = running.scheduler.now()
  return intent(1, { cause: { ...intent(1).cause, tsEvent: now, tsInit: now } })
}
const stored = () => running.store.states.get(ACCOUNT)
const status = () =>
  running.settled(running.rpc.call(riskService.getRiskState, { accountId: ACCOUNT }, { timeoutMs: 100 }))
const resume = async (haltEpoch: number) => {
  const action = {
    kind: 'SET_BOT_STATUS',
    status: 'RUNNING',
    flatten: false,
    acceptStalePrices: false,
  } as const
  await running.command(`resume-${haltEpoch}`, { ...action, haltEpoch })
  await running.wait(5_000)
}

describe('with the store and the order manager away', () => {
  beforeEach(async () => {
    await open()
    running.store.down = true
    running.orders.fail('cancelAll', 1)
  })

  test('a halt that is told past them is recorded, and halts the next engine', async () => {
    expect(await running.halt()).toMatchObject({ recorded: true, verified: false })
    expect(shared.record).toMatchObject({ reason: 'a test (by ana)' })
    await takeOver()
    expect(await running.submit(fresh())).toMatchObject({ kind: 'DENIED', verdict: { code: 'BOT_HALTED' } })
    expect(stored()).toMatchObject({ status: 'HALTED', reason: 'a test (by ana)' })
    // The order manager had not heard of it.
    expect(running.orders.halted).toBe(true)
  })

  test('one that nothing has taken is not recorded, and says so', async () => {
    shared.fault = 'AWAY'
    expect(await running.halt()).toMatchObject({ recorded: false, verified: false })
  })
})

test('one that the order manager keeps is recorded, whatever our own store and bus do', async () => {
  await open()
  running.store.down = true
  shared.fault = 'AWAY'
  running.orders.recordsHalts = true
  expect(await running.halt()).toMatchObject({ recorded: true })
})

test('its end takes back what was told; and should that fail, the store is believed', async () => {
  await open()
  await running.halt()
  await running.wait(1_000)
  const { haltEpoch } = running.orders
  shared.fault = 'AWAY'
  await resume(haltEpoch)
  expect(stored()).toMatchObject({ status: 'RUNNING' })
  expect(shared.record).toBeDefined()
  await takeOver()
  expect(stored()).toMatchObject({ status: 'RUNNING' })
  shared.fault = 'NONE'
  await running.halt()
  await resume(running.orders.haltEpoch)
  expect(shared.record).toBeUndefined()
})

test('what was told and cannot be read counts as a halt, once', async () => {
  running = await runEngine({}, undefined, shared)
  shared.fault = 'UNREADABLE'
  await running.settled(running.publishInstruments())
  await running.settled(running.engine.start())
  await running.wait(1_000)
  expect(stored()).toMatchObject({ status: 'HALTED', reason: expect.stringContaining('could not be read') })
  const { haltEpoch } = running.orders
  await takeOver()
  expect(running.orders.haltEpoch).toBe(haltEpoch)
})

describe('an engine that has lost its lease', () => {
  test('has nothing to finish where no halt is under way', async () => {
    await open()
    expect(running.engine.lastHalts()).toBeUndefined()
    await running.halt()
    expect(running.engine.lastHalts()).toBeUndefined()
  })

  test('answers the halt under way, and takes no other call', async () => {
    await open()
    const request = {
      ...{ accountId: ACCOUNT, flatten: false, acceptStalePrices: false },
      ...{ reason: 'a test', by: 'ana' },
    }
    const slow = Promise.withResolvers<void>()
    running.orders.meanwhile.cancelAll = () => slow.promise
    const halting = running.rpc.call(riskService.halt, request, { timeoutMs: 60_000 })
    await running.wait(10)
    const last = running.engine.lastHalts()
    expect(last).toBeDefined()
    await expect(status()).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    slow.resolve()
    expect(await running.settled(halting)).toMatchObject({ verified: true })
    await running.settled(Promise.resolve(last))
  })
})
