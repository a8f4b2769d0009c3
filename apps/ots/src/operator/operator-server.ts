/** Listens to the operator on a local socket: halts, commands, decisions on orders. Only this user can open it. */
import { rmSync } from 'node:fs'
import { orderService, riskService } from '@oasis/contracts'
import { type Logger, type RpcClient, RpcError } from '@oasis/ports'
import { OtsError, type Service } from '@oasis/runtime'
import fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { accountOf, type OtsConfig } from '../config/schema.ts'
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
  readonly logger: Logger
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
      app = fastify({ bodyLimit: 65_536, forceCloseConnections: true })
      registerProblems(app, (error) => ports.logger.error({ err: error }, 'operator request failed'))
      registerRoutes(app, ports, config, desk)
      // Left by a process that was killed: the folder's lock says that no other runs in it.
      if (process.platform !== 'win32') rmSync(address, { force: true })
      await listenPrivately(app, address)
      listening = true
    },
    stop: async () => {
      listening = false
      await app?.close()
    },
    health: () => ({ ready: listening, detail: address }),
  }
}

/** No moment at which others could open it, whatever this process allows by default. */
async function listenPrivately(app: FastifyInstance, path: string): Promise<void> {
  const before = process.umask(0o177)
  try {
    await app.listen({ path })
  } catch (cause) {
    throw new OtsError('OTS_START_FAILED', `the operator's socket ${path} cannot be opened`, {
      cause,
      hint: 'Choose another data folder with OTS_DATA_DIR.',
    })
  } finally {
    process.umask(before)
  }
}

function registerRoutes(
  app: FastifyInstance,
  { rpc, logger }: OperatorServerPorts,
  config: OtsConfig,
  desk: CommandDesk,
): void {
  const { id: accountId } = accountOf(config)
  const route = <T>(path: string, schema: z.ZodType<T>, answer: (request: T) => Promise<object>) =>
    app.post(path, async (request, reply) => {
      const parsed = schema.safeParse(request.body)
      if (!parsed.success) return sendProblem(reply, 400, z.prettifyError(parsed.error))
      try {
        return reply.send(await answer(parsed.data))
      } catch (error) {
        if (error instanceof z.ZodError) return sendProblem(reply, 400, z.prettifyError(error))
        if (error instanceof OtsError && error.code === 'OTS_USAGE') {
          return sendProblem(reply, 400, error.message)
        }
        if (error instanceof RpcError) return sendProblem(reply, 503, `${error.status}: ${error.message}`)
        throw error
      }
    })

  const halt = async ({ flatten, acceptStalePrices, reason, by }: z.output<typeof haltRequest>) => {
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
  }
  route('/halt', haltRequest, async (request) => {
    const reply = await halt(request)
    desk.noteHalt(accountId, reply.haltEpoch)
    return reply
  })
  route('/command', commandRequest, async ({ wish, ...why }) => {
    const outcome = await desk.send(commandParts(wish, config, desk.haltEpochOf(accountId)), why)
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
