/**
 * Orders at the venue that we did not place: looked up, adopted, and their fills booked, so that they count. What the
 * stream tells of them is taken in as it comes, one after the other; what fails is left to the next reconciliation.
 */
import type { ClientOrderId, Order, TradingMode } from '@oasis/domain'
import type { Logger, Scheduler, VenueOrderReport } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { adoptOrder, isSpent } from './core/adopt-order.ts'
import { type OrderChange, unchanged } from './core/order-entry.ts'
import { eachBounded } from './each-bounded.ts'
import { inBatches } from './in-batches.ts'
import type { VenueEvidence } from './venue-evidence.ts'
import type { VenueLooks } from './venue-looks.ts'

export interface ExternalOrdersOptions {
  readonly writer: AccountWriter
  readonly evidence: VenueEvidence
  readonly looks: VenueLooks
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly mode: TradingMode
}

const LOOKS_AT_ONCE = 8

export class ExternalOrders {
  readonly #options: ExternalOrdersOptions
  readonly #noticed = new Set<ClientOrderId>()
  #working: Promise<void> | undefined
  #stopped = false

  constructor(options: ExternalOrdersOptions) {
    this.#options = options
  }

  /** The stream spoke of it. */
  notice(id: ClientOrderId): void {
    this.#noticed.add(id)
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#working
  }

  async #work(): Promise<void> {
    const { evidence, logger } = this.#options
    while (this.#noticed.size > 0 && !this.#stopped) {
      const ids = [...this.#noticed]
      this.#noticed.clear()
      try {
        const reports = await this.adopt(ids, [])
        await evidence.fetchExecutions()
        await evidence.follow(reports)
      } catch (error) {
        logger.warn({ err: error, ids }, 'orders of others not taken in yet; reconciliation will')
      }
    }
  }

  /** The reports of those adopted, or known meanwhile; fills and ends are still to be taken from them. */
  async adopt(
    ids: readonly ClientOrderId[],
    known: readonly VenueOrderReport[],
  ): Promise<readonly VenueOrderReport[]> {
    const { looks } = this.#options
    const byId = new Map(known.map((report) => [report.clientOrderId, report]))
    const reports: VenueOrderReport[] = []
    await eachBounded(ids, LOOKS_AT_ONCE, async (id) => {
      const report = byId.get(id) ?? (await looks.findOrder(id))
      if (report !== undefined && !isSpent(report)) reports.push(report)
    })
    return this.#adopt(reports)
  }

  async #adopt(reports: readonly VenueOrderReport[]): Promise<readonly VenueOrderReport[]> {
    const { writer, scheduler, logger, mode } = this.#options
    const adopter = { accountId: writer.state.account.accountId, mode }
    const taken: VenueOrderReport[] = []
    for (const batch of inBatches(reports)) {
      await writer.run(async () => {
        const changes: OrderChange[] = []
        for (const report of batch) {
          const known = await writer.find(report.clientOrderId)
          const change = known ? unchanged(known) : adoptOrder(report, adopter, scheduler.now())
          if (change === undefined) continue
          changes.push(change)
          taken.push(report)
        }
        await writer.recordAll(changes)
        for (const { before, entry } of changes) if (!before) logger.warn(describe(entry.order), ADOPTED)
      })
    }
    return taken
  }
}

const ADOPTED = 'an order that is not ours was adopted'

const describe = ({ clientOrderId, venueOrderId, intent: { instrumentId, side } }: Order): object => ({
  ...{ clientOrderId, venueOrderId, instrumentId, side },
})
