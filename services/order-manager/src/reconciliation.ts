/**
 * Compares the account with the venue: orders, executions, balances. At start before anything is accepted, then every
 * interval and after each reconnect, by the same code. What the venue knows and we lack is adopted; a balance that
 * executions do not explain closes the instruments of that currency until it is explained.
 */
import {
  type Currency,
  formatMoney,
  type InstrumentId,
  type Order,
  type OrderIntent,
  type TradingMode,
} from '@oasis/domain'
import type { Logger, Scheduler, Timer, Venue, VenueBalance, VenueOrderReport } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import type { Cancellation } from './cancellation.ts'
import type { CurrenciesOf } from './core/account-state.ts'
import { compareBalances, openingAdjustments } from './core/compare-balances.ts'
import type { Refusal } from './core/verify-approval.ts'
import type { OrderTelemetry } from './order-telemetry.ts'
import type { Submission } from './submission.ts'
import type { ReportResult, VenueEvidence } from './venue-evidence.ts'
import { withDeadline } from './with-deadline.ts'

export interface ReconciliationOptions {
  readonly writer: AccountWriter
  readonly evidence: VenueEvidence
  readonly submission: Pick<Submission, 'isInFlight'>
  readonly cancellation: Pick<Cancellation, 'sendIfDue'>
  readonly venue: Venue
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly telemetry: OrderTelemetry
  readonly currenciesOf: CurrenciesOf
  readonly mode: TradingMode
  readonly lookupTimeoutMs: number
  readonly intervalMs: number
  readonly retryMs: number
}

/** Fills can happen between two looks; balances are compared only around a moment without any. */
const BALANCE_ATTEMPTS = 5

const DIFFERENCE_OF = { LACKS_FILLS: 'missing_execution', EXTERNAL: 'external_order' } as const

interface Finding {
  readonly instrumentId: InstrumentId
  readonly result: ReportResult
}

const isUnderReview = (order: Order, instrument: InstrumentId): boolean =>
  order.state === 'REVIEW' && order.intent.instrumentId === instrument

export class Reconciliation {
  readonly #options: ReconciliationOptions
  #done = false
  #unexplainedCurrencies: ReadonlySet<Currency> = new Set()
  #unexplainedInstruments: ReadonlySet<InstrumentId> = new Set()
  #running: Promise<void> | undefined
  #again = false
  #timer: Timer | undefined
  #stopped = false

  constructor(options: ReconciliationOptions) {
    this.#options = options
  }

  /** Has passed once since the start. */
  get done(): boolean {
    return this.#done
  }

  /** Currencies and instruments whose trading is closed, since the venue has them otherwise than we do. */
  get unexplained(): readonly string[] {
    return [...this.#unexplainedCurrencies, ...this.#unexplainedInstruments]
  }

  closedFor(intent: OrderIntent): Refusal | undefined {
    const reason = 'NOT_RECONCILED'
    if (!this.#done) return { reason, message: 'the account is not reconciled with the venue yet' }
    const { instrumentId } = intent
    if (this.#unexplainedInstruments.has(instrumentId)) {
      return { reason, message: `orders of ${instrumentId} at the venue are not explained` }
    }
    if (this.#options.writer.openEntries().some(({ order }) => isUnderReview(order, instrumentId))) {
      return { reason, message: `an order of ${instrumentId} waits for a person's decision` }
    }
    const { base, quote } = this.#options.currenciesOf(instrumentId)
    const currency = [base, quote].find((each) => this.#unexplainedCurrencies.has(each))
    if (currency === undefined) return undefined
    return { reason, message: `the venue's balance of ${currency} is not what executions explain` }
  }

  /** One pass, then by the clock. Never rejects: a failed pass is logged and tried again. */
  request(): Promise<void> {
    this.#again = true
    this.#running ??= this.#loop()
    return this.#running
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#timer?.cancel()
    await this.#running
  }

  async #loop(): Promise<void> {
    const { scheduler, logger, intervalMs, retryMs } = this.#options
    this.#timer?.cancel()
    let delayMs = intervalMs
    while (this.#again && !this.#stopped) {
      this.#again = false
      try {
        delayMs = (await this.#pass()) ? intervalMs : retryMs
      } catch (error) {
        delayMs = retryMs
        logger.error({ err: error, retryInMs: retryMs }, 'reconciliation failed')
      }
    }
    this.#running = undefined
    if (!this.#stopped) this.#timer = scheduler.after(delayMs, () => void this.request())
  }

  /** False when fills never paused long enough to compare balances. */
  async #pass(): Promise<boolean> {
    const { writer, scheduler, telemetry, evidence } = this.#options
    if (this.#isFirstStart()) {
      // Nothing of ours can be older than the account; what it holds becomes its opening balances.
      await writer.run(async () => writer.noteExecutionsUpTo(scheduler.now()))
    }
    const findings = await this.#reconcileOrders()
    for (const kind of ['LACKS_FILLS', 'EXTERNAL'] as const) {
      telemetry.difference(DIFFERENCE_OF[kind], findings.filter(({ result }) => result === kind).length)
    }
    telemetry.difference('external_execution', await evidence.fetchExecutions())
    if (!(await this.#reconcileBalances())) return false
    const unexplained = findings.filter(({ result }) => result !== 'FOLLOWED')
    this.#unexplainedInstruments = new Set(unexplained.map(({ instrumentId }) => instrumentId))
    this.#done = true
    return true
  }

  #isFirstStart(): boolean {
    return this.#options.writer.state.account.accountSeq === 0
  }

  /** Our open orders are listed before the venue's, so that one which the venue lacks really is not open there. */
  async #reconcileOrders(): Promise<readonly Finding[]> {
    const { writer, venue, evidence, submission } = this.#options
    // Within a task of the writer, so that no order is between being written down and being in flight.
    const ours = await writer.run(async () =>
      writer.openEntries().filter(({ order }) => !submission.isInFlight(order.clientOrderId)),
    )
    const reports = await this.#look((signal) => venue.openOrders(signal))
    const findings: Finding[] = []
    for (const report of reports) {
      findings.push(await this.#follow(report))
      await this.#cancelAgain(report.clientOrderId)
    }
    const open = new Set(reports.map((report) => report.clientOrderId))
    for (const { order } of ours) {
      if (open.has(order.clientOrderId)) continue
      const report = await this.#look((signal) => venue.findOrder(order.clientOrderId, signal))
      if (report) findings.push(await this.#follow(report))
      else await evidence.missing(order.clientOrderId)
    }
    return findings
  }

  async #follow(report: VenueOrderReport): Promise<Finding> {
    return { instrumentId: report.instrumentId, result: await this.#options.evidence.follow(report) }
  }

  /** The venue still has it open: a cancel that was asked for may have been lost. */
  async #cancelAgain(id: Order['clientOrderId']): Promise<void> {
    const { writer, cancellation } = this.#options
    const entry = await writer.run(() => writer.find(id))
    if (entry) cancellation.sendIfDue(entry.order)
  }

  /** False when fills never paused long enough to tell. */
  async #reconcileBalances(): Promise<boolean> {
    const { writer, venue, evidence } = this.#options
    for (let attempt = 1; attempt <= BALANCE_ATTEMPTS; attempt++) {
      const before = writer.state.ledger
      const balances = await this.#look((signal) => venue.balances(signal))
      await evidence.fetchExecutions()
      // The same ledger before the balances were read and after all later executions: they belong together.
      if (writer.state.ledger !== before) continue
      await this.#judge(balances)
      return true
    }
    return false
  }

  async #judge(balances: readonly VenueBalance[]): Promise<void> {
    const { writer, scheduler, telemetry, logger, mode } = this.#options
    const { ledger } = writer.state
    if (this.#isFirstStart()) {
      const adjustments = openingAdjustments(ledger, balances, mode, scheduler.now())
      const bodies = adjustments.map((adjustment) => ({ kind: 'ADJUSTMENT', adjustment }) as const)
      if (bodies.length > 0) await writer.run(() => writer.commit({ bodies, orders: [] }))
      return
    }
    const differences = compareBalances(ledger, balances)
    for (const { currency, venue: atVenue, ledger: inLedger } of differences) {
      const amounts = { currency, atVenue: formatMoney(atVenue), inLedger: formatMoney(inLedger) }
      logger.error(amounts, 'balance differs from what executions explain')
    }
    telemetry.difference('balance', differences.length)
    this.#unexplainedCurrencies = new Set(differences.map(({ currency }) => currency))
  }

  #look<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { scheduler, lookupTimeoutMs } = this.#options
    return withDeadline(scheduler, lookupTimeoutMs, call)
  }
}
