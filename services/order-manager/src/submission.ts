/**
 * The submit protocol: look up, verify, write down, answer, commit SUBMITTED immediately before the call, call, write
 * down the outcome. Invariant: a venue sees an intent's order from here at most once, since a call is made only by the
 * task that has just committed SUBMITTED for an order that it has just created.
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
import type { Logger, Scheduler, SubmitOutcome, Venue } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { move, writeDown } from './core/move-order.ts'
import { followSubmit } from './core/submit-outcome.ts'
import { type ApprovalKeys, type Refusal, verifyApproval } from './core/verify-approval.ts'
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
  readonly keys: ApprovalKeys
  readonly mode: OrderIntent['mode']
  readonly submitTimeoutMs: number
  /** Why new orders on the instrument are not taken now. */
  readonly closedFor: (intent: OrderIntent) => Refusal | undefined
  readonly onHandedToVenue: (intent: OrderIntent, at: UnixNanos) => void
}

export class Submission {
  readonly #options: SubmissionOptions
  readonly #inFlight = new Map<ClientOrderId, Promise<void>>()

  constructor(options: SubmissionOptions) {
    this.#options = options
  }

  isInFlight(id: ClientOrderId): boolean {
    return this.#inFlight.has(id)
  }

  /** Resolves when every call has been answered or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#inFlight.values())
  }

  /** Answers as soon as the order is written down; sending it goes on in the same turn of the writer. */
  place(placement: Placement): Promise<PlaceOrderReply> {
    const { writer } = this.#options
    const answer = Promise.withResolvers<PlaceOrderReply>()
    writer.run(() => this.#place(placement, answer.resolve)).catch(answer.reject)
    return answer.promise
  }

  async #place(placement: Placement, answer: (reply: PlaceOrderReply) => void): Promise<void> {
    const { writer, scheduler, telemetry } = this.#options
    const { intent } = placement
    const known = await writer.find(clientOrderIdOf(intent.intentId))
    if (known !== undefined) return answer(replyToKnown(known.order, intent))
    const refusal = this.#refusal(placement)
    if (refusal !== undefined) {
      telemetry.refused(refusal.reason)
      return answer({ kind: 'REFUSED', ...refusal })
    }
    const written = await writer.record(writeDown(intent, scheduler.now()))
    answer({ kind: 'PLACED', order: written.order })
    const sent = await writer.record(move(written, 'SUBMIT', scheduler.now()))
    this.#handToVenue(sent.order)
  }

  #refusal({ intent, intentBytes, approval }: Placement): Refusal | undefined {
    const { writer, keys, mode, scheduler, closedFor } = this.#options
    const { haltEpoch, riskEpoch } = writer.state.account
    const rules = { keys, mode, haltEpoch, riskEpoch }
    return verifyApproval(intent, intentBytes, approval, rules, scheduler.now()) ?? closedFor(intent)
  }

  #handToVenue(order: Order): void {
    const { scheduler, telemetry, onHandedToVenue } = this.#options
    const at = scheduler.now()
    const submitting = this.#submit(order, at)
    this.#inFlight.set(order.clientOrderId, submitting)
    telemetry.handedToVenue(millisBetween(order.intent.cause.tsInit, at) / 1_000)
    onHandedToVenue(order.intent, at)
  }

  async #submit(order: Order, at: UnixNanos): Promise<void> {
    const { writer, scheduler, telemetry, logger } = this.#options
    const { clientOrderId } = order
    const outcome = await this.#call(order)
    telemetry.submitAnswered(millisBetween(at, scheduler.now()) / 1_000)
    try {
      await writer.run(async () => {
        const entry = await writer.find(clientOrderId)
        if (entry) await writer.record(followSubmit(entry, outcome, scheduler.now()))
        this.#inFlight.delete(clientOrderId)
      })
    } catch (error) {
      // The writer has stopped: the order stays SUBMITTED, and a restart treats it as unknown.
      logger.error(
        { err: error, clientOrderId, outcome: outcome.kind },
        'submit outcome could not be written',
      )
      this.#inFlight.delete(clientOrderId)
    }
  }

  async #call(order: Order): Promise<SubmitOutcome> {
    const { venue, scheduler, submitTimeoutMs } = this.#options
    const { clientOrderId, intent } = order
    const { instrumentId, side, terms } = intent
    try {
      return await withDeadline(scheduler, submitTimeoutMs, (signal) =>
        venue.submit({ clientOrderId, instrumentId, side, terms }, signal),
      )
    } catch (error) {
      // Whatever went wrong, bytes may have left.
      return { kind: 'UNKNOWN', reason: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** The stored order's bytes beside the request's, both by our own codec: the same content is the same intent. */
function replyToKnown(order: Order, intent: OrderIntent): PlaceOrderReply {
  const same = Buffer.from(orderIntentCodec.encode(order.intent)).equals(orderIntentCodec.encode(intent))
  if (same) return { kind: 'PLACED', order }
  return {
    kind: 'REFUSED',
    reason: 'INTENT_MISMATCH',
    message: `intent ${intent.intentId} is known with another content`,
  }
}
