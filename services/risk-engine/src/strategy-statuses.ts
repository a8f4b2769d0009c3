/** What the strategy framework tells of its strategies: those that are stopped, and what their intents are named after. */
import type { ControlState } from '@oasis/domain'
import type { AccountControl } from './account-control.ts'
import { withStrategyStatus } from './core/risk-state.ts'
import type { RiskAccount } from './risk-account.ts'

/** States of accounts are our own, and those of other accounts' strategies do not concern this one. */
export function observeStrategy(
  { account, control }: { readonly account: RiskAccount; readonly control: AccountControl },
  state: ControlState,
): void {
  if (state.kind !== 'STRATEGY' || state.accountId !== account.state.account.id) return
  const { strategyId, instances, status } = state
  for (const id of new Set([strategyId, ...instances])) {
    account.state = withStrategyStatus(account.state, id, status)
  }
  account.instances.set(strategyId, instances)
  control.refresh()
}
