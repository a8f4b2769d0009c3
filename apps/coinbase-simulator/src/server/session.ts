/**
 * One client connection: its subscriptions, its one counter over all frames, its deadlines. Knows no socket, so that
 * it runs on virtual time over any {@link Transport}.
 */
import type { UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'
import {
  AUTHENTICATION_FAILURE,
  frameText,
  RATE_LIMIT_EXCEEDED,
  SUBSCRIBE_FAILURE,
} from '../protocol/frames.ts'
import type { MarketView } from '../protocol/market-view.ts'
import {
  findPublicChannel,
  type PublicChannel,
  parseStreamRequest,
  type StreamRequest,
  wireChannel,
} from '../protocol/requests.ts'
import { snapshotEvents } from '../protocol/snapshots.ts'
import {
  HEARTBEATS_ENTRY,
  NO_SUBSCRIPTIONS,
  type Subscriptions,
  subscriptionsEvents,
  withoutProducts,
  withProducts,
} from '../protocol/subscriptions.ts'
import { wireTime } from '../protocol/timestamps.ts'
import type { FaultPlan } from './faults.ts'
import type { RateLimiter } from './rate-limiter.ts'

export interface Transport {
  /** For limits per client. */
  readonly address: string
  send(text: string): void
  /** Sends the beginning of a message whose rest will never come. */
  sendPart(text: string): void
  close(code: number, reason: string): void
  /** Breaks the connection without a close frame. */
  terminate(): void
  /** Bytes accepted by `send` and not yet written. */
  backlog(): number
}

export interface SessionSettings {
  /** `undefined` leaves the field out. */
  readonly clientId: string | undefined
  readonly firstSubscribeMs: number
  readonly silenceMs: number
  readonly maxBacklogBytes: number
}

export interface SessionPorts {
  readonly transport: Transport
  readonly scheduler: Scheduler
  readonly view: MarketView
  readonly faults: FaultPlan
  readonly limiter: RateLimiter
}

const NORMAL_CLOSURE = 1000
/** Never sent: it stands for a connection that broke. */
const ABNORMAL_CLOSURE = 1006
const POLICY_VIOLATION = 1008

export class Session {
  readonly #ports: SessionPorts
  readonly #settings: SessionSettings
  #subscriptions: Subscriptions = NO_SUBSCRIPTIONS
  #sequence = 0
  #lastSent: UnixNanos
  #held: string | undefined
  #open = true
  readonly #firstSubscribe: Timer

  constructor(ports: SessionPorts, settings: SessionSettings) {
    this.#ports = ports
    this.#settings = settings
    this.#lastSent = ports.scheduler.now()
    this.#firstSubscribe = ports.scheduler.after(settings.firstSubscribeMs, () =>
      this.close(NORMAL_CLOSURE, 'no subscription within the time allowed'),
    )
  }

  get open(): boolean {
    return this.#open
  }

  get subscriptions(): Subscriptions {
    return this.#subscriptions
  }

  backlog(): number {
    return this.#ports.transport.backlog()
  }

  receive(text: string): void {
    if (!this.#open) return
    const { limiter, scheduler, transport } = this.#ports
    const refusal = limiter.allows(transport.address, scheduler.now())
      ? this.#answer(parseStreamRequest(text))
      : RATE_LIMIT_EXCEEDED
    if (refusal !== undefined && !this.#ports.faults.silent) transport.send(refusal)
  }

  /** Sends to this client what it has subscribed to, and only that. */
  publish(channel: PublicChannel, productId: string, events: string): void {
    if (!this.#subscriptions.get(channel)?.has(productId)) return
    this.#send(wireChannel(channel), events, false)
  }

  /** The venue closes a connection that had nothing to say for too long. */
  checkSilence(now: UnixNanos): void {
    if (this.#ports.faults.silent) this.#lastSent = now
    if (now - this.#lastSent >= BigInt(this.#settings.silenceMs) * 1_000_000n) {
      this.close(NORMAL_CLOSURE, 'no data on the connection')
    }
  }

  close(code: number, reason: string): void {
    if (!this.#open) return
    this.closed()
    if (code === ABNORMAL_CLOSURE) this.#ports.transport.terminate()
    else this.#ports.transport.close(code, reason)
  }

  /** The other side has gone. */
  closed(): void {
    this.#open = false
    this.#firstSubscribe.cancel()
    this.#subscriptions = NO_SUBSCRIPTIONS
  }

  /** Carries a request out, or gives the error frame to answer with. */
  #answer(request: StreamRequest | undefined): string | undefined {
    if (!request) return SUBSCRIBE_FAILURE
    const channel = findPublicChannel(request.channel)
    // Private channels need a JWT of an account, and there are no accounts yet.
    if (!channel) return AUTHENTICATION_FAILURE
    if (request.type === 'subscribe') this.#subscribe(channel, request)
    else this.#subscriptions = withoutProducts(this.#subscriptions, channel, this.#products(channel, request))
    this.#send('subscriptions', subscriptionsEvents(this.#subscriptions), false)
    return undefined
  }

  #subscribe(channel: PublicChannel, request: StreamRequest): void {
    this.#firstSubscribe.cancel()
    const products = this.#products(channel, request) ?? []
    this.#subscriptions = withProducts(this.#subscriptions, channel, products)
    const now = this.#ports.scheduler.now()
    for (const events of snapshotEvents(this.#ports.view, channel, products, now)) {
      this.#send(wireChannel(channel), events, true)
    }
  }

  /** Canonical ids of the known products; unknown ones are left out in silence. */
  #products(channel: PublicChannel, request: StreamRequest): string[] | undefined {
    const { view } = this.#ports
    const asked = request.product_ids
    if (channel === 'heartbeats') return request.type === 'subscribe' ? [HEARTBEATS_ENTRY] : undefined
    if (!asked || asked.length === 0) {
      return channel === 'status' && request.type === 'subscribe' ? [...view.productIds] : undefined
    }
    return [...new Set(asked.flatMap((id) => view.canonicalId(id) ?? []))]
  }

  #send(channel: string, events: string, snapshot: boolean): void {
    if (!this.#open) return
    const { scheduler, faults, transport } = this.#ports
    const now = scheduler.now()
    const sequence = this.#sequence++
    const fate = faults.fateOf(channel, snapshot)
    if (fate === 'DROP') return
    this.#lastSent = now
    const header = { channel, timestamp: wireTime(now), sequence, clientId: this.#settings.clientId }
    const text = frameText(header, events)
    if (fate === 'CUT') {
      transport.sendPart(text.slice(0, text.length >> 1))
      this.close(ABNORMAL_CLOSURE, '')
      return
    }
    if (fate === 'SWAP' && this.#held === undefined) {
      this.#held = text
      return
    }
    transport.send(fate === 'TRUNCATE' ? text.slice(0, text.length >> 1) : text)
    if (fate === 'DUPLICATE') transport.send(text)
    if (this.#held !== undefined) transport.send(this.#held)
    this.#held = undefined
    if (transport.backlog() > this.#settings.maxBacklogBytes) this.close(POLICY_VIOLATION, 'reads too slowly')
  }
}
