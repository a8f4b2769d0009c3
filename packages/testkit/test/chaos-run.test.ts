/**
 * The chaos run in short: processes are really killed, at each marked crash point once and a few times at random, more
 * often with `OTS_KILLS`, as in CI. `npm run chaos` is the long one.
 */
import { CRASH_POINTS } from '@oasis/ports'
import { expect, test } from 'vitest'
import { runChaos } from '../src/chaos/run/chaos-run.ts'

const SEED = Number(process.env.OTS_SEED ?? Date.now() % 1_000_000)
const RANDOM_KILLS = process.env.OTS_KILLS === undefined ? 2 : 12

test('a system killed at random and at every marked crash point has the orders and fills of the venue, one to one', async () => {
  const report = await runChaos({
    venue: 'simulated',
    seed: SEED,
    randomKills: RANDOM_KILLS,
    pointKills: 1,
    orders: 20,
    instruments: 6,
    faultsOfEachKind: 0,
    conclusive: true,
    onProgress: () => {},
  })
  expect(report.failures, `seed ${SEED}`).toEqual([])
  expect(report.randomKills).toBe(RANDOM_KILLS)
  for (const point of CRASH_POINTS) expect(report.pointKills[point], point).toBeGreaterThanOrEqual(1)
  expect(report.ordersAtVenue).toBeGreaterThanOrEqual(20)
  expect(report.executions).toBeGreaterThan(0)
}, 300_000)
