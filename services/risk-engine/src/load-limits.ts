/** Limits in force at start: configuration seeds what was never set, stored values win, one by one. */
import type { AccountId, InstrumentId, Limits, LimitsBook, StrategyId } from '@oasis/domain'
import type { RiskStore } from '@oasis/ports'

export async function loadLimits(store: RiskStore, seeds: LimitsBook): Promise<LimitsBook> {
  const account = new Map<AccountId, Partial<Limits>>(seeds.account)
  const strategy = new Map<StrategyId, Partial<Limits>>(seeds.strategy)
  const instrument = new Map<InstrumentId, Partial<Limits>>(seeds.instrument)
  for (const { scope, limits } of await store.loadLimits()) {
    switch (scope.level) {
      case 'account':
        account.set(scope.id, { ...account.get(scope.id), ...limits })
        break
      case 'strategy':
        strategy.set(scope.id, { ...strategy.get(scope.id), ...limits })
        break
      case 'instrument':
        instrument.set(scope.id, { ...instrument.get(scope.id), ...limits })
    }
  }
  return { account, strategy, instrument }
}
