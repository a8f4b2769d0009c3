/** A short run of the simulation; `npm run simulate` runs thousands of seeds, and `sabotage.test.ts` shows that it can fail. */
import { expect, test } from 'vitest'
import { runSeed } from '../../src/simulation/run-seed.ts'

/** Half a second each: `OTS_SEEDS` is for a long run, as in CI. */
const SEEDS = Number(process.env.OTS_SEEDS ?? 20)

const run = (seed: number, keepTrace = false) =>
  runSeed({ seed: String(seed), sabotage: undefined, keepTrace })

test(`${SEEDS} seeds are right`, { timeout: 60_000 + SEEDS * 5_000 }, async () => {
  const failing: string[] = []
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { failures, orders } = await run(seed)
    if (failures.length > 0) failing.push(`seed ${seed}: ${failures.join('; ')}`)
    expect(orders).toBeGreaterThanOrEqual(20)
  }
  expect(failing).toEqual([])
})

test('the same seed is the same run, to the last line, and another one another', {
  timeout: 60_000,
}, async () => {
  const first = await run(7)
  const again = await run(7, true)
  expect(again.hash).toBe(first.hash)
  expect(again.trace.length).toBeGreaterThan(1_000)
  expect((await run(8)).hash).not.toBe(first.hash)
})
