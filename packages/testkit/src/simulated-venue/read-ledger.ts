import type { Currency, Money, Quantity, VenueOrderId } from '@oasis/domain'
import type { Exchange } from './exchange.ts'
import type { ExchangeOrder } from './exchange-records.ts'
import type { ExposureLog } from './exposure-log.ts'
import type { OrderDesk } from './order-desk.ts'
import type { Reachability } from './reachability.ts'
import type { LedgerOrder, VenueLedger } from './venue-ledger.ts'

/** The ledger as a view: each read shows the venue as it is then, in copies that do not change any more. */
export function readLedger(
  exchange: Exchange,
  desk: OrderDesk,
  exposures: ExposureLog,
  reachability: Reachability,
): VenueLedger {
  return {
    get orders() {
      return exchange.orders.map(ledgerOrder)
    },
    get openOrders() {
      return [...exchange.openOrders].map(ledgerOrder)
    },
    get executions() {
      return [...exchange.executions]
    },
    get transfers() {
      return [...exchange.transfers]
    },
    get balances() {
      return exchange.wallet.entries.map(({ currency, total, held }) => ({
        currency: currency as Currency,
        total: total as Money,
        held: held as Money,
      }))
    },
    get requests() {
      return [...desk.requests]
    },
    get exposures() {
      return [...exposures.moments]
    },
    reachableMs: (from, to) => reachability.reachableMs(from, to),
  }
}

// The exchange counts in plain bigints; brands are put on where others read.
const ledgerOrder = (order: ExchangeOrder): LedgerOrder => ({
  venueOrderId: order.venueOrderId as VenueOrderId,
  clientOrderId: order.clientOrderId,
  instrumentId: order.instrumentId,
  side: order.side,
  terms: order.terms,
  quantity: order.quantity as Quantity,
  filled: (order.executed - order.reversed) as Quantity,
  status: order.status,
  acceptedAt: order.acceptedAt,
  endedAt: order.endedAt,
})
