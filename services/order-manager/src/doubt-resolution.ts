/**
 * Ends every doubt about an order: evidence ends it, or enough complete scans without the order (REJECTED as ABSENT), or
 * a minute in which the venue could be reached (REVIEW). Counts are in memory: a restart begins them anew.
 */
import type { ClientOrderId, Order, UnixNanos } from '@oasis/domain'
import type { Logger, Scheduler, Timer } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { giveUp, putToReview } from './core/lose-track.ts'
import {
  beginDoubt,
  type Doubt,
  type DoubtRules,
  reviewDueIn,
  scannedEnough,
  scannedInVain,
  scansDueAt,
} from './core/order-doubt.ts'
import type { OrderChange } from './core/order-entry.ts'
import type { VenueLooks } from './venue-looks.ts'

export interface DoubtResolutionOptions {
  readonly writer: AccountWriter
  readonly looks: VenueLooks
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly rules: DoubtRules
}

const NANOS_PER_MS = 1_000_000n
/** While the venue is away its clock of reachable time stands still. */
const LOOK_AGAIN_MS = 250

export class DoubtResolution {
  readonly #options: DoubtResolutionOptions
  readonly #doubts = new Map<ClientOrderId, Doubt>()
  #timer: Timer | undefined
  #stopped = false

  constructor(options: DoubtResolutionOptions) {
    this.#options = options
  }

  get any(): boolean {
    return this.#doubts.size > 0
  }

  /** Executions of the orders in doubt may be as old as this. */
  get oldest(): UnixNanos | undefined {
    let oldest: UnixNanos | undefined
    for (const { createdAt } of this.#doubts.values()) {
      if (oldest === undefined || createdAt < oldest) oldest = createdAt
    }
    return oldest
  }

  /** When the next order will have been looked for long enough: a look is worth while then. */
  get scansDueAt(): UnixNanos | undefined {
    const { rules, scheduler } = this.#options
    const now = scheduler.now()
    let next: UnixNanos | undefined
    for (const doubt of this.#doubts.values()) {
      const due = scansDueAt(doubt, rules)
      if (due !== undefined && due > now && (next === undefined || due < next)) next = due
    }
    return next
  }

  /** Of every order change. */
  note({ entry: { order } }: OrderChange): void {
    const known = this.#doubts.get(order.clientOrderId)
    if (order.state === 'UNKNOWN') {
      if (known?.kind !== 'OUTCOME') this.#begin('OUTCOME', order)
    } else if (known?.kind === 'OUTCOME') this.#doubts.delete(order.clientOrderId)
  }

  /** All whose reports speak of fills that the venue does not list, after a look at all. */
  lacking(orders: readonly Order[]): void {
    const ids = new Set(orders.map(({ clientOrderId }) => clientOrderId))
    for (const [id, { kind }] of this.#doubts) if (kind === 'FILLS' && !ids.has(id)) this.#doubts.delete(id)
    for (const order of orders) if (!this.#doubts.has(order.clientOrderId)) this.#begin('FILLS', order)
  }

  /** A complete scan that began at that time did not find these. */
  scanned(ids: Iterable<ClientOrderId>, startedAt: UnixNanos): void {
    for (const id of ids) {
      const doubt = this.#doubts.get(id)
      if (doubt?.kind === 'OUTCOME') this.#doubts.set(id, scannedInVain(doubt, startedAt))
    }
  }

  /** Those searched for long enough whose absence `explained` confirms. */
  async giveUpAbsent(explained: (order: Order) => boolean): Promise<void> {
    const { writer, scheduler, rules } = this.#options
    const ids = [...this.#doubts].flatMap(([id, doubt]) => (scannedEnough(doubt, rules) ? [id] : []))
    if (ids.length === 0) return
    await writer.run(async () => {
      const changes: OrderChange[] = []
      for (const id of ids) {
        const entry = await writer.find(id)
        if (entry && explained(entry.order)) changes.push(giveUp(entry, scheduler.now()))
      }
      await writer.recordAll(changes)
    })
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  #begin(kind: Doubt['kind'], order: Order): void {
    this.#doubts.set(order.clientOrderId, beginDoubt(kind, order, this.#options.looks.reached))
    this.#arm()
  }

  #arm(): void {
    if (this.#timer !== undefined || this.#stopped || this.#doubts.size === 0) return
    const { scheduler, looks, logger } = this.#options
    const dueInMs = Number(this.#nextReviewIn() / NANOS_PER_MS) + 1
    const inMs = looks.away ? Math.max(dueInMs, LOOK_AGAIN_MS) : dueInMs
    this.#timer = scheduler.after(inMs, () => {
      this.#timer = undefined
      this.#askAPerson().then(
        () => this.#arm(),
        (error) => logger.error({ err: error }, 'orders in doubt could not be put to review'),
      )
    })
  }

  #nextReviewIn(): bigint {
    const { rules, looks } = this.#options
    const { reached } = looks
    const waits = [...this.#doubts.values()].map((doubt) => reviewDueIn(doubt, rules, reached))
    return waits.reduce((least, each) => (each < least ? each : least))
  }

  /** Those whose minute is over. */
  async #askAPerson(): Promise<void> {
    const { writer, looks, scheduler, rules } = this.#options
    const isDue = (doubt: Doubt): boolean => reviewDueIn(doubt, rules, looks.reached) === 0n
    if (![...this.#doubts.values()].some(isDue)) return
    await writer.run(async () => {
      const changes: OrderChange[] = []
      for (const [id, doubt] of this.#doubts) {
        const entry = isDue(doubt) ? await writer.find(id) : undefined
        if (entry) changes.push(putToReview(entry, reasonOf(doubt, entry.order), scheduler.now()))
      }
      await writer.recordAll(changes)
      for (const { entry } of changes) this.#doubts.delete(entry.order.clientOrderId)
    })
  }
}

function reasonOf({ kind, scans }: Doubt, { venueOrderId }: Order): string {
  if (kind === 'FILLS') return 'the venue speaks of fills that it does not list'
  if (venueOrderId !== undefined) return 'the venue acknowledged it and now does not know it'
  return `not found by ${scans} complete looks, and what the venue says otherwise does not confirm its absence`
}
