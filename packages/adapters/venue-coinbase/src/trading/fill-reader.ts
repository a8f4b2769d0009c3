/**
 * Reads `/fills` as executions: whose they are is remembered, or asked for by the order's id. After a start nothing is
 * remembered, and the fills may be those of hundreds of orders: many are asked for together.
 */
import { addMillis, formatRfc3339, type UnixNanos, type VenueOrderId, venueOrderId } from '@oasis/domain'
import type { Logger, VenueExecution } from '@oasis/ports'
import type { ShownFill } from '../rest/account/list-fills.ts'
import type { CoinbaseClient } from '../rest/coinbase-client.ts'
import { type FillOwner, parseFill } from './execution.ts'
import { parseShownOrder, type ReportContext } from './order-report.ts'

export interface FillReaderOptions extends ReportContext {
  readonly client: Pick<CoinbaseClient, 'fills' | 'getOrder' | 'orderPages'>
  readonly logger: Logger
}

/** Whether the venue means its filter inclusively is not said. */
const MARGIN_MS = 1_000
/** So many orders are asked for one by one. */
const FEW = 4
/** What an address may be long. */
const ASKED_TOGETHER = 50

export class FillReader {
  readonly #options: FillReaderOptions
  readonly #passedOver = new Set<string>()

  constructor(options: FillReaderOptions) {
    this.#options = options
  }

  /** Oldest first, from `since` inclusive. */
  async since(since: UnixNanos, signal: AbortSignal): Promise<readonly VenueExecution[]> {
    const executions = await this.#read(since > 0n ? { start: startOf(since) } : {}, signal)
    return executions.filter(({ tsEvent }) => tsEvent >= since)
  }

  /** All of these orders; `since` is before the first of them. */
  async ofOrders(
    orderIds: readonly VenueOrderId[],
    since: UnixNanos,
    signal: AbortSignal,
  ): Promise<readonly VenueExecution[]> {
    const wanted = new Set(orderIds)
    const executions = await this.#read({ orderIds, start: startOf(since) }, signal)
    return executions.filter((execution) => wanted.has(execution.venueOrderId))
  }

  async #read(
    filter: { readonly orderIds?: readonly VenueOrderId[]; readonly start?: string },
    signal: AbortSignal,
  ): Promise<readonly VenueExecution[]> {
    const fills = await this.#options.client.fills(filter, signal)
    await this.#learnOwners(fills, signal)
    const executions: VenueExecution[] = []
    for (const fill of fills) {
      const parsed = parseFill(fill, await this.#ownerOf(fill, signal), this.#options.incrementOf)
      if (parsed.ok) executions.push(parsed.execution)
      else this.#passOver(fill, parsed.why)
    }
    return executions.sort(byTime)
  }

  /** What one answer does not show of them is left to `#ownerOf`, whether the venue knows this question or not. */
  async #learnOwners(fills: readonly ShownFill[], signal: AbortSignal): Promise<void> {
    const { client, index } = this.#options
    const unknown = new Set(
      fills.map(({ order_id }) => order_id).filter((id) => !index.findByVenueId(venueOrderId(id))),
    )
    if (unknown.size <= FEW) return
    for (const orderIds of chunksOf([...unknown], ASKED_TOGETHER)) {
      for await (const page of client.orderPages({ orderIds }, signal)) {
        for (const shown of page) if (unknown.has(shown.order_id)) parseShownOrder(shown, this.#options)
        break
      }
    }
  }

  /**
   * An order that the venue does not show yet, or any more, gets the name that it would have if nobody had given it
   * one: its fill is then known as one whose order cannot be found, and is asked for again.
   */
  async #ownerOf(fill: ShownFill, signal: AbortSignal): Promise<FillOwner> {
    const { client, index } = this.#options
    const id = venueOrderId(fill.order_id)
    const known = index.findByVenueId(id)
    if (known !== undefined) return known
    const shown = await client.getOrder(id, signal)
    if (shown === undefined) return { clientOrderId: index.nameOf(id, ''), instrumentId: undefined }
    const { clientOrderId, instrumentId } = parseShownOrder(shown, this.#options)
    return { clientOrderId, instrumentId }
  }

  /** Told once: the same fills are listed again and again. */
  #passOver({ entry_id, order_id, product_id, trade_type }: ShownFill, why: string): void {
    if (this.#passedOver.has(entry_id)) return
    this.#passedOver.add(entry_id)
    this.#options.logger.error(
      { entry: entry_id, venueOrderId: order_id, product: product_id, tradeType: trade_type, why },
      'a fill was not booked: compare the account at the venue, then reconcile by hand',
    )
  }
}

const startOf = (since: UnixNanos): string => {
  const from = addMillis(since, -MARGIN_MS)
  return formatRfc3339(from > 0n ? from : (0n as UnixNanos))
}

function byTime(a: VenueExecution, b: VenueExecution): number {
  if (a.tsEvent !== b.tsEvent) return a.tsEvent < b.tsEvent ? -1 : 1
  return a.executionId < b.executionId ? -1 : 1
}

const chunksOf = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
