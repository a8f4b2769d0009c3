/**
 * Cancel-all, with or without a halt, and the watch that keeps a halted account without open orders. The way to the
 * venue waits for neither the store nor the writer's queue; what was done is written down when they can be. Invariant:
 * from the call of a halt on, no order that was approved before it is handed to the venue.
 */
import type { CancelAllReply } from '@oasis/contracts'
import { addMillis, type ClientOrderId, millisBetween, type Order, type VenueOrderId } from '@oasis/domain'
import type { Logger, Scheduler, SubmitOutcome, Timer, VenueOrderReport } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import type { Cancellation } from './cancellation.ts'
import { requestCancel } from './core/cancel-order.ts'
import { isInDoubt, isLiveAtVenue } from './core/halt-rules.ts'
import type { Halt } from './halt.ts'
import { type HaltKeeping, keptOf } from './halt-keeping.ts'
import { OpenOrderSweep, type OpenOrderSweepOptions, type SweepResult } from './open-order-sweep.ts'

export interface CancelAllOptions extends Omit<OpenOrderSweepOptions, 'onSeen' | 'cancellation'> {
  readonly writer: AccountWriter
  readonly halt: Halt
  readonly cancellation: Pick<Cancellation, 'ask' | 'leaveTo'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** Until the answer, whatever the venue does. */
  readonly deadlineMs: number
  /** Between two looks while halted and nothing is open. */
  readonly watchMs: number
  readonly lookupTimeoutMs: number
  /** Orders whose submit the venue has not answered. */
  readonly unanswered: () => Iterable<ClientOrderId>
  /** Orders that wait for another's end are not sent any more. */
  readonly dropWaiting: (reason: string) => void
}

export interface CancelAllWish {
  readonly halt: boolean
  readonly reason: string
  readonly by: string
}

/** While halted and something is open or on its way, or the venue did not say. */
const WATCH_AGAIN_MS = 250
/** One lost answer must not blind the watch for long; a slow venue gets twice as long at the next look. */
const WATCH_LOOK_MS = 1_000

export class CancelAll {
  readonly #options: CancelAllOptions
  readonly #sweep: OpenOrderSweep
  /** Known to have reached the venue, or not, from its own words; the store may not have heard. */
  readonly #heardOf = new Set<ClientOrderId>()
  readonly #running = new Set<Promise<unknown>>()
  #timer: Timer | undefined
  #connected = false
  /** What the halt in force is for is done: the last look found nothing open, and nothing may arrive any more. */
  #clean = true
  #patienceMs = WATCH_LOOK_MS

  constructor(options: CancelAllOptions) {
    this.#options = options
    this.#sweep = new OpenOrderSweep({
      ...options,
      onSeen: ({ clientOrderId }) => this.#heardOf.add(clientOrderId),
    })
  }

  get #isActive(): boolean {
    return this.#options.halt.state.halted || this.#running.size > 0
  }

  /** Never rejects because of the store. */
  request(wish: CancelAllWish): Promise<CancelAllReply> {
    const answer = this.#request(wish)
    this.#running.add(answer)
    return answer.finally(() => this.#running.delete(answer))
  }

  /** Resolves when no cancel-all is under way: the process should not end before. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
  }

  get isIdle(): boolean {
    return this.#running.size === 0
  }

  /** Idle, and a halt has nothing left to do at the venue. */
  get isSettled(): boolean {
    return this.isIdle && (this.#clean || !this.#options.halt.state.halted)
  }

  /** Resolves when it is; while halted the watch goes on until then. */
  async settled(): Promise<void> {
    while (!this.isSettled) {
      await this.idle()
      if (!this.isSettled) await this.#options.scheduler.sleep(WATCH_AGAIN_MS)
    }
  }

  /** The venue can be called from here on; a halted account is watched. */
  connect(): void {
    this.#connected = true
    this.#watchIn(0)
  }

  stop(): void {
    this.#connected = false
    this.#timer?.cancel()
  }

  /** Before it is written down, since the store may hang. */
  heard(report: VenueOrderReport): void {
    if (!this.#isActive) return
    this.#heardOf.add(report.clientOrderId)
    if (isLiveAtVenue(report)) this.#strikeIfHalted(report.clientOrderId, report.venueOrderId)
  }

  /** Likewise. */
  answered({ clientOrderId }: Order, outcome: SubmitOutcome): void {
    if (!this.#isActive || outcome.kind === 'UNKNOWN') return
    this.#heardOf.add(clientOrderId)
    if (outcome.kind === 'ACKNOWLEDGED') this.#strikeIfHalted(clientOrderId, outcome.venueOrderId)
  }

  #strikeIfHalted(id: ClientOrderId, venueOrderId: VenueOrderId): void {
    const { halt } = this.#options
    if (halt.state.halted && !halt.isAdmitted(id)) void this.#sweep.strike(venueOrderId)
  }

  async #request({ halt: isHalt, reason, by }: CancelAllWish): Promise<CancelAllReply> {
    const { halt, writer, cancellation, dropWaiting, deadlineMs, scheduler, logger } = this.#options
    if (!this.#isActive) this.#heardOf.clear()
    this.#clean = false
    const why = `${isHalt ? 'halted' : 'all canceled'} by ${by}: ${reason}`
    const called = isHalt ? halt.call(why) : undefined
    logger.warn({ haltEpoch: halt.state.haltEpoch, halt: isHalt, reason, by }, 'cancelling every open order')
    const end = addMillis(scheduler.now(), deadlineMs)
    dropWaiting(why)
    const openOrders = writer.openEntries().map(({ order }) => order)
    const row = this.#writeDown(openOrders, why)
    // A plain cancel-all takes the reductions of a halt as well.
    const spares = (id: ClientOrderId): boolean => isHalt && halt.isAdmitted(id)
    const onTheirWay = (): readonly ClientOrderId[] => this.#onTheirWay(spares)
    const mayArrive = (): boolean => onTheirWay().length > 0
    const swept = await cancellation.leaveTo(this.#sweep.run(deadlineMs, { spares, mayArrive }))
    this.#watchIn(WATCH_AGAIN_MS)
    this.#clean = swept.verified
    // What keeps it has had the time of the sweep; a disk that still does not answer may do so later.
    const remainingMs = Math.max(0, millisBetween(scheduler.now(), end))
    const keeping = called && (await keptOf({ ...called, row }, this.#options, remainingMs))
    return this.#reply(swept, onTheirWay(), keeping)
  }

  /** Handed to the venue, and it has not been heard to know them, or not to: a look does not show them yet. */
  #onTheirWay(spares: (id: ClientOrderId) => boolean): readonly ClientOrderId[] {
    return [...this.#options.unanswered()].filter((id) => !spares(id) && !this.#heardOf.has(id))
  }

  /**
   * The halt in the account's row, and each order's cancel as an event, as soon as the writer's turn comes. Resolves when
   * the row has it, and rejects where it never will.
   */
  #writeDown(orders: readonly Order[], why: string): Promise<void> {
    const { writer, halt, scheduler, logger } = this.#options
    const row = Promise.withResolvers<void>()
    row.promise.catch(() => {})
    const task = async (): Promise<void> => {
      await halt.writeRow(writer)
      row.resolve()
      const entries = await Promise.all(orders.map(({ clientOrderId }) => writer.get(clientOrderId)))
      await writer.recordAll(entries.map((entry) => requestCancel(entry, why, scheduler.now()).change))
    }
    writer.run(task).catch((error: unknown) => {
      row.reject(error)
      logger.error({ err: error }, 'what a cancel-all did could not be written down')
    })
    return row.promise
  }

  #reply(
    { verified, open }: SweepResult,
    onTheirWay: readonly ClientOrderId[],
    keeping: HaltKeeping | undefined,
  ): CancelAllReply {
    const { writer, halt } = this.#options
    const orders = writer.openEntries().map(({ order }) => order)
    const stillOpen =
      open ?? orders.filter((order) => order.venueOrderId !== undefined).map((order) => order.clientOrderId)
    const unresolved = orders
      .filter((order) => isInDoubt(order) && !this.#heardOf.has(order.clientOrderId))
      .map(({ clientOrderId }) => clientOrderId)
    const { halted, haltEpoch } = halt.state
    const parts = [
      halted ? `halted in epoch ${haltEpoch}` : 'not halted',
      open === undefined ? 'the venue did not say what is open' : `${stillOpen.length} open at the venue`,
      ...(unresolved.length > 0 ? [`${unresolved.length} of unknown outcome`] : []),
      ...(onTheirWay.length > 0 ? [`${onTheirWay.length} of them still on their way to the venue`] : []),
      ...(keeping?.warning === undefined ? [] : [keeping.warning]),
    ]
    const recorded = keeping?.recorded ?? true
    return { haltEpoch, verified, open: stillOpen, unresolved, message: parts.join('; '), recorded }
  }

  /** One watch at a time; it ends with the halt. */
  #watchIn(delayMs: number): void {
    const { scheduler, halt } = this.#options
    this.#timer?.cancel()
    if (!this.#connected || !halt.state.halted) return
    this.#timer = scheduler.after(delayMs, () => void this.#watch())
  }

  async #watch(): Promise<void> {
    const { halt, lookupTimeoutMs, watchMs } = this.#options
    if (!halt.state.halted) return
    const spares = (id: ClientOrderId): boolean => halt.isAdmitted(id)
    // Asked before the look: what arrives behind its back is on its way no more by the time it is answered.
    const settled = this.#onTheirWay(spares).length === 0
    const open = await this.#sweep.look(this.#patienceMs, { spares })
    this.#clean = open?.length === 0 && settled
    this.#patienceMs = open === undefined ? Math.min(this.#patienceMs * 2, lookupTimeoutMs) : WATCH_LOOK_MS
    for (const { venueOrderId } of open ?? []) void this.#sweep.strike(venueOrderId)
    this.#watchIn(this.#clean ? watchMs : WATCH_AGAIN_MS)
  }
}
