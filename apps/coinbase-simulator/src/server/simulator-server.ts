/** REST and WebSocket on one port. */
import type { AddressInfo } from 'node:net'
import type { Scheduler } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import fastify, { type FastifyInstance } from 'fastify'
import { type WebSocket, WebSocketServer } from 'ws'
import { registerFaultRoutes } from '../faults/fault-routes.ts'
import { registerAdminRoutes } from './admin-routes.ts'
import type { Exchange } from './exchange.ts'
import { registerRestRoutes } from './rest-routes.ts'
import type { Transport } from './session.ts'
import { registerVenueAdminRoutes } from './venue-admin-routes.ts'

export interface SimulatorServerOptions {
  readonly exchange: Exchange
  readonly scheduler: Scheduler
  readonly host: string
  readonly port: number
}

export interface SimulatorServer {
  readonly port: number
  stop(): Promise<void>
}

const LARGEST_REQUEST = 64 * 1024

/** @throws OtsError OTS_PORT_BUSY */
export async function startSimulatorServer(options: SimulatorServerOptions): Promise<SimulatorServer> {
  const { exchange, scheduler, host, port } = options
  const app = fastify({ logger: false, forceCloseConnections: true, routerOptions: { maxParamLength: 500 } })
  const { api, routes } = exchange.venue
  const onFailure = (error: unknown) => {
    // Out of any promise, so that the process ends of it.
    scheduler.defer(() => {
      throw error
    })
    return undefined
  }
  registerRestRoutes(app, api, routes, onFailure)
  registerAdminRoutes(app, exchange, scheduler)
  registerFaultRoutes(app, exchange.faults)
  registerVenueAdminRoutes(app, exchange.venue)
  const sockets = new WebSocketServer({ server: app.server, maxPayload: LARGEST_REQUEST })
  // Errors of the shared server arrive at `listen` below.
  sockets.on('error', () => {})
  sockets.on('connection', (socket, request) => {
    accept(exchange, socket, request.socket.remoteAddress ?? 'unknown')
  })
  await listen(app, host, port)
  return {
    port: (app.server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      await app.close()
    },
  }
}

function accept(exchange: Exchange, socket: WebSocket, address: string): void {
  const session = exchange.connect(createTransport(socket, address))
  socket.on('message', (data, binary) => {
    if (!binary) session.receive(data.toString())
  })
  socket.on('close', () => session.closed())
  // The socket closes after an error; what went wrong at the client's end is not ours to report.
  socket.on('error', () => {})
}

const createTransport = (socket: WebSocket, address: string): Transport => ({
  address,
  send: (text) => socket.send(text),
  sendPart: (text) => socket.send(text, { fin: false }),
  close: (code, reason) => socket.close(code, reason),
  terminate: () => socket.terminate(),
  backlog: () => socket.bufferedAmount,
})

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (cause) {
    const busy = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
    if (!busy) throw cause
    throw new OtsError('OTS_PORT_BUSY', `Port ${port} on ${host} is in use`, {
      cause,
      hint: 'Stop the program that uses it, or choose another with --port (0 takes a free one).',
    })
  }
}
