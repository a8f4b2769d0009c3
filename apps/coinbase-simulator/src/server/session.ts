/**
 * One client connection: its subscriptions, its one counter over all frames, its deadlines. Knows no socket, so that
 * it runs on virtual time over any {@link Transport}.
 */
import type { UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'
import type { Member } from '../accounts/members.ts'
import { hasEnded, type VenueOrder } from '../orders/venue-order.ts'
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
  USER_CHANNEL,
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
import { snapshotBatches, type UserEventType, userEvents } from '../protocol/user-events.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { FrameSeam, Seams, SeenFrame } from './seams.ts'
import { UserSubscription } from './user-subscription.ts'

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
  readonly seams: Pick<Seams, 'frames' | 'venueTime'>
  readonly limiter: RateLimiter
  /** Whose token it is; undefined when it is none that may look at a user's stream. */
  readonly authenticate: (token: string) => Promise<Member | undefined>
  /** Of this connection at the exchange. */
  readonly number: number
}

const NORMAL_CLOSURE = 1000
/** Never sent: it stands for a connection that broke. */
const ABNORMAL_CLOSURE = 1006
const POLICY_VIOLATION = 1008

export class Session {
  readonly #ports: SessionPorts
  readonly #settings: SessionSettings
  #subscriptions: Subscriptions = NO_SUBSCRIPTIONS
  #user: UserSubscription | undefined
  /** Requests whose tokens are being checked; those behind them wait, so that their order stays. */
  #waiting = 0
  #queue: Promise<void> = Promise.resolve()
  #sequence = 0
  #lastSent: UnixNanos
  #held: string | undefined
  /** What waits behind a late frame, in order. */
  #late: { readonly texts: string[]; readonly timer: Timer } | undefined
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
    if (!limiter.allows(transport.address, scheduler.now())) {
      this.#refuse(RATE_LIMIT_EXCEEDED)
      return
    }
    const request = parseStreamRequest(text)
    if (this.#waiting === 0 && request?.jwt === undefined) this.#finish(request, undefined)
    else this.#checkFirst(request)
  }

  #checkFirst(request: StreamRequest | undefined): void {
    this.#waiting++
    this.#queue = this.#queue.then(async () => {
      const token = request?.jwt
      const member = token === undefined ? undefined : await this.#ports.authenticate(token)
      this.#waiting--
      if (this.#open) this.#finish(request, member)
    })
  }

  #finish(request: StreamRequest | undefined, member: Member | undefined): void {
    const refusal = this.#answer(request, member)
    if (refusal !== undefined) this.#refuse(refusal)
  }

  #refuse(text: string): void {
    if (!this.#frames.silent) this.#write(text)
  }

  /** Sends to this client what it has subscribed to, and only that. */
  publish(channel: PublicChannel, productId: string, events: string): void {
    if (!this.#subscriptions.get(channel)?.has(productId)) return
    this.#send({ channel: wireChannel(channel), snapshot: false }, events)
  }

  /** Sends a user's changed orders to whoever has subscribed to them. */
  publishOrders(member: Member, orders: readonly VenueOrder[]): void {
    if (this.#user?.member !== member) return
    const wanted = this.#user.wanted(orders)
    if (wanted.length > 0) this.#sendOrders('update', wanted, this.#user)
  }

  /** The venue closes a connection that had nothing to say for too long. */
  checkSilence(now: UnixNanos): void {
    if (this.#frames.silent) this.#lastSent = now
    if (now - this.#lastSent >= BigInt(this.#settings.silenceMs) * 1_000_000n) {
      this.close(NORMAL_CLOSURE, 'no data on the connection')
    }
  }

  close(code: number, reason: string): void {
    if (!this.#open) return
    if (code !== ABNORMAL_CLOSURE) this.#flush()
    this.closed()
    if (code === ABNORMAL_CLOSURE) this.#ports.transport.terminate()
    else this.#ports.transport.close(code, reason)
  }

  /** The other side has gone. */
  closed(): void {
    this.#open = false
    this.#firstSubscribe.cancel()
    this.#late?.timer.cancel()
    this.#late = undefined
    this.#subscriptions = NO_SUBSCRIPTIONS
    this.#user = undefined
  }

  /** Carries a request out, or gives the error frame to answer with. */
  #answer(request: StreamRequest | undefined, member: Member | undefined): string | undefined {
    if (!request) return SUBSCRIBE_FAILURE
    // A token is checked wherever it is given; what it is needed for is the private channel alone.
    if (request.jwt !== undefined && !member) return AUTHENTICATION_FAILURE
    if (request.channel === USER_CHANNEL) {
      if (request.type === 'unsubscribe') this.#user = this.#user?.without(request.product_ids)
      else if (member) this.#subscribeUser(member, request)
      else return AUTHENTICATION_FAILURE
    } else {
      const channel = findPublicChannel(request.channel)
      if (!channel) return AUTHENTICATION_FAILURE
      if (request.type === 'subscribe') this.#subscribe(channel, request)
      else
        this.#subscriptions = withoutProducts(this.#subscriptions, channel, this.#products(channel, request))
    }
    const acknowledgement = subscriptionsEvents(this.#subscriptions, this.#user?.member.user.id)
    this.#send({ channel: 'subscriptions', snapshot: false }, acknowledgement)
    return undefined
  }

  /** All open orders in batches, the first a snapshot, the others patches to it. */
  #subscribeUser(member: Member, request: StreamRequest): void {
    this.#firstSubscribe.cancel()
    const { view } = this.#ports
    const known = this.#user?.member === member ? this.#user : undefined
    this.#user = known?.with(request.product_ids) ?? new UserSubscription(member, view, request.product_ids)
    const open = this.#user.wanted([...member.book.orders].filter((order) => !hasEnded(order)))
    for (const [index, batch] of snapshotBatches(open).entries()) {
      this.#sendOrders(index === 0 ? 'snapshot' : 'patch', batch, this.#user)
    }
  }

  #sendOrders(type: UserEventType, orders: readonly VenueOrder[], { member }: UserSubscription): void {
    const { id, portfolioId } = member.user
    const frame = { channel: USER_CHANNEL, snapshot: type !== 'update', userId: id, orders }
    this.#send(frame, userEvents(type, orders, portfolioId))
  }

  #subscribe(channel: PublicChannel, request: StreamRequest): void {
    this.#firstSubscribe.cancel()
    const products = this.#products(channel, request) ?? []
    this.#subscriptions = withProducts(this.#subscriptions, channel, products)
    const now = this.#ports.scheduler.now()
    for (const events of snapshotEvents(this.#ports.view, channel, products, now)) {
      this.#send({ channel: wireChannel(channel), snapshot: true }, events)
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

  get #frames(): FrameSeam {
    return this.#ports.seams.frames
  }

  #send(frame: Omit<SeenFrame, 'connection'>, events: string): void {
    if (!this.#open) return
    const { scheduler, seams, transport, number } = this.#ports
    const now = scheduler.now()
    const fate = seams.frames.fateOf({ ...frame, connection: number })
    if (fate === 'OMIT') return
    const sequence = this.#sequence++
    if (fate === 'DROP') return
    this.#lastSent = now
    const timestamp = wireTime(seams.venueTime(now))
    const header = { channel: frame.channel, timestamp, sequence, clientId: this.#settings.clientId }
    const text = frameText(header, events)
    if (fate === 'CUT') {
      this.#flush()
      transport.sendPart(text.slice(0, text.length >> 1))
      this.close(ABNORMAL_CLOSURE, '')
      return
    }
    if (fate === 'SWAP' && this.#held === undefined) {
      this.#held = text
      return
    }
    if (fate === 'LATE') this.#holdBack()
    this.#write(fate === 'TRUNCATE' ? text.slice(0, text.length >> 1) : text)
    if (fate === 'DUPLICATE') this.#write(text)
    if (this.#held !== undefined) this.#write(this.#held)
    this.#held = undefined
    if (transport.backlog() > this.#settings.maxBacklogBytes) this.close(POLICY_VIOLATION, 'reads too slowly')
  }

  #write(text: string): void {
    if (this.#late) this.#late.texts.push(text)
    else this.#ports.transport.send(text)
  }

  #holdBack(): void {
    const { scheduler, seams } = this.#ports
    if (this.#late) return
    const timer = scheduler.after(seams.frames.lateMs?.() ?? 0, () => this.#flush())
    this.#late = { texts: [], timer }
  }

  #flush(): void {
    const late = this.#late
    this.#late = undefined
    late?.timer.cancel()
    for (const text of late?.texts ?? []) this.#ports.transport.send(text)
  }
}
