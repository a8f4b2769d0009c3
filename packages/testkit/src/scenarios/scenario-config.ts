/** `ots.yaml` of a scenario, for both ways to run. */
import { fileURLToPath } from 'node:url'
import { SCENARIO_ACCOUNT } from './run-scenario.ts'
import type { Scenario } from './scenario.ts'

/** Where the types of strategies lie that are no built-in ones. */
const STRATEGIES = fileURLToPath(new URL('strategies', import.meta.url))

/** As JSON, which is YAML, too. */
export const scenarioConfig = ({ strategies, limits = {} }: Scenario) => ({
  strategies,
  strategiesDir: STRATEGIES,
  // A busy machine must not end what behaves.
  strategyBudgetMs: 5_000,
  limits: { account: { [SCENARIO_ACCOUNT]: limits } },
  logLevel: process.env.OTS_SCENARIO_LOG ?? 'silent',
})
