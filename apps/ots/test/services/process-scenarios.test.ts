/**
 * Scenarios on the distributed system as its users run it, processes in real time: that orders flow, through the death of
 * who takes them, approves them and decides on them; and that a halt stops it. `scenarios.test.ts` has all of them in one process.
 */
import { runScenario, SCENARIOS } from '@oasis/testkit'
import { expect, inject, test } from 'vitest'
import { openProcesses } from '../scenarios/process-scenario-system.ts'

const WANTED = [
  /^a halt cancels what is open/,
  /^the order-manager is started anew/,
  /^the risk-engine is started anew/,
  /^the strategy-framework is started anew/,
]
const chosen = WANTED.map((beginning) => {
  const found = SCENARIOS.find(({ name }) => beginning.test(name))
  if (found === undefined) throw new Error(`there is no scenario ${beginning}`)
  return found
})

const servers = {
  postgres: inject('postgres'),
  // A database of its own in the Redis that all test files share.
  redis: { url: `${inject('redis').url}/11` },
}

test.for(chosen.map((scenario) => [scenario.name, scenario] as const))(
  '%s',
  { timeout: 300_000 },
  async ([, scenario]) => {
    const system = await openProcesses(scenario, servers)
    try {
      expect(await runScenario(scenario, system)).toEqual(scenario.expect)
    } finally {
      await system.stop()
    }
  },
)
