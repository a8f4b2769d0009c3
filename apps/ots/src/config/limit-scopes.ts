/** Whether limits are of something that exists: those of a misspelled name would bind nothing. */
import { type InstrumentId, type StrategyId, symbolOf } from '@oasis/domain'
import type { OtsConfig } from './schema.ts'

export type LimitLevel = 'account' | 'strategy' | 'instrument'

/** What is wrong with it; undefined where there is such a thing. */
export function limitScopeFault(config: OtsConfig, level: LimitLevel, id: string): string | undefined {
  const known = [...new Set(namesOf(config, level))]
  return known.includes(id) ? undefined : `there is no ${level} "${id}"; there are: ${known.join(', ')}`
}

function namesOf({ accounts, strategies }: OtsConfig, level: LimitLevel): string[] {
  switch (level) {
    case 'account':
      return accounts.map((account) => account.id)
    case 'strategy':
      return strategies.flatMap(({ id, instruments }) => [
        id,
        ...(instruments.length > 1 ? instruments.map((instrument) => instanceName(id, instrument)) : []),
      ])
    case 'instrument':
      return strategies.flatMap(({ instruments }) => instruments)
  }
}

/** As the strategy framework names them. */
const instanceName = (id: StrategyId, instrument: InstrumentId): string =>
  `${id}-${symbolOf(instrument).replace(/[^A-Za-z0-9_-]/g, '_')}`
