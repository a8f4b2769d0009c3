/** A scenario's system as the distributed one has it, in one process, on virtual time. */
import { addMillis } from '@oasis/domain'
import { createVirtualScheduler, seededRandom } from '@oasis/runtime'
import { type Scenario, type ScenarioSystem, ScriptedMarket, scenarioConfig } from '@oasis/testkit'
import { loadServiceConfig } from '../../src/config/load-service-config.ts'
import { openInProcess } from './in-process-distributed.ts'
import type { RealServers } from './real-servers.ts'
import { SCENARIO_START } from './virtual-time.ts'

export async function openDistributedInProcess(
  scenario: Scenario,
  servers: RealServers,
): Promise<ScenarioSystem> {
  const scheduler = createVirtualScheduler({ startAt: SCENARIO_START })
  const market = new ScriptedMarket(scenario.market, scheduler)
  const loaded = await loadServiceConfig({ OTS_CONFIG: JSON.stringify(scenarioConfig(scenario)) }, {})
  const random = seededRandom(scenario.name)
  const system = await openInProcess({ servers, loaded, scheduler, random, market })
  return {
    ...system,
    market,
    now: () => scheduler.now(),
    pass: (ms) => scheduler.runUntil(addMillis(scheduler.now(), ms)),
    drive: (work) => scheduler.runUntilSettled(work),
  }
}
