/** The audit's book beside what another part of the system says at the same point of the account's history. */
import {
  type Currency,
  formatMoney,
  formatQuantity,
  type InstrumentId,
  type Money,
  type Portfolio,
  type Position,
  type Quantity,
} from '@oasis/domain'
import type { AuditBook, AuditPosition } from './audit-book.ts'

/** `subject` is what is wrong: an instrument, or a currency and so everything traded in it. */
export interface Difference {
  readonly subject:
    | { readonly kind: 'INSTRUMENT'; readonly instrumentId: InstrumentId }
    | { readonly kind: 'CURRENCY'; readonly currency: Currency }
  readonly detail: string
}

const FLAT: AuditPosition = { quantity: 0n, cost: 0n, realized: 0n, fees: 0n }

/** Both have taken in the same events of the account. */
export function comparePortfolio(book: AuditBook, portfolio: Portfolio): readonly Difference[] {
  const strategies = new Map(Map.groupBy(portfolio.byStrategy, ({ strategyId }) => strategyId))
  const names = new Set([...strategies.keys(), ...book.ofStrategies.keys()])
  return [
    ...comparePositions('account', book.positions, portfolio.positions),
    ...[...names].flatMap((name) =>
      comparePositions(
        `strategy ${name}`,
        book.ofStrategies.get(name) ?? new Map(),
        strategies.get(name) ?? [],
      ),
    ),
    ...compareCash(book.cash, new Map(portfolio.balances.map(({ currency, total }) => [currency, total]))),
  ]
}

function comparePositions(
  whose: string,
  ours: ReadonlyMap<InstrumentId, AuditPosition>,
  theirs: readonly (Position & { readonly instrumentId: InstrumentId })[],
): Difference[] {
  const told = new Map(theirs.map((position) => [position.instrumentId, position]))
  return [...new Set([...ours.keys(), ...told.keys()])].flatMap((instrumentId) => {
    const detail = positionDifference(ours.get(instrumentId) ?? FLAT, told.get(instrumentId))
    return detail === undefined
      ? []
      : [{ subject: { kind: 'INSTRUMENT', instrumentId } as const, detail: `${whose}: ${detail}` }]
  })
}

function positionDifference(ours: AuditPosition, told: Position | undefined): string | undefined {
  const theirs = {
    quantity: told?.quantity ?? 0n,
    cost: told?.costBasis ?? 0n,
    realized: told?.realizedPnl ?? 0n,
    fees: told?.fees ?? 0n,
  }
  const wrong = (['quantity', 'cost', 'realized', 'fees'] as const).filter((key) => ours[key] !== theirs[key])
  if (wrong.length === 0) return undefined
  return wrong
    .map((key) => {
      const text = (value: bigint) =>
        key === 'quantity' ? formatQuantity(value as Quantity) : formatMoney(value as Money)
      return `${key} is ${text(theirs[key])}, executions make ${text(ours[key])}`
    })
    .join('; ')
}

/** A currency that one side does not name counts as zero there. */
export function compareCash(
  ours: ReadonlyMap<Currency, bigint>,
  theirs: ReadonlyMap<Currency, bigint>,
): Difference[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((code) => {
    const [made, told] = [ours.get(code) ?? 0n, theirs.get(code) ?? 0n]
    if (made === told) return []
    const detail = `balance is ${formatMoney(told as Money)}, executions make ${formatMoney(made as Money)}`
    return [{ subject: { kind: 'CURRENCY', currency: code } as const, detail }]
  })
}

/** The same history folded twice, from the topic and from the store. */
export function compareBooks(streamed: AuditBook, stored: AuditBook): readonly Difference[] {
  const asTold = (positions: ReadonlyMap<InstrumentId, AuditPosition>) =>
    [...positions].map(([instrumentId, { quantity, cost, realized, fees }]) => ({
      instrumentId,
      quantity: quantity as Quantity,
      costBasis: cost as Money,
      realizedPnl: realized as Money,
      fees: fees as Money,
    }))
  return [
    ...comparePositions('order events', stored.positions, asTold(streamed.positions)),
    ...compareCash(stored.cash, streamed.cash),
  ]
}
