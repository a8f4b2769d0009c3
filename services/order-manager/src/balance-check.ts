/**
 * The venue's balances beside the ledger's, pass after pass. A difference closes the instruments of its currency; one
 * that stays, in one currency alone, becomes a deposit or a withdrawal; any other waits for a person, or for the
 * executions that explain it. Executions without a place in our books that explain it exactly become external trades.
 */
import type { ReconciliationDifference } from '@oasis/contracts'
import {
  type AccountEventBody,
  addMoney,
  type Currency,
  formatMoney,
  type Money,
  type TradingMode,
  ZERO_MONEY,
} from '@oasis/domain'
import type { Logger, Scheduler, VenueBalance, VenueExecution } from '@oasis/ports'
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
import {
  amountsOf,
  settleableTrades,
  sumOf,
  tradeAdjustments,
  type UnplacedExecutions,
} from './core/external-trades.ts'

export interface BalanceCheckOptions {
  readonly writer: AccountWriter
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly currenciesOf: CurrenciesOf
  readonly mode: TradingMode
}

export interface JudgedWith {
  /** A person takes them as they are, but for those that have only just come up, which nobody can have looked at. */
  readonly adopt: boolean
  /** Where orders or findings may still explain a difference, it is not adjusted yet. */
  readonly busy: ReadonlySet<Currency>
  /** Likewise for executions, where an order's outcome is not known. */
  readonly doubtful: ReadonlySet<Currency>
  readonly unplaced: UnplacedExecutions
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
   * Within a task of the writer, and only with balances that belong to its ledger. Returns the executions that are
   * accounted for by external trades from now on.
   */
  async judge(
    balances: readonly VenueBalance[],
    { adopt, busy, doubtful, unplaced }: JudgedWith,
  ): Promise<readonly VenueExecution[]> {
    const { writer, scheduler, logger, currenciesOf } = this.#options
    const now = scheduler.now()
    const found = compareBalances(writer.state.ledger, balances)
    this.#differences = watchDifferences(this.#differences, found, now)
    const differences = this.#differences
    const trades = settleableTrades(unplaced, { differences, adopt, doubtful, now, currenciesOf })
    const traded = sumOf(trades.map((each) => amountsOf(each, currenciesOf)))
    const settled = [...differences.values()].filter(
      ({ currency, ...seen }) =>
        !traded.has(currency) &&
        !busy.has(currency) &&
        (adopt ? isAdoptable(seen, now) : isTransfer({ currency, ...seen }, now)),
    )
    const bodies = [
      ...trades.flatMap((each) => this.#trade(each)),
      ...this.#beyond(traded).map((each) => this.#adjustment(each, true)),
      ...settled.map((each) => this.#adjustment(each, adopt)),
    ]
    if (bodies.length > 0) await writer.commit({ bodies, orders: [] })
    const done = new Set([...traded.keys(), ...settled.map(({ currency }) => currency)])
    this.#differences = new Map([...differences].filter(([currency]) => !done.has(currency)))
    for (const each of this.#differences.values()) {
      logger.error({ ...describe(each) }, 'balance differs from what executions explain')
    }
    return trades
  }

  /** What the balances of these currencies still differ by when the trades are counted: only a person takes that. */
  #beyond(traded: ReadonlyMap<Currency, Money>): readonly BalanceDifference[] {
    const { ledger } = this.#options.writer.state
    return [...traded].flatMap(([currency, amount]) => {
      const booked = ledger.balances.get(currency) ?? ZERO_MONEY
      const venue = this.#differences.get(currency)?.venue ?? booked
      const after = addMoney(booked, amount)
      return venue === after ? [] : [{ currency, venue, ledger: after }]
    })
  }

  #trade(execution: VenueExecution): readonly AccountEventBody[] {
    const { writer, logger, mode, currenciesOf } = this.#options
    const { executionId, clientOrderId, instrumentId, kind } = execution
    const about = { executionId, clientOrderId, instrumentId, kind }
    logger.warn(about, 'an execution that has no place in our books was adjusted as an external trade')
    return tradeAdjustments(execution, { accountId: writer.state.account.accountId, mode }, currenciesOf)
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
