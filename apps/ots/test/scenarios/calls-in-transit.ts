/**
 * Calls over a real network on virtual time: the clock stands still while a request or a reply is on its way, and not
 * while it is being handled, which may take time itself (a venue's, for example).
 */
import type { RpcClient, Scheduler } from '@oasis/ports'
import type { ListeningRpcServer } from '../../src/distributed/adapters.ts'
import { held, holding } from './held-ports.ts'

/** A reply whose caller has gone holds nobody up for longer, in real time. */
const UNHEARD_MS = 1_000

export class CallsInTransit {
  readonly #scheduler: Scheduler
  /** One for each that is on its way, whichever it is. */
  readonly #holds: (() => void)[] = []

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  client<Client extends RpcClient>(inner: Client): Client {
    const all = held(inner, this.#scheduler)
    const call: RpcClient['call'] = async (method, request, options) => {
      this.#leave()
      try {
        return await inner.call(method, request, options)
      } finally {
        this.#arrive()
      }
    }
    return new Proxy(all, {
      get: (target, key) => (key === 'call' ? call : Reflect.get(target, key, target)),
    })
  }

  server(inner: ListeningRpcServer): ListeningRpcServer {
    return {
      handle: (method, handler) =>
        inner.handle(method, async (request, context) => {
          this.#arrive()
          try {
            return await handler(request, context)
          } finally {
            const release = this.#leave()
            setTimeout(() => this.#drop(release), UNHEARD_MS).unref()
          }
        }),
      handleStream: (method, handler) => inner.handleStream(method, handler),
      withdraw: (service) => inner.withdraw(service),
      listen: () => holding(inner.listen(), this.#scheduler),
      close: () => holding(inner.close(), this.#scheduler),
    }
  }

  #leave(): () => void {
    const release = this.#scheduler.hold()
    this.#holds.push(release)
    return release
  }

  #arrive(): void {
    this.#holds.shift()?.()
  }

  #drop(release: () => void): void {
    const at = this.#holds.indexOf(release)
    if (at < 0) return
    this.#holds.splice(at, 1)
    release()
  }
}
