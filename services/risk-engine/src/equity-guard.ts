/**
 * Watches an account's equity: keeps the marks that losses are measured from, and halts when a limit is reached. It
 * looks before each decision, and after changes of the portfolio at the rhythm of the cache. A person is told what is
 * held without a price.
 */
import { formatMoney, formatRate } from '@oasis/domain'
import type { Logger, Scheduler } from '@oasis/ports'
import type { AccountControl } from './account-control.ts'
import type { AccountHalt } from './account-halt.ts'
import { type LossBreach, observeEquity, rearm } from './core/equity-marks.ts'
import { type RiskState, withControl } from './core/risk-state.ts'
import type { RiskAccount } from './risk-account.ts'
import { Throttle } from './throttle.ts'
import { UnpricedNotice } from './unpriced-notice.ts'

export interface EquityGuardOptions {
  readonly account: RiskAccount
  readonly control: AccountControl
  readonly halt: AccountHalt
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly intervalMs: number
}

export class EquityGuard {
  readonly #options: EquityGuardOptions
  readonly #due: Throttle
  readonly #unpriced: UnpricedNotice

  constructor(options: EquityGuardOptions) {
    const { scheduler, intervalMs } = options
    this.#options = options
    this.#unpriced = new UnpricedNotice(options)
    this.#due = new Throttle(scheduler, intervalMs, () => {
      this.look()
      this.#unpriced.look()
    })
  }

  /** Something that equity is made of has changed. */
  changed(): void {
    this.#due.changed()
  }

  /** What was read of it is in force when this returns, a halt included. */
  look(): void {
    const { account, scheduler } = this.#options
    const { state, effects } = observeEquity(account.state, scheduler.now())
    this.#take(state)
    for (const { breach } of effects) this.#stop(breach)
  }

  /** Losses count from now, with the equity of this moment: what a resume writes down with the status. */
  rearm(): void {
    const { account, scheduler } = this.#options
    this.#take(rearm(account.state, scheduler.now()))
  }

  /** The account begins again; what it had is no peak of what it will have. */
  forget(): void {
    const { account } = this.#options
    this.#take(withControl(account.state, { ...account.state.control, marks: undefined }))
  }

  close(): void {
    this.#due.close()
    this.#unpriced.close()
  }

  #take(state: RiskState): void {
    const { account, control } = this.#options
    const { marks } = account.state.control
    account.state = state
    if (state.control.marks !== marks) control.marksChanged()
  }

  #stop({ code, equity, from, loss, limit }: LossBreach): void {
    const { account, halt, logger } = this.#options
    const numbers = `equity ${formatMoney(equity)} after ${formatMoney(from)}, a loss of ${formatRate(loss)}`
    const reason = `${code}: ${numbers}, the limit is ${formatRate(limit)}`
    // In force already; what the order manager answers is pursued there.
    halt.call({ reason, by: 'risk-engine' }, true).catch((error: unknown) => {
      logger.error({ err: error, account: account.state.account.id }, 'automatic halt not carried out')
    })
  }
}
