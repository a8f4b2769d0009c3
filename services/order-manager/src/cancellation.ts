/**
 * Cancels: written down, then asked of the venue. A cancel accepted is not a cancel done: the order's report says so.
 * A cancel whose outcome is unknown leaves the order PENDING_CANCEL, and reconciliation asks again.
 */
import type { CancelOrderReply } from '@oasis/contracts'
import type { ClientOrderId, Order, VenueOrderId } from '@oasis/domain'
import { type CancelOutcome, type Logger, RpcError, type Scheduler, type Venue } from '@oasis/ports'
import { describeError } from '@oasis/runtime'
import type { AccountWriter } from './account-writer.ts'
import { awaitsCancel, followCancel, requestCancel } from './core/cancel-order.ts'
import { withDeadline } from './with-deadline.ts'

export interface CancellationOptions {
  readonly writer: AccountWriter
  readonly venue: Venue
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly cancelTimeoutMs: number
}

export class Cancellation {
  readonly #options: CancellationOptions
  readonly #inFlight = new Map<ClientOrderId, Promise<void>>()
  readonly #asked = new Set<VenueOrderId>()
  #sweeps = 0

  constructor(options: CancellationOptions) {
    this.#options = options
  }

  async settled(): Promise<void> {
    await Promise.all(this.#inFlight.values())
  }

  request(id: ClientOrderId, reason: string): Promise<CancelOrderReply> {
    const { writer, scheduler } = this.#options
    return writer.run(async () => {
      const entry = await writer.find(id)
      if (entry === undefined) throw new RpcError('NOT_FOUND', `there is no order ${id}`)
      const { accepted, message, change } = requestCancel(entry, reason, scheduler.now())
      const { order } = await writer.record(change)
      this.sendIfDue(order)
      return { accepted, message, state: order.state }
    })
  }

  /** Also when the venue's id becomes known after the request, and when reconciliation finds the order still open. */
  sendIfDue(order: Order): void {
    const { clientOrderId, venueOrderId } = order
    if (!awaitsCancel(order) || venueOrderId === undefined || this.#inFlight.has(clientOrderId)) return
    if (this.#sweeps > 0 || this.#asked.has(venueOrderId)) return
    this.#inFlight.set(clientOrderId, this.#cancel(clientOrderId, venueOrderId))
  }

  /** While it runs, everything open is cancelled by it; what is due then and still open goes out afterwards. */
  async leaveTo<T>(sweep: Promise<T>): Promise<T> {
    this.#sweeps++
    try {
      return await sweep
    } finally {
      this.#sweeps--
      for (const { order } of this.#options.writer.openEntries()) this.sendIfDue(order)
    }
  }

  /** The call alone: writes nothing down, waits for nobody, never rejects. */
  async ask(venueOrderId: VenueOrderId): Promise<CancelOutcome> {
    const { venue, scheduler, cancelTimeoutMs, logger } = this.#options
    this.#asked.add(venueOrderId)
    try {
      return await withDeadline(scheduler, cancelTimeoutMs, (signal) => venue.cancel(venueOrderId, signal))
    } catch (error) {
      logger.warn({ err: error, venueOrderId }, 'the outcome of a cancel is unknown')
      return { kind: 'UNKNOWN', reason: describeError(error) }
    } finally {
      this.#asked.delete(venueOrderId)
    }
  }

  async #cancel(id: ClientOrderId, venueOrderId: VenueOrderId): Promise<void> {
    const { writer, scheduler, logger } = this.#options
    const outcome = await this.ask(venueOrderId)
    try {
      await writer.run(async () => {
        this.#inFlight.delete(id)
        await writer.record(followCancel(await writer.get(id), outcome, scheduler.now()))
      })
    } catch (error) {
      logger.error({ err: error, clientOrderId: id, outcome: outcome.kind }, 'cancel outcome not written')
      this.#inFlight.delete(id)
    }
  }
}
