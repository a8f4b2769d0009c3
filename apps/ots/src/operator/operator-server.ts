/** Listens to the operator on a local socket: halts, commands, decisions on orders. Only this user can open it. */
import { chmodSync, rmSync } from 'node:fs'
import { orderService, riskService } from '@oasis/contracts'
import { type RpcClient, RpcError } from '@oasis/ports'
import { OtsError, type Service } from '@oasis/runtime'
import fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { OtsConfig } from '../config/schema.ts'
import { registerProblems, sendProblem } from '../status/problem.ts'
import { CommandDesk, type CommandDeskPorts } from './command-desk.ts'
import {
  commandParts,
  commandRequest,
  haltRequest,
  reconcileRequest,
  resolveRequest,
} from './operator-requests.ts'

export interface OperatorServerPorts extends CommandDeskPorts {
  readonly rpc: RpcClient
}

/** A halt asks the venue twice and may sell; the others answer at once or not at all. */
const HALT_TIMEOUT_MS = 15_000
const CALL_TIMEOUT_MS = 10_000
const RECONCILE_TIMEOUT_MS = 60_000

export function createOperatorServer(
  ports: OperatorServerPorts,
  config: OtsConfig,
  address: string,
): Service {
  const desk = new CommandDesk(ports)
  let app: FastifyInstance | undefined
  let listening = false
  return {
    name: 'operator',
    start: async () => {
      await desk.start()
      app = fastify({ bodyLimit: 65_536, forceCloseConnections: true })
      registerProblems(app, (error) => ports.logger.error({ err: error }, 'operator request failed'))
      registerRoutes(app, ports, config, desk)
      // Left by a process that was killed: the folder's lock says that no other runs in it.
      if (process.platform !== 'win32') rmSync(address, { force: true })
      await app.listen({ path: address }).catch((cause: unknown) => {
        throw new OtsError('OTS_START_FAILED', `the operator's socket ${address} cannot be opened`, {
          cause,
          hint: 'Choose another data folder with OTS_DATA_DIR.',
        })
      })
      if (process.platform !== 'win32') chmodSync(address, 0o600)
      listening = true
    },
    stop: async () => {
      listening = false
      await app?.close()
      await desk.stop()
    },
    health: () => ({ ready: listening, detail: address }),
  }
}

function registerRoutes(
  app: FastifyInstance,
  { rpc, logger }: OperatorServerPorts,
  config: OtsConfig,
  desk: CommandDesk,
): void {
  const accountId = accountOf(config)
  const route = <T>(path: string, schema: z.ZodType<T>, answer: (request: T) => Promise<object>) =>
    app.post(path, async (request, reply) => {
      const parsed = schema.safeParse(request.body)
      if (!parsed.success) return sendProblem(reply, 400, z.prettifyError(parsed.error))
      try {
        return reply.send(await answer(parsed.data))
      } catch (error) {
        if (error instanceof z.ZodError) return sendProblem(reply, 400, z.prettifyError(error))
        if (error instanceof RpcError) return sendProblem(reply, 503, `${error.status}: ${error.message}`)
        throw error
      }
    })

  route('/halt', haltRequest, async ({ flatten, acceptStalePrices, reason, by }) => {
    const asked = { accountId, reason, by }
    try {
      const request = { ...asked, flatten, acceptStalePrices }
      return await rpc.call(riskService.halt, request, { timeoutMs: HALT_TIMEOUT_MS })
    } catch (error) {
      logger.error({ err: error }, 'risk engine does not answer: halting at the order manager')
      const request = { ...asked, halt: true }
      const reply = await rpc.call(orderService.cancelAll, request, { timeoutMs: HALT_TIMEOUT_MS })
      return { ...reply, flattening: [], recorded: false }
    }
  })
  route('/command', commandRequest, async ({ wish, by, reason }) => {
    const outcome = await desk.send(commandParts(wish, config, desk.haltEpochOf(accountId)), by, reason)
    if (outcome.kind === 'TIMED_OUT') {
      return { outcome: 'TIMED_OUT', reason: 'no answer yet; it may still be applied', ...outcome }
    }
    const { event } = outcome
    const { commandId } = event
    return { outcome: event.outcome, reason: event.reason, commandId }
  })
  route('/orders/resolve', resolveRequest, (request) =>
    rpc.call(orderService.resolveOrder, request, { timeoutMs: CALL_TIMEOUT_MS }),
  )
  route('/reconcile', reconcileRequest, (request) =>
    rpc.call(orderService.reconcile, { accountId, ...request }, { timeoutMs: RECONCILE_TIMEOUT_MS }),
  )
}

function accountOf({ accounts }: OtsConfig) {
  const [account] = accounts
  if (account === undefined) throw new Error('there is no account')
  return account.id
}
