import type { GetRiskStateReply, GetRiskStateRequest } from '@oasis/contracts'
import type { AccountId } from '@oasis/domain'
import { RpcError, type RpcHandler } from '@oasis/ports'
import type { RiskAccount } from '../risk-account.ts'

export function getRiskStateHandler(
  accounts: ReadonlyMap<AccountId, { readonly account: RiskAccount }>,
): RpcHandler<GetRiskStateRequest, GetRiskStateReply> {
  return async ({ accountId }) => {
    const entry = accounts.get(accountId)
    if (!entry) throw new RpcError('NOT_FOUND', `account ${accountId} is not configured here`)
    const { phase, reason, riskEpoch, accountSeq } = entry.account.state
    const open = phase === 'OPEN'
    return { open, reason: open ? '' : `${phase}: ${reason}`, riskEpoch, accountSeq }
  }
}
