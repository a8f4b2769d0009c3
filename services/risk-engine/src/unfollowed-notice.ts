/**
 * Tells a person, once for each instrument, that orders are open on one that nobody follows: what its buys may spend is
 * reserved and counts; what else they may come to is not known.
 */
import type { InstrumentId, Order } from '@oasis/domain'
import type { Logger } from '@oasis/ports'
import type { RiskAccount } from './risk-account.ts'

export class UnfollowedNotice {
  readonly #options: { readonly account: RiskAccount; readonly logger: Logger }
  readonly #told = new Set<InstrumentId>()

  constructor(options: { readonly account: RiskAccount; readonly logger: Logger }) {
    this.#options = options
  }

  look(orders: readonly Order[]): void {
    const { account, logger } = this.#options
    for (const { clientOrderId: order, intent } of orders) {
      const { instrumentId: instrument } = intent
      if (account.state.market.instruments.has(instrument) || this.#told.has(instrument)) continue
      this.#told.add(instrument)
      logger.warn(
        { account: account.state.account.id, instrument, order },
        'an order on an instrument that is not followed: what it may spend is reserved, and nothing else is known of it',
      )
    }
  }
}
