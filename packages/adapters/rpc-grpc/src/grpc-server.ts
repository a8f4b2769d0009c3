/**
 * Serves our handlers over gRPC, each call with a deadline. Nothing listens before {@link GrpcServer.listen}: a standby has
 * its handlers ready and stays unreachable until it leads.
 */
import { Server, type ServerCredentials } from '@grpc/grpc-js'
import {
  type Logger,
  RpcError,
  type RpcHandler,
  type RpcMethod,
  type RpcServer,
  type RpcStreamHandler,
  type Scheduler,
} from '@oasis/ports'
import { OtsError, type Secret } from '@oasis/runtime'
import { createTokenCheck } from './bearer-token.ts'
import { type HandlerPorts, streamHandler, unaryHandler } from './grpc-handlers.ts'
import { GRPC_LIMITS, TRANSPORT_OPTIONS } from './grpc-limits.ts'
import { HEALTH, HealthService } from './health-service.ts'
import { asIs } from './message-bytes.ts'
import { nameOf, pathOf } from './method-path.ts'
import { Reflection } from './reflection.ts'
import { ServedMethod, ServedService } from './served-methods.ts'
import { type GrpcTls, serverCredentials } from './tls-files.ts'

export interface GrpcServerOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly logger: Logger
  readonly scheduler: Scheduler
  readonly tls?: GrpcTls
  /** Calls without it are refused; health checks need none. */
  readonly token?: Secret
  /** Serve `grpc.health.v1.Health`. Default true. */
  readonly health?: boolean
  /** Serve reflection. Default true. */
  readonly reflection?: boolean
}

export interface GrpcServer extends RpcServer {
  /** Resolves to the address, with the port that was taken. Once in a server's life. */
  listen(): Promise<string>
  /** Takes no new calls, waits for running ones (those that last too long are UNAVAILABLE), then closes. */
  close(): Promise<void>
}

/** Throws an `OtsError` where TLS files cannot be used. */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  return new HandlerServer(options)
}

class HandlerServer implements GrpcServer {
  readonly #options: GrpcServerOptions
  readonly #credentials: ServerCredentials
  readonly #server = new Server({
    ...TRANSPORT_OPTIONS,
    'grpc.max_concurrent_streams': GRPC_LIMITS.streamsPerConnection,
  })
  readonly #health: HealthService | undefined
  readonly #reflection: Reflection | undefined
  readonly #ports: HandlerPorts
  readonly #services = new Map<string, ServedService>()
  #closing: Promise<void> | undefined

  constructor(options: GrpcServerOptions) {
    const { logger, scheduler, token, tls, health = true, reflection = true } = options
    this.#options = options
    this.#credentials = serverCredentials(tls)
    this.#ports = { logger, scheduler, isAuthorized: createTokenCheck(token) }
    if (health) {
      this.#health = new HealthService()
      this.#health.addTo(this.#server)
    }
    if (reflection) {
      this.#reflection = new Reflection(this.#ports.isAuthorized)
      this.#reflection.addTo(this.#server)
      if (health) this.#reflection.served(HEALTH)
    }
  }

  handle<Request, Response>(
    method: RpcMethod<Request, Response>,
    handler: RpcHandler<Request, Response>,
  ): void {
    const served = new ServedMethod<Request, Response, 'UNARY'>(method, handler, this.#serviceOf(method))
    this.#server.register(pathOf(method), unaryHandler(served, this.#ports), asIs, asIs, 'unary')
  }

  handleStream<Request, Response>(
    method: RpcMethod<Request, Response>,
    handler: RpcStreamHandler<Request, Response>,
  ): void {
    const served = new ServedMethod<Request, Response, 'STREAM'>(method, handler, this.#serviceOf(method))
    this.#server.register(pathOf(method), streamHandler(served, this.#ports), asIs, asIs, 'serverStream')
  }

  async withdraw(name: string): Promise<void> {
    const service = this.#services.get(name)
    if (service === undefined) return
    service.withdrawn = true
    this.#health?.withdrawn(name)
    this.#reflection?.withdrawn(name)
    await service.idle()
  }

  listen(): Promise<string> {
    const { host, port } = this.#options
    const named = host.includes(':') ? `[${host}]` : host
    return new Promise((resolve, reject) => {
      this.#server.bindAsync(`${named}:${port}`, this.#credentials, (error, bound) => {
        if (error) reject(cannotListen(`${named}:${port}`, error))
        else resolve(`${named}:${bound}`)
      })
    })
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const { scheduler } = this.#options
    this.#health?.stopping()
    const idle = Promise.all([...this.#services.keys()].map((name) => this.withdraw(name)))
    const closed = new Promise<void>((resolve) => this.#server.tryShutdown(() => resolve()))
    await withinMs(scheduler, GRPC_LIMITS.closeGraceMs, idle)
    for (const service of this.#services.values()) {
      for (const call of service.running) call.end(new RpcError('UNAVAILABLE', 'the server stops'))
    }
    await withinMs(scheduler, GRPC_LIMITS.flushMs, closed)
    this.#server.forceShutdown()
  }

  /** A service that was withdrawn is served again with its first new method. */
  #serviceOf(method: Pick<RpcMethod<never, never>, 'service' | 'name'>): ServedService {
    let service = this.#services.get(method.service)
    if (service === undefined || service.withdrawn) {
      for (const path of service?.paths ?? []) this.#server.unregister(path)
      service = new ServedService()
      this.#services.set(method.service, service)
      this.#health?.served(method.service)
      this.#reflection?.served(method.service)
    }
    if (service.paths.has(pathOf(method))) throw new Error(`${nameOf(method)} is served already`)
    service.paths.add(pathOf(method))
    return service
  }
}

/** Resolves with the work or after the time, whichever is first. */
async function withinMs(scheduler: Scheduler, ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController()
  const timeout = scheduler.sleep(ms, over.signal).catch(() => {})
  await Promise.race([work, timeout])
  over.abort()
}

function cannotListen(address: string, cause: Error): OtsError {
  if (cause.message.includes('EADDRINUSE')) {
    return new OtsError('OTS_PORT_BUSY', `another program listens on ${address}`, { cause })
  }
  return new OtsError('OTS_START_FAILED', `cannot listen on ${address}: ${cause.message}`, { cause })
}
