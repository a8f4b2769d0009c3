/**
 * `ots orders resolve`: a person decides on an order in doubt. The venue is asked first, since its word is better than
 * a person's: what it knows is taken over, and what it shows as open cannot be declared gone.
 */
import type { OrderResolution, ResolveOrderReply, ResolveOrderRequest } from '@oasis/contracts'
import type { ClientOrderId, Order, OrderState } from '@oasis/domain'
import { type Logger, RpcError, type Scheduler, type Venue, type VenueOrderReport } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { isLiveAtVenue } from './core/halt-rules.ts'
import { decisionText, isResolvable, resolveOrder } from './core/resolve-order.ts'
import type { VenueEvidence } from './venue-evidence.ts'
import { withDeadline } from './with-deadline.ts'

export interface ResolutionOptions {
  readonly writer: AccountWriter
  readonly venue: Venue
  readonly evidence: Pick<VenueEvidence, 'followWithFills'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly lookupTimeoutMs: number
}

const SAYS_THE_SAME: Readonly<Record<OrderResolution, ReadonlySet<OrderState>>> = {
  NEVER_EXISTED: new Set(['REJECTED']),
  OPEN: new Set(['OPEN', 'PARTIALLY_FILLED', 'PENDING_CANCEL']),
  CANCELED: new Set(['CANCELED']),
  EXPIRED: new Set(['EXPIRED']),
}

const refuse = ({ state }: Order, message: string): ResolveOrderReply => ({ accepted: false, state, message })

export class Resolution {
  readonly #options: ResolutionOptions

  constructor(options: ResolutionOptions) {
    this.#options = options
  }

  async resolve(request: ResolveOrderRequest): Promise<ResolveOrderReply> {
    const { clientOrderId, resolution } = request
    const order = await this.#find(clientOrderId)
    const refused = this.#refusal(order)
    if (refused !== undefined) return refuse(order, refused)
    const report = await this.#look(order)
    if (report === undefined) {
      if (resolution !== 'OPEN') return this.#decide(request)
      return refuse(order, 'the venue does not know the order, so it cannot be OPEN; nothing was changed')
    }
    return this.#compare(request, report)
  }

  async #compare(request: ResolveOrderRequest, report: VenueOrderReport): Promise<ResolveOrderReply> {
    const { evidence } = this.#options
    await evidence.followWithFills(report)
    const order = await this.#find(request.clientOrderId)
    // What the venue says of it was contradictory, and only that leaves room for a decision.
    if (isResolvable(order) && !isLiveAtVenue(report)) return this.#decide(request)
    const { state } = order
    const accepted = SAYS_THE_SAME[request.resolution].has(state)
    return { accepted, state, message: `the venue knows the order: it is ${state}` }
  }

  #decide(request: ResolveOrderRequest): Promise<ResolveOrderReply> {
    const { writer, scheduler, logger } = this.#options
    const { clientOrderId, resolution, reason, by } = request
    return writer.run(async () => {
      // What was looked for at the venue may have been told meanwhile.
      const entry = await writer.get(clientOrderId)
      const refused = this.#refusal(entry.order)
      if (refused !== undefined) return refuse(entry.order, refused)
      const why = decisionText(request)
      const { order } = await writer.record(resolveOrder(entry, resolution, why, scheduler.now()))
      logger.warn({ clientOrderId, resolution, reason, by, state: order.state }, 'order resolved by a person')
      return { accepted: true, state: order.state, message: why }
    })
  }

  #refusal(order: Order): string | undefined {
    if (isResolvable(order)) return undefined
    return `the order is ${order.state}; only orders in REVIEW, UNKNOWN or given up as ABSENT are resolved`
  }

  #find(id: ClientOrderId): Promise<Order> {
    const { writer } = this.#options
    return writer.run(async () => {
      const entry = await writer.find(id)
      if (entry === undefined) throw notFound(id)
      return entry.order
    })
  }

  /** Without the venue's word nothing is decided: the order may be there. */
  async #look(order: Order): Promise<VenueOrderReport | undefined> {
    const { venue, scheduler, lookupTimeoutMs } = this.#options
    try {
      return await withDeadline(scheduler, lookupTimeoutMs, (signal) =>
        venue.findOrder(order.clientOrderId, signal, order),
      )
    } catch (cause) {
      const message = 'the venue cannot be asked about the order now; nothing was changed, try again'
      throw new RpcError('UNAVAILABLE', message, { cause })
    }
  }
}

const notFound = (id: ClientOrderId): RpcError => new RpcError('NOT_FOUND', `there is no order ${id}`)
