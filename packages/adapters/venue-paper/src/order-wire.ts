/**
 * The way to the venue and back. An order or cancel arrives after its latency; the answer comes back at once, when
 * what it says is durable. Latencies follow from the account's seed and the order's id, so neither a restart nor the
 * order of calls changes them.
 *
 * Nothing is written before arrival: an order whose `submit` did not resolve may or may not exist after a crash, and
 * `find` tells for certain, since an order still on its way is known as PENDING and dies with the process.
 */
import { type ClientOrderId, type VenueOrderId, ZERO_QUANTITY } from '@oasis/domain'
import { type PaperMatcher, type PaperOrder, paperVenueOrderId } from '@oasis/matching'
import type {
  CancelOutcome,
  Scheduler,
  SendingVeto,
  SubmitOutcome,
  VenueOrder,
  VenueOrderReport,
} from '@oasis/ports'
import { seededRandom } from '@oasis/runtime'
import type { EffectRecorder } from './effect-recorder.ts'
import { contentOf } from './journal-records.ts'
import { latencyAt } from './latency.ts'
import type { OrderArchive } from './order-archive.ts'

export interface OrderWireOptions {
  readonly scheduler: Scheduler
  readonly matcher: PaperMatcher
  readonly archive: OrderArchive
  readonly recorder: EffectRecorder
  readonly seed: string
  readonly latencyMs: readonly number[]
  /** Brings the instrument's market up to date before something arrives. */
  readonly catchUp: (instrument: VenueOrder['instrumentId']) => void
  /** Resolves when all that has happened has been told. */
  readonly settled: () => Promise<void>
}

interface InFlight {
  readonly order: VenueOrder
  readonly outcome: Promise<SubmitOutcome>
  readonly sentAt: VenueOrderReport['tsEvent']
}

/** An answer to both kinds of call. */
const LOST = { kind: 'UNKNOWN', reason: 'the paper venue stopped before it could answer' } as const

export class OrderWire {
  readonly #options: OrderWireOptions
  readonly #inFlight = new Map<ClientOrderId, InFlight>()
  readonly #onClose = new Set<() => void>()

  constructor(options: OrderWireOptions) {
    this.#options = options
  }

  submit(order: VenueOrder, signal: AbortSignal, veto: SendingVeto): Promise<SubmitOutcome> {
    const id = order.clientOrderId
    const sent = this.#inFlight.get(id)
    if (sent) return contentOf(sent.order) === contentOf(order) ? sent.outcome : Promise.resolve(REUSED)
    const known = this.#options.archive.find(id)
    if (known) return this.#repeat(known, order)
    // It leaves in this very call; the latency is the way, on which nothing is called back.
    const vetoed = veto()
    if (vetoed !== undefined) return Promise.resolve({ kind: 'NOT_SENT', reason: vetoed })
    const outcome = this.#send<SubmitOutcome>(id, signal, LOST, (answer) => this.#arrive(order, answer))
    this.#inFlight.set(id, { order, outcome, sentAt: this.#options.scheduler.now() })
    return outcome
  }

  cancel(venueOrderId: VenueOrderId, signal: AbortSignal): Promise<CancelOutcome> {
    return this.#send<CancelOutcome>(`cancel/${venueOrderId}`, signal, LOST, (answer) =>
      this.#arriveCancel(venueOrderId, answer),
    )
  }

  /** An order still on its way. */
  pending(id: ClientOrderId): VenueOrderReport | undefined {
    const sent = this.#inFlight.get(id)
    if (!sent) return undefined
    const { clientOrderId, instrumentId, side } = sent.order
    return {
      clientOrderId,
      venueOrderId: paperVenueOrderId(id),
      instrumentId,
      side,
      status: 'PENDING',
      filledQuantity: ZERO_QUANTITY,
      tsEvent: sent.sentAt,
    }
  }

  /** What is on its way gets lost. */
  close(): void {
    for (const lose of [...this.#onClose]) lose()
    this.#onClose.clear()
    this.#inFlight.clear()
  }

  /** Resolves by the answer, or by `lost` when the wire closes or the caller no longer waits. */
  #send<Outcome>(
    name: string,
    signal: AbortSignal,
    lost: Outcome,
    arrive: (answer: (outcome: Outcome) => void) => void,
  ): Promise<Outcome> {
    const { scheduler, latencyMs, seed } = this.#options
    return new Promise((resolve) => {
      const giveUp = () => resolve(lost)
      const timer = scheduler.after(latencyAt(latencyMs, seededRandom(`${seed}/${name}`)()), () => {
        this.#onClose.delete(close)
        arrive((outcome) => {
          signal.removeEventListener('abort', giveUp)
          resolve(outcome)
        })
      })
      const close = () => {
        timer.cancel()
        giveUp()
      }
      this.#onClose.add(close)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  #arrive(order: VenueOrder, answer: (outcome: SubmitOutcome) => void): void {
    const { scheduler, matcher, recorder, archive, catchUp } = this.#options
    catchUp(order.instrumentId)
    const events = matcher.submit(order, scheduler.now())
    this.#inFlight.delete(order.clientOrderId)
    const settle = () => {
      const result = archive.find(order.clientOrderId)
      answer(result ? outcomeOf(result) : LOST)
    }
    recorder.record(events, settle, () => answer(LOST))
  }

  #arriveCancel(venueOrderId: VenueOrderId, answer: (outcome: CancelOutcome) => void): void {
    const { scheduler, matcher, recorder, archive, catchUp } = this.#options
    const order = archive.findByVenueId(venueOrderId)
    if (order) catchUp(order.instrumentId)
    const events = order && matcher.cancel(order.clientOrderId, scheduler.now())
    if (events)
      recorder.record(
        events,
        () => answer({ kind: 'REQUESTED' }),
        () => answer(LOST),
      )
    else
      answer({ kind: 'REJECTED', venueReason: refusalOfCancel(order && archive.find(order.clientOrderId)) })
  }

  async #repeat(known: PaperOrder, order: VenueOrder): Promise<SubmitOutcome> {
    if (contentOf(known) !== contentOf(order)) return REUSED
    await this.#options.settled()
    return outcomeOf(known)
  }
}

const REUSED: SubmitOutcome = {
  kind: 'REJECTED',
  venueReason: 'DUPLICATE_CLIENT_ORDER_ID',
  message: 'the client order id belongs to an order with other content',
}

const outcomeOf = (order: PaperOrder): SubmitOutcome =>
  order.status === 'REJECTED'
    ? { kind: 'REJECTED', venueReason: order.reason ?? '', message: order.message ?? '' }
    : { kind: 'ACKNOWLEDGED', venueOrderId: order.venueOrderId }

const refusalOfCancel = (order: PaperOrder | undefined): string =>
  order?.status === 'FILLED' ? 'ORDER_IS_FULLY_FILLED' : 'UNKNOWN_CANCEL_ORDER'
