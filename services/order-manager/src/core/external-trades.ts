/**
 * Executions that have no place in our books: a fill whose order nobody finds, a reversal of a fill that was never booked
 * (it may be part of the opening holdings). They become adjustments, EXTERNAL_TRADE, exact, at the execution's own time and
 * with its id, and by that id alone they are known from then on: one that turns up again, with its order or without, is
 * not booked a second time. Two executions may well have the same time and the same amounts.
 */
import {
  type AccountEventBody,
  type BalanceAdjustment,
  type Currency,
  cashChange,
  type ExecutionId,
  type Money,
  quantityAsAmount,
  quantityChange,
  type TradingMode,
  type UnixNanos,
} from '@oasis/domain'
import type { VenueExecution } from '@oasis/ports'
import type { CurrenciesOf } from './account-state.ts'
import { isExternal } from './adopt-order.ts'
import { amountOf, isAdoptable, isLongSeen, type WatchedDifferences } from './compare-balances.ts'
import type { OrderEntry } from './order-entry.ts'

/** Over several looks. */
export interface UnplacedExecution {
  readonly execution: VenueExecution
  readonly since: UnixNanos
  readonly looks: number
}
export type UnplacedExecutions = ReadonlyMap<ExecutionId, UnplacedExecution>

export const watchUnplaced = (
  before: UnplacedExecutions,
  found: readonly VenueExecution[],
  now: UnixNanos,
): UnplacedExecutions =>
  new Map(
    found.map((execution) => {
      const { since = now, looks = 0 } = before.get(execution.executionId) ?? {}
      return [execution.executionId, { execution, since, looks: looks + 1 }]
    }),
  )

type Amounts = readonly (readonly [Currency, Money])[]

/** What it did to the balances, as booking it would. */
export function amountsOf(execution: VenueExecution, currenciesOf: CurrenciesOf): Amounts {
  const { base, quote } = currenciesOf(execution.instrumentId)
  const amounts: Amounts = [
    [base, quantityAsAmount(quantityChange(execution))],
    [quote, cashChange(execution)],
  ]
  return amounts.filter(([, amount]) => amount !== 0n)
}

/** `trades`: executions with an adjustment. A fill of an order of ours always has its place, and is none. */
export const isSettledTrade = (
  entry: OrderEntry | undefined,
  { executionId, kind }: VenueExecution,
  trades: ReadonlySet<ExecutionId>,
): boolean =>
  trades.has(executionId) && (entry === undefined || isExternal(entry.order) || kind === 'REVERSAL')

export interface TradeRules {
  readonly differences: WatchedDifferences
  /** A person takes everything as the venue has it. */
  readonly adopt: boolean
  /** Currencies of instruments with an order of unknown outcome, which may still explain them. */
  readonly doubtful: ReadonlySet<Currency>
  readonly now: UnixNanos
  readonly currenciesOf: CurrenciesOf
}

/**
 * Those to be adjusted now. By a person's word: what has been there for a while. By itself: only when all of them
 * together, long there, are to the last digit what the balances differ by, and none is a fill that its order may follow.
 */
export function settleableTrades(unplaced: UnplacedExecutions, rules: TradeRules): readonly VenueExecution[] {
  const { differences, adopt, doubtful, now, currenciesOf } = rules
  const all = [...unplaced.values()].map((each) => ({ ...each, of: amountsOf(each.execution, currenciesOf) }))
  const isDoubtful = (of: Amounts) => of.some(([currency]) => doubtful.has(currency))
  if (adopt) {
    const isFresh = (of: Amounts) =>
      of.some(([currency]) => {
        const difference = differences.get(currency)
        return difference !== undefined && !isAdoptable(difference, now)
      })
    return all.flatMap((each) =>
      isAdoptable(each, now) && !isDoubtful(each.of) && !isFresh(each.of) ? [each.execution] : [],
    )
  }
  const sums = [...sumOf(all.map(({ of }) => of))]
  // A fill alone waits: its order may only be hidden, and then both belong into the books.
  const waits = all.some(({ execution }) => execution.kind === 'FILL') && sums.some(([, sum]) => sum !== 0n)
  const explain = sums.every(([currency, sum]) => {
    const difference = differences.get(currency)
    return sum === (difference === undefined ? 0n : amountOf(difference))
  })
  const settled =
    explain && !waits && all.every((each) => isLongSeen(each, now)) && !all.some(({ of }) => isDoubtful(of))
  return settled ? all.map(({ execution }) => execution) : []
}

export function sumOf(amounts: readonly Amounts[]): ReadonlyMap<Currency, Money> {
  const sums = new Map<Currency, Money>()
  for (const [currency, amount] of amounts.flat()) {
    sums.set(currency, ((sums.get(currency) ?? 0n) + amount) as Money)
  }
  return sums
}

export function tradeAdjustments(
  execution: VenueExecution,
  context: { readonly accountId: BalanceAdjustment['accountId']; readonly mode: TradingMode },
  currenciesOf: CurrenciesOf,
): readonly AccountEventBody[] {
  const { executionId, tsEvent } = execution
  return amountsOf(execution, currenciesOf).map(([currency, amount]) => ({
    kind: 'ADJUSTMENT',
    adjustment: { ...context, currency, amount, reason: 'EXTERNAL_TRADE', executionId, tsEvent },
  }))
}
