/**
 * Orders that replace another: written down, and waiting until the other one is final. Waiting is in memory only: after
 * a crash a PENDING_SUBMIT order was not sent.
 *
 * The approval has to be good when the order is written down and still when it is sent, so that its expiry ends the
 * wait. By then the other order's cancel is under way: a replacement may end with neither order.
 */
import type { ClientOrderId, Order, OrderIntent } from '@oasis/domain'
import type { Logger, Scheduler, Timer } from '@oasis/ports'
import { describeError } from '@oasis/runtime'
import type { AccountWriter } from './account-writer.ts'
import type { Cancellation } from './cancellation.ts'
import { requestCancel } from './core/cancel-order.ts'
import type { LeaveToSend } from './core/leave-to-send.ts'
import { move } from './core/move-order.ts'
import type { OrderChange, OrderEntry } from './core/order-entry.ts'
import { refuseReplacement, stepReplacement } from './core/replace-order.ts'
import type { Refusal } from './core/verify-approval.ts'

export interface ReplacementsOptions {
  readonly writer: AccountWriter
  readonly cancellation: Pick<Cancellation, 'sendIfDue'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly closedFor: (intent: OrderIntent) => Refusal | undefined
  /** Within the writer's turn. Looks again whether it may be sent. */
  readonly send: (entry: OrderEntry, leave: LeaveToSend) => Promise<void>
}

interface Waiting {
  readonly id: ClientOrderId
  readonly replaces: ClientOrderId
  readonly filledBefore: Order['filledQuantity']
  readonly leave: LeaveToSend
  readonly timer: Timer
}

export class Replacements {
  readonly #options: ReplacementsOptions
  readonly #waiting = new Map<ClientOrderId, Waiting>()

  constructor(options: ReplacementsOptions) {
    this.#options = options
  }

  isWaiting(id: ClientOrderId): boolean {
    return this.#waiting.has(id)
  }

  /** Within the writer's turn, right after the order was written down. */
  async begin(entry: OrderEntry, replaces: ClientOrderId, leave: LeaveToSend): Promise<void> {
    const { writer, scheduler, cancellation } = this.#options
    const { clientOrderId: id } = entry.order
    const old = await this.#findOld(replaces)
    if ('failure' in old) return this.#notSent(entry, old.failure)
    const refused = refuseReplacement(entry.order, old.order)
    if (refused !== undefined) return this.#notSent(entry, refused)
    const timer = scheduler.at(leave.expiresAt, () => {
      this.#drop(waiting, 'its approval expired before the order to replace had ended')
    })
    const { filledQuantity: filledBefore } = old.order
    const waiting: Waiting = { id, replaces, filledBefore, leave, timer }
    this.#waiting.set(id, waiting)
    const canceled = await writer.record(requestCancel(old, `replaced by ${id}`, scheduler.now()).change)
    cancellation.sendIfDue(canceled.order)
  }

  /** A store that cannot be read is an end of the wait as well: nothing would look again before a restart. */
  async #findOld(id: ClientOrderId): Promise<OrderEntry | { readonly failure: string }> {
    const { writer, logger } = this.#options
    try {
      return (await writer.find(id)) ?? { failure: `the order to replace (${id}) is not known here` }
    } catch (error) {
      logger.error({ err: error, clientOrderId: id }, 'the order to replace could not be read')
      return { failure: `the order to replace (${id}) could not be read: ${describeError(error)}` }
    }
  }

  /** After each change of an order. */
  recorded({ entry: { order } }: OrderChange): void {
    for (const waiting of this.#waiting.values()) {
      if (waiting.replaces !== order.clientOrderId) continue
      if (stepReplacement(order, waiting.filledBefore).kind === 'WAIT') continue
      this.#queue(waiting, () => this.#step(waiting))
    }
  }

  /** None of those that wait is sent after this, whatever the writer is doing. */
  dropAll(reason: string): void {
    for (const waiting of this.#waiting.values()) this.#drop(waiting, reason)
  }

  #drop(waiting: Waiting, reason: string): void {
    this.#end(waiting)
    this.#queue(waiting, async () => {
      await this.#notSent(await this.#options.writer.get(waiting.id), reason)
    })
  }

  #end({ id, timer }: Waiting): void {
    this.#waiting.delete(id)
    timer.cancel()
  }

  async #step(waiting: Waiting): Promise<void> {
    const { writer, send, closedFor } = this.#options
    const old = await writer.get(waiting.replaces)
    const entry = await writer.get(waiting.id)
    // Dropped meanwhile. Its own cancel leaves it waiting, and no longer PENDING_SUBMIT.
    if (!this.isWaiting(waiting.id)) return
    const step = stepReplacement(old.order, waiting.filledBefore)
    if (step.kind === 'WAIT') return
    this.#end(waiting)
    if (entry.order.state !== 'PENDING_SUBMIT') return
    if (step.kind === 'GIVE_UP') return this.#notSent(entry, step.reason)
    const closed = closedFor(entry.order.intent)
    if (closed !== undefined) return this.#notSent(entry, closed.message)
    await send(entry, waiting.leave)
  }

  async #notSent(entry: OrderEntry, reason: string): Promise<void> {
    const { writer, scheduler } = this.#options
    if (entry.order.state !== 'PENDING_SUBMIT') return
    await writer.record(move(entry, 'NOT_SENT', scheduler.now(), { reason: `not sent: ${reason}` }))
  }

  #queue({ id }: Waiting, task: () => Promise<void>): void {
    const { writer, logger } = this.#options
    // The writer has stopped: a restart ends what waits.
    writer.run(task).catch((error: unknown) => {
      logger.error({ err: error, clientOrderId: id }, 'a replacement could not be decided')
    })
  }
}
