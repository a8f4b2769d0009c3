/** Listens to the operator on a local socket: halts, commands, decisions on orders. Only this user can open it. */
import { rmSync } from 'node:fs'
import { type Logger, type RpcClient, RpcError } from '@oasis/ports'
import { OtsError, type Service } from '@oasis/runtime'
import fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import { registerProblems, sendProblem } from '../status/problem.ts'
import { CommandDesk, type CommandDeskPorts } from './command-desk.ts'
import { type OperatorRoute, operatorRoutes } from './operator-routes.ts'

export interface OperatorServerPorts extends CommandDeskPorts {
  readonly rpc: RpcClient
  readonly logger: Logger
  /** What others answer, by path. */
  readonly routes?: Readonly<Record<string, OperatorRoute>>
}

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
  ports: OperatorServerPorts,
  config: OtsConfig,
  desk: CommandDesk,
): void {
  const operated = { accountId: accountOf(config).id, config: () => config }
  const routes = { ...operatorRoutes({ ...ports, desk }, operated), ...ports.routes }
  for (const [path, { schema, answer }] of Object.entries(routes)) {
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
  }
}
