/** `ots.yaml`'s settings as each service's own configuration. */
import { auditorConfigSchema } from '@oasis/auditor'
import { dataNormalizerConfigSchema } from '@oasis/data-normalizer'
import { type Currency, type InstrumentId, instrumentId, type Rate } from '@oasis/domain'
import { marketConnectorConfigSchema } from '@oasis/market-connector'
import { orderManagerConfigSchema } from '@oasis/order-manager'
import { riskEngineConfigSchema } from '@oasis/risk-engine'
import { strategyFrameworkConfigSchema } from '@oasis/strategy-framework'
import type { PaperVenueConfig } from '@oasis/venue-paper'
import { accountOf, type OtsConfig } from '../config/schema.ts'

/** Of the account that is traded, before it is. */
export interface AccountFacts {
  readonly takerFee: Rate
  /** What it holds, and what follows for valuing it. */
  readonly held: readonly Currency[]
}

export interface SystemOverrides {
  /** Periodic comparison of books with the venue's REST: not where there is none to ask. */
  readonly bookChecks: boolean
  readonly account?: AccountFacts
}

/** Everything that some strategy trades, and what prices the account's opening holdings. */
export const followedInstruments = (
  config: OtsConfig,
  { held } = paperFacts(config),
): readonly InstrumentId[] => [
  ...new Set([
    ...config.strategies.flatMap((strategy) => strategy.instruments),
    ...heldInstruments(config, held),
  ]),
]

export function paperFacts({ venues: { paper } }: OtsConfig): AccountFacts {
  const held = [...paper.openingBalances].filter(([, amount]) => amount > 0n).map(([code]) => code)
  return { takerFee: paper.takerFee, held }
}

function heldInstruments({ accounts }: OtsConfig, held: AccountFacts['held']): InstrumentId[] {
  return accounts.flatMap(({ venue, valuationCurrency }) =>
    held
      .filter((code) => code !== valuationCurrency)
      .map((code) => instrumentId(`${venue}:${code}-${valuationCurrency}`)),
  )
}

export type ServiceConfigs = ReturnType<typeof serviceConfigs>

export function serviceConfigs(config: OtsConfig, overrides: SystemOverrides) {
  const account = accountOf(config)
  const facts = overrides.account ?? paperFacts(config)
  const { id, venue, mode } = account
  const riskEngine = riskEngineConfigSchema.parse({ accounts: [{ id, venue, mode }] })
  return {
    paperVenue: () => paperVenueConfig(config),
    orderManager: orderManagerConfigSchema.parse({ accountId: account.id, mode: account.mode }),
    riskEngine: {
      ...riskEngine,
      limits: config.limits,
      accounts: riskEngine.accounts.map((seed) => ({
        ...seed,
        valuationCurrency: account.valuationCurrency,
        takerFee: facts.takerFee,
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
      instruments: followedInstruments(config, facts),
      ...(overrides.bookChecks ? {} : { bookCheckIntervalMs: 0 }),
    }),
  }
}

function paperVenueConfig(config: OtsConfig): PaperVenueConfig {
  const { id } = accountOf(config)
  return { ...config.venues.paper, accountId: id }
}
