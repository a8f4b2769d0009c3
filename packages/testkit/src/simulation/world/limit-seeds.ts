/** A setup's limits as a risk engine's configuration has them. */
import { formatMoney, formatRate, type Limits } from '@oasis/domain'
import { ACCOUNT, type Setup } from './setup.ts'

export function limitSeeds({ limits, instrumentLimits, strategyLimits }: Setup) {
  return {
    account: { [ACCOUNT]: written(limits) },
    instrument: all(instrumentLimits),
    strategy: all(strategyLimits),
  }
}

const all = (limits: ReadonlyMap<string, Partial<Limits>>) =>
  Object.fromEntries([...limits].map(([id, each]) => [id, written(each)]))

const RATES: ReadonlySet<string> = new Set(['priceCollar', 'maxDailyLoss', 'maxDrawdown'])

/** Decimals are text in configuration; counts and times are numbers. */
function written(limits: Partial<Limits>): Record<string, string | number> {
  const entries = Object.entries(limits).map(([name, value]): [string, string | number] => {
    if (typeof value === 'number') return [name, value]
    const text = RATES.has(name)
      ? formatRate(value as Limits['priceCollar'])
      : formatMoney(value as Limits['maxOrderNotional'])
    return [name, text]
  })
  return Object.fromEntries(entries)
}
