/** A scenario's system as one process has it: every service over the embedded adapters, on virtual time. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMillis } from '@oasis/domain'
import {
  createLifecycle,
  createLogger,
  createNoMetrics,
  createVirtualScheduler,
  type Lifecycle,
  seededRandom,
} from '@oasis/runtime'
import { type Scenario, type ScenarioSystem, ScriptedMarket, scenarioConfig } from '@oasis/testkit'
import { createEmbeddedSystem, type EmbeddedSystem } from '../../src/composition/embedded-system.ts'
import { parseConfig } from '../../src/config/load-config.ts'
import { BUILT_IN_TYPES } from '../../src/config/strategy-faults.ts'
import { lookForUserStrategies } from '../../src/config/user-strategies.ts'
import { SCENARIO_START, TICK_MS } from './virtual-time.ts'

interface Running {
  readonly system: EmbeddedSystem
  readonly lifecycle: Lifecycle
}

export async function openEmbedded(scenario: Scenario): Promise<ScenarioSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-scenario-'))
  const scheduler = createVirtualScheduler({ startAt: SCENARIO_START })
  const market = new ScriptedMarket(scenario.market, scheduler)
  const tree = scenarioConfig(scenario)
  const users = await lookForUserStrategies(tree.strategiesDir)
  const config = parseConfig(tree, 'the scenario', BUILT_IN_TYPES, users)
  const logger = createLogger({ level: config.logLevel, pretty: false, fields: {} })
  const random = seededRandom(scenario.name)
  let failure: unknown

  async function start(): Promise<Running> {
    const ports = {
      ...{ feed: market, reference: market, scheduler, random, logger, metrics: createNoMetrics() },
      onFatal: (error: unknown) => (failure ??= error),
    }
    const system = await createEmbeddedSystem(ports, config, {
      ...{ folder, durability: 'process', singleThread: true },
    })
    const lifecycle = createLifecycle({
      ...{ services: system.services, scheduler, logger, stopTimeoutMs: 60_000 },
    })
    await scheduler.runUntilSettled(lifecycle.start())
    return { system, lifecycle }
  }

  async function end({ system, lifecycle }: Running): Promise<void> {
    await scheduler.runUntilSettled(lifecycle.stop())
    await system.close()
  }

  let running = await start()
  return {
    market,
    get bus() {
      return running.system.bus
    },
    get rpc() {
      return running.system.rpc
    },
    get orders() {
      return running.system.orders
    },
    get portfolios() {
      return running.system.portfolios
    },
    now: () => scheduler.now(),
    pass: (ms) => scheduler.runUntil(addMillis(scheduler.now(), ms)),
    drive: (work) => scheduler.runUntilSettled(work),
    restart: async () => {
      await end(running)
      await scheduler.runUntil(addMillis(scheduler.now(), TICK_MS))
      running = await start()
    },
    failure: () => failure,
    stop: async () => {
      await end(running)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
