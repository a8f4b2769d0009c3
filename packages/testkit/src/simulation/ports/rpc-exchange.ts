/** Who serves what now. A service's handlers go with its incarnation; calls under way then break off or stay silent. */
import { RpcError, type RpcHandler, type RpcMethod, type RpcStreamHandler } from '@oasis/ports'
import type { Life } from '../process/life.ts'

export type Handler =
  | { readonly kind: 'UNARY'; readonly run: RpcHandler<unknown, unknown> }
  | { readonly kind: 'STREAM'; readonly run: RpcStreamHandler<unknown, unknown> }

export interface ServedService {
  readonly life: Life
  readonly methods: Map<string, Handler>
  withdrawn: boolean
  running: number
  readonly onIdle: (() => void)[]
}

type MethodName = Pick<RpcMethod<never, never>, 'service' | 'name'>

export const nameOf = ({ service, name }: MethodName): string =>
  `${service.slice(service.lastIndexOf('.') + 1)}.${name}`

export class RpcExchange {
  readonly #services = new Map<string, ServedService>()

  add(life: Life, { service, name }: MethodName, handler: Handler): void {
    const served = this.#serviceOf(life, service)
    if (served.methods.has(name)) throw new Error(`${name} is served already`)
    served.methods.set(name, handler)
  }

  /** Throws what the caller gets to see. */
  find(method: MethodName, kind: Handler['kind']): { served: ServedService; handler: Handler } {
    const served = this.#services.get(method.service)
    if (!served || served.withdrawn || served.life.dead) {
      throw new RpcError('UNAVAILABLE', `${method.service} is not running`)
    }
    const handler = served.methods.get(method.name)
    if (handler?.kind !== kind) throw new RpcError('UNIMPLEMENTED', `${nameOf(method)} is not implemented`)
    return { served, handler }
  }

  lifeOf(service: string): Life | undefined {
    return this.#services.get(service)?.life
  }

  async withdraw(service: string): Promise<void> {
    const served = this.#services.get(service)
    if (!served) return
    served.withdrawn = true
    if (served.running > 0) await new Promise<void>((resolve) => served.onIdle.push(resolve))
  }

  #serviceOf(life: Life, service: string): ServedService {
    const known = this.#services.get(service)
    if (known && known.life === life && !known.withdrawn) return known
    const served = { life, methods: new Map(), withdrawn: false, running: 0, onIdle: [] }
    this.#services.set(service, served)
    return served
  }
}

export function began(served: ServedService): void {
  served.running++
}

export function ended(served: ServedService): void {
  if (--served.running > 0) return
  for (const tell of served.onIdle.splice(0)) tell()
}
