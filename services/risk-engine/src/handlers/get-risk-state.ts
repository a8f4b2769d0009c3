import type { GetRiskStateReply, GetRiskStateRequest } from '@oasis/contracts'
import type { AccountId } from '@oasis/domain'
import { RpcError, type RpcHandler } from '@oasis/ports'
import type { RiskState } from '../core/risk-state.ts'
import type { RiskAccount } from '../risk-account.ts'

export function getRiskStateHandler(
  accounts: ReadonlyMap<AccountId, { readonly account: RiskAccount }>,
): RpcHandler<GetRiskStateRequest, GetRiskStateReply> {
  return async ({ accountId }) => {
    const entry = accounts.get(accountId)
    if (!entry) throw new RpcError('NOT_FOUND', `account ${accountId} is not configured here`)
    const { riskEpoch, accountSeq } = entry.account.state
    const reason = whyNotOpen(entry.account.state)
    return { open: reason === '', reason, riskEpoch, accountSeq }
  }
}

/** Phase and status with their reasons, for a person; empty when new entries are taken. */
export function whyNotOpen({ phase, reason, control, haltedAtOrderManager, haltEpoch }: RiskState): string {
  const { status } = control
  const why = [control.reason, control.changedBy].filter((part) => part !== '').join(', by ')
  return [
    ...(phase === 'OPEN' ? [] : [`${phase}: ${reason}`]),
    ...(status === 'RUNNING'
      ? []
      : [`${status}${status === 'HALTED' ? ` (halt ${control.haltEpoch})` : ''}: ${why}`]),
    ...(haltedAtOrderManager && status !== 'HALTED'
      ? [`halted at the order manager (halt ${haltEpoch})`]
      : []),
  ].join('; ')
}
