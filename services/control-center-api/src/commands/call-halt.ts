/**
 * Halts by the direct path: the risk engine, and the order manager itself where risk does not answer. Flattening takes
 * rounds, and may be slower than any patience for a halt; a halt of our own would end it (it belongs to its halt). So
 * once risk has the halt, only the answer is waited for, and when it does not come, what is known is told.
 */
import { type HaltReply, type HaltRequest, orderService, riskService } from '@oasis/contracts'
import type { Logger, RpcClient, Scheduler } from '@oasis/ports'

export interface HaltPorts {
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** What risk has told of the account by now: the halt in force there. */
  readonly haltInForce: () => number | undefined
}

/** A halt asks the venue twice. */
export const HALT_TIMEOUT_MS = 15_000
/** All rounds of a flatten, each with its snapshot and its orders. */
export const FLATTEN_TIMEOUT_MS = 90_000

export async function callHalt(ports: HaltPorts, request: HaltRequest): Promise<HaltReply> {
  const { rpc, scheduler, logger, haltInForce } = ports
  const before = haltInForce()
  const timeoutMs = request.flatten ? FLATTEN_TIMEOUT_MS : HALT_TIMEOUT_MS
  const asked = rpc.call(riskService.halt, request, { timeoutMs })
  /** Of this call, as far as its topic tells: the halt in force is another than before it. */
  const heard = () => {
    const now = haltInForce()
    return now === before ? undefined : now
  }
  const answered = new AbortController()
  try {
    const late = scheduler
      .sleep(HALT_TIMEOUT_MS, answered.signal)
      .catch(() => undefined)
      .then(() => undefined)
    const reply = await Promise.race([asked, late])
    if (reply) return reply
    if (heard() === undefined) throw new Error(`the risk engine has not halted within ${HALT_TIMEOUT_MS} ms`)
    return await asked
  } catch (error) {
    asked.catch(() => {})
    const haltEpoch = heard()
    if (haltEpoch !== undefined) return unfinished(haltEpoch)
    logger.error({ err: error }, 'risk engine does not answer: halting at the order manager')
    const { accountId, reason, by } = request
    const reply = await rpc.call(
      orderService.cancelAll,
      { accountId, reason, by, halt: true },
      { timeoutMs: HALT_TIMEOUT_MS },
    )
    return { ...reply, flattening: [] }
  } finally {
    answered.abort()
  }
}

const unfinished = (haltEpoch: number): HaltReply => ({
  haltEpoch,
  verified: false,
  open: [],
  unresolved: [],
  message:
    'halted; cancelling and flattening go on and have not answered yet: "ots orders" and "ots positions" show what is left',
  flattening: [],
  recorded: true,
})
