/**
 * `/fills` → executions, keyed by `entry_id`. A fill is booked as it is; a REVERSAL takes one back. CORRECTION,
 * SYNTHETIC and words to come are passed over and told: nobody has shown what they do to a balance, and whatever it is,
 * the order manager's comparison of balances and of filled quantities finds it and closes the instrument for a person.
 */
import {
  type ClientOrderId,
  currency,
  type ExecutionKind,
  executionId,
  type InstrumentId,
  instrumentOf,
  type Liquidity,
  type Money,
  type Price,
  parseMoney,
  parsePrice,
  parseQuantity,
  parseRfc3339,
  type Quantity,
  quantityFor,
  roundQuantity,
  symbolOf,
  venueOrderId,
} from '@oasis/domain'
import type { VenueExecution } from '@oasis/ports'
import type { ShownFill } from '../rest/account/list-fills.ts'
import { COINBASE } from '../venue.ts'
import type { IncrementOf } from './increments.ts'
import { sideOf } from './order-report.ts'
import { parseMoneyDown } from './shown-amounts.ts'

export type ParsedFill =
  | { readonly ok: true; readonly execution: VenueExecution }
  | { readonly ok: false; readonly why: string }

/** Whose fill it is: the fill itself does not say. */
export interface FillOwner {
  readonly clientOrderId: ClientOrderId
  readonly instrumentId: InstrumentId | undefined
}

const KINDS: Readonly<Record<string, ExecutionKind>> = { '': 'FILL', FILL: 'FILL', REVERSAL: 'REVERSAL' }

/** Never throws: one that cannot be read must not hide the others. */
export function parseFill(fill: ShownFill, owner: FillOwner, incrementOf: IncrementOf): ParsedFill {
  const kind = Object.hasOwn(KINDS, fill.trade_type) ? KINDS[fill.trade_type] : undefined
  if (kind === undefined) return { ok: false, why: `it is a ${fill.trade_type}, which is not booked` }
  try {
    return { ok: true, execution: executionOf(fill, kind, owner, incrementOf) }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}

function executionOf(
  fill: ShownFill,
  kind: ExecutionKind,
  owner: FillOwner,
  incrementOf: IncrementOf,
): VenueExecution {
  const instrumentId = owner.instrumentId ?? instrumentOf(COINBASE, fill.product_id)
  const price = parsePrice(stated(fill.price, 'price'))
  const size = stated(fill.size, 'size')
  const quantity = fill.size_in_quote
    ? baseOf(parseMoney(size), price, incrementOf(instrumentId))
    : parseQuantity(size)
  if (quantity <= 0n || price <= 0n) throw new RangeError('a fill of nothing')
  return {
    executionId: executionId(fill.entry_id),
    kind,
    venueOrderId: venueOrderId(fill.order_id),
    clientOrderId: owner.clientOrderId,
    instrumentId,
    side: sideOf(fill.side),
    price,
    quantity,
    fee: parseMoneyDown(stated(fill.commission, 'commission')),
    feeCurrency: currency(quoteOf(instrumentId)),
    liquidity: liquidityOf(fill.liquidity_indicator),
    synthetic: false,
    tsEvent: parseRfc3339(fill.trade_time || fill.sequence_timestamp),
  }
}

function stated(value: string | undefined, name: string): string {
  if (value === undefined) throw new RangeError(`a fill without a ${name}`)
  return value
}

/** Base sizes of most products have eight digits; only used while an instrument's own increment is not known. */
const USUAL_INCREMENT = parseQuantity('0.00000001')

/** The venue matched a base quantity on the instrument's grid: the nearest one to what division gives is that. */
const baseOf = (amount: Money, price: Price, increment: Quantity | undefined): Quantity =>
  roundQuantity(quantityFor(amount, price, 'HALF_EVEN'), increment ?? USUAL_INCREMENT, 'HALF_EVEN')

function quoteOf(id: InstrumentId): string {
  const symbol = symbolOf(id)
  return symbol.slice(symbol.lastIndexOf('-') + 1)
}

function liquidityOf(word: string): Liquidity {
  return word === 'MAKER' || word === 'TAKER' ? word : 'UNKNOWN'
}
