/** Faults that no single field shows: names that point nowhere, names used twice, unknown strategies and parameters. */
import { venueOf } from '@oasis/domain'
import type { StrategyRegistry } from '@oasis/strategy-sdk'
import { limitScopeFault } from './limit-scopes.ts'
import type { OtsConfig } from './schema.ts'
import { describeStrategyFaults } from './strategy-faults.ts'

export function checkReferences(config: OtsConfig, types: StrategyRegistry): string[] {
  return [
    ...duplicates(
      'accounts',
      config.accounts.map((account) => account.id),
    ),
    ...duplicates(
      'strategies',
      config.strategies.map((strategy) => strategy.id),
    ),
    ...config.strategies.flatMap((strategy, i) => strategyFaults(config, types, strategy, i)),
    ...limitFaults(config),
  ]
}

function limitFaults(config: OtsConfig): string[] {
  return (['account', 'strategy', 'instrument'] as const).flatMap((level) =>
    [...config.limits[level].keys()].flatMap((id) => {
      const fault = limitScopeFault(config, level, id)
      return fault === undefined ? [] : [`limits.${level}: ${fault}`]
    }),
  )
}

function duplicates(where: string, ids: readonly string[]): string[] {
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
  return [...new Set(twice)].map((id) => `${where}: "${id}" is used more than once`)
}

function strategyFaults(
  config: OtsConfig,
  types: StrategyRegistry,
  strategy: OtsConfig['strategies'][number],
  index: number,
): string[] {
  const where = `strategies.${index} (${strategy.id})`
  const faults: string[] = []
  const known = config.accounts.map((account) => account.id)
  if (strategy.account !== undefined && !known.includes(strategy.account)) {
    faults.push(`${where}.account: "${strategy.account}" is not among the accounts (${known.join(', ')})`)
  }
  for (const instrument of strategy.instruments) {
    if (venueOf(instrument) !== 'coinbase') {
      faults.push(
        `${where}.instruments: "${instrument}" is on a venue that is not configured (use coinbase:…)`,
      )
    }
  }
  return [
    ...faults,
    ...describeStrategyFaults(types, strategy.type, strategy.params).map((fault) => `${where}.${fault}`),
  ]
}
