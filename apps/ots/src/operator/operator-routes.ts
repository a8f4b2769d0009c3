/**
 * What an operator can ask for, and who answers it: over the local socket of an embedded system, or straight from a
 * terminal that knows the addresses of a distributed one.
 */
import { orderService } from '@oasis/contracts'
import { type ControlView, callHalt } from '@oasis/control-center-api'
import type { AccountId } from '@oasis/domain'
import type { Logger, RpcClient, Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import type { z } from 'zod'
import type { OtsConfig } from '../config/schema.ts'
import type { CommandDesk } from './command-desk.ts'
import { describeHaltInForce } from './describe-halt.ts'
import {
  commandParts,
  commandRequest,
  haltRequest,
  reconcileRequest,
  resolveRequest,
} from './operator-requests.ts'

export interface OperatorPorts {
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** What has been set; undefined where the bus is not asked, as for a halt from afar, which needs none. */
  readonly control?: Pick<ControlView, 'account'>
  /** For commands alone. */
  readonly desk?: CommandDesk
}

export interface OperatedAccount {
  readonly accountId: AccountId
  /** Asked for commands alone: a halt needs to know no more than the account. May throw. */
  readonly config: () => OtsConfig
}

export interface OperatorRoute {
  readonly schema: z.ZodType<unknown>
  /** Of a request that the schema has taken. */
  readonly answer: (request: unknown) => Promise<object>
}

const CALL_TIMEOUT_MS = 10_000
const RECONCILE_TIMEOUT_MS = 60_000

/** By path. */
export function operatorRoutes(
  ports: OperatorPorts,
  operated: OperatedAccount,
): Readonly<Record<string, OperatorRoute>> {
  const { rpc, scheduler, logger, control } = ports
  const { accountId } = operated
  const haltInForce = () => {
    const state = control?.account(accountId)?.state
    return state?.status === 'HALTED' ? state.haltEpoch : undefined
  }
  return {
    '/halt': route(haltRequest, (request) =>
      callHalt({ rpc, scheduler, logger, haltInForce }, { accountId, ...request }),
    ),
    '/command': route(commandRequest, (request) => command(ports, operated, request)),
    '/orders/resolve': route(resolveRequest, (request) =>
      rpc.call(orderService.resolveOrder, request, { timeoutMs: CALL_TIMEOUT_MS }),
    ),
    '/reconcile': route(reconcileRequest, (request) =>
      rpc.call(orderService.reconcile, { accountId, ...request }, { timeoutMs: RECONCILE_TIMEOUT_MS }),
    ),
  }
}

/** What the schema has taken is what the answer is given. */
const route = <T>(schema: z.ZodType<T>, answer: (request: T) => Promise<object>): OperatorRoute => ({
  schema,
  answer: (request) => answer(request as T),
})

async function command(
  { control, desk }: OperatorPorts,
  { accountId, config }: OperatedAccount,
  { wish, ...why }: z.output<typeof commandRequest>,
): Promise<object> {
  if (desk === undefined) throw new Error('commands need a desk')
  const inForce = () => control?.account(accountId)
  const isResume = wish.kind === 'SET_BOT_STATUS' && wish.status === 'RUNNING'
  const halt = isResume ? describeHaltInForce(inForce()) : undefined
  if (isResume && halt !== undefined && wish.haltEpoch === undefined) {
    throw new OtsError('OTS_USAGE', `a resume names the halt that it ends; ${halt}`)
  }
  const outcome = await desk.send(commandParts(wish, config()), why)
  if (outcome.kind === 'TIMED_OUT') {
    return { outcome: 'TIMED_OUT', reason: 'no answer yet; it may still be applied', ...outcome }
  }
  const { commandId, ...event } = outcome.event
  const still = isResume && event.outcome === 'REJECTED' ? describeHaltInForce(inForce()) : undefined
  const reason = still === undefined ? event.reason : `${event.reason}; ${still}`
  return { outcome: event.outcome, reason, commandId }
}
