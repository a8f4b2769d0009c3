/**
 * One address and the connection to it, kept up for as long as the client lives: tried at short intervals while nothing
 * listens (a standby), noticed as lost when it closes or no longer answers pings.
 */
import type { SecureContext } from 'node:tls'
import { ChannelCredentials, Client, connectivityState } from '@grpc/grpc-js'
import type { Logger, Scheduler } from '@oasis/ports'
import { probeConnection } from './connection-probe.ts'
import { GRPC_LIMITS, TRANSPORT_OPTIONS } from './grpc-limits.ts'

const CHANNEL_OPTIONS = {
  ...TRANSPORT_OPTIONS,
  'grpc.keepalive_permit_without_calls': 1,
  // One channel, one connection: nothing is left of a channel that was closed.
  'grpc.use_local_subchannel_pool': 1,
  'grpc.enable_retries': 0,
  // Calls within the system never go through a proxy, whatever the environment says.
  'grpc.enable_http_proxy': 0,
  'grpc.service_config_disable_resolution': 1,
  'grpc.client_idle_timeout_ms': 2_147_483_647,
} as const

/** A connection that lived shorter counts as a failed attempt, so that nobody reconnects in a tight loop. */
const STEADY_AFTER_MS = 1_000

/** `TRYING` until the first attempt since the start, or since the loss of the connection, has ended. */
export type PeerState = 'TRYING' | 'READY' | 'FAILED'

export interface PeerOptions {
  readonly address: string
  /** Undefined: without TLS. */
  readonly secureContext: SecureContext | undefined
  readonly scheduler: Scheduler
  readonly logger: Logger
}

export class Peer {
  readonly address: string
  readonly #options: PeerOptions
  readonly #closed = new AbortController()
  readonly #listeners = new Set<() => void>()
  #state: PeerState = 'TRYING'
  #client: Client | undefined
  #failures = 0
  #why = ''

  constructor(options: PeerOptions) {
    this.address = options.address
    this.#options = options
    void this.#keepUp()
  }

  get state(): PeerState {
    return this.#state
  }

  /** While READY. */
  get client(): Client | undefined {
    return this.#client
  }

  /** Of the last attempt that failed. */
  get why(): string {
    return this.#why
  }

  /** Told of each change of `state`. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  close(): void {
    this.#closed.abort(new Error('the client was closed'))
    this.#client?.close()
    this.#client = undefined
  }

  async #keepUp(): Promise<void> {
    const { scheduler, logger } = this.#options
    const { signal } = this.#closed
    while (!signal.aborted) {
      try {
        await this.#connectAndStay()
      } catch (error) {
        if (!signal.aborted) this.#failed(error)
      }
      if (this.#failures > 0) await scheduler.sleep(this.#delayMs(), signal).catch(() => {})
    }
    logger.debug({ address: this.address }, 'connection given up')
  }

  /** Resolves when the connection is lost; rejects when there was none. */
  async #connectAndStay(): Promise<void> {
    const { scheduler, logger } = this.#options
    const client = await this.#connect()
    const since = scheduler.now()
    this.#become('READY', client)
    logger.info({ address: this.address }, 'connected')
    await lost(client)
    client.close()
    if (this.#closed.signal.aborted) return
    const livedMs = Number(scheduler.now() - since) / 1e6
    this.#failures = livedMs < STEADY_AFTER_MS ? this.#failures + 1 : 0
    logger.warn({ address: this.address }, 'connection lost')
    this.#become('TRYING', undefined)
  }

  async #connect(): Promise<Client> {
    const { address, secureContext } = this.#options
    const { signal } = this.#closed
    const giveUp = AbortSignal.any([signal, AbortSignal.timeout(GRPC_LIMITS.connectTimeoutMs)])
    await probeConnection({ address, secureContext, signal: giveUp })
    const credentials = secureContext
      ? ChannelCredentials.createFromSecureContext(secureContext)
      : ChannelCredentials.createInsecure()
    const client = new Client(`dns:${address}`, credentials, CHANNEL_OPTIONS)
    try {
      await ready(client)
      signal.throwIfAborted()
      return client
    } catch (error) {
      client.close()
      throw error
    }
  }

  #failed(error: unknown): void {
    const { logger } = this.#options
    this.#failures++
    const why = reasonOf(error)
    if (why !== this.#why || this.#state === 'TRYING') {
      // Nothing listens at a standby's address, and nothing is wrong with that.
      const level = why.includes('ECONNREFUSED') ? 'debug' : 'warn'
      logger[level]({ address: this.address, reason: why }, 'cannot connect')
    }
    this.#why = why
    this.#become('FAILED', undefined)
  }

  #become(state: PeerState, client: Client | undefined): void {
    this.#state = state
    this.#client = client
    for (const listener of this.#listeners) listener()
  }

  #delayMs(): number {
    return Math.min(GRPC_LIMITS.retryFirstMs * 2 ** (this.#failures - 1), GRPC_LIMITS.retryMaxMs)
  }
}

function ready(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + GRPC_LIMITS.connectTimeoutMs, (error) =>
      error ? reject(error) : resolve(),
    )
  })
}

function lost(client: Client): Promise<void> {
  return new Promise((resolve) => {
    client
      .getChannel()
      .watchConnectivityState(connectivityState.READY, Number.POSITIVE_INFINITY, () => resolve())
  })
}

/** Of several addresses of one name, the first reason. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  // OpenSSL's messages are its own places in code; the reason is what a person can read.
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message
  return reason || error.name
}
