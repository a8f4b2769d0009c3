/**
 * The way from risk to the order manager as a network would be: approvals that arrive late, or never, or whose answer is
 * lost, and an epoch that is said to have ended. In one process nothing of it happens by itself, and risk has to keep
 * its reservations through all of it.
 */
import { orderService, type PlaceOrderReply } from '@oasis/contracts'
import {
  type CallOptions,
  type Random,
  type RpcClient,
  RpcError,
  type RpcMethod,
  type Scheduler,
} from '@oasis/ports'

/** From 0 to 1, of the calls that place an order. */
export interface RpcFaultChances {
  /** Given up by the caller, and delivered afterwards. */
  readonly late: number
  readonly lost: number
  readonly answerLost: number
  /** Not delivered, and answered as if another risk engine had taken the account. */
  readonly epochLost: number
}

export interface UnreliableRpcOptions {
  readonly chances: RpcFaultChances
  readonly scheduler: Scheduler
  readonly random: Random
}

const GIVEN_UP_AFTER_MS = 30
/** Within an approval's life: what comes after it is refused anyway. */
const LATE = { minMs: 200, maxMs: 1_600 }

const EPOCH_LOST: PlaceOrderReply = {
  kind: 'REFUSED',
  reason: 'RISK_EPOCH',
  message: 'another risk engine has the account',
}

export function unreliableRpc(rpc: RpcClient, options: UnreliableRpcOptions): RpcClient {
  const { chances, scheduler, random } = options
  const lost = (): RpcError => new RpcError('DEADLINE_EXCEEDED', 'the network gave no answer')
  const place = async <Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    callOptions: CallOptions,
  ): Promise<Response> => {
    let draw = random()
    const strikes = (chance: number): boolean => {
      draw -= chance
      return draw < 0 && draw >= -chance
    }
    if (strikes(chances.late)) {
      const delayMs = LATE.minMs + random() * (LATE.maxMs - LATE.minMs)
      // Whatever becomes of it, nobody hears.
      scheduler.after(delayMs, () => void rpc.call(method, request, callOptions).catch(() => {}))
    } else if (strikes(chances.epochLost)) {
      // The method says which reply it is.
      return EPOCH_LOST as Response
    } else if (strikes(chances.answerLost)) {
      await rpc.call(method, request, callOptions).catch(() => {})
      throw lost()
    } else if (!strikes(chances.lost)) {
      return rpc.call(method, request, callOptions)
    }
    await scheduler.sleep(GIVEN_UP_AFTER_MS)
    throw lost()
  }
  return {
    call: (method, request, callOptions) =>
      method.name === orderService.placeOrder.name
        ? place(method, request, callOptions)
        : rpc.call(method, request, callOptions),
    stream: (method, request, callOptions) => rpc.stream(method, request, callOptions),
  }
}
