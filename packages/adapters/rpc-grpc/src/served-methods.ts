/** What is served: handlers by path, how many calls of each are running, and which services were withdrawn. */
import { RpcError, type RpcHandler, type RpcMethod, type RpcStreamHandler } from '@oasis/ports'
import { GRPC_LIMITS } from './grpc-limits.ts'
import { nameOf } from './method-path.ts'
import type { ServedCall } from './served-call.ts'

interface MethodKinds<Request, Response> {
  readonly UNARY: RpcHandler<Request, Response>
  readonly STREAM: RpcStreamHandler<Request, Response>
}

/** One method with its handler. The number of calls is bounded: what waits beyond it would only be late. */
export class ServedMethod<Request, Response, Kind extends 'UNARY' | 'STREAM'> {
  readonly method: RpcMethod<Request, Response>
  readonly handler: MethodKinds<Request, Response>[Kind]
  readonly #service: ServedService
  #running = 0

  constructor(
    method: RpcMethod<Request, Response>,
    handler: MethodKinds<Request, Response>[Kind],
    service: ServedService,
  ) {
    this.method = method
    this.handler = handler
    this.#service = service
  }

  /** For people: `package.Service/Method`. */
  get name(): string {
    return nameOf(this.method)
  }

  /** Why no further call is taken. */
  get refusal(): RpcError | undefined {
    if (this.#service.withdrawn) return new RpcError('UNAVAILABLE', `${this.method.service} is not running`)
    if (this.#running < GRPC_LIMITS.callsPerMethod) return undefined
    return new RpcError('UNAVAILABLE', `${this.name} is at its limit of ${this.#running} calls`)
  }

  began(call: ServedCall): void {
    this.#running++
    this.#service.running.add(call)
  }

  /** The handler has come to its end, whether anybody waited for it or not. */
  ended(call: ServedCall): void {
    call.finish()
    this.#running--
    this.#service.ended(call)
  }
}

export class ServedService {
  readonly running = new Set<ServedCall>()
  readonly paths = new Set<string>()
  withdrawn = false
  #onIdle: (() => void)[] = []

  ended(call: ServedCall): void {
    this.running.delete(call)
    if (this.running.size > 0) return
    for (const resolve of this.#onIdle) resolve()
    this.#onIdle = []
  }

  idle(): Promise<void> {
    if (this.running.size === 0) return Promise.resolve()
    return new Promise((resolve) => this.#onIdle.push(resolve))
  }
}
