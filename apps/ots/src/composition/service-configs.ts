/** `ots.yaml`'s settings as each service's own configuration. */
import { auditorConfigSchema } from '@oasis/auditor'
import { dataNormalizerConfigSchema } from '@oasis/data-normalizer'
import { type InstrumentId, instrumentId } from '@oasis/domain'
import { marketConnectorConfigSchema } from '@oasis/market-connector'
import { orderManagerConfigSchema } from '@oasis/order-manager'
import { riskEngineConfigSchema } from '@oasis/risk-engine'
import { strategyFrameworkConfigSchema } from '@oasis/strategy-framework'
import { accountOf, type OtsConfig } from '../config/schema.ts'

export interface SystemOverrides {
  /** Periodic comparison of books with the venue's REST: not where there is none to ask. */
  readonly bookChecks: boolean
}

/** Everything that some strategy trades, and what prices the account's opening holdings. */
export const followedInstruments = (config: OtsConfig): readonly InstrumentId[] => [
  ...new Set([...config.strategies.flatMap((strategy) => strategy.instruments), ...heldInstruments(config)]),
]

function heldInstruments({ accounts, venues }: OtsConfig): InstrumentId[] {
  const held = [...venues.paper.openingBalances].filter(([, amount]) => amount > 0n).map(([code]) => code)
  return accounts.flatMap(({ venue, valuationCurrency }) =>
    held
      .filter((code) => code !== valuationCurrency)
      .map((code) => instrumentId(`${venue}:${code}-${valuationCurrency}`)),
  )
}

export function serviceConfigs(config: OtsConfig, overrides: SystemOverrides) {
  const account = accountOf(config)
  const { paper } = config.venues
  const riskEngine = riskEngineConfigSchema.parse({ accounts: [{ id: account.id, venue: account.venue }] })
  return {
    paperVenue: { ...paper, accountId: account.id },
    orderManager: orderManagerConfigSchema.parse({ accountId: account.id, mode: account.mode }),
    riskEngine: {
      ...riskEngine,
      limits: config.limits,
      accounts: riskEngine.accounts.map((seed) => ({
        ...seed,
        valuationCurrency: account.valuationCurrency,
        takerFee: paper.takerFee,
      })),
    },
    strategyFramework: strategyFrameworkConfigSchema.parse({
      callbackBudgetMs: config.strategyBudgetMs,
      strategies: config.strategies.map((strategy) => ({
        ...strategy,
        account: account.id,
        mode: account.mode,
      })),
    }),
    auditor: auditorConfigSchema.parse({ accounts: [account.id] }),
    dataNormalizer: dataNormalizerConfigSchema.parse({ venues: [account.venue] }),
    marketConnector: marketConnectorConfigSchema.parse({
      instruments: followedInstruments(config),
      ...(overrides.bookChecks ? {} : { bookCheckIntervalMs: 0 }),
    }),
  }
}
