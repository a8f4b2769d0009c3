import { CRASH_POINTS } from '@oasis/ports'
import { describe, expect, test } from 'vitest'
import { LEAST_OF_EACH, shortcomings, WHOLE_RUN_SEEDS } from '../../src/simulation/cli/demands.ts'
import { describeTotals } from '../../src/simulation/cli/report.ts'
import { noTotals } from '../../src/simulation/cli/totals.ts'
import { runPool } from '../../src/simulation/cli/worker-pool.ts'
import { FAULT_KINDS } from '../../src/simulation/faults.ts'
import { PROCESS_NAMES } from '../../src/simulation/world/services.ts'

const each = (names: readonly string[], times: number) =>
  Object.fromEntries(names.map((name) => [name, times]))
const enough = {
  seeds: WHOLE_RUN_SEEDS,
  faults: each(FAULT_KINDS, LEAST_OF_EACH),
  crashes: each(PROCESS_NAMES, LEAST_OF_EACH),
  crashPoints: each(CRASH_POINTS, LEAST_OF_EACH),
}

describe('a whole run', () => {
  test('has to show each kind of fault a thousand times, and each service’s crash', () => {
    expect(shortcomings(enough)).toEqual([])
    expect(FAULT_KINDS.length).toBeGreaterThan(50)
  })

  test.each(FAULT_KINDS)('is told when %s struck too seldom, or never', (kind) => {
    const { [kind]: _, ...others } = enough.faults
    const seldom = { ...others, [kind]: LEAST_OF_EACH - 1 }
    expect(shortcomings({ ...enough, faults: seldom })).toEqual([
      `fault ${kind} struck 999 times, 1000 are wanted`,
    ])
    expect(shortcomings({ ...enough, faults: others })).toEqual([
      `fault ${kind} struck 0 times, 1000 are wanted`,
    ])
  })

  test('is told when a service crashed too seldom', () => {
    const crashes = { ...enough.crashes, 'risk-engine': 3 }
    const missing = shortcomings({ ...enough, crashes })
    expect(missing).toEqual(['risk-engine crashed 3 times, 1000 are wanted'])
    expect(describeTotals(noTotals(), 1, missing)).toContain(`NOT SHOWN: ${missing[0]}`)
  })

  test('is told when a marked crash point was hit too seldom', () => {
    const crashPoints = { ...enough.crashPoints, decided: 7 }
    expect(shortcomings({ ...enough, crashPoints })).toEqual([
      'crash point decided was hit 7 times, 1000 are wanted',
    ])
  })

  test('is what these are demanded of: a shorter one is for looking', () => {
    expect(shortcomings({ seeds: WHOLE_RUN_SEEDS - 1, faults: {}, crashes: {}, crashPoints: {} })).toEqual([])
  })
})

test('a seed that does not come to an end fails by its number, and the next one is run', {
  timeout: 60_000,
}, async () => {
  const seeds = [4, 5]
  const outcomes: string[] = []
  await runPool({
    workers: 1,
    sabotage: undefined,
    next: () => seeds.shift(),
    onOutcome: ({ seed, failures }) => outcomes.push(`${seed}: ${failures.join()}`),
    patienceMs: 1,
  })
  const broken = 'the run itself broke: it has not ended within 1 ms'
  expect(outcomes).toEqual([`4: ${broken}`, `5: ${broken}`])
})
