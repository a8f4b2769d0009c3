/**
 * The addresses of one service, of which only the leader listens. Calls stay with a connection for as long as it holds; when
 * it is lost they go to whichever address answers. While none does, calls fail at once: a takeover takes longer than
 * most calls may, and nothing was sent.
 */
import type { Client } from '@grpc/grpc-js'
import { RpcError } from '@oasis/ports'
import type { Peer } from './peer.ts'

export class Route {
  readonly #service: string
  readonly #peers: readonly Peer[]
  readonly #waiting = new Set<() => void>()
  #current: Peer | undefined

  constructor(service: string, peers: readonly Peer[]) {
    this.#service = service
    this.#peers = peers
    for (const peer of peers) peer.onChange(() => this.#changed(peer))
  }

  /** Undefined while no address answers. */
  get ready(): Client | undefined {
    return this.#current?.client
  }

  /**
   * Waits for those that have not been tried since they were lost, no longer. Rejects with UNAVAILABLE when none answers,
   * or with the signal's reason.
   */
  reach(signal: AbortSignal): Promise<Client> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        this.#waiting.delete(look)
        signal.removeEventListener('abort', giveUp)
      }
      const giveUp = (): void => {
        done()
        reject(signal.reason)
      }
      const look = (): void => {
        const { ready } = this
        if (ready !== undefined) resolve(ready)
        else if (this.#peers.every(({ state }) => state === 'FAILED')) reject(this.#unavailable())
        else return
        done()
      }
      this.#waiting.add(look)
      signal.addEventListener('abort', giveUp)
      if (signal.aborted) giveUp()
      else look()
    })
  }

  #changed(peer: Peer): void {
    if (peer.state === 'READY') this.#current ??= peer
    else if (peer === this.#current) this.#current = this.#peers.find(({ state }) => state === 'READY')
    for (const look of [...this.#waiting]) look()
  }

  #unavailable(): RpcError {
    const tried = this.#peers.map(({ address, why }) => `${address}: ${why}`)
    const why = tried.length > 0 ? tried.join('; ') : 'no address is configured'
    return new RpcError('UNAVAILABLE', `${this.#service} cannot be reached (${why})`)
  }
}
