/** The effective configuration as plain JSON: amounts as a person writes them. It holds no secrets. */
import { formatMoney, formatRate, type Limits, type Money, type Rate } from '@oasis/domain'
import type { OtsConfig } from './schema.ts'

const RATES: ReadonlySet<string> = new Set<keyof Limits>(['priceCollar', 'maxDailyLoss', 'maxDrawdown'])

export function printableConfig(config: OtsConfig): unknown {
  const { paper } = config.venues
  return {
    ...config,
    limits: {
      account: mapValues(config.limits.account, printableLimits),
      strategy: mapValues(config.limits.strategy, printableLimits),
      instrument: mapValues(config.limits.instrument, printableLimits),
    },
    venues: {
      ...config.venues,
      paper: {
        ...paper,
        makerFee: formatRate(paper.makerFee),
        takerFee: formatRate(paper.takerFee),
        openingBalances: mapValues(paper.openingBalances, formatMoney),
      },
    },
  }
}

function printableLimits(limits: OtsConfig['limits']['account'][string]): unknown {
  return Object.fromEntries(
    Object.entries(limits).map(([name, value]) => {
      if (typeof value !== 'bigint') return [name, value]
      return [name, RATES.has(name) ? formatRate(value as Rate) : formatMoney(value as Money)]
    }),
  )
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
