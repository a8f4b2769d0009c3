/**
 * Calls over gRPC, each with a deadline that travels with it. UNAVAILABLE and DEADLINE_EXCEEDED do not tell whether the
 * call was done: a connection may be lost between the handler's work and its answer.
 */
import { type Client, Metadata, type ServiceError } from '@grpc/grpc-js'
import {
  type CallOptions,
  type Logger,
  type RpcClient,
  RpcError,
  type RpcMethod,
  type Scheduler,
} from '@oasis/ports'
import { createRealScheduler, type Secret } from '@oasis/runtime'
import { AUTHORIZATION, bearer } from './bearer-token.ts'
import { GRPC_LIMITS } from './grpc-limits.ts'
import { asIs } from './message-bytes.ts'
import { pathOf } from './method-path.ts'
import { OutgoingCall } from './outgoing-call.ts'
import { Peer, type PeerOptions } from './peer.ts'
import { Route } from './route.ts'
import { messagesOf } from './stream-messages.ts'
import { clientSecureContext, type GrpcTls } from './tls-files.ts'
import { TRACEPARENT } from './traceparent.ts'

export interface GrpcClientOptions {
  /** `host:port` of all that may serve it, by full service name. */
  readonly addresses: Readonly<Record<string, readonly string[]>>
  readonly logger: Logger
  readonly tls?: GrpcTls
  readonly token?: Secret
  /** Real time where left out. */
  readonly scheduler?: Scheduler
}

export interface GrpcClient extends RpcClient {
  /** Ends running calls (CANCELLED) and all connections. */
  close(): void
}

/** Connects at once, and again whenever a connection is lost. Throws an `OtsError` where TLS files cannot be used. */
export function createGrpcClient(options: GrpcClientOptions): GrpcClient {
  return new RoutedClient(options)
}

class RoutedClient implements GrpcClient {
  readonly #peers = new Map<string, Peer>()
  readonly #routes = new Map<string, Route>()
  readonly #running = new Set<Pick<OutgoingCall<never, unknown>, 'end'>>()
  /** How many calls of a method are running, by its path. */
  readonly #counts = new Map<string, number>()
  /** Of calls without a trace; grpc-js copies it. */
  readonly #metadata = new Metadata()
  #closed = false

  constructor({ addresses, logger, tls, token, scheduler = createRealScheduler() }: GrpcClientOptions) {
    if (token !== undefined) this.#metadata.set(AUTHORIZATION, bearer(token))
    const secureContext = clientSecureContext(tls)
    for (const [service, list] of Object.entries(addresses)) {
      const peers = list.map((address) => this.#peer({ address, secureContext, scheduler, logger }))
      this.#routes.set(service, new Route(service, peers))
    }
  }

  call<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      const call = this.#begin(method, request, options)
      const fail = (error: unknown): void => {
        call.finish()
        reject(call.toRpcError(error))
      }
      const succeed = (answer: Buffer): void => {
        call.finish()
        try {
          resolve(call.decode(answer))
        } catch (error) {
          reject(error)
        }
      }
      const answered = (error: ServiceError | null, answer?: Buffer): void =>
        answer === undefined ? fail(error) : succeed(answer)
      const send = (client: Client): void => {
        const { bytes, path, metadata, deadline } = call
        call.sent(client.makeUnaryRequest(path, asIs, asIs, bytes, metadata, { deadline }, answered))
      }
      const { ready } = call.route
      if (ready === undefined) return void call.reach().then(send).catch(fail)
      try {
        send(ready)
      } catch (error) {
        fail(error)
      }
    })
  }

  async *stream<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): AsyncGenerator<Response, void> {
    const call = this.#begin(method, request, options)
    try {
      const client = call.route.ready ?? (await call.reach())
      const { bytes, path, metadata, deadline } = call
      const incoming = client.makeServerStreamRequest(path, asIs, asIs, bytes, metadata, { deadline })
      call.sent(incoming)
      for await (const answer of messagesOf(incoming)) yield call.decode(answer)
    } catch (error) {
      throw call.toRpcError(error)
    } finally {
      // Its reader may have left in the middle.
      call.cancel()
      call.finish()
    }
  }

  close(): void {
    this.#closed = true
    for (const call of this.#running) call.end(new RpcError('CANCELLED', 'the client was closed'))
    for (const peer of this.#peers.values()) peer.close()
  }

  /** Throws where the call cannot even begin. */
  #begin<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): OutgoingCall<Request, Response> {
    const route = this.#routes.get(method.service)
    if (route === undefined) throw unavailable(`no address is configured for ${method.service}`)
    if (this.#closed) throw unavailable('the client was closed')
    const path = pathOf(method)
    const count = this.#counts.get(path) ?? 0
    if (count >= GRPC_LIMITS.callsPerMethod) throw unavailable(`${count} calls of ${path} are running`)
    const metadata = this.#metadataOf(options)
    const call = new OutgoingCall(method, request, options, { path, route, metadata }, () => {
      this.#running.delete(call)
      this.#counts.set(path, (this.#counts.get(path) ?? 1) - 1)
    })
    this.#counts.set(path, count + 1)
    this.#running.add(call)
    return call
  }

  #metadataOf({ traceparent }: CallOptions): Metadata {
    if (traceparent === undefined || !TRACEPARENT.test(traceparent)) return this.#metadata
    const metadata = this.#metadata.clone()
    metadata.set('traceparent', traceparent)
    return metadata
  }

  #peer(options: PeerOptions): Peer {
    const known = this.#peers.get(options.address)
    if (known !== undefined) return known
    const peer = new Peer(options)
    this.#peers.set(options.address, peer)
    return peer
  }
}

const unavailable = (message: string): RpcError => new RpcError('UNAVAILABLE', `${message}; nothing was sent`)
