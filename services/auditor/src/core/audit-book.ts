/**
 * Positions, cash and profit recomputed from executions and balance adjustments. Written apart from the accounting
 * that it checks, and from nothing but its stated rules: sums for quantity, cash and fees; average cost for profit,
 * where closing part of a position releases the same part of its cost, rounded half to even at 10^-18. Mutable: one
 * account's history is folded into one book.
 */
import type {
  AccountEvent,
  BalanceAdjustment,
  Currency,
  Execution,
  InstrumentId,
  StrategyId,
} from '@oasis/domain'

/** Quantity at 10^-12, the others at 10^-18 of the quote currency. */
export interface AuditPosition {
  quantity: bigint
  cost: bigint
  realized: bigint
  fees: bigint
}

export interface AuditInstrument {
  readonly base: Currency
  readonly quote: Currency
}

export type AuditInstrumentOf = (id: InstrumentId) => AuditInstrument

/** Price and quantity have 12 decimals each, money 18: six of the product's 24 are dropped, and are zero. */
const PRODUCT_TO_MONEY = 1_000_000n
const QUANTITY_TO_MONEY = 1_000_000n

export class AuditBook {
  readonly positions = new Map<InstrumentId, AuditPosition>()
  /** By strategy, then instrument. */
  readonly ofStrategies = new Map<StrategyId, Map<InstrumentId, AuditPosition>>()
  /** At 10^-18, holds included. */
  readonly cash = new Map<Currency, bigint>()
  readonly #instrumentOf: AuditInstrumentOf

  constructor(instrumentOf: AuditInstrumentOf) {
    this.#instrumentOf = instrumentOf
  }

  take({ body }: AccountEvent): void {
    if (body.kind === 'EXECUTION') this.execution(body.execution)
    else if (body.kind === 'ADJUSTMENT') this.adjustment(body.adjustment)
    else if (body.kind === 'RESET') this.clear()
  }

  execution(execution: Execution): void {
    const { instrumentId, strategyId, kind } = execution
    const { base, quote } = this.#instrumentOf(instrumentId)
    const sign = (execution.side === 'BUY' ? 1n : -1n) * (kind === 'FILL' ? 1n : -1n)
    const fee = kind === 'FILL' ? execution.fee : -execution.fee
    const moved = sign * execution.quantity
    const ofStrategy = this.ofStrategies.get(strategyId) ?? new Map<InstrumentId, AuditPosition>()
    this.ofStrategies.set(strategyId, ofStrategy)
    for (const positions of [this.positions, ofStrategy]) {
      const position = positionIn(positions, instrumentId)
      position.fees += fee
      trade(position, moved, execution.price)
    }
    this.#credit(base, moved * QUANTITY_TO_MONEY)
    this.#credit(quote, -(moved * execution.price) / PRODUCT_TO_MONEY - fee)
  }

  adjustment({ currency, amount }: BalanceAdjustment): void {
    this.#credit(currency, amount)
  }

  /** A paper account that starts again. */
  clear(): void {
    this.positions.clear()
    this.ofStrategies.clear()
    this.cash.clear()
  }

  #credit(currency: Currency, amount: bigint): void {
    this.cash.set(currency, (this.cash.get(currency) ?? 0n) + amount)
  }
}

function positionIn(positions: Map<InstrumentId, AuditPosition>, id: InstrumentId): AuditPosition {
  const known = positions.get(id)
  if (known) return known
  const flat = { quantity: 0n, cost: 0n, realized: 0n, fees: 0n }
  positions.set(id, flat)
  return flat
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value)

/** First what the trade closes, then what it opens. `moved` is signed. */
function trade(position: AuditPosition, moved: bigint, price: bigint): void {
  const closes = position.quantity > 0n !== moved > 0n && position.quantity !== 0n
  const most = absolute(position.quantity)
  const closed = closes ? (absolute(moved) < most ? absolute(moved) : most) : 0n
  if (closed > 0n) {
    const direction = position.quantity > 0n ? 1n : -1n
    const released = halfEven(position.cost * closed, most)
    position.realized += (direction * closed * price) / PRODUCT_TO_MONEY - released
    position.cost -= released
    position.quantity -= direction * closed
  }
  const opened = moved > 0n ? moved - closed : moved + closed
  position.quantity += opened
  position.cost += (opened * price) / PRODUCT_TO_MONEY
}

/** `divisor` is positive. */
function halfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  const twice = absolute(dividend % divisor) * 2n
  const away = twice > divisor || (twice === divisor && quotient % 2n !== 0n)
  return away ? quotient + (dividend < 0n ? -1n : 1n) : quotient
}
