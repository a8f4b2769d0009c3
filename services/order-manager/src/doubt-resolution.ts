/**
 * Ends every doubt about an order: evidence ends it, or enough complete scans without the order (REJECTED as ABSENT), or
 * a minute in which the venue could be reached (REVIEW). Scans are counted in memory and begin anew with a restart; the
 * minute does not: what has gone of it is written down ahead, from the first answer of the venue on.
 */
import { addMillis, type ClientOrderId, type Order, type UnixNanos } from '@oasis/domain'
import type { DoubtRow, Logger, Scheduler, Timer } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { giveUp, mayBePutToReview, putToReview } from './core/lose-track.ts'
import {
  beginDoubt,
  CHARGE_MS,
  chargeDueIn,
  type Doubt,
  type DoubtRules,
  reviewDueIn,
  scannedEnough,
  scannedInVain,
  scansDueAt,
  spentMs,
} from './core/order-doubt.ts'
import type { OrderChange, OrderEntry } from './core/order-entry.ts'
import type { VenueLooks } from './venue-looks.ts'

export interface DoubtResolutionOptions {
  readonly writer: AccountWriter
  readonly looks: VenueLooks
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly rules: DoubtRules
}

const NANOS_PER_MS = 1_000_000n
/** While the venue is away its clock of reachable time stands still; and what comes together is written together. */
const LOOK_AGAIN_MS = 250

export class DoubtResolution {
  readonly #options: DoubtResolutionOptions
  readonly #doubts = new Map<ClientOrderId, Doubt>()
  /** Those that the store has a row of. */
  #stored: ReadonlySet<ClientOrderId> = new Set()
  #timer: (Timer & { readonly due: UnixNanos }) | undefined
  /** Not yet until it is known what earlier processes were charged. */
  #running = false

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

  /** At start, when the orders are what a restart makes of them: goes on with the doubts of earlier processes. */
  resume(rows: readonly DoubtRow[], open: readonly OrderEntry[]): void {
    const orders = new Map(open.map(({ order }) => [order.clientOrderId, order]))
    for (const { clientOrderId, kind, chargedMs } of rows) {
      const order = orders.get(clientOrderId)
      const goesOn = kind === 'OUTCOME' ? order?.state === 'UNKNOWN' : !this.#doubts.has(clientOrderId)
      if (order && goesOn && mayBePutToReview(order)) {
        this.#doubts.set(clientOrderId, beginDoubt(kind, order, this.#options.looks.reached, chargedMs))
      }
    }
    this.#stored = new Set(rows.map(({ clientOrderId }) => clientOrderId))
    this.#running = true
    this.#arm()
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

  /**
   * Asks a person where the minute is over, and charges the next seconds where the last ones are. Called as soon as the
   * venue has answered, too, so that this is done even by a process that lives no longer than that.
   */
  async tend(): Promise<void> {
    await this.#askAPerson()
    await this.#charge()
  }

  /** The venue is there again, and the clock of reachable time has jumped: what is due is not to wait for a look. */
  reached(): void {
    if (this.any) this.#armWithin(0)
  }

  /** Writes down what of its minute each has used up: less than it was charged. */
  async stop(): Promise<void> {
    const { logger, looks } = this.#options
    this.#running = false
    this.#timer?.cancel()
    if (this.#stored.size === 0) return
    await this.#write((doubt) => spentMs(doubt, looks.reached)).catch((error) =>
      logger.warn({ err: error }, 'orders in doubt stay charged for more than has passed'),
    )
  }

  async #charge(): Promise<void> {
    const { looks } = this.#options
    if (this.#chargeIsDue()) await this.#write((doubt) => spentMs(doubt, looks.reached) + CHARGE_MS)
  }

  /** Of every doubt; what has ended is let go of. */
  #write(chargedMsOf: (doubt: Doubt) => number): Promise<void> {
    const { writer } = this.#options
    return writer.run(async () => {
      const rows: DoubtRow[] = []
      for (const [clientOrderId, doubt] of [...this.#doubts]) {
        const { kind } = doubt
        const chargedMs = chargedMsOf(doubt)
        const entry = await writer.find(clientOrderId)
        if (entry && mayBePutToReview(entry.order)) rows.push({ clientOrderId, kind, chargedMs })
        // Also of one that nothing is written of: a person is asked already.
        this.#replace(clientOrderId, kind, (current) => ({ ...current, chargedMs }))
      }
      if (rows.length === 0 && this.#stored.size === 0) return
      await writer.commit({ bodies: [], orders: [], doubts: rows })
      this.#stored = new Set(rows.map(({ clientOrderId }) => clientOrderId))
    })
  }

  #begin(kind: Doubt['kind'], order: Order): void {
    this.#doubts.set(order.clientOrderId, beginDoubt(kind, order, this.#options.looks.reached))
    // It is to be charged, whatever the others have time for.
    this.#armWithin(LOOK_AGAIN_MS)
  }

  /** Unless the doubt has ended, or become another, meanwhile. */
  #replace(id: ClientOrderId, kind: Doubt['kind'], change: (doubt: Doubt) => Doubt): void {
    const current = this.#doubts.get(id)
    if (current?.kind === kind) this.#doubts.set(id, change(current))
  }

  #arm(): void {
    if (this.#doubts.size === 0 && this.#stored.size === 0) return
    this.#armWithin(Math.max(Number(this.#nextDueIn() / NANOS_PER_MS) + 1, LOOK_AGAIN_MS))
  }

  #armWithin(ms: number): void {
    const { scheduler, logger } = this.#options
    const due = addMillis(scheduler.now(), ms)
    if (!this.#running || (this.#timer && this.#timer.due <= due)) return
    this.#timer?.cancel()
    const timer = scheduler.after(ms, () => {
      this.#timer = undefined
      this.tend().then(
        () => this.#arm(),
        (error) => logger.error({ err: error }, 'orders in doubt could not be put to review'),
      )
    })
    this.#timer = { due, cancel: () => timer.cancel() }
  }

  #nextDueIn(): bigint {
    const { rules, looks } = this.#options
    const { reached } = looks
    const waits = [...this.#doubts.values()].flatMap((doubt) => [
      reviewDueIn(doubt, rules, reached),
      chargeDueIn(doubt, reached),
    ])
    return waits.reduce((least, each) => (each < least ? each : least), BigInt(CHARGE_MS) * NANOS_PER_MS)
  }

  #chargeIsDue(): boolean {
    const { looks } = this.#options
    const { reached } = looks
    if (!this.#running) return false
    for (const id of this.#stored) if (!this.#doubts.has(id)) return true
    // Before its first answer the venue may be away since before our start, and nobody's minute is running.
    if (looks.away || (!looks.answered && reached < BigInt(CHARGE_MS) * NANOS_PER_MS)) return false
    return [...this.#doubts.values()].some((doubt) => chargeDueIn(doubt, reached) === 0n)
  }

  /** Those whose minute is over. */
  async #askAPerson(): Promise<void> {
    const { writer, looks, scheduler, rules } = this.#options
    const isDue = (doubt: Doubt): boolean => reviewDueIn(doubt, rules, looks.reached) === 0n
    if (![...this.#doubts.values()].some(isDue)) return
    await writer.run(async () => {
      const changes: OrderChange[] = []
      for (const [id, doubt] of this.#doubts) {
        if (!isDue(doubt)) continue
        const entry = await writer.get(id)
        changes.push(putToReview(entry, reasonOf(doubt, entry.order), scheduler.now()))
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
