/**
 * The submit protocol: look up, verify, write down, answer, commit SUBMITTED immediately before the call, call, write
 * down the outcome. Placements that wait for the writer take each of these steps together, since a commit of many costs
 * little more than one of one. Invariants: a venue sees an intent's order from here at most once, since a call is made only by the
 * task that has just committed SUBMITTED for an order that was PENDING_SUBMIT; and none that a halt, another risk epoch,
 * its approval's expiry or another order manager has overtaken since it was approved, since all are looked at again right
 * before the call, and by the adapter right before the first byte.
 */
import { orderIntentCodec, type PlaceOrderReply } from '@oasis/contracts'
import {
  type Approval,
  type ClientOrderId,
  clientOrderIdOf,
  millisBetween,
  type Order,
  type OrderIntent,
  type UnixNanos,
} from '@oasis/domain'
import type { CrashPoints, Lease, Logger, Scheduler, SubmitOutcome, Venue } from '@oasis/ports'
import { describeError } from '@oasis/runtime'
import type { AccountWriter } from './account-writer.ts'
import { isHaltReduction, refuseByHalt } from './core/halt-rules.ts'
import { type LeaveToSend, overtaken } from './core/leave-to-send.ts'
import { move, writeDown } from './core/move-order.ts'
import type { OrderChange, OrderEntry } from './core/order-entry.ts'
import { followSubmit } from './core/submit-outcome.ts'
import { venueOrderOf } from './core/venue-order.ts'
import { type ApprovalKeys, type Refusal, verifyApproval } from './core/verify-approval.ts'
import { voidIntent } from './core/void-intent.ts'
import { type Gatherable, Gathering } from './gathering.ts'
import type { Halt } from './halt.ts'
import type { LookedUp } from './order-cache.ts'
import type { OrderTelemetry } from './order-telemetry.ts'
import { withDeadline } from './with-deadline.ts'

export interface Placement {
  readonly intent: OrderIntent
  /** What the approval's MAC covers. */
  readonly intentBytes: Uint8Array
  readonly approval: Approval
}

export interface SubmissionOptions {
  readonly writer: AccountWriter
  readonly venue: Venue
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly telemetry: OrderTelemetry
  readonly crashPoints: CrashPoints
  readonly halt: Halt
  /** Another one may be the account's order manager by now; undefined while none can be. */
  readonly leaseLapsed: Lease['lapsed']
  readonly keys: ApprovalKeys
  readonly mode: OrderIntent['mode']
  readonly submitTimeoutMs: number
  readonly defaultExpiryMs: number
  /** Why new orders on the instrument are not taken now. */
  readonly closedFor: (intent: OrderIntent) => Refusal | undefined
  /** Within the writer's turn: cancels the other order, and sends this one when that has ended. */
  readonly replace: (entry: OrderEntry, replaces: ClientOrderId, leave: LeaveToSend) => Promise<void>
  readonly onHandedToVenue: (intent: OrderIntent, at: UnixNanos) => void
  /** What the venue answered, before it is written down. */
  readonly onAnswered: (order: Order, outcome: SubmitOutcome) => void
}

/** One that waits for the writer's turn. */
interface Asked extends Placement, Gatherable {
  readonly id: ClientOrderId
  readonly ahead: Promise<LookedUp | undefined>
  readonly answer: (reply: PlaceOrderReply) => void
}

interface ToSend {
  readonly entry: OrderEntry
  readonly leave: LeaveToSend
}

interface NotSent {
  readonly entry: OrderEntry
  readonly reason: string
}

const PLACED_TOGETHER = 50

export class Submission {
  readonly #options: SubmissionOptions
  readonly #waiting: Gathering<Asked>
  readonly #inFlight = new Map<ClientOrderId, Promise<void>>()
  readonly #unanswered = new Set<ClientOrderId>()

  constructor(options: SubmissionOptions) {
    this.#options = options
    this.#waiting = new Gathering({
      turn: (task) => options.writer.run(task),
      most: PLACED_TOGETHER,
      work: (asked) => this.#placeAll(asked),
    })
  }

  /** Handed to the venue, and neither answered nor given up: they may arrive there at any moment. */
  get unanswered(): Iterable<ClientOrderId> {
    return this.#unanswered
  }

  /** Until the answer is written down. */
  isInFlight(id: ClientOrderId): boolean {
    return this.#inFlight.has(id)
  }

  /** Resolves when every call has been answered or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#inFlight.values())
  }

  /** Answers as soon as the order is written down; sending it goes on in the same turn of the writer. */
  place(placement: Placement): Promise<PlaceOrderReply> {
    const { promise, resolve, reject } = Promise.withResolvers<PlaceOrderReply>()
    const { writer } = this.#options
    const id = clientOrderIdOf(placement.intent.intentId)
    // What cannot be looked up now is looked up again in the writer's turn, and fails there.
    const ahead = writer.lookUp(id).catch(() => undefined)
    this.#waiting.add({ ...placement, id, ahead, answer: resolve, fail: reject })
    return promise
  }

  /** Answers all. What cannot be written down with the others is tried by itself, and keeps nobody else out. */
  async #writeDownAll(fresh: readonly Asked[]): Promise<readonly ToSend[]> {
    const { writer, scheduler, telemetry, crashPoints } = this.#options
    const orders = fresh.map((asked) => ({ asked, change: writeDown(asked.intent, scheduler.now()) }))
    try {
      await writer.recordAll(orders.map(({ change }) => change))
    } catch (error) {
      if (writer.isClosed || fresh.length === 1) throw error
      const written: ToSend[] = []
      for (const asked of fresh) written.push(...(await this.#writeDownAll([asked]).catch(failed(asked))))
      return written
    }
    for (const { asked, change } of orders) {
      const { order } = change.entry
      crashPoints.pass('order-committed')
      asked.answer({ kind: 'PLACED', order })
      telemetry.written(millisBetween(order.intent.cause.tsInit, scheduler.now()) / 1_000)
    }
    return orders.map(({ asked, change }) => ({ entry: change.entry, leave: asked.approval }))
  }

  async #placeAll(asked: readonly Asked[]): Promise<void> {
    const { replace } = this.#options
    const fresh = await this.#answerUnlessNew(asked)
    const written = await this.#writeDownAll(fresh)
    await this.#sendAll(written.filter(({ entry }) => entry.order.intent.replaces === undefined))
    for (const { entry, leave } of written) {
      const { intent } = entry.order
      if (intent.replaces === undefined) continue
      // Before the other one's cancel is asked for: where this one has no leave any more, that one stays.
      const tooLate = this.#overtaken(intent, leave)
      if (tooLate === undefined) await replace(entry, intent.replaces, leave)
      else await this.#notSent([{ entry, reason: tooLate }])
    }
  }

  /** Those to be written down, in the order of asking; all others have their answers. */
  async #answerUnlessNew(asked: readonly Asked[]): Promise<readonly Asked[]> {
    const fresh = new Map<ClientOrderId, Asked>()
    for (const each of asked) {
      try {
        const known = await this.#options.writer.find(each.id, await each.ahead)
        if (known !== undefined) each.answer(replyToKnown(known.order, each.intent))
        else if (fresh.has(each.id)) this.#askAgain(each)
        else if (!this.#refuse(each)) fresh.set(each.id, each)
      } catch (error) {
        // Whether it is known cannot be told: nothing is written down for it, and the others are not kept waiting.
        each.fail(error)
      }
    }
    return [...fresh.values()]
  }

  #refuse(asked: Asked): boolean {
    const refusal = this.#refusal(asked)
    if (refusal === undefined) return false
    this.#options.telemetry.refused(refusal.reason)
    asked.answer({ kind: 'REFUSED', ...refusal })
    return true
  }

  /** The same intent twice in one turn: the second is answered in a later one, from what the first came to. */
  #askAgain(asked: Asked): void {
    this.place(asked).then(asked.answer, asked.fail)
  }

  /** Within the writer's turn; the order is PENDING_SUBMIT. */
  send(entry: OrderEntry, leave: LeaveToSend): Promise<void> {
    return this.#sendAll([{ entry, leave }])
  }

  async #sendAll(orders: readonly ToSend[]): Promise<void> {
    const { writer, scheduler, crashPoints } = this.#options
    const leaves = new Map(orders.map(({ entry, leave }) => [entry.order.clientOrderId, leave]))
    const changes = orders.map(({ entry, leave }) => {
      const tooLate = this.#overtaken(entry.order.intent, leave)
      if (tooLate !== undefined) return this.#notSentChange({ entry, reason: tooLate })
      return move(entry, 'SUBMIT', scheduler.now())
    })
    await writer.recordAll(changes)
    const overtakenSince: NotSent[] = []
    for (const { before, entry } of changes) {
      const { intent, state, clientOrderId } = entry.order
      const leave = leaves.get(clientOrderId)
      if (before?.state !== 'PENDING_SUBMIT' || state !== 'SUBMITTED' || leave === undefined) continue
      crashPoints.pass('submitted-committed')
      // The commit took its time, in which a halt may have been called: nothing comes between this look and the call.
      const reason = this.#overtaken(intent, leave)
      if (reason === undefined) this.#handToVenue(entry.order, leave)
      else overtakenSince.push({ entry, reason })
    }
    await this.#notSent(overtakenSince)
  }

  /** A tombstone for an intent that was never placed; what is known of it otherwise. */
  async voidIntent(intent: OrderIntent): Promise<Order> {
    const { writer, scheduler } = this.#options
    return writer.run(async () => {
      const known = await writer.find(clientOrderIdOf(intent.intentId))
      const { order } = known ?? (await writer.record(voidIntent(intent, scheduler.now())))
      return order
    })
  }

  #overtaken(intent: OrderIntent, leave: LeaveToSend): string | undefined {
    const { writer, halt, scheduler, leaseLapsed } = this.#options
    const lapsed = leaseLapsed()
    if (lapsed !== undefined) return lapsed
    const { riskEpoch } = writer.state.account
    return overtaken(intent, leave, { halt: halt.state, riskEpoch }, scheduler.now())
  }

  async #notSent(orders: readonly NotSent[]): Promise<void> {
    await this.#options.writer.recordAll(orders.map((each) => this.#notSentChange(each)))
  }

  #notSentChange({ entry, reason }: NotSent): OrderChange {
    return move(entry, 'NOT_SENT', this.#options.scheduler.now(), { reason: `not sent: ${reason}` })
  }

  #refusal({ intent, intentBytes, approval }: Placement): Refusal | undefined {
    const { writer, keys, mode, scheduler, closedFor, halt } = this.#options
    const { haltEpoch } = halt.state
    const { riskEpoch } = writer.state.account
    const rules = { keys, mode, haltEpoch, riskEpoch }
    return (
      verifyApproval(intent, intentBytes, approval, rules, scheduler.now()) ??
      refuseByHalt(intent, halt.state) ??
      closedFor(intent)
    )
  }

  #handToVenue(order: Order, leave: LeaveToSend): void {
    const { scheduler, telemetry, crashPoints, halt, onHandedToVenue } = this.#options
    const at = scheduler.now()
    if (isHaltReduction(order.intent)) halt.admit(order.clientOrderId)
    const submitting = this.#submit(order, leave, at)
    this.#inFlight.set(order.clientOrderId, submitting)
    crashPoints.pass('request-sent')
    telemetry.handedToVenue(millisBetween(order.intent.cause.tsInit, at) / 1_000)
    onHandedToVenue(order.intent, at)
  }

  async #submit(order: Order, leave: LeaveToSend, at: UnixNanos): Promise<void> {
    const { writer, scheduler, telemetry, crashPoints, logger, onAnswered } = this.#options
    const { clientOrderId } = order
    this.#unanswered.add(clientOrderId)
    const outcome = await this.#call(order, leave)
    this.#unanswered.delete(clientOrderId)
    onAnswered(order, outcome)
    telemetry.submitAnswered(millisBetween(at, scheduler.now()) / 1_000)
    try {
      crashPoints.pass('venue-answered')
      await writer.draft(async (drafts) => {
        drafts.add(followSubmit(await drafts.get(clientOrderId), outcome, scheduler.now()))
        drafts.afterwards(() => this.#inFlight.delete(clientOrderId))
      })
    } catch (error) {
      // The writer has stopped, and whoever stopped it tells all: the order stays SUBMITTED, a restart treats it as unknown.
      const about = { reason: describeError(error), clientOrderId, outcome: outcome.kind }
      logger.error(about, 'submit outcome could not be written')
      this.#inFlight.delete(clientOrderId)
    }
  }

  async #call(order: Order, leave: LeaveToSend): Promise<SubmitOutcome> {
    const { venue, scheduler, submitTimeoutMs, defaultExpiryMs } = this.#options
    const request = venueOrderOf(order, venue.traits, defaultExpiryMs)
    const veto = (): string | undefined => this.#overtaken(order.intent, leave)
    try {
      return await withDeadline(scheduler, submitTimeoutMs, (signal) => venue.submit(request, signal, veto))
    } catch (error) {
      // Whatever went wrong, bytes may have left.
      return { kind: 'UNKNOWN', reason: describeError(error) }
    }
  }
}

const failed =
  ({ fail }: Gatherable) =>
  (error: unknown): readonly [] => {
    fail(error)
    return []
  }

/** The stored order's bytes beside the request's, both by our own codec: the same content is the same intent. */
function replyToKnown(order: Order, intent: OrderIntent): PlaceOrderReply {
  const same = Buffer.from(orderIntentCodec.encode(order.intent)).equals(orderIntentCodec.encode(intent))
  if (same && order.state === 'VOIDED') {
    return { kind: 'REFUSED', reason: 'VOIDED', message: `intent ${intent.intentId} was voided` }
  }
  if (same) return { kind: 'PLACED', order }
  return {
    kind: 'REFUSED',
    reason: 'INTENT_MISMATCH',
    message: `intent ${intent.intentId} is known with another content`,
  }
}
