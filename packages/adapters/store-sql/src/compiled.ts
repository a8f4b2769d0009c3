/**
 * The way hot stores write: statements are built by Kysely and compiled once, when the store opens; running one is then
 * a lookup of the prepared statement and a bind, without building a query tree.
 *
 *     const insertOrder = compile<OrderRow>((value) =>
 *       db.insertInto('orders').values({ id: value('id'), price: value('price') }))
 *
 *     await db.transaction().execute(async (tx) => {
 *       await tx.executeQuery(insertOrder({ id, price }))
 *     })
 *
 * Values keep their places, so a statement has the same shape every time: write NULL, never leave a column out, and
 * for "one of a list" run the statement once for each.
 */
import type { Compilable, CompiledQuery } from 'kysely'

/** Makes the query that runs with these arguments. */
export type CompiledStatement<Arguments, Row> = (values: Arguments) => CompiledQuery<Row>

/** Stands for an argument while the statement is being built. */
export type Placeholder<Arguments> = <Name extends keyof Arguments & string>(name: Name) => Arguments[Name]

class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Arguments may appear more than once; constants of the query stay as they are. */
export function compile<Arguments extends object, Row = unknown>(
  build: (value: Placeholder<Arguments>) => Compilable<Row>,
): CompiledStatement<Arguments, Row> {
  // A slot takes the place of a value of the argument's type until the statement is run: Kysely passes values through.
  const query = build((name) => new Slot(name) as never).compile()
  const template = query.parameters
  return (values) => ({ ...query, parameters: template.map((parameter) => fill(parameter, values)) })
}

function fill(parameter: unknown, values: object): unknown {
  return parameter instanceof Slot ? (values as Record<string, unknown>)[parameter.name] : parameter
}
