/**
 * The chaos run on the Coinbase simulator in short: real processes, the real adapter, a kill; with `OTS_KILLS`, as in CI,
 * some more of them and an exchange with all of its faults. `npm run chaos -- --venue coinbase` is the long one.
 */
import { expect, test } from 'vitest'
import { describeReport } from '../src/chaos/run/chaos-report.ts'
import { runChaos } from '../src/chaos/run/chaos-run.ts'

const SEED = Number(process.env.OTS_SEED ?? Date.now() % 1_000_000)
const LONG = process.env.OTS_KILLS !== undefined

test('a system that is killed while it trades through the Coinbase adapter has the orders and fills of the exchange, one to one', async () => {
  const sizes = LONG
    ? { orders: 150, randomKills: 4, faultsOfEachKind: 0, instruments: 24 }
    : { orders: 15, randomKills: 1, faultsOfEachKind: 0, instruments: 6 }
  const report = await runChaos({
    ...{ venue: 'coinbase', seed: SEED, pointKills: 0, conclusive: !LONG, onProgress: () => {} },
    ...sizes,
  })
  expect(report.failures, `seed ${SEED}\n${describeReport(report)}`).toEqual([])
  expect(report.ordersAtVenue).toBeGreaterThanOrEqual(sizes.orders)
  expect(report.randomKills).toBe(sizes.randomKills)
}, 400_000)
