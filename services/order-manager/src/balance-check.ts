/**
 * The venue's balances beside the ledger's, pass after pass. A difference closes the instruments of its currency; one
 * that stays, in one currency alone, becomes a deposit or a withdrawal; any other waits for a person, or for the
 * executions that explain it.
 */
import type { ReconciliationDifference } from '@oasis/contracts'
import { type AccountEventBody, type Currency, formatMoney, type TradingMode } from '@oasis/domain'
import type { Logger, Scheduler, VenueBalance } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import type { CurrenciesOf } from './core/account-state.ts'
import {
  adjustmentFor,
  type BalanceDifference,
  compareBalances,
  isAdoptable,
  isTransfer,
  transferFor,
  type WatchedDifferences,
  watchDifferences,
} from './core/compare-balances.ts'

export interface BalanceCheckOptions {
  readonly writer: AccountWriter
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly currenciesOf: CurrenciesOf
  readonly mode: TradingMode
}

export class BalanceCheck {
  readonly #options: BalanceCheckOptions
  #differences: WatchedDifferences = new Map()

  constructor(options: BalanceCheckOptions) {
    this.#options = options
  }

  get currencies(): ReadonlySet<Currency> {
    return new Set(this.#differences.keys())
  }

  isUnexplained(currency: Currency): boolean {
    return this.#differences.has(currency)
  }

  get differences(): readonly ReconciliationDifference[] {
    return [...this.#differences.values()].map(describe)
  }

  /**
   * Within a task of the writer, and only with balances that belong to its ledger. `adopt`: a person takes them as they
   * are, but for those that have only just come up, which nobody can have looked at. `busy`: where orders are in doubt,
   * nothing is adjusted yet.
   */
  async judge(balances: readonly VenueBalance[], adopt: boolean, busy: ReadonlySet<Currency>): Promise<void> {
    const { writer, scheduler, logger } = this.#options
    const now = scheduler.now()
    const found = compareBalances(writer.state.ledger, balances)
    this.#differences = watchDifferences(this.#differences, found, now)
    const settled = [...this.#differences.values()].filter(
      (each) => !busy.has(each.currency) && (adopt ? isAdoptable(each, now) : isTransfer(each, now)),
    )
    const bodies = settled.map((each) => this.#adjustment(each, adopt))
    if (bodies.length > 0) await writer.commit({ bodies, orders: [] })
    const done = new Set(settled.map(({ currency }) => currency))
    this.#differences = new Map([...this.#differences].filter(([currency]) => !done.has(currency)))
    for (const each of this.#differences.values()) {
      logger.error({ ...describe(each) }, 'balance differs from what executions explain')
    }
  }

  #adjustment(difference: BalanceDifference, adopt: boolean): AccountEventBody {
    const { writer, scheduler, logger, mode } = this.#options
    const context = { accountId: writer.state.account.accountId, mode, tsEvent: scheduler.now() }
    const adjustment = adopt
      ? adjustmentFor(difference, 'CORRECTION', context)
      : transferFor(difference, context)
    logger.warn({ ...describe(difference), reason: adjustment.reason }, 'balance adjusted to the venue’s')
    return { kind: 'ADJUSTMENT', adjustment }
  }
}

const describe = ({ currency, venue, ledger }: BalanceDifference): ReconciliationDifference => ({
  kind: 'balance',
  subject: currency,
  detail: `${formatMoney(venue)} at the venue, ${formatMoney(ledger)} by executions and adjustments`,
})
