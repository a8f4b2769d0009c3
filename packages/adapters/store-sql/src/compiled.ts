/**
 * Statements that are run often: built by Kysely and compiled once, when the store opens. Each parameter is read from
 * the value that is written, at its place, without a row object in between:
 *
 *     const insertOrder = compile<Order>((at) =>
 *       db.insertInto('orders').values({ id: at((order) => order.id), price: at((order) => text(order.price)) }))
 *
 *     await database.write([step(insertOrder, order), …])
 *
 * Parameters keep their places, so a statement has the same shape every time: write NULL, never leave a column out, and
 * for "one of a list" run the statement once for each.
 */
import { isStorable } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import type { Compilable } from 'kysely'

/** Takes the place of a parameter while the statement is being built; `read` gives it when the statement is run. */
export type Placeholder<Value> = <T>(read: (value: Value) => T) => T

/** Text that PostgreSQL and SQLite prepare alike, and how its parameters follow from a value. */
export interface CompiledStatement<Value, Row = unknown> {
  readonly sql: string
  bind(value: Value): readonly unknown[]
  /** Never there: tells what the rows are. */
  readonly row?: Row
}

/** For each column, how it is read from what is written. A column that is forgotten does not compile. */
export type Columns<Row, Value> = { readonly [Name in keyof Row]-?: (value: Value) => Row[Name] }

class Slot {
  readonly read: (value: never) => unknown
  constructor(read: (value: never) => unknown) {
    this.read = read
  }
}

/** Constants of the query stay as they are. */
export function compile<Value, Row = unknown>(
  build: (at: Placeholder<Value>) => Compilable<Row>,
): CompiledStatement<Value, Row> {
  // A slot takes the place of a value of the parameter's type: Kysely passes values through.
  const { sql, parameters } = build((read) => new Slot(read) as never).compile()
  const readers = parameters.map((parameter) =>
    parameter instanceof Slot ? parameter.read : () => parameter,
  )
  return { sql, bind: (value) => readers.map((read) => storable(read(value as never))) }
}

/**
 * PostgreSQL's text has no NUL, and half a surrogate pair would be read back as something else. Words are made storable
 * where they come in; whatever comes here nevertheless may be an identifier, and is no other one's.
 */
function storable(value: unknown): unknown {
  if (typeof value !== 'string' || isStorable(value)) return value
  throw new OtsError(
    'OTS_TEXT_REFUSED',
    `a store cannot keep the text ${JSON.stringify(value.slice(0, 80))}`,
    {
      hint: 'It holds a NUL or half a character. Nothing of the write was kept; whoever took the text in has to refuse it.',
    },
  )
}

/** A placeholder for every column. */
export function placeholders<Row, Value>(columns: Columns<Row, Value>, at: Placeholder<Value>): Row {
  const entries = Object.entries<(value: Value) => unknown>(columns).map(([name, read]) => [name, at(read)])
  // Object.fromEntries forgets which name has which value; `Columns` has checked them.
  return Object.fromEntries(entries) as Row
}

/** For statements whose one parameter is the value. */
export const itself = <T>(value: T): T => value
