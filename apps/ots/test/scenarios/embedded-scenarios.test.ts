/** The scenarios on the embedded system; `test/services` runs the same ones on the distributed system. */
import { runScenario, SCENARIOS } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { openEmbedded } from './embedded-scenario-system.ts'

test.for(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  '%s',
  { timeout: 60_000 },
  async ([, scenario]) => {
    const system = await openEmbedded(scenario)
    try {
      expect(await runScenario(scenario, system)).toEqual(scenario.expect)
    } finally {
      await system.stop()
    }
  },
)
