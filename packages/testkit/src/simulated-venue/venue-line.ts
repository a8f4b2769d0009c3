/**
 * The network between one process and the venue: requests and answers travel, are lost, are late. What has been sent
 * takes effect even when nobody listens any more. Answers say what is known: UNKNOWN wherever a byte may have left.
 */
import { addMillis, type ClientOrderId, type UnixNanos, type VenueOrderId } from '@oasis/domain'
import type {
  CancelOutcome,
  Random,
  Scheduler,
  SendingVeto,
  SubmitOutcome,
  VenueEvent,
  VenueOrder,
} from '@oasis/ports'
import { drawMs } from './draw.ts'
import { EventStream } from './event-stream.ts'
import type { FaultDice } from './fault-dice.ts'
import type { OrderDesk } from './order-desk.ts'
import type { Reachability } from './reachability.ts'
import type { SimulatedVenueConfig, VenueConnection } from './simulated-venue-api.ts'
import type { VenueClock } from './venue-clock.ts'
import type { VenueViews } from './venue-views.ts'

export interface VenueLineOptions {
  readonly desk: OrderDesk
  readonly views: VenueViews
  readonly clock: VenueClock
  readonly dice: FaultDice
  readonly random: Random
  readonly scheduler: Scheduler
  readonly reachability: Reachability
  readonly config: SimulatedVenueConfig
  /** Of a request that is sent now; one for all lines, since some venues keep the order of sending. */
  readonly arrivesAt: () => UnixNanos
  readonly onClosed: () => void
}

/** How a call goes wrong; undefined parts go well. */
interface Journey<T> {
  readonly travelMs?: number
  /** Never arrives. */
  readonly lost?: boolean
  /** The answer does not come; told when it would have been sent. */
  readonly answerLost?: boolean
  /** Instead of what the venue has said. */
  readonly answer?: T
  readonly extraAnswerMs?: number
  /** Counted when the request, or its answer, arrives after the client has given up. */
  readonly late?: 'submit-taken-late' | 'submit-answer-late'
}

const FAILED: SubmitOutcome & CancelOutcome = { kind: 'UNKNOWN', reason: 'HTTP 503 from the venue' }
const OVERDUE: SubmitOutcome & CancelOutcome = { kind: 'UNKNOWN', reason: 'no answer before the deadline' }
const REFUSED: SubmitOutcome & CancelOutcome = { kind: 'NOT_SENT', reason: 'connection refused' }
const TOO_LATE: SubmitOutcome & CancelOutcome = { kind: 'NOT_SENT', reason: 'the deadline had passed' }

export class VenueLine implements VenueConnection {
  readonly id: VenueConnection['id']
  readonly traits: VenueConnection['traits']
  readonly stream: EventStream
  readonly #options: VenueLineOptions
  readonly #unanswered = new Set<ClientOrderId>()
  #severed = false

  constructor(options: VenueLineOptions) {
    this.#options = options
    this.id = options.config.id
    this.traits = options.config.traits
    const { scheduler, random, dice, config } = options
    const onDelivered = (event: VenueEvent): void => this.#noteEarly(event)
    this.stream = new EventStream({ scheduler, random, dice, latency: config.latency, onDelivered })
  }

  /** Resolves whether the venue is there or not: a stream that is down reconnects by itself. */
  async start(onEvent: (event: VenueEvent) => void): Promise<void> {
    const { scheduler, random, config, reachability } = this.#options
    await scheduler.sleep(drawMs(random, config.latency))
    if (this.#severed) return
    this.stream.open(onEvent)
    if (!reachability.reachable) this.stream.interrupt()
  }

  async stop(): Promise<void> {
    this.stream.close()
    this.#options.onClosed()
  }

  sever(): void {
    this.#severed = true
    this.stream.close()
    this.#options.onClosed()
  }

  async submit(order: VenueOrder, signal: AbortSignal, veto: SendingVeto): Promise<SubmitOutcome> {
    const { desk, dice } = this.#options
    if (signal.aborted) return TOO_LATE
    if (this.#refuses() || this.#strikes('submit-refused')) return this.#refused(signal)
    // The request leaves in this very call.
    const vetoed = veto()
    if (vetoed !== undefined) return { kind: 'NOT_SENT', reason: vetoed }
    this.#unanswered.add(order.clientOrderId)
    try {
      const journey = this.#submitJourney(dice)
      return await this.#call(signal, OVERDUE, () => desk.submit(order), journey)
    } finally {
      this.#unanswered.delete(order.clientOrderId)
    }
  }

  async cancel(venueOrderId: VenueOrderId, signal: AbortSignal): Promise<CancelOutcome> {
    const { desk, random } = this.#options
    if (signal.aborted) return TOO_LATE
    if (this.#refuses()) return this.#refused(signal)
    const unanswered = this.#strikes('cancel-answer-lost')
    const journey = unanswered ? { lost: random() < 0.5, answerLost: true } : {}
    return this.#call<CancelOutcome>(signal, OVERDUE, () => desk.cancel(venueOrderId), journey)
  }

  findOrder: VenueConnection['findOrder'] = (id, signal) =>
    this.#look(signal, () => this.#options.views.findOrder(id))

  openOrders: VenueConnection['openOrders'] = (signal) =>
    this.#look(signal, () => this.#options.views.openOrders())

  executionsSince: VenueConnection['executionsSince'] = (since, signal) =>
    this.#look(signal, () => this.#options.views.executionsSince(since))

  balances: VenueConnection['balances'] = (signal) => this.#look(signal, () => this.#options.views.balances())

  time: VenueConnection['time'] = (signal) => this.#look(signal, () => this.#options.clock.moment.ts)

  /** At most one fault for one request: which, is drawn in this order. */
  #submitJourney(dice: FaultDice): Journey<SubmitOutcome> {
    const { config } = this.#options
    if (this.#strikes('submit-lost')) return { lost: true }
    if (this.#strikes('submit-error-before')) return { lost: true, answer: FAILED }
    if (this.#strikes('submit-answer-lost')) return { answerLost: true }
    if (this.#strikes('submit-error-after')) return { answer: FAILED }
    if (dice.strikes('submit-answer-late')) {
      return { extraAnswerMs: dice.lastsMs('submit-answer-late'), late: 'submit-answer-late' }
    }
    if (!config.traits.lookupIsConclusive && dice.strikes('submit-taken-late')) {
      return { travelMs: dice.lastsMs('submit-taken-late'), late: 'submit-taken-late' }
    }
    // Counted when an event really comes first.
    return dice.strikes('fill-early') ? { extraAnswerMs: 2 * config.latency.maxMs + 1 } : {}
  }

  /** Struck and counted at once, for faults that always bite. */
  #strikes(kind: Parameters<FaultDice['strikes']>[0]): boolean {
    const struck = this.#options.dice.strikes(kind)
    if (struck) this.#options.dice.bit(kind)
    return struck
  }

  /** While nobody reaches the venue, connections are refused or hang. */
  #refuses(): boolean {
    return !this.#options.reachability.reachable && this.#options.random() < 0.5
  }

  async #refused(signal: AbortSignal): Promise<typeof REFUSED> {
    const { scheduler, random, config } = this.#options
    await scheduler.sleep(drawMs(random, config.latency), signal).catch(() => {})
    return this.#severed ? await new Promise<never>(() => {}) : REFUSED
  }

  async #look<T>(signal: AbortSignal, read: () => T): Promise<T> {
    const { scheduler, random, config } = this.#options
    signal.throwIfAborted()
    const failed = this.#strikes('look-failed')
    if (this.#refuses() || (failed && random() < 0.5)) {
      await scheduler.sleep(drawMs(random, config.latency), signal)
      throw new Error(failed ? 'HTTP 503 from the venue' : 'connection refused')
    }
    type Found = { readonly value: T } | undefined
    const found = await this.#call<Found>(signal, undefined, () => ({ value: read() }), { lost: failed })
    if (!found) throw signal.reason
    return found.value
  }

  /** Resolves with the answer, or with `overdue` when the signal aborts first; never once the line is cut. */
  #call<T>(signal: AbortSignal, overdue: T, arrive: () => T, journey: Journey<T>): Promise<T> {
    const { scheduler, random, config, reachability, arrivesAt, dice } = this.#options
    const { promise, resolve } = Promise.withResolvers<T>()
    const settle = (value: T): void => {
      if (!this.#severed) resolve(value)
    }
    const noteLate = (kind: Journey<T>['late']): void => {
      if (signal.aborted && kind !== undefined && kind === journey.late) dice.bit(kind)
    }
    const answerAfter = (value: T): void => {
      const delayMs = drawMs(random, config.latency) + (journey.extraAnswerMs ?? 0)
      scheduler.after(delayMs, () => {
        noteLate('submit-answer-late')
        if (reachability.reachable) settle(value)
      })
    }
    signal.addEventListener('abort', () => settle(overdue), { once: true })
    const arrival =
      journey.travelMs === undefined ? arrivesAt() : addMillis(scheduler.now(), journey.travelMs)
    scheduler.at(arrival, () => {
      if (!reachability.reachable) return
      noteLate('submit-taken-late')
      const lost = journey.lost === true
      const said = lost ? overdue : arrive()
      if (journey.answer !== undefined) answerAfter(journey.answer)
      else if (!lost && !journey.answerLost) answerAfter(said)
    })
    return promise
  }

  #noteEarly(event: VenueEvent): void {
    if (event.kind !== 'EXECUTION' || !this.#unanswered.has(event.execution.clientOrderId)) return
    this.#options.dice.bit('fill-early')
  }
}
