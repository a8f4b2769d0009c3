/**
 * One account's audit. The book is folded from the store's whole history once, then follows order events without a
 * hole; what risk and the cache say is compared at the very event that they say it of, what the venue says when
 * nothing has changed around the look. Never changes what it checks: a finding closes the instruments concerned.
 */
import type { AuditSource, ReportAuditRequest } from '@oasis/contracts'
import {
  type AccountEvent,
  type AccountId,
  type Currency,
  currenciesOfSymbol,
  type InstrumentId,
  type Portfolio,
} from '@oasis/domain'
import type { Logger, OrderStore, PortfolioCache, Scheduler, VenueBalance } from '@oasis/ports'
import type { Metrics } from '@oasis/runtime'
import type { AuditorConfig } from './config.ts'
import { AuditBook, type AuditInstrument } from './core/audit-book.ts'
import { compareBooks, compareCash, comparePortfolio, type Difference } from './core/compare-portfolio.ts'
import { Findings } from './core/findings.ts'

/** Reading is all that the auditor does with the order manager's store. */
export type AccountHistory = Pick<OrderStore, 'loadAccount' | 'allExecutions' | 'allAdjustments'>

export interface AccountAuditOptions {
  readonly accountId: AccountId
  readonly instruments: ReadonlyMap<InstrumentId, AuditInstrument>
  readonly history: AccountHistory
  readonly cache: PortfolioCache
  /** Undefined where the venue cannot be asked from here. */
  readonly venueBalances: ((signal: AbortSignal) => Promise<readonly VenueBalance[]>) | undefined
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly config: AuditorConfig
}

const HISTORY_ATTEMPTS = 20
const HISTORY_RETRY_MS = 50

export class AccountAudit {
  readonly #options: AccountAuditOptions
  readonly #findings = new Findings()
  #book: AuditBook
  #seq = -1
  /** Ahead of the book: compared when the book gets there. */
  #awaiting: Portfolio | undefined
  #venueLook: { readonly text: string; readonly times: number } | undefined

  constructor(options: AccountAuditOptions) {
    this.#options = options
    this.#book = this.#emptyBook()
  }

  get accountId(): AccountId {
    return this.#options.accountId
  }

  get seq(): number {
    return this.#seq
  }

  /** In words; of a currency that no instrument is traded in, too, for which there is nothing to close. */
  get wrong(): readonly string[] {
    return this.#findings.describe()
  }

  toReport(): ReportAuditRequest {
    const { accountId, instruments } = this.#options
    const { looked } = this.#findings
    return { accountId, findings: this.#findings.toReport(instruments), looked }
  }

  /** Rejects when the store cannot be read, or never stood still while it was. */
  async begin(): Promise<void> {
    const { book, seq } = await this.#readHistory()
    this.#book = book
    this.#seq = seq
  }

  /** Rejects as {@link begin} does, where an event is missing and the history has to be read. */
  async onEvent(event: AccountEvent): Promise<void> {
    if (event.accountSeq <= this.#seq) return
    if (event.accountSeq > this.#seq + 1) {
      const about = { account: this.accountId, after: this.#seq, at: event.accountSeq }
      this.#options.logger.warn(about, 'order events are missing: reading the whole history')
      await this.begin()
      if (event.accountSeq <= this.#seq) return
    }
    this.#book.take(event)
    this.#seq = event.accountSeq
    if (this.#awaiting?.accountSeq === this.#seq) this.#compare('RISK', this.#awaiting)
  }

  onPortfolio(portfolio: Portfolio): void {
    if (portfolio.accountSeq === this.#seq) this.#compare('RISK', portfolio)
    else if (portfolio.accountSeq > this.#seq) this.#awaiting = portfolio
  }

  async lookAtCache(): Promise<void> {
    const portfolio = await this.#options.cache.get(this.accountId)
    if (portfolio?.accountSeq === this.#seq) this.#compare('CACHE', portfolio)
  }

  /** A fill is in the venue's balances before it is in our books: only what several looks agree on is a finding. */
  async lookAtVenue(signal: AbortSignal): Promise<void> {
    const { venueBalances, config } = this.#options
    if (venueBalances === undefined) return
    const before = this.#seq
    const balances = await venueBalances(signal)
    if (this.#seq !== before) return
    const told = new Map<Currency, bigint>(
      balances.map(({ currency, available, held }) => [currency, available + held]),
    )
    const differences = compareCash(this.#book.cash, told)
    const text = JSON.stringify(differences)
    const times = this.#venueLook?.text === text ? this.#venueLook.times + 1 : 1
    this.#venueLook = { text, times }
    if (differences.length === 0 || times >= config.venueLooks) this.#note('VENUE', differences)
  }

  /** The topic's history against the store's. */
  async recount(): Promise<void> {
    const { book, seq } = await this.#readHistory()
    if (seq === this.#seq) this.#note('STORE', compareBooks(this.#book, book))
  }

  #compare(source: AuditSource, portfolio: Portfolio): void {
    this.#note(source, comparePortfolio(this.#book, portfolio))
  }

  #note(source: AuditSource, differences: readonly Difference[]): void {
    const { logger, metrics, accountId: account } = this.#options
    metrics.set('ots_audit_differences', { source: source.toLowerCase(), account }, differences.length)
    if (!this.#findings.set(source, differences)) return
    if (differences.length === 0) logger.info({ account, source }, 'audit: agrees with the executions again')
    for (const { subject, detail } of differences) {
      logger.error({ account, source, ...subject, detail, accountSeq: this.#seq }, 'audit: numbers differ')
    }
  }

  /** The whole history at one sequence number. */
  async #readHistory(): Promise<{ readonly book: AuditBook; readonly seq: number }> {
    const { history, scheduler, accountId } = this.#options
    for (let attempt = 1; attempt <= HISTORY_ATTEMPTS; attempt++) {
      const { accountSeq: seq } = await history.loadAccount(accountId)
      const book = this.#emptyBook()
      for await (const adjustment of history.allAdjustments(accountId)) book.adjustment(adjustment)
      for await (const execution of history.allExecutions(accountId)) book.execution(execution)
      if ((await history.loadAccount(accountId)).accountSeq === seq) return { book, seq }
      await scheduler.sleep(HISTORY_RETRY_MS * attempt)
    }
    throw new Error(`the history of ${accountId} never stood still while it was read`)
  }

  #emptyBook(): AuditBook {
    // Of a product that nobody follows, a person may have traded it, no terms ever come.
    return new AuditBook((id) => this.#options.instruments.get(id) ?? currenciesOfSymbol(id))
  }
}
