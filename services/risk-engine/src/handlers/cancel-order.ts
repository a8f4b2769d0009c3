/**
 * RiskService.CancelOrder: a cancel takes away risk, so it is handed on as it is, at the rate that the account allows.
 * Failures go back to the caller as they are: a cancel may be repeated without harm, also one that came too fast.
 */
import { type CancelOrderReply, type CancelOrderRequest, orderService } from '@oasis/contracts'
import type { AccountId, ClientOrderId } from '@oasis/domain'
import { type RpcClient, RpcError, type RpcHandler, type Scheduler } from '@oasis/ports'
import { takeCancelTokens } from '../core/rules/cancel-rate-limit.ts'
import type { RiskAccount } from '../risk-account.ts'
import type { DecisionLog } from './decision-log.ts'

type Accounts = ReadonlyMap<AccountId, { readonly account: RiskAccount }>

export interface CancelOrderPorts {
  readonly accounts: Accounts
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly log: DecisionLog
  readonly timeoutMs: number
}

export function cancelOrderHandler(
  ports: CancelOrderPorts,
): RpcHandler<CancelOrderRequest, CancelOrderReply> {
  const { accounts, rpc, scheduler, log, timeoutMs } = ports
  return async (request) => {
    const account = accountOf(accounts, request.clientOrderId)
    if (account) {
      const taken = takeCancelTokens(account.state, request.clientOrderId, scheduler.now())
      if ('code' in taken) {
        log.recordCancelDenial(account, taken.code)
        const { level, perSecond } = taken.context
        // As for whatever could not be handed on: to be sent again.
        throw new RpcError(
          'UNAVAILABLE',
          `${taken.code}: at most ${perSecond} a second (${level}); send it again`,
        )
      }
      account.state = { ...account.state, rates: taken.rates }
    }
    return rpc.call(orderService.cancelOrder, request, { timeoutMs })
  }
}

/** Whose order it is, as far as it is known here; with one account, every order is its. */
function accountOf(accounts: Accounts, order: ClientOrderId): RiskAccount | undefined {
  const all = [...accounts.values()].map(({ account }) => account)
  return all.length === 1 ? all[0] : all.find(({ state }) => state.totals.byOrder.has(order))
}
