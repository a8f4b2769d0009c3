/**
 * Compares the account with the venue: clock, orders, executions, balances. At start before anything is accepted, then
 * by the clock and after each reconnect, by the same code. What the venue knows and we lack is adopted; what cannot be
 * explained closes its instruments until it is. Passes are more frequent while anything is unsettled. Without a complete
 * one for too long everything is closed, as before the first: what the venue would have shown is not known.
 */
import type { ReconcileReply, ReconciliationDifference } from '@oasis/contracts'
import { addMillis, type Currency, type InstrumentId, type Order, type OrderIntent } from '@oasis/domain'
import type { Logger, Scheduler, Timer, Venue, VenueBalance } from '@oasis/ports'
import { describeError } from '@oasis/runtime'
import type { AccountWriter } from './account-writer.ts'
import type { BalanceCheck } from './balance-check.ts'
import type { ClockCheck } from './clock-check.ts'
import type { CurrenciesOf } from './core/account-state.ts'
import { mayRestUnseen, unexplainedHolds } from './core/explain-holds.ts'
import { type UnplacedExecutions, watchUnplaced } from './core/external-trades.ts'
import { absenceIsOver, endAbsence } from './core/lose-track.ts'
import type { Refusal } from './core/verify-approval.ts'
import type { DoubtResolution } from './doubt-resolution.ts'
import { OpenFindings } from './open-findings.ts'
import type { OrderScan } from './order-scan.ts'
import type { OrderTelemetry } from './order-telemetry.ts'
import { ReconciliationAge } from './reconciliation-age.ts'
import type { VenueEvidence } from './venue-evidence.ts'
import type { VenueLooks } from './venue-looks.ts'

export interface ReconciliationOptions {
  readonly writer: AccountWriter
  readonly evidence: VenueEvidence
  readonly scan: OrderScan
  readonly balances: BalanceCheck
  readonly clock: ClockCheck
  readonly doubts: DoubtResolution
  readonly looks: VenueLooks
  /** The first start; false when it has to be tried again. */
  readonly open: () => Promise<boolean>
  readonly venue: Pick<Venue, 'id'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly telemetry: OrderTelemetry
  readonly currenciesOf: CurrenciesOf
  readonly intervalMs: number
  /** While an order's outcome is not known or something is not explained. */
  readonly resolveIntervalMs: number
  readonly retryMs: number
  /** Of the last complete pass: beyond it, the account is not reconciled. */
  readonly maxAgeMs: number
}

/** Fills can happen between two looks; balances are compared only around a moment without any. */
const BALANCE_ATTEMPTS = 5
/** With balances unexplained, a fill may have been listed late: executions are asked for from so much further back. */
const LATE_LISTING_MS = 3_600_000

interface Request {
  readonly adopt: boolean
  readonly answer: (reply: ReconcileReply) => void
}

export class Reconciliation {
  readonly #options: ReconciliationOptions
  readonly #age: ReconciliationAge
  /** The venue answered, and what it says cannot be taken in. */
  #unreadable: string | undefined
  readonly #findings = new OpenFindings()
  #unplaced: UnplacedExecutions = new Map()
  #running: Promise<void> | undefined
  #again = false
  #requests: Request[] = []
  #timer: Timer | undefined
  #stopped = false

  constructor(options: ReconciliationOptions) {
    this.#options = options
    this.#age = new ReconciliationAge(options)
  }

  /** Has been complete since the start, and not too long ago. */
  get done(): boolean {
    return this.notReconciled === undefined
  }

  /** Why everything is closed; undefined when it is reconciled. */
  get notReconciled(): string | undefined {
    return this.#age.notReconciled
  }

  /** What keeps trading closed: currencies, instruments, the clock. */
  get unexplained(): readonly string[] {
    const { clock, balances, venue } = this.#options
    return [
      ...(clock.fault === undefined ? [] : ['clock']),
      ...(this.#unreadable === undefined ? [] : [venue.id]),
      ...balances.currencies,
      ...this.#findings.instruments,
    ]
  }

  /** In constant time. */
  closedFor({ instrumentId }: Pick<OrderIntent, 'instrumentId'>): Refusal | undefined {
    const message = this.#whyClosed(instrumentId)
    return message === undefined ? undefined : { reason: 'NOT_RECONCILED', message }
  }

  #whyClosed(instrumentId: InstrumentId): string | undefined {
    const { writer, clock, balances, currenciesOf } = this.#options
    const { notReconciled } = this
    if (notReconciled !== undefined) return notReconciled
    if (clock.fault !== undefined) return clock.fault
    if (this.#unreadable !== undefined) return `what the venue says cannot be taken in: ${this.#unreadable}`
    const finding = this.#findings.of(instrumentId)
    if (finding) return `not explained at the venue: ${finding.subject} ${finding.detail}`
    const doubtful = writer.inDoubt(instrumentId)
    if (doubtful?.state === 'REVIEW') return `an order of ${instrumentId} waits for a person's decision`
    if (doubtful) return `the outcome of an order of ${instrumentId} is not known`
    const { base, quote } = currenciesOf(instrumentId)
    const currency = [base, quote].find((each) => balances.isUnexplained(each))
    return currency && `the venue's balance of ${currency} is not what executions explain`
  }

  /** The venue has an order open that a person has declared ended: closed from this moment on. */
  contradicted(order: Order): void {
    this.#findings.contradicted(order, this.#options.scheduler.now())
    void this.request()
  }

  /** One pass, then by the clock. Never rejects: a failed pass is logged and tried again. */
  request(): Promise<void> {
    this.#again = true
    this.#running ??= this.#loop()
    return this.#running
  }

  /** The venue's stream was interrupted and is there again. */
  reconnected(): void {
    const { looks, doubts } = this.#options
    looks.heard()
    doubts.reached()
    void this.request()
  }

  /** One pass that begins from here on. `adopt`: balances that nothing explains are taken as the venue has them. */
  reconcile(adopt: boolean): Promise<ReconcileReply> {
    const answered = Promise.withResolvers<ReconcileReply>()
    this.#requests.push({ adopt, answer: answered.resolve })
    if (this.#stopped) this.#answer(NOT_COMPLETED)
    else void this.request()
    return answered.promise
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#timer?.cancel()
    await this.#running
    await this.#options.doubts.stop()
    this.#answer(NOT_COMPLETED)
  }

  #answer(reply: ReconcileReply): void {
    for (const { answer } of this.#requests.splice(0)) answer(reply)
  }

  async #loop(): Promise<void> {
    const { scheduler, intervalMs } = this.#options
    this.#timer?.cancel()
    let delayMs = intervalMs
    while (this.#again && !this.#stopped) {
      this.#again = false
      const requests = this.#requests.splice(0)
      const reply = await this.#tryPass(requests.some(({ adopt }) => adopt))
      for (const { answer } of requests) answer(reply)
      this.#age.tell()
      delayMs = this.#delayAfter(reply)
    }
    this.#running = undefined
    if (!this.#stopped) this.#timer = scheduler.after(delayMs, () => void this.request())
  }

  #delayAfter({ completed, differences }: ReconcileReply): number {
    const { scheduler, doubts, intervalMs, resolveIntervalMs, retryMs } = this.#options
    if (!completed) return retryMs
    if (!doubts.any && differences.length === 0) return intervalMs
    const due = doubts.scansDueAt
    const untilDueMs =
      due === undefined ? resolveIntervalMs : Number((due - scheduler.now()) / 1_000_000n) + 1
    return Math.min(resolveIntervalMs, untilDueMs)
  }

  async #tryPass(adopt: boolean): Promise<ReconcileReply> {
    const { logger, retryMs, venue, looks } = this.#options
    const { failed } = looks
    try {
      const completed = await this.#pass(adopt)
      this.#unreadable = undefined
      return { completed, differences: this.#differences() }
    } catch (error) {
      logger.error({ err: error, retryInMs: retryMs }, 'reconciliation failed')
      const detail = describeError(error)
      // No look has failed: it would be the same at every pass, and fills would be missing for as long.
      if (looks.failed === failed) this.#unreadable = detail
      return { completed: false, differences: [{ kind: 'venue', subject: venue.id, detail }] }
    }
  }

  #differences(): readonly ReconciliationDifference[] {
    const { clock, balances, venue } = this.#options
    const ofClock =
      clock.fault === undefined ? [] : [{ kind: 'clock', subject: venue.id, detail: clock.fault }]
    const ofOrders = this.#findings.all.map(({ kind, subject, detail }) => ({ kind, subject, detail }))
    return [...ofClock, ...ofOrders, ...balances.differences]
  }

  /** False when fills never paused long enough to compare balances, or the account cannot be opened yet. */
  async #pass(adopt: boolean): Promise<boolean> {
    const { writer, clock, open, scan, doubts, telemetry, scheduler } = this.#options
    await clock.measure()
    await doubts.tend()
    if (writer.state.account.accountSeq === 0) {
      // What belongs to the beginning is told from what comes later by the venue's clock.
      if (clock.fault !== undefined || !(await open())) return false
    }
    await this.#endAbsences()
    const seen = await scan.run(this.#executionsFrom())
    this.#findings.looked(seen.findings, seen.startedAt)
    this.#unplaced = watchUnplaced(this.#unplaced, seen.unplaced, scheduler.now())
    telemetry.differences([...seen.findings, ...(clock.fault === undefined ? [] : [{ kind: 'clock' }])])
    doubts.lacking(seen.lacking)
    doubts.scanned(seen.notFound, seen.startedAt)
    const balances = await this.#judgeBalances(adopt)
    if (balances === undefined) return false
    await this.#giveUpAbsent(balances)
    this.#age.completed()
    return true
  }

  #executionsFrom() {
    const { writer, doubts, balances } = this.#options
    const late =
      balances.currencies.size > 0
        ? addMillis(writer.state.account.executionsSince, -LATE_LISTING_MS)
        : undefined
    const { oldest } = doubts
    if (late === undefined || oldest === undefined) return late ?? oldest
    return late < oldest ? late : oldest
  }

  /** Absent orders whose time has passed. */
  async #endAbsences(): Promise<void> {
    const { writer, scheduler } = this.#options
    const isOver = ({ order }: { readonly order: Order }) => absenceIsOver(order, scheduler.now())
    if (!writer.openEntries().some(isOver)) return
    await writer.run(async () => {
      const over = writer.openEntries().filter(isOver)
      const why = 'the time in which it could have appeared has passed'
      await writer.recordAll(over.map((entry) => endAbsence(entry, why, scheduler.now())))
    })
  }

  /** Undefined when fills never paused long enough to tell. */
  async #judgeBalances(adopt: boolean): Promise<readonly VenueBalance[] | undefined> {
    const { writer, looks, evidence, balances, telemetry } = this.#options
    for (let attempt = 1; attempt <= BALANCE_ATTEMPTS; attempt++) {
      const before = writer.state.ledger
      const atVenue = await looks.balances()
      const left = new Set((await evidence.fetchExecutions()).map(({ executionId }) => executionId))
      const judged = await writer.run(async () => {
        // The same ledger before the balances were read and after all later executions: they belong together.
        if (writer.state.ledger !== before) return undefined
        return balances.judge(atVenue, {
          adopt,
          busy: this.#busyCurrencies(adopt),
          doubtful: this.#busyCurrencies(true),
          unplaced: new Map([...this.#unplaced].filter(([id]) => left.has(id))),
        })
      })
      if (judged === undefined) continue
      this.#findings.settle(new Set(judged.map(({ executionId }) => executionId)))
      telemetry.difference('balance', balances.currencies.size)
      return atVenue
    }
    return undefined
  }

  /** Where an order may still explain a difference, no balance is adjusted. What a person adopts waits for UNKNOWN only. */
  #busyCurrencies(adopt: boolean): ReadonlySet<Currency> {
    const { writer, currenciesOf } = this.#options
    const instruments = [...writer.instrumentsWithUnknown(), ...(adopt ? [] : this.#findings.instruments)]
    return new Set(instruments.map(currenciesOf).flatMap(({ base, quote }) => [base, quote]))
  }

  async #giveUpAbsent(atVenue: readonly VenueBalance[]): Promise<void> {
    const { writer, doubts, balances, currenciesOf } = this.#options
    if (!doubts.any) return
    const known = writer.openEntries().map(({ order }) => order)
    const holds = unexplainedHolds(atVenue, known, currenciesOf)
    const unsettled = new Set(this.#findings.instruments)
    await doubts.giveUpAbsent((order) => {
      const { instrumentId } = order.intent
      const { base, quote } = currenciesOf(instrumentId)
      const explained = !balances.isUnexplained(base) && !balances.isUnexplained(quote)
      return explained && !unsettled.has(instrumentId) && !mayRestUnseen(order, holds, currenciesOf)
    })
  }
}

const NOT_COMPLETED: ReconcileReply = { completed: false, differences: [] }
