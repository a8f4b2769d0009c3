/**
 * A paper account starts again: everything is cancelled and final, the venue has its opening balances, and one commit
 * says so to everybody. A crash between the venue's reset and that commit leaves balances that executions do not
 * explain, which closes trading; asking for the reset again, as an unanswered command is, mends it.
 */
import type { ResetPaperReply } from '@oasis/contracts'
import { createLedger, type Order, type TradingMode } from '@oasis/domain'
import type { Logger, Scheduler, Venue } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import type { CancelAll } from './cancel-all.ts'
import { openingAdjustments } from './core/compare-balances.ts'
import { resolveOrder } from './core/resolve-order.ts'
import type { Refusal } from './core/verify-approval.ts'
import { withDeadline } from './with-deadline.ts'

export interface PaperResetOptions {
  readonly writer: AccountWriter
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

type ResettableVenue = Venue & Required<Pick<Venue, 'reset'>>

const LOOK_AGAIN_MS = 100

const notReset = (message: string): ResetPaperReply => ({ reset: false, message })

export class PaperReset {
  readonly #options: PaperResetOptions
  #underWay: Promise<ResetPaperReply> | undefined

  constructor(options: PaperResetOptions) {
    this.#options = options
  }

  /** While it goes on nothing new is taken. */
  closedFor(): Refusal | undefined {
    if (this.#underWay === undefined) return undefined
    return { reason: 'NOT_RECONCILED', message: 'the paper account is being reset' }
  }

  async reset(by: string): Promise<ResetPaperReply> {
    const { venue, mode, isReconciled } = this.#options
    if (mode !== 'PAPER' || !isResettable(venue)) return notReset('only a paper account can be reset')
    if (!isReconciled()) return notReset('the account is not reconciled with the venue yet; ask again')
    // Asked again while it goes on, as after an answer that took too long: the same reset.
    this.#underWay ??= this.#reset(venue, by).finally(() => {
      this.#underWay = undefined
    })
    return this.#underWay
  }

  async #reset(venue: ResettableVenue, by: string): Promise<ResetPaperReply> {
    const { writer, cancelAll, reconcile } = this.#options
    // What was taken before is sent by then, and is cancelled with the rest.
    await writer.run(async () => {})
    await cancelAll.request({ halt: false, reason: 'the paper account is reset', by })
    await reconcile()
    await this.#untilFinal()
    return writer.run(async () => {
      const open = this.#open()
      if (open.length > 0) return notReset(describe(open))
      return this.#startAgain(venue, by)
    })
  }

  /** Within the writer's turn, in which nothing else can happen to the account. */
  async #startAgain(venue: ResettableVenue, by: string): Promise<ResetPaperReply> {
    const { writer, scheduler, logger, mode, timeoutMs, lookupTimeoutMs } = this.#options
    const { accountId } = writer.state.account
    try {
      await withDeadline(scheduler, timeoutMs, (signal) => venue.reset(signal))
      const time = await withDeadline(scheduler, lookupTimeoutMs, (signal) => venue.time(signal))
      const balances = await withDeadline(scheduler, lookupTimeoutMs, (signal) => venue.balances(signal))
      await this.#endAbsent(by)
      const opening = openingAdjustments(createLedger(accountId), balances, mode, time)
      const adjustments = opening.map((adjustment) => ({ kind: 'ADJUSTMENT', adjustment }) as const)
      const reset = { kind: 'RESET', reason: `reset by ${by}` } as const
      await writer.commit({ bodies: [reset, ...adjustments], orders: [], account: { executionsSince: time } })
    } catch (error) {
      logger.error({ err: error }, 'the paper account could not be reset')
      return notReset(`the paper venue failed (${String(error)}); ask again`)
    }
    logger.warn({ by }, 'paper account reset')
    return { reset: true, message: 'the account starts again from its opening balances' }
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
  return `these orders did not end: ${orders.join(', ')}; resolve them, or ask again`
}
