/**
 * The scenarios on the distributed system's services over real Kafka, gRPC, PostgreSQL and Redis, in one process: the
 * same files, with the same expectations, as `test/scenarios` runs on the embedded system.
 */
import { runScenario, SCENARIOS } from '@oasis/testkit'
import { expect, inject, test } from 'vitest'
import { openDistributedInProcess } from '../scenarios/in-process-scenario-system.ts'

const servers = {
  kafka: inject('kafka'),
  postgres: inject('postgres'),
  // A database of its own in the Redis that all test files share.
  redis: { url: `${inject('redis').url}/9` },
}

test.for(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  '%s',
  { timeout: 240_000 },
  async ([, scenario]) => {
    const system = await openDistributedInProcess(scenario, servers)
    try {
      expect(await runScenario(scenario, system)).toEqual(scenario.expect)
    } finally {
      await system.stop()
    }
  },
)
