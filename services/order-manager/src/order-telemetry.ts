/** What the order manager counts and logs about orders; the counters are also part of a replay's summary. */
import type { AccountId, Order, TradingMode, VenueId } from '@oasis/domain'
import type { Logger } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import { isAbsent } from './core/lose-track.ts'
import type { OrderChange } from './core/order-entry.ts'
import { DoubtGauges } from './doubt-gauges.ts'

export interface OrderCounters {
  submits: number
  executions: number
  refusals: Record<string, number>
  reached: Record<string, number>
  invalidTransitions: number
  differences: number
}

export interface TelemetryOptions {
  readonly accountId: AccountId
  readonly mode: TradingMode
  readonly venue: VenueId
  readonly metrics: Metrics
  readonly logger: Logger
}

const KINDS_OF_FINDINGS = [
  'missing_execution',
  'external_order',
  'external_execution',
  'ended_order',
  'clock',
] as const

export class OrderTelemetry {
  readonly #options: TelemetryOptions
  readonly counters: OrderCounters = {
    submits: 0,
    executions: 0,
    refusals: {},
    reached: {},
    invalidTransitions: 0,
    differences: 0,
  }
  readonly #doubts: DoubtGauges

  constructor(options: TelemetryOptions) {
    this.#options = options
    this.#doubts = new DoubtGauges(options)
  }

  /** Counts each state that the order reached on the way, and each fill. */
  recorded(change: OrderChange): void {
    let state = change.before?.state
    for (const body of change.bodies) {
      if (body.kind === 'EXECUTION') this.#executed(body.execution.liquidity)
      if (body.order.state !== state) this.#reached(body.order)
      state = body.order.state
    }
    for (const { state: from, trigger } of change.invalid) {
      this.counters.invalidTransitions++
      this.#options.metrics.increment('ots_invalid_transitions_total', { state: from, trigger })
      const { clientOrderId } = change.entry.order
      this.#options.logger.error({ clientOrderId, state: from, trigger }, 'order needs review')
    }
    this.#alertIfAppeared(change.before, change.entry.order)
    this.#doubts.changed(change.entry.order)
  }

  refused(reason: string): void {
    this.counters.refusals[reason] = (this.counters.refusals[reason] ?? 0) + 1
  }

  handedToVenue(tickToOrderSeconds: number): void {
    this.counters.submits++
    this.#options.metrics.observe(
      'ots_tick_to_order_seconds',
      { mode: this.#options.mode },
      tickToOrderSeconds,
    )
  }

  submitAnswered(seconds: number): void {
    this.#options.metrics.observe('ots_order_submit_seconds', { venue: this.#options.venue }, seconds)
  }

  /** What a look at the orders found, kinds that were not found included. */
  differences(findings: readonly { readonly kind: string }[]): void {
    for (const kind of KINDS_OF_FINDINGS) {
      this.difference(kind, findings.filter((finding) => finding.kind === kind).length)
    }
  }

  difference(kind: string, count: number): void {
    const { accountId: account, mode, metrics } = this.#options
    this.counters.differences += count
    metrics.set('ots_reconciliation_differences', { kind, account, mode }, count)
  }

  /** Written down and answered, not yet sent. */
  written(seconds: number): void {
    const { mode, metrics } = this.#options
    metrics.observe('ots_order_stage_seconds', { stage: 'written', mode }, seconds)
  }

  clockMeasured(offsetMs: number): void {
    const { venue, metrics } = this.#options
    metrics.set('ots_clock_offset_seconds', { venue }, offsetMs / 1_000)
  }

  /** Orders found at start. */
  found(orders: readonly Order[]): void {
    this.#doubts.found(orders)
  }

  #alertIfAppeared(before: Order | undefined, { clientOrderId, state }: Order): void {
    if (before === undefined || !isAbsent(before) || state === 'REJECTED') return
    this.#options.logger.error({ clientOrderId, state }, 'an order given up as absent has appeared')
  }

  #executed(liquidity: string): void {
    const { accountId: account, mode, metrics } = this.#options
    this.counters.executions++
    metrics.increment('ots_executions_total', { account, mode, liquidity })
  }

  #reached(order: Order): void {
    const { accountId: account, mode, venue, metrics, logger } = this.#options
    const { state, clientOrderId, reason } = order
    this.counters.reached[state] = (this.counters.reached[state] ?? 0) + 1
    metrics.increment('ots_orders_total', { venue, state, mode, account })
    if (state === 'UNKNOWN' || state === 'REVIEW') {
      logger.error({ clientOrderId, state, reason }, 'order outcome is not known')
    } else {
      logger.debug({ clientOrderId, state, reason }, 'order moved')
    }
  }
}
