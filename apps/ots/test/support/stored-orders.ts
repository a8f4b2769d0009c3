/** Reads the order manager's own file, running or not, and sums it up without any code of the system under test. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { product, text, units } from './naive-decimal.ts'

export interface StoredOrder {
  readonly id: string
  readonly state: string
  readonly cause: string
  readonly createdAt: bigint
  readonly filled: string
}

export interface StoredExecution {
  readonly seq: number
  readonly id: string
  readonly order: string
  readonly instrument: string
  readonly side: string
  readonly price: string
  readonly quantity: string
  readonly fee: string
  /** Nanoseconds. */
  readonly at: bigint
}

export interface StoredAdjustment {
  readonly seq: number
  readonly currency: string
  readonly amount: string
}

export interface StoredAccount {
  readonly orders: readonly StoredOrder[]
  readonly executions: readonly StoredExecution[]
  readonly adjustments: readonly StoredAdjustment[]
}

/** `folder` is the one with the `.sqlite` files. */
export function storedAccount(folder: string): StoredAccount {
  const database = new DatabaseSync(join(folder, 'order-manager.sqlite'), { readOnly: true })
  const rows = <T>(sql: string): T[] => {
    const statement = database.prepare(sql)
    statement.setReadBigInts(true)
    return statement.all() as T[]
  }
  try {
    database.exec('BEGIN')
    const seqAsNumber = <T extends { seq: unknown }>(row: T) => ({ ...row, seq: Number(row.seq) })
    return {
      orders: rows(`SELECT client_order_id id, state, cause_event_id cause, created_at createdAt,
        filled_quantity filled FROM orders ORDER BY created_at, client_order_id`),
      executions: rows<StoredExecution>(`SELECT account_seq seq, execution_id id, client_order_id "order",
        instrument_id instrument, side, price, quantity, fee, ts_event at FROM executions ORDER BY account_seq`).map(
        seqAsNumber,
      ),
      adjustments: rows<StoredAdjustment>(
        'SELECT account_seq seq, currency, amount FROM balance_adjustments ORDER BY account_seq',
      ).map(seqAsNumber),
    }
  } finally {
    database.close()
  }
}

export interface Sums {
  /** Base units by instrument. */
  readonly positions: Readonly<Record<string, string>>
  readonly fees: Readonly<Record<string, string>>
  readonly cash: Readonly<Record<string, string>>
}

/** Positions, fees and cash from executions and adjustments alone, up to an account sequence. */
export function sumsOf({ executions, adjustments }: StoredAccount, upTo = Number.POSITIVE_INFINITY): Sums {
  const positions = new Map<string, bigint>()
  const fees = new Map<string, bigint>()
  const cash = new Map<string, bigint>()
  for (const { seq, currency, amount } of adjustments) if (seq <= upTo) add(cash, currency, units(amount))
  for (const { seq, instrument, side, price, quantity, fee } of executions) {
    if (seq > upTo) continue
    const [base = '', quote = ''] = (instrument.split(':')[1] ?? '').split('-')
    const signed = side === 'BUY' ? units(quantity) : -units(quantity)
    add(positions, instrument, signed)
    add(fees, instrument, units(fee))
    add(cash, base, signed)
    add(cash, quote, -product(signed, units(price)) - units(fee))
  }
  return { positions: texts(positions), fees: texts(fees), cash: texts(cash) }
}

function add(map: Map<string, bigint>, key: string, amount: bigint): void {
  map.set(key, (map.get(key) ?? 0n) + amount)
}

const texts = (map: ReadonlyMap<string, bigint>): Record<string, string> =>
  Object.fromEntries([...map].map(([key, value]) => [key, text(value)]))
