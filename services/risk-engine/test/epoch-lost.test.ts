import { afterEach, expect, test } from 'vitest'
import { ACCOUNT, intent } from './risk-fixtures.ts'
import { openEngine, type Running } from './running-engine.ts'

let running: Running
afterEach(() => running.stop())

test.each([0, 10])(
  'an epoch that is found lost by a snapshot which takes %i ms leads to one new epoch, and stays open',
  async (takesMs) => {
    running = await openEngine()
    running.orders.snapshotTakesMs = takesMs
    running.orders.riskEpoch = 9
    running.orders.refuses = 'HALT_EPOCH'
    const now = running.scheduler.now()
    await running.submit(intent(1, { cause: { ...intent(1).cause, tsEvent: now, tsInit: now } }))
    running.orders.refuses = undefined
    await running.wait(60_000)
    expect(running.orders.riskEpoch).toBe(10)
    expect(running.engine.summaryState().accounts[ACCOUNT]).toMatchObject({ phase: 'OPEN', riskEpoch: 10 })
  },
)
