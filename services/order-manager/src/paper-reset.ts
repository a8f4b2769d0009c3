/**
 * A paper account starts again: everything is cancelled and final, the reset is written down, the venue resets, and one
 * commit says so to everybody. A reset has a name, by which it is done once: asked for again it is answered from the
 * store. One that a crash or the venue interrupted stays begun, with nothing taken meanwhile; the next start carries it
 * to its end, or the next who asks. The venue knows the name, too, so that it does not reset a second time.
 */
import type { ResetPaperReply } from '@oasis/contracts'
import { createLedger, type Order, type TradingMode } from '@oasis/domain'
import {
  type Logger,
  type OrderStore,
  type PaperResetRow,
  RpcError,
  type Scheduler,
  type Venue,
} from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import type { CancelAll } from './cancel-all.ts'
import { openingAdjustments } from './core/compare-balances.ts'
import { resolveOrder } from './core/resolve-order.ts'
import type { Refusal } from './core/verify-approval.ts'
import { withDeadline } from './with-deadline.ts'

export interface PaperResetOptions {
  readonly writer: AccountWriter
  readonly store: Pick<OrderStore, 'findReset' | 'unfinishedReset'>
  readonly venue: Venue
  readonly cancelAll: Pick<CancelAll, 'request'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly mode: TradingMode
  /** For the orders to become final, and for the venue to reset. */
  readonly timeoutMs: number
  readonly lookupTimeoutMs: number
  /** Looks at the venue for what the stream has not told. */
  readonly reconcile: () => Promise<void>
  readonly isReconciled: () => boolean
}

export type NamedReset = Pick<PaperResetRow, 'resetId' | 'by'>

type ResettableVenue = Venue & Required<Pick<Venue, 'reset'>>

const LOOK_AGAIN_MS = 100

const notReset = (message: string): ResetPaperReply => ({ reset: false, message })
const DONE: ResetPaperReply = { reset: true, message: 'the account starts again from its opening balances' }
const DONE_BEFORE: ResetPaperReply = {
  reset: true,
  message: 'this reset was done before: the account had started again, and nothing was changed now',
}

/** Neither done nor refused: whoever asked is to ask again, by the same id. */
const unfinished = (why: string, cause?: unknown): RpcError =>
  new RpcError(
    'UNAVAILABLE',
    `the reset has begun, and nothing is taken until it is done: ${why}; ask again`,
    {
      cause,
    },
  )

export class PaperReset {
  readonly #options: PaperResetOptions
  readonly #asked = new Map<string, Promise<ResetPaperReply>>()
  #last: Promise<unknown> = Promise.resolve()
  #goingOn = false
  /** Written down, and not done. */
  #begun: NamedReset | undefined

  constructor(options: PaperResetOptions) {
    this.#options = options
  }

  /** While one goes on, or has stopped half way, nothing new is taken. */
  closedFor(): Refusal | undefined {
    if (!this.#goingOn && this.#begun === undefined) return undefined
    return { reason: 'NOT_RECONCILED', message: 'the paper account is being reset' }
  }

  /** At start, while nothing is taken yet: what the process before had begun is carried to its end. */
  async resume(): Promise<void> {
    const { writer, store, venue, logger } = this.#options
    this.#begun = await store.unfinishedReset(writer.state.account.accountId)
    if (this.#begun === undefined || !isResettable(venue)) return
    const begun = this.#begun
    try {
      await writer.run(() => this.#finish(venue, begun))
    } catch (error) {
      logger.error({ err: error, ...begun }, 'a reset begun before could not be finished; ask for it again')
    }
  }

  /** The same id again is the same reset, also after a restart. Different ones come one after the other. */
  reset(asked: NamedReset): Promise<ResetPaperReply> {
    const known = this.#asked.get(asked.resetId)
    if (known !== undefined) return known
    const reply = this.#last.then(() => this.#answer(asked)).finally(() => this.#asked.delete(asked.resetId))
    this.#asked.set(asked.resetId, reply)
    this.#last = reply.catch(() => {})
    return reply
  }

  async #answer(asked: NamedReset): Promise<ResetPaperReply> {
    const { writer, store, venue, mode, isReconciled } = this.#options
    if (mode !== 'PAPER' || !isResettable(venue)) return notReset('only a paper account can be reset')
    const known = await store.findReset(writer.state.account.accountId, asked.resetId)
    if (known?.doneAtSeq !== undefined) return DONE_BEFORE
    if (!isReconciled()) {
      const why = 'the account is not reconciled with the venue yet'
      if (known !== undefined) throw unfinished(why)
      return notReset(`${why}; ask again`)
    }
    this.#goingOn = true
    try {
      const begun = this.#begun
      // An interrupted one comes first, since the venue may have been reset by its name already.
      if (begun !== undefined && begun.resetId !== asked.resetId) await this.#reset(venue, begun)
      return await this.#reset(venue, asked)
    } finally {
      this.#goingOn = false
    }
  }

  async #reset(venue: ResettableVenue, asked: NamedReset): Promise<ResetPaperReply> {
    const { writer, cancelAll, reconcile } = this.#options
    // What was taken before is sent by then, and is cancelled with the rest.
    await writer.run(async () => {})
    await cancelAll.request({ halt: false, reason: 'the paper account is reset', by: asked.by })
    await reconcile()
    await this.#untilFinal()
    return writer.run(async () => {
      const open = this.#open()
      if (open.length > 0 && this.#begun !== undefined) throw unfinished(describe(open))
      if (open.length > 0) return notReset(`${describe(open)}; resolve them, or ask again`)
      if (this.#begun === undefined) await writer.commit({ bodies: [], orders: [], reset: asked })
      this.#begun = asked
      await this.#finish(venue, asked)
      return DONE
    })
  }

  /** Within the writer's turn, in which nothing else can happen to the account. The reset is written down as begun. */
  async #finish(venue: ResettableVenue, { resetId, by }: NamedReset): Promise<void> {
    const { writer, logger, mode } = this.#options
    const { time, balances } = await this.#resetVenue(venue, resetId)
    await this.#endAbsent(by)
    const opening = openingAdjustments(createLedger(writer.state.account.accountId), balances, mode, time)
    const adjustments = opening.map((adjustment) => ({ kind: 'ADJUSTMENT', adjustment }) as const)
    const body = { kind: 'RESET', reason: `reset by ${by}` } as const
    await writer.commit({
      bodies: [body, ...adjustments],
      orders: [],
      account: { executionsSince: time },
      reset: { resetId, by },
    })
    this.#begun = undefined
    logger.warn({ resetId, by }, 'paper account reset')
  }

  async #resetVenue(venue: ResettableVenue, resetId: string) {
    const { scheduler, logger, timeoutMs, lookupTimeoutMs } = this.#options
    try {
      await withDeadline(scheduler, timeoutMs, (signal) => venue.reset(resetId, signal))
      const time = await withDeadline(scheduler, lookupTimeoutMs, (signal) => venue.time(signal))
      const balances = await withDeadline(scheduler, lookupTimeoutMs, (signal) => venue.balances(signal))
      return { time, balances }
    } catch (error) {
      logger.error({ err: error, resetId }, 'the paper venue could not be reset')
      throw unfinished(`the paper venue failed (${String(error)})`, error)
    }
  }

  /** The venue of before is gone, and what might have appeared there with it. */
  async #endAbsent(by: string): Promise<void> {
    const { writer, scheduler } = this.#options
    const absent = writer.openEntries().filter(({ order }) => order.absentUntil !== undefined)
    await writer.recordAll(
      absent.map((entry) =>
        resolveOrder(entry, 'NEVER_EXISTED', `the account was reset by ${by}`, scheduler.now()),
      ),
    )
  }

  async #untilFinal(): Promise<void> {
    const { scheduler, timeoutMs } = this.#options
    for (let waited = 0; waited < timeoutMs && this.#open().length > 0; waited += LOOK_AGAIN_MS) {
      await scheduler.sleep(LOOK_AGAIN_MS)
    }
  }

  #open(): readonly Order[] {
    return this.#options.writer
      .openEntries()
      .map(({ order }) => order)
      .filter(({ absentUntil }) => absentUntil === undefined)
  }
}

const isResettable = (venue: Venue): venue is ResettableVenue => venue.reset !== undefined

const describe = (open: readonly Order[]): string => {
  const orders = open.map(({ clientOrderId, state }) => `${clientOrderId} (${state})`)
  return `these orders did not end: ${orders.join(', ')}`
}
