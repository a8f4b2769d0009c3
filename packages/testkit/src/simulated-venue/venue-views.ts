/**
 * What looks at the venue show, which is not always what is there: new orders that a lookup does not know yet, open
 * orders that are missing for a while, fills that are listed late, balances of some time ago.
 */
import {
  addMillis,
  type ClientOrderId,
  type Currency,
  type Money,
  type Quantity,
  type UnixNanos,
  type VenueOrderId,
} from '@oasis/domain'
import type { VenueBalance, VenueExecution, VenueOrderReport, VenueTraits } from '@oasis/ports'
import type { Exchange } from './exchange.ts'
import { type ExchangeOrder, isOpen } from './exchange-records.ts'
import type { FaultDice } from './fault-dice.ts'
import type { FaultKind } from './fault-plan.ts'
import type { LedgerExecution } from './venue-ledger.ts'

interface OrderVisibility {
  readonly knownFrom: UnixNanos
  readonly hiddenFrom: UnixNanos
  readonly hiddenTo: UnixNanos
}

type BalanceRow = { readonly currency: string; readonly total: bigint; readonly held: bigint }

const KEPT_BALANCES = 200
/** An order vanishes soon after it was taken, or not at all. */
const HIDES_WITHIN_MS = 20_000

export interface VenueViewsOptions {
  readonly exchange: Exchange
  readonly dice: FaultDice
  readonly random: () => number
  readonly traits: VenueTraits
  readonly now: () => UnixNanos
}

/** The id that the venue shows: what a person did has none of ours, and gets one named after the venue's. */
export const shownClientOrderId = (
  clientOrderId: ClientOrderId | undefined,
  venueOrderId: string,
): ClientOrderId => clientOrderId ?? (`external-${venueOrderId}` as ClientOrderId)

export class VenueViews {
  readonly #options: VenueViewsOptions
  readonly #orders = new Map<string, OrderVisibility>()
  readonly #listedFrom = new Map<string, UnixNanos>()
  readonly #balances: { readonly at: UnixNanos; readonly rows: readonly BalanceRow[] }[] = []
  /** Each order and fill counts once for each kind. */
  readonly #bitten = new Set<string>()

  constructor(options: VenueViewsOptions) {
    this.#options = options
    this.balancesChanged()
  }

  orderAccepted(order: ExchangeOrder): void {
    const { dice, random, traits, now } = this.#options
    const at = now()
    const lags = !traits.lookupIsConclusive && dice.strikes('lookup-lagging')
    const hides = dice.strikes('order-hidden')
    const hiddenFrom = hides ? addMillis(at, Math.floor(random() * HIDES_WITHIN_MS)) : at
    this.#orders.set(order.venueOrderId, {
      knownFrom: lags ? addMillis(at, dice.lastsMs('lookup-lagging')) : at,
      hiddenFrom,
      hiddenTo: hides ? addMillis(hiddenFrom, dice.lastsMs('order-hidden')) : hiddenFrom,
    })
  }

  /** When the fill is shown, in the list and by the stream. */
  executionHappened(execution: LedgerExecution): UnixNanos {
    const { dice, now } = this.#options
    const late = dice.strikes('fill-listed-late')
    const from = late ? addMillis(now(), dice.lastsMs('fill-listed-late')) : now()
    this.#listedFrom.set(execution.executionId, from)
    return from
  }

  balancesChanged(): void {
    this.#balances.push({ at: this.#options.now(), rows: this.#options.exchange.wallet.entries })
    if (this.#balances.length > KEPT_BALANCES) this.#balances.shift()
  }

  /** Undefined: the venue says that it does not know it. */
  findOrder(clientOrderId: ClientOrderId): VenueOrderReport | undefined {
    const order = this.#options.exchange.orders.find(
      (candidate) => shownClientOrderId(candidate.clientOrderId, candidate.venueOrderId) === clientOrderId,
    )
    if (!order || !this.knows(order)) return undefined
    if (!this.#options.traits.lookupIsConclusive && this.#hides(order)) return undefined
    return this.report(order)
  }

  openOrders(): readonly VenueOrderReport[] {
    return [...this.#options.exchange.openOrders]
      .filter((order) => this.knows(order) && !this.#hides(order))
      .map((order) => this.report(order))
  }

  /** Whether the venue's other parts have heard of a new order. */
  knows(order: ExchangeOrder): boolean {
    const visibility = this.#orders.get(order.venueOrderId)
    if (this.#options.dice.healed || !visibility || visibility.knownFrom <= this.#options.now()) return true
    this.#bite('lookup-lagging', order.venueOrderId)
    return false
  }

  executionsSince(since: UnixNanos): readonly VenueExecution[] {
    return this.#options.exchange.executions
      .filter((execution) => execution.tsEvent >= since && this.#lists(execution))
      .sort((a, b) => (a.tsEvent < b.tsEvent ? -1 : a.tsEvent > b.tsEvent ? 1 : 0))
      .map((execution) => this.execution(execution))
  }

  balances(): readonly VenueBalance[] {
    const { dice, exchange, now } = this.#options
    const rows = exchange.wallet.entries
    if (!dice.strikes('balances-lagging')) return rows.map(balanceOf)
    const as = addMillis(now(), -dice.lastsMs('balances-lagging'))
    const old = this.#balances.findLast(({ at }) => at <= as)?.rows ?? rows
    if (!sameRows(old, rows)) dice.bit('balances-lagging')
    return old.map(balanceOf)
  }

  report(order: ExchangeOrder): VenueOrderReport {
    return {
      clientOrderId: shownClientOrderId(order.clientOrderId, order.venueOrderId),
      venueOrderId: order.venueOrderId as VenueOrderId,
      instrumentId: order.instrumentId,
      side: order.side,
      status: order.status,
      filledQuantity: (order.executed - order.reversed) as Quantity,
      terms: order.terms,
      ...(order.endReason === undefined ? {} : { reason: order.endReason }),
      tsEvent: order.tsChanged,
    }
  }

  execution(execution: LedgerExecution): VenueExecution {
    const { executionId, kind, venueOrderId, instrumentId, side, price, quantity } = execution
    const { fee, feeCurrency, liquidity, tsEvent } = execution
    const clientOrderId = shownClientOrderId(execution.clientOrderId, venueOrderId)
    return {
      ...{ executionId, kind, venueOrderId, clientOrderId, instrumentId, side, price, quantity },
      ...{ fee, feeCurrency, liquidity, synthetic: false, tsEvent },
    }
  }

  #hides(order: ExchangeOrder): boolean {
    const visibility = this.#orders.get(order.venueOrderId)
    const now = this.#options.now()
    if (this.#options.dice.healed || !visibility || !isOpen(order)) return false
    if (now < visibility.hiddenFrom || now >= visibility.hiddenTo) return false
    this.#bite('order-hidden', order.venueOrderId)
    return true
  }

  #lists({ executionId }: LedgerExecution): boolean {
    const from = this.#listedFrom.get(executionId)
    if (this.#options.dice.healed || from === undefined || from <= this.#options.now()) return true
    this.#bite('fill-listed-late', executionId)
    return false
  }

  #bite(kind: FaultKind, id: string): void {
    const key = `${kind} ${id}`
    if (this.#bitten.has(key)) return
    this.#bitten.add(key)
    this.#options.dice.bit(kind)
  }
}

const balanceOf = ({ currency, total, held }: BalanceRow): VenueBalance => ({
  currency: currency as Currency,
  available: (total - held) as Money,
  held: held as Money,
})

const sameRows = (a: readonly BalanceRow[], b: readonly BalanceRow[]): boolean =>
  a.length === b.length && a.every((row, n) => row.total === b[n]?.total && row.held === b[n]?.held)
