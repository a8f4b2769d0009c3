/**
 * Connections that carry one request each, and never had another: an answer that the venue, or something in front of it,
 * gives twice has no later request that it could be taken for. So that nobody waits for handshakes, some are kept ready.
 * Invariant: a connection that is handed out is connected (with TLS: its certificate is verified), nothing was written to
 * it, and nothing had been read from it by then.
 */
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Random, Scheduler, Timer } from '@oasis/ports'

export interface OwnConnectionsOptions {
  /** Host only, like `https://api.coinbase.com`. */
  readonly origin: string
  readonly scheduler: Scheduler
  readonly random: Random
  /** At most, in use or ready; who wants one more waits. */
  readonly max: number
  /** So many are ready from {@link OwnConnections.keepReady} on. */
  readonly ready: number
  /** One that was ready for longer is replaced: the venue may be closing it at this moment. */
  readonly idleMs: number
  readonly connectTimeoutMs: number
}

interface Taker {
  readonly resolve: (socket: Socket) => void
  readonly reject: (reason: unknown) => void
}

interface Ready {
  readonly socket: Socket
  readonly leave: () => void
}

const FIRST_REST_MS = 250
const MAX_REST_MS = 10_000
/** Opening one takes time here and at the venue, and not from the request that is leaving. */
const REFILL_AFTER_MS = 10

export class OwnConnections {
  readonly #options: OwnConnectionsOptions
  readonly #takers: Taker[] = []
  readonly #ready: Ready[] = []
  readonly #open = new Set<Socket>()
  #connecting = 0
  #keepsReady = false
  /** In a row, of attempts and of connections that the venue ended before they were used. */
  #failures = 0
  /** Set while none are opened but for those who wait: the last attempt has failed. */
  #rest: Timer | undefined
  #refill: Timer | undefined
  #closed = false

  constructor(options: OwnConnectionsOptions) {
    this.#options = options
  }

  /** From here on some connections are opened before they are asked for. */
  keepReady(): void {
    this.#keepsReady = true
    this.#openMore()
  }

  /** Rejects with what kept it from connecting, or with the signal's reason: no byte has left then. */
  take(signal: AbortSignal): Promise<Socket> {
    if (signal.aborted) return Promise.reject(signal.reason)
    if (this.#closed) return Promise.reject(new Error('closed'))
    const ready = this.#ready.shift()
    if (ready !== undefined) {
      ready.leave()
      this.#failures = 0
      this.#refill ??= this.#options.scheduler.after(REFILL_AFTER_MS, () => {
        this.#refill = undefined
        this.#openMore()
      })
      return Promise.resolve(ready.socket)
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => signal.removeEventListener('abort', onAbort)
      const taker: Taker = {
        resolve: (socket) => {
          leave()
          resolve(socket)
        },
        reject: (reason) => {
          leave()
          reject(reason)
        },
      }
      const onAbort = (): void => {
        this.#takers.splice(this.#takers.indexOf(taker), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#takers.push(taker)
      this.#openMore()
    })
  }

  /** Ends all, those in use as well. */
  close(): void {
    this.#closed = true
    this.#rest?.cancel()
    this.#refill?.cancel()
    for (const { leave } of this.#ready.splice(0)) leave()
    for (const taker of this.#takers.splice(0)) taker.reject(new Error('closed'))
    for (const socket of this.#open) socket.destroy()
  }

  #openMore(): void {
    if (this.#closed) return
    const { max, ready } = this.#options
    const lacking = this.#keepsReady && this.#rest === undefined ? ready - this.#ready.length : 0
    const wanted = this.#takers.length + Math.max(0, lacking)
    while (this.#connecting < wanted && this.#open.size < max) this.#connect()
  }

  #connect(): void {
    const { origin, scheduler, connectTimeoutMs } = this.#options
    const { socket, readyEvent } = openSocket(new URL(origin))
    this.#open.add(socket)
    this.#connecting++
    let fault: Error | undefined
    const deadline = scheduler.after(connectTimeoutMs, () =>
      socket.destroy(new Error(`no connection in ${connectTimeoutMs} ms`)),
    )
    const settle = (): void => {
      deadline.cancel()
      socket.off('close', onEarlyClose)
      this.#connecting--
    }
    const onEarlyClose = (): void => {
      settle()
      this.#onFailure(fault ?? new Error('closed while connecting'))
    }
    socket.on('error', (error) => {
      fault = error
    })
    socket.on('close', () => {
      this.#open.delete(socket)
      this.#openMore()
    })
    socket.on('close', onEarlyClose)
    socket.once(readyEvent, () => {
      settle()
      this.#handOver(socket)
    })
  }

  #handOver(socket: Socket): void {
    const taker = this.#takers.shift()
    if (taker !== undefined) taker.resolve(socket)
    else if (this.#keepsReady && this.#ready.length < this.#options.ready) this.#keep(socket)
    else socket.destroy()
  }

  #keep(socket: Socket): void {
    const { idleMs, scheduler } = this.#options
    const drop = (): void => {
      this.#ready.splice(this.#ready.indexOf(waiting), 1)
      waiting.leave()
      socket.destroy()
    }
    // Whatever the venue says before it was asked would be read as the answer.
    const onUnasked = (): void => {
      drop()
      this.#restAWhile()
    }
    const age = scheduler.after(idleMs, drop)
    const waiting: Ready = {
      socket,
      leave: () => {
        age.cancel()
        for (const event of UNASKED) socket.off(event, onUnasked)
      },
    }
    for (const event of UNASKED) socket.on(event, onUnasked)
    this.#ready.push(waiting)
  }

  /** Who waits fails when nothing is on its way any more that could serve it. */
  #onFailure(error: Error): void {
    if (this.#closed) return
    if (this.#takers.length > this.#connecting) this.#takers.shift()?.reject(error)
    this.#restAWhile()
    // For those who wait for a place.
    this.#openMore()
  }

  #restAWhile(): void {
    const { random, scheduler } = this.#options
    this.#failures++
    const restMs = random() * Math.min(FIRST_REST_MS * 2 ** this.#failures, MAX_REST_MS)
    this.#rest?.cancel()
    this.#rest = scheduler.after(restMs, () => {
      this.#rest = undefined
      this.#openMore()
    })
  }
}

const UNASKED = ['data', 'end', 'error', 'close'] as const

function openSocket(url: URL): { readonly socket: Socket; readonly readyEvent: string } {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (url.protocol !== 'https:') {
    const socket = connectTcp({ host, port: Number(url.port || 80), noDelay: true })
    return { socket, readyEvent: 'connect' }
  }
  const socket = connectTls({
    ...{ host, port: Number(url.port || 443), ALPNProtocols: ['http/1.1'] },
    // Said, so that no setting of the environment unsays it: a key is spent on this connection.
    rejectUnauthorized: true,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  })
  socket.setNoDelay(true)
  return { socket, readyEvent: 'secureConnect' }
}
