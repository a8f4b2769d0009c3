/**
 * Submits and cancels. What the venue answered is judged in `rest/orders/`; here it becomes what the order manager
 * may rely on. Both answers to a client order id that the venue knows already mean that the order exists: never a
 * rejection.
 */
import { addMillis, symbolOf, type VenueOrderId, venueOrderId } from '@oasis/domain'
import type { CancelOutcome, Logger, Scheduler, SendingVeto, SubmitOutcome, VenueOrder } from '@oasis/ports'
import type { CoinbaseClient } from '../rest/coinbase-client.ts'
import { type CancelResult, MAX_CANCELS } from '../rest/orders/cancel-orders.ts'
import type { CreateOrderRequest, CreateOrderResult } from '../rest/orders/create-order.ts'
import { isNormalForMakers, meaningOf } from '../rest/orders/failure-reasons.ts'
import { GatheredCalls } from './gathered-calls.ts'
import type { OrderIndex } from './order-index.ts'
import type { OrderLookup } from './order-lookup.ts'
import { encodeTerms } from './order-terms.ts'

export interface OrderEntryOptions {
  readonly client: Pick<CoinbaseClient, 'createOrder' | 'previewOrder' | 'cancelOrders'>
  readonly lookup: Pick<OrderLookup, 'find'>
  readonly index: OrderIndex
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly dryRun: boolean
  readonly onSubmitSent: (() => void) | undefined
}

/** How far back an order is looked for of which the venue says that it exists. */
const DUPLICATE_LOOK_BACK_MS = 24 * 3_600_000
/** Batches under way at once: a slow one must not keep the next waiting. */
const CANCEL_BATCHES = 16

export class OrderEntry {
  readonly #options: OrderEntryOptions
  readonly #cancels: GatheredCalls<VenueOrderId, CancelResult>

  constructor(options: OrderEntryOptions) {
    this.#options = options
    this.#cancels = new GatheredCalls({
      scheduler: options.scheduler,
      concurrency: CANCEL_BATCHES,
      maxBatch: MAX_CANCELS,
      run: (ids, signal) => options.client.cancelOrders(ids, signal),
    })
  }

  async submit(order: VenueOrder, signal: AbortSignal, veto: SendingVeto): Promise<SubmitOutcome> {
    const { client, index, dryRun, onSubmitSent } = this.#options
    const terms = encodeTerms(order.side, order.terms)
    if (!terms.ok) return { kind: 'NOT_SENT', reason: terms.why }
    const request: CreateOrderRequest = {
      client_order_id: order.clientOrderId,
      product_id: symbolOf(order.instrumentId),
      side: order.side,
      order_configuration: terms.configuration,
    }
    if (dryRun) return this.#preview(request, signal)
    index.expect(order.clientOrderId, order.instrumentId)
    const hooks = { veto, ...(onSubmitSent === undefined ? {} : { onSent: onSubmitSent }) }
    const result = await client.createOrder(request, signal, hooks)
    return this.#outcomeOf(order, result, signal)
  }

  async #outcomeOf(
    order: VenueOrder,
    result: CreateOrderResult,
    signal: AbortSignal,
  ): Promise<SubmitOutcome> {
    const { index, logger } = this.#options
    switch (result.kind) {
      case 'ACCEPTED': {
        const id = venueOrderId(result.orderId)
        index.link(id, order.clientOrderId, order.instrumentId)
        return { kind: 'ACKNOWLEDGED', venueOrderId: id }
      }
      case 'REFUSED': {
        const { reason, message } = result
        const log = { clientOrderId: order.clientOrderId, reason, message }
        if (isNormalForMakers(reason)) logger.debug(log, 'a post-only order would have crossed')
        else logger.warn(log, 'the venue refused an order')
        return { kind: 'REJECTED', venueReason: reason, message: `${meaningOf(reason)} ${message}`.trimEnd() }
      }
      case 'EXISTS':
        return this.#existing(order, signal)
      case 'NOT_SENT':
      case 'UNKNOWN':
        return result
    }
  }

  async #existing({ clientOrderId }: VenueOrder, signal: AbortSignal): Promise<SubmitOutcome> {
    const { lookup, scheduler, logger } = this.#options
    const reason = 'the venue has an order with this client order id, and does not show it yet'
    try {
      const createdAt = addMillis(scheduler.now(), -DUPLICATE_LOOK_BACK_MS)
      const report = await lookup.find(clientOrderId, signal, { createdAt })
      if (report === undefined) return { kind: 'UNKNOWN', reason }
      return { kind: 'ACKNOWLEDGED', venueOrderId: report.venueOrderId }
    } catch (error) {
      logger.warn({ err: error, clientOrderId }, 'an order that exists could not be looked for')
      return { kind: 'UNKNOWN', reason }
    }
  }

  /** The venue's opinion of it goes into the reason; whatever that is, nothing was ordered. */
  async #preview(
    { client_order_id: _unused, ...request }: CreateOrderRequest,
    signal: AbortSignal,
  ): Promise<SubmitOutcome> {
    const result = await this.#options.client.previewOrder(request, signal)
    if (result.kind === 'FAILED') return notSent(`the preview failed: ${result.reason}`)
    const { faults, warnings, orderTotal, commissionTotal } = result
    if (faults.length > 0) return notSent(`the venue would refuse it: ${faults.join(', ')}`)
    const told = [
      'the venue would take it',
      ...(orderTotal === undefined ? [] : [`total ${orderTotal}`]),
      ...(commissionTotal === undefined ? [] : [`of it fees ${commissionTotal}`]),
      ...warnings,
    ]
    return notSent(told.join(', '))
  }

  async cancel(id: VenueOrderId, signal: AbortSignal): Promise<CancelOutcome> {
    if (this.#options.dryRun) return notSent('cancels are not sent')
    if (signal.aborted) return { kind: 'NOT_SENT', reason: 'the deadline had passed' }
    try {
      return cancelOutcomeOf(await this.#cancels.ask(id, signal))
    } catch (error) {
      return { kind: 'UNKNOWN', reason: error instanceof Error ? error.message : String(error) }
    }
  }
}

const notSent = (why: string) => ({ kind: 'NOT_SENT', reason: `dry run: ${why}` }) as const

function cancelOutcomeOf(result: CancelResult): CancelOutcome {
  switch (result.kind) {
    case 'SUBMITTED':
      return { kind: 'REQUESTED' }
    case 'REFUSED':
      return { kind: 'REJECTED', venueReason: result.reason }
    case 'NOT_SENT':
    case 'UNKNOWN':
      return result
  }
}
