/** Handlers by service and method, and how many calls of each service are running. */
import { RpcError, type RpcHandler, type RpcMethod, type RpcStreamHandler } from '@oasis/ports'

export type ServedMethod<Request, Response> =
  | {
      readonly kind: 'UNARY'
      readonly handler: RpcHandler<Request, Response>
      readonly service: ServedService
    }
  | {
      readonly kind: 'STREAM'
      readonly handler: RpcStreamHandler<Request, Response>
      readonly service: ServedService
    }

type MethodId = Pick<RpcMethod<never, never>, 'service' | 'name'>

export class ServedService {
  readonly methods = new Map<string, ServedMethod<never, unknown>>()
  withdrawn = false
  #running = 0
  #onIdle: (() => void)[] = []

  began(): void {
    this.#running++
  }

  ended(): void {
    this.#running--
    if (this.#running > 0) return
    for (const resolve of this.#onIdle) resolve()
    this.#onIdle = []
  }

  idle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve()
    return new Promise((resolve) => this.#onIdle.push(resolve))
  }
}

export class ServedMethods {
  readonly #services = new Map<string, ServedService>()

  /** A service that was withdrawn is served again with its first new method. */
  add<Request, Response>(
    method: RpcMethod<Request, Response>,
    serve: (service: ServedService) => ServedMethod<Request, Response>,
  ): void {
    let service = this.#services.get(method.service)
    if (service === undefined || service.withdrawn) {
      service = new ServedService()
      this.#services.set(method.service, service)
    }
    if (service.methods.has(method.name)) throw new Error(`${nameOf(method)} is served already`)
    // Found again only by the same method, whose codecs give the types.
    service.methods.set(method.name, serve(service) as ServedMethod<never, unknown>)
  }

  async withdraw(name: string): Promise<void> {
    const service = this.#services.get(name)
    if (service === undefined) return
    service.withdrawn = true
    await service.idle()
  }

  /** Throws what the caller of a method that cannot be served gets to see. */
  find<Request, Response, Kind extends 'UNARY' | 'STREAM'>(
    method: RpcMethod<Request, Response>,
    kind: Kind,
  ): ServedMethod<Request, Response> & { readonly kind: Kind } {
    const service = this.#services.get(method.service)
    if (service === undefined || service.withdrawn) {
      throw new RpcError('UNAVAILABLE', `${method.service} is not running`)
    }
    const served = service.methods.get(method.name)
    if (served?.kind !== kind) throw new RpcError('UNIMPLEMENTED', `${nameOf(method)} is not implemented`)
    return served as unknown as ServedMethod<Request, Response> & { readonly kind: Kind }
  }
}

export const nameOf = (method: MethodId): string => `${method.service}/${method.name}`
