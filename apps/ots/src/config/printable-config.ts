/** The effective configuration as a person would write it: amounts as text, maps as objects. It holds no secrets. */
import { formatMoney, formatRate, type Limits, type Money, type Rate } from '@oasis/domain'
import type { z } from 'zod'
import type { configSchema, OtsConfig } from './schema.ts'

type PrintedConfig = z.input<typeof configSchema> & { venues: { paper: object } }

const RATES: ReadonlySet<string> = new Set<keyof Limits>(['priceCollar', 'maxDailyLoss', 'maxDrawdown'])

export function printableConfig(config: OtsConfig): PrintedConfig {
  const { paper } = config.venues
  return {
    ...config,
    limits: {
      account: printableLevel(config.limits.account),
      strategy: printableLevel(config.limits.strategy),
      instrument: printableLevel(config.limits.instrument),
    },
    venues: {
      ...config.venues,
      paper: {
        ...paper,
        makerFee: formatRate(paper.makerFee),
        takerFee: formatRate(paper.takerFee),
        syntheticSpread: formatRate(paper.syntheticSpread),
        openingBalances: Object.fromEntries(
          [...paper.openingBalances].map(([code, v]) => [code, formatMoney(v)]),
        ),
      },
    },
  }
}

const printableLevel = (level: ReadonlyMap<string, Partial<Limits>>) =>
  Object.fromEntries([...level].map(([id, limits]) => [id, printableLimits(limits)]))

function printableLimits(limits: Partial<Limits>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(limits).map(([name, value]) => {
      if (typeof value !== 'bigint') return [name, value]
      return [name, RATES.has(name) ? formatRate(value as Rate) : formatMoney(value as Money)]
    }),
  )
}
