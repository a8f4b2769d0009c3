/** Faults that no single field shows: names that point nowhere, names used twice, unknown strategies and parameters. */
import { venueOf } from '@oasis/domain'
import type { StrategyRegistry } from '@oasis/strategy-sdk'
import { limitScopeFault } from './limit-scopes.ts'
import type { OtsConfig } from './schema.ts'
import { describeStrategyFaults } from './strategy-faults.ts'

/** `users`: types of the user's own, whose parameters only they themselves can check. */
export function checkReferences(
  config: OtsConfig,
  types: StrategyRegistry,
  users: readonly string[],
): string[] {
  return [
    ...duplicates(
      'accounts',
      config.accounts.map((account) => account.id),
    ),
    ...duplicates(
      'strategies',
      config.strategies.map((strategy) => strategy.id),
    ),
    ...config.accounts.flatMap(modeFaults),
    ...durabilityFaults(config),
    ...config.strategies.flatMap((strategy, i) => referenceFaults(config, strategy, i)),
    ...config.strategies.flatMap((strategy, i) => typeFaults(strategy, i, types, users)),
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

/** The id carries the mode into every row, topic and metric: it must not say something else. */
function modeFaults({ id, mode }: OtsConfig['accounts'][number], index: number): string[] {
  const suffix = mode.toLowerCase()
  if (id.endsWith(`.${suffix}`)) return []
  const right = id.replace(/[^.]*$/, suffix)
  return [`accounts.${index}: the mode is ${mode} and the id "${id}" says otherwise; write ${right}`]
}

function durabilityFaults({ accounts, durability }: OtsConfig): string[] {
  if (durability !== 'process' || !accounts.some(({ mode }) => mode === 'REAL')) return []
  return ['durability: "process" is not enough for a REAL account; write "power", or leave it out']
}

function duplicates(where: string, ids: readonly string[]): string[] {
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
  return [...new Set(twice)].map((id) => `${where}: "${id}" is used more than once`)
}

function referenceFaults(
  config: OtsConfig,
  strategy: OtsConfig['strategies'][number],
  index: number,
): string[] {
  const where = whereOf(strategy, index)
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
  return faults
}

function typeFaults(
  strategy: OtsConfig['strategies'][number],
  index: number,
  types: StrategyRegistry,
  users: readonly string[],
): string[] {
  const { type, params } = strategy
  const where = whereOf(strategy, index)
  if (users.includes(type)) {
    if (!types.types.includes(type)) return []
    return [`${where}.type: there is a built-in strategy "${type}", too; rename your file in strategiesDir`]
  }
  const own = users.length > 0 ? `; of your own there are ${users.join(', ')}` : ''
  return describeStrategyFaults(types, type, params).map(
    (fault) => `${where}.${fault}${fault.startsWith('type:') ? own : ''}`,
  )
}

const whereOf = ({ id }: OtsConfig['strategies'][number], index: number): string =>
  `strategies.${index} (${id})`
