/** The proof that the simulation can fail: each promise broken on purpose is noticed, and by a seed that shows it again. */
import { expect, test } from 'vitest'
import { runSeed } from '../../src/simulation/run-seed.ts'
import { SABOTAGE_NAMES, type SabotageName, sabotageOf } from '../../src/simulation/sabotage/sabotages.ts'

const run = (seed: number, sabotage?: SabotageName) =>
  runSeed({ seed: String(seed), sabotage: sabotageOf(sabotage), keepTrace: false })

/** Where each was last seen to be found out; any other seed will do as well. */
const FOUND_AT: Readonly<Record<SabotageName, readonly number[]>> = {
  'blind-retry': [16],
  'no-outbox': [1],
  'no-fill-dedupe': [1],
  'free-reservation-on-timeout': [3],
  'no-epoch': [9],
  'submit-before-commit': [1],
  'no-approval-check': [1],
}
const MOST_SEEDS = 200

test.each(SABOTAGE_NAMES)(
  '%s is found out, by a seed that replays it',
  { timeout: 180_000 },
  async (name) => {
    const others = Array.from({ length: MOST_SEEDS }, (_, n) => n + 1)
    for (const seed of [...FOUND_AT[name], ...others]) {
      const { failures, hash } = await run(seed, name)
      if (failures.length === 0) continue
      const again = await run(seed, name)
      expect([again.failures, again.hash]).toEqual([failures, hash])
      // It is the sabotage that fails, not the seed.
      expect((await run(seed)).failures).toEqual([])
      return
    }
    expect.unreachable(`${MOST_SEEDS} seeds have not noticed ${name}`)
  },
)
