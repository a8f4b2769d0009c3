/** The chaos run in short; `npm run chaos` is the long one. Processes are really killed. */
import { CRASH_POINTS } from '@oasis/ports'
import { expect, test } from 'vitest'
import { runChaos } from '../src/chaos/run/chaos-run.ts'

const SEED = Number(process.env.OTS_SEED ?? Date.now() % 1_000_000)
const KILLS = 7

test('a system killed at random and at every marked crash point has the orders and fills of the venue, one to one', async () => {
  const report = await runChaos({
    seed: SEED,
    randomKills: KILLS,
    pointKills: 1,
    minOrders: 20,
    conclusive: true,
    onProgress: () => {},
  })
  expect(report.failures, `seed ${SEED}`).toEqual([])
  expect(report.randomKills).toBe(KILLS)
  for (const point of CRASH_POINTS) expect(report.pointKills[point], point).toBeGreaterThanOrEqual(1)
  expect(report.ordersAtVenue).toBeGreaterThanOrEqual(20)
  expect(report.executions).toBeGreaterThan(0)
}, 300_000)
