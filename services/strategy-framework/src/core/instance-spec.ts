/** From configuration to instances: one per instrument, parameters parsed, every fault reported together. */
import { hash } from 'node:crypto'
import {
  type AccountId,
  type InstrumentId,
  type StrategyId,
  strategyId,
  symbolOf,
  type TradingMode,
} from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import {
  type AnyStrategy,
  encodePlainData,
  type StrategyRegistry,
  UnknownStrategy,
} from '@oasis/strategy-sdk'
import type { StrategyConfig } from '../config.ts'

export interface InstanceSpec {
  readonly strategyId: StrategyId
  readonly strategy: AnyStrategy
  /** Parsed by the strategy's schema. */
  readonly params: unknown
  readonly accountId: AccountId
  readonly mode: TradingMode
  readonly instrumentId: InstrumentId
  /** Of type, version and parameters: another one starts a new generation. */
  readonly configHash: string
}

/** In the order of the configuration. Throws `OTS_STRATEGY_UNKNOWN` or `OTS_CONFIG_INVALID`. */
export function expandInstances(
  configs: readonly StrategyConfig[],
  registry: StrategyRegistry,
): readonly InstanceSpec[] {
  const faults: string[] = []
  const specs = configs.flatMap((config) => expandOne(config, registry, faults))
  const seen = new Set<StrategyId>()
  for (const spec of specs) {
    if (seen.has(spec.strategyId)) faults.push(`two strategies are called ${spec.strategyId}`)
    seen.add(spec.strategyId)
  }
  if (faults.length > 0) throw new OtsError('OTS_CONFIG_INVALID', faults.join('\n'))
  return specs
}

function expandOne(config: StrategyConfig, registry: StrategyRegistry, faults: string[]): InstanceSpec[] {
  const strategy = findType(config, registry)
  const parsed = strategy.params.safeParse(config.params)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      faults.push(`strategies.${config.id}.params.${issue.path.join('.')}: ${issue.message}`)
    }
    return []
  }
  const params = parsed.data
  const configHash = hash('sha256', encodePlainData([strategy.id, strategy.version, params]), 'hex')
  return config.instruments.map((instrumentId) => ({
    strategyId: config.instruments.length === 1 ? config.id : idFor(config.id, instrumentId),
    strategy,
    params,
    accountId: config.account,
    mode: config.mode,
    instrumentId,
    configHash,
  }))
}

function findType(config: StrategyConfig, registry: StrategyRegistry): AnyStrategy {
  try {
    return registry.getStrategy(config.type)
  } catch (cause) {
    if (!(cause instanceof UnknownStrategy)) throw cause
    const hint = `known types: ${registry.types.join(', ')}`
    throw new OtsError('OTS_STRATEGY_UNKNOWN', `${config.id}: ${cause.message}`, { cause, hint })
  }
}

/** Symbols may have signs that an id may not. */
const idFor = (id: StrategyId, instrument: InstrumentId): StrategyId =>
  strategyId(`${id}-${symbolOf(instrument).replace(/[^A-Za-z0-9_-]/g, '_')}`)
