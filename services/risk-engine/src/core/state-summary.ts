/** An account's state as canonical plain data: sorted, decimals as text. Equal states give equal text. */
import { formatMoney, formatQuantity, type Position } from '@oasis/domain'
import type { Reservation } from './reservation.ts'
import type { RiskState } from './risk-state.ts'

export interface AccountSummary {
  readonly phase: string
  readonly riskEpoch: number
  readonly haltEpoch: number
  readonly accountSeq: number
  readonly balances: Readonly<Record<string, string>>
  readonly positions: Readonly<Record<string, PositionSummary>>
  /** By `strategy instrument`. */
  readonly strategyPositions: Readonly<Record<string, PositionSummary>>
  /** By intent. */
  readonly reservations: Readonly<Record<string, string>>
}

export interface PositionSummary {
  readonly quantity: string
  readonly costBasis: string
  readonly realizedPnl: string
  readonly fees: string
}

export function summarize(state: RiskState): AccountSummary {
  const { phase, riskEpoch, haltEpoch, accountSeq, ledger } = state
  const strategies = [...ledger.byStrategy].flatMap(([strategy, positions]) =>
    [...positions].map(([id, position]) => [`${strategy} ${id}`, position] as const),
  )
  return {
    phase,
    riskEpoch,
    haltEpoch,
    accountSeq,
    balances: sorted(ledger.balances, formatMoney),
    positions: sorted(ledger.byInstrument, positionSummary),
    strategyPositions: sorted(strategies, positionSummary),
    reservations: sorted(state.reservations, reservationSummary),
  }
}

function positionSummary({ quantity, costBasis, realizedPnl, fees }: Position): PositionSummary {
  return {
    quantity: formatQuantity(quantity),
    costBasis: formatMoney(costBasis),
    realizedPnl: formatMoney(realizedPnl),
    fees: formatMoney(fees),
  }
}

const reservationSummary = ({ side, quantity, amount, holdCurrency, hold }: Reservation): string =>
  `${side} ${formatQuantity(quantity)} or ${formatMoney(amount)}, holds ${formatMoney(hold)} ${holdCurrency}`

function sorted<V, T>(entries: Iterable<readonly [string, V]>, view: (value: V) => T): Record<string, T> {
  const rows = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(rows.map(([key, value]) => [key, view(value)]))
}
