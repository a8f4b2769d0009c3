/**
 * From configuration to what is to run. A strategy as configured (`ticks`) has one instance on each of its instruments
 * (`ticks`, or `ticks-BTC-USD` and `ticks-ETH-USD`): commands and control state are about the strategy, intents and
 * snapshots about the instance. Every fault is reported together.
 */
import {
  type AccountId,
  EXTERNAL_STRATEGY,
  type InstrumentId,
  type StrategyId,
  strategyId,
  symbolOf,
  type TradingMode,
} from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import { type AnyStrategy, type StrategyRegistry, UnknownStrategy } from '@oasis/strategy-sdk'
import type { StrategyConfig } from '../config.ts'
import { paramIssues } from './strategy-params.ts'

/** A strategy of the user's own: code that nobody has reviewed runs in a thread, and is never imported here. */
export interface UserStrategy {
  readonly type: string
  /** `file:` URL of its module, whose default export is a strategy with this type as its id. */
  readonly module: string
  /** Of the module's source: another one starts a new generation. */
  readonly sourceHash: string
}

/** Who an instance is, whatever runs in it. */
export interface InstanceKey {
  readonly strategyId: StrategyId
  readonly accountId: AccountId
  readonly mode: TradingMode
  readonly instrumentId: InstrumentId
}

/** What runs in it. */
export interface InstanceSpec extends InstanceKey {
  readonly strategy: AnyStrategy
  /** Parsed by the strategy's schema. */
  readonly params: unknown
  /** Of type, version, parameters and, where it is the user's own, source: another one starts a new generation. */
  readonly configHash: string
}

/** A strategy as configured. */
export interface StrategySpec {
  readonly strategyId: StrategyId
  readonly accountId: AccountId
  readonly type: string
  /** What is to run: a strategy of ours, or a module of the user's. */
  readonly source: AnyStrategy | UserStrategy
  /** As written in the configuration: a JSON object. */
  readonly params: string
  readonly instances: readonly InstanceKey[]
}

export const isUserStrategy = (source: AnyStrategy | UserStrategy): source is UserStrategy =>
  'module' in source

/** In the order of the configuration. Throws `OTS_STRATEGY_UNKNOWN` or `OTS_CONFIG_INVALID`. */
export function expandStrategies(
  configs: readonly StrategyConfig[],
  registry: StrategyRegistry,
  users: readonly UserStrategy[],
): readonly StrategySpec[] {
  const faults: string[] = []
  const specs = configs.map((config) => {
    const source = findSource(config, registry, users)
    if (!isUserStrategy(source)) {
      for (const issue of paramIssues(source, config.params)) faults.push(`strategies.${config.id}.${issue}`)
    }
    return specOf(config, source)
  })
  const twice = (ids: readonly StrategyId[]) => ids.filter((id, i) => ids.indexOf(id) !== i)
  const instances = specs.flatMap((spec) => spec.instances.map((instance) => instance.strategyId))
  const repeated = new Set([...twice(configs.map((config) => config.id)), ...twice(instances)])
  for (const id of repeated) faults.push(`two strategies are called ${id}`)
  if (configs.some((config) => config.id === EXTERNAL_STRATEGY)) {
    faults.push(`no strategy may be called ${EXTERNAL_STRATEGY}: orders of others are booked under it`)
  }
  if (faults.length > 0) throw new OtsError('OTS_CONFIG_INVALID', faults.join('\n'))
  return specs
}

function specOf(config: StrategyConfig, source: AnyStrategy | UserStrategy): StrategySpec {
  const { id, account: accountId, mode, type, instruments } = config
  const only = instruments.length === 1
  return {
    strategyId: id,
    accountId,
    type,
    source,
    params: JSON.stringify(config.params),
    instances: instruments.map((instrumentId) => ({
      strategyId: only ? id : idFor(id, instrumentId),
      accountId,
      mode,
      instrumentId,
    })),
  }
}

function findSource(
  config: StrategyConfig,
  registry: StrategyRegistry,
  users: readonly UserStrategy[],
): AnyStrategy | UserStrategy {
  const user = users.find((one) => one.type === config.type)
  if (user && registry.types.includes(user.type)) {
    const hint = `rename the file ${user.module}`
    throw new OtsError('OTS_CONFIG_INVALID', `there is a built-in strategy called ${user.type}`, { hint })
  }
  if (user) return user
  try {
    return registry.getStrategy(config.type)
  } catch (cause) {
    if (!(cause instanceof UnknownStrategy)) throw cause
    const types = [...registry.types, ...users.map((one) => one.type)].sort()
    const hint = `known types: ${types.join(', ')}`
    throw new OtsError('OTS_STRATEGY_UNKNOWN', `${config.id}: ${cause.message}`, { cause, hint })
  }
}

/** Symbols may have signs that an id may not. */
const idFor = (id: StrategyId, instrument: InstrumentId): StrategyId =>
  strategyId(`${id}-${symbolOf(instrument).replace(/[^A-Za-z0-9_-]/g, '_')}`)
