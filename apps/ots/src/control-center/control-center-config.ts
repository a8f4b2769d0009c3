/** `ots.yaml`'s settings as the Control Center's own configuration. */
import {
  type ControlCenterConfig,
  type ControlCenterSettings,
  controlCenterConfigSchema,
} from '@oasis/control-center-api'
import type { InstrumentId } from '@oasis/domain'
import { BUILT_IN_STRATEGIES, z } from '@oasis/strategy-sdk'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import type { SystemFacts } from '../status/status-ports.ts'

/** Where it is served. */
export type Listening = Pick<ControlCenterSettings, 'host' | 'port' | 'tls'>

/** `listening`: elsewhere than at `http` of `ots.yaml`. */
export function controlCenterConfig(
  config: OtsConfig,
  facts: SystemFacts,
  instruments: readonly InstrumentId[],
  listening: Listening = config.http,
): ControlCenterConfig {
  const { version, mode, dryRun, venue, source, startedAt } = facts
  return controlCenterConfigSchema.parse({
    ...listening,
    ...config.controlCenter,
    facts: { version, mode, dryRun, venue, source, startedAt },
    accountId: accountOf(config).id,
    strategies: config.strategies.map(({ id, type, instruments }) => ({
      ...{ id, type, instruments },
      paramsSchema: paramsSchemaOf(type),
    })),
    instruments,
    limits: config.limits,
  })
}

/** Null for a user's own strategy: its code runs apart, and its schema with it. */
function paramsSchemaOf(type: string): Record<string, unknown> | null {
  const definition = BUILT_IN_STRATEGIES.find((strategy) => strategy.id === type)
  return definition === undefined
    ? null
    : { ...z.toJSONSchema(definition.params, { io: 'input', unrepresentable: 'any' }) }
}
