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
  /**
   * Of one that is final here, or not heard of yet. An order that there is not is no cancel at the venue either; and what
   * may take away risk is not held up by a question without an answer.
   */
  const ask = async (order: ClientOrderId): Promise<AccountId | undefined> => {
    const key = { by: 'CLIENT_ORDER', clientOrderId: order } as const
    const found = await rpc.call(orderService.getOrder, { key }, { timeoutMs }).catch(() => undefined)
    return found?.order?.intent.accountId
  }
  return async (request) => {
    const owner = accountOf(accounts, request.clientOrderId) ?? (await ask(request.clientOrderId))
    const account = owner && accounts.get(owner)?.account
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
function accountOf(accounts: Accounts, order: ClientOrderId): AccountId | undefined {
  const all = [...accounts]
  const [id] = (all.length === 1 ? all[0] : all.find(([, each]) => isKnown(each.account, order))) ?? []
  return id
}

const isKnown = ({ state }: RiskAccount, order: ClientOrderId): boolean => state.totals.byOrder.has(order)
