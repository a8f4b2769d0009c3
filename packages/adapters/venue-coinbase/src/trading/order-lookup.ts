/**
 * Finding orders at a venue that can be asked by its own ids only. By id where that is known; else by reading the lists
 * from the order's creation on. Invariant: "not found" is said only after every page of every list was read.
 */
import {
  addMillis,
  type ClientOrderId,
  formatRfc3339,
  millisBetween,
  type UnixNanos,
  type VenueOrderId,
} from '@oasis/domain'
import type { KnownOrder, Logger, Scheduler, VenueOrderReport } from '@oasis/ports'
import type { CoinbaseClient } from '../rest/coinbase-client.ts'
import { LIVE_STATUSES, type ShownOrder } from '../rest/orders/shown-order.ts'
import { GatheredCalls } from './gathered-calls.ts'
import { parseShownOrder, type ReportContext } from './order-report.ts'

export interface OrderLookupOptions extends ReportContext {
  readonly client: Pick<CoinbaseClient, 'getOrder' | 'orderPages'>
  readonly scheduler: Scheduler
  readonly logger: Logger
}

interface Wanted {
  readonly id: ClientOrderId
  readonly since: UnixNanos
}

/** Our clock and the venue's, and what the venue means by an order's date. */
const MARGIN_MS = 120_000
/** Where nothing is known of an order: as long as our resting orders live, and a bit. */
const LOOK_BACK_MS = 25 * 3_600_000
/** A 404 just after creation proves nothing: it is asked again. */
const YOUNG_MS = 10_000
const YOUNG_DELAYS_MS = [200, 500]
const NOT_OPEN = { statuses: LIVE_STATUSES }
const OPEN = { statuses: ['OPEN'] }

export class OrderLookup {
  readonly #options: OrderLookupOptions
  /** Orders in doubt are looked for together: each look reads the same lists. */
  readonly #scans: GatheredCalls<Wanted, { readonly report: VenueOrderReport | undefined }>

  constructor(options: OrderLookupOptions) {
    this.#options = options
    this.#scans = new GatheredCalls({
      scheduler: options.scheduler,
      concurrency: 2,
      maxBatch: 1_000,
      run: (wanted, signal) => this.#scan(wanted, signal),
    })
  }

  async find(
    id: ClientOrderId,
    signal: AbortSignal,
    known?: KnownOrder,
  ): Promise<VenueOrderReport | undefined> {
    const { index, scheduler, logger } = this.#options
    const venueId = known?.venueOrderId ?? index.findVenueId(id)
    if (venueId !== undefined) {
      // The venue may not show a name; made-up ones are left to what it shows.
      if (known?.venueOrderId !== undefined) index.link(venueId, id)
      const report = await this.#get(venueId, known, signal)
      // One that is asked for by the name that we made up may have a name of its own.
      if (report !== undefined && (report.clientOrderId === id || known === undefined)) return report
      if (report !== undefined) {
        logger.error(
          { venueOrderId: venueId, asked: id, shown: report.clientOrderId },
          'an order with another name',
        )
      }
    }
    const since = addMillis(known?.createdAt ?? addMillis(scheduler.now(), -LOOK_BACK_MS), -MARGIN_MS)
    return (await this.#scans.ask({ id, since }, signal)).report
  }

  /**
   * The venue takes OPEN for a question of its own. Orders move from the other statuses to OPEN and back while it is
   * asked, so those are asked for before and after: each order is seen at least once.
   */
  async open(signal: AbortSignal): Promise<readonly VenueOrderReport[]> {
    const reports = new Map<VenueOrderId, VenueOrderReport>()
    for (const filter of [NOT_OPEN, OPEN, NOT_OPEN]) {
      const urgent = { ...filter, urgency: 'ORDER' } as const
      for await (const report of this.#list(urgent, signal)) reports.set(report.venueOrderId, report)
    }
    return [...reports.values()].filter(isLive)
  }

  async #get(
    venueId: VenueOrderId,
    known: KnownOrder | undefined,
    signal: AbortSignal,
  ): Promise<VenueOrderReport | undefined> {
    const { client, scheduler } = this.#options
    const isYoung = () => known !== undefined && millisBetween(known.createdAt, scheduler.now()) < YOUNG_MS
    let shown = await client.getOrder(venueId, signal)
    for (const delayMs of YOUNG_DELAYS_MS) {
      if (shown !== undefined || !isYoung()) break
      await scheduler.sleep(delayMs, signal)
      shown = await client.getOrder(venueId, signal)
    }
    return shown && parseShownOrder(shown, this.#options)
  }

  async #scan(wanted: readonly Wanted[], signal: AbortSignal) {
    const found = new Map<ClientOrderId, VenueOrderReport>()
    const ids = new Set(wanted.map(({ id }) => id))
    const since = wanted.reduce(
      (least, each) => (each.since < least ? each.since : least),
      wanted[0]?.since ?? 0n,
    )
    const lists = [{ startDate: formatRfc3339((since > 0n ? since : 0n) as UnixNanos) }, OPEN]
    for (const filter of lists) {
      for await (const report of this.#list(filter, signal)) {
        if (ids.has(report.clientOrderId)) found.set(report.clientOrderId, report)
        if (found.size === ids.size) break
      }
    }
    return wanted.map(({ id }) => ({ report: found.get(id) }))
  }

  async *#list(
    filter: Parameters<CoinbaseClient['orderPages']>[0],
    signal: AbortSignal,
  ): AsyncGenerator<VenueOrderReport> {
    for await (const page of this.#options.client.orderPages(filter, signal)) {
      for (const shown of page) if (isSpot(shown)) yield parseShownOrder(shown, this.#options)
    }
  }
}

/** Futures and other products have no instrument of ours. */
const isSpot = ({ product_type }: ShownOrder): boolean => product_type === '' || product_type === 'SPOT'

function isLive({ status }: VenueOrderReport): boolean {
  return status === 'PENDING' || status === 'OPEN' || status === 'PENDING_CANCEL'
}
