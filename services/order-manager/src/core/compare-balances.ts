/** The venue's balances beside the ledger's, and what a difference that stays may be taken for. */
import {
  type AccountLedger,
  addMillis,
  addMoney,
  type BalanceAdjustment,
  type Currency,
  type Money,
  subtractMoney,
  type TradingMode,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import type { VenueBalance } from '@oasis/ports'

export interface BalanceDifference {
  readonly currency: Currency
  readonly venue: Money
  readonly ledger: Money
}

/** Every currency in which they differ, by name. A currency that one side does not list counts as zero there. */
export function compareBalances(
  ledger: AccountLedger,
  balances: readonly VenueBalance[],
): readonly BalanceDifference[] {
  const atVenue = new Map(balances.map((b) => [b.currency, addMoney(b.available, b.held)]))
  const currencies = [...new Set([...atVenue.keys(), ...ledger.balances.keys()])].sort()
  return currencies
    .map((currency) => ({
      currency,
      venue: atVenue.get(currency) ?? ZERO_MONEY,
      ledger: ledger.balances.get(currency) ?? ZERO_MONEY,
    }))
    .filter((difference) => difference.venue !== difference.ledger)
}

export const amountOf = ({ venue, ledger }: BalanceDifference): Money => subtractMoney(venue, ledger)

/** A difference over several looks. */
export interface WatchedDifference extends BalanceDifference {
  /** First seen with this amount, and without suspects if there were any. */
  readonly since: UnixNanos
  readonly looks: number
  /**
   * Currencies that changed at the same look the other way, and still differ: what goes up in one and down in another
   * looks like a trade that we have not been told of.
   */
  readonly suspects: ReadonlySet<Currency>
}
export type WatchedDifferences = ReadonlyMap<Currency, WatchedDifference>

export function watchDifferences(
  before: WatchedDifferences,
  found: readonly BalanceDifference[],
  now: UnixNanos,
): WatchedDifferences {
  const looked = found.map((difference) => {
    const last = before.get(difference.currency)
    const change = last === undefined ? amountOf(difference) : amountOf(difference) - amountOf(last)
    return { difference, last, change }
  })
  const differing = new Set(found.map(({ currency }) => currency))
  return new Map(
    looked.map(({ difference, last, change }) => {
      const { currency } = difference
      const left = [...(last?.suspects ?? [])].filter((suspect) => differing.has(suspect))
      const opposite = looked.flatMap((other) =>
        other.change * change < 0n ? [other.difference.currency] : [],
      )
      const suspects = new Set([...left, ...opposite])
      const cleared = suspects.size === 0 && last !== undefined && last.suspects.size > 0
      const goesOn = last !== undefined && change === 0n && !cleared
      const [since, looks] = goesOn ? [last.since, last.looks + 1] : [now, 1]
      return [currency, { ...difference, since, looks, suspects }]
    }),
  )
}

const STABLE_LOOKS = 3
const STABLE_MS = 30_000

type Seen = Pick<WatchedDifference, 'since' | 'looks'>

export const isLongSeen = ({ looks, since }: Seen, now: UnixNanos): boolean =>
  looks >= STABLE_LOOKS && now >= addMillis(since, STABLE_MS)

/** Long the same, in one currency only: nothing but a deposit or a withdrawal. */
export const isTransfer = (difference: WatchedDifference, now: UnixNanos): boolean =>
  difference.suspects.size === 0 && isLongSeen(difference, now)

/** Balances may lag behind what was booked just now. */
const SETTLED_MS = 10_000

/** What a person may take as it is: seen before with the same amount, and for longer than a venue's view lags behind. */
export const isAdoptable = ({ looks, since }: Seen, now: UnixNanos): boolean =>
  looks > 1 && now >= addMillis(since, SETTLED_MS)

export interface AdjustmentContext {
  readonly accountId: BalanceAdjustment['accountId']
  readonly mode: TradingMode
  readonly tsEvent: UnixNanos
}

/** Makes the ledger what the venue says. */
export const adjustmentFor = (
  difference: BalanceDifference,
  reason: BalanceAdjustment['reason'],
  context: AdjustmentContext,
): BalanceAdjustment => ({
  ...context,
  currency: difference.currency,
  amount: amountOf(difference),
  reason,
})

export const transferFor = (difference: BalanceDifference, context: AdjustmentContext): BalanceAdjustment =>
  adjustmentFor(difference, amountOf(difference) > 0n ? 'DEPOSIT' : 'WITHDRAWAL', context)

/** What an account holds before it has any history of ours, or after a reset. `openedAt`: by the venue's clock. */
export function openingAdjustments(
  ledger: AccountLedger,
  balances: readonly VenueBalance[],
  mode: TradingMode,
  openedAt: UnixNanos,
): readonly BalanceAdjustment[] {
  const context = { accountId: ledger.accountId, mode, tsEvent: openedAt }
  return compareBalances(ledger, balances).map((each) => adjustmentFor(each, 'OPENING', context))
}
