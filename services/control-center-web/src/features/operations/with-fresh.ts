/** A list as it was read, and what happened since. Pure. */
import type { ListedOrder, Order } from '../../api/types.ts'

export interface Merging<Row, Value> {
  readonly toRow: (value: Value) => Row
  readonly isNewer: (a: Value, b: Row) => boolean
  readonly passes: (value: Value) => boolean
}

type FreshOf<Row> = Row extends ListedOrder ? Order : Row

/** A list, and where in it each row is: made once for a list, so that what happens costs as little in a long one. */
export interface Told<Row> {
  readonly rows: readonly Row[]
  readonly indexes: ReadonlyMap<string, number>
}

export const toldOf = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): Told<Row> => ({
  rows,
  indexes: new Map(rows.map((row, index) => [keyOf(row), index])),
})

/** The newest first; each once. What does not pass the filter any more goes. */
export function withFresh<Row>(
  { rows, indexes }: Told<Row>,
  fresh: ReadonlyMap<string, FreshOf<Row>>,
  { toRow, isNewer, passes }: Merging<Row, FreshOf<Row>>,
): readonly Row[] {
  if (fresh.size === 0) return rows
  const added: Row[] = []
  const changed: (Row | undefined)[] = rows.slice()
  let isAnyGone = false
  for (const [key, value] of fresh) {
    const index = indexes.get(key)
    const row = index === undefined ? undefined : rows[index]
    if (index === undefined || row === undefined) {
      if (passes(value)) added.push(toRow(value))
    } else if (isNewer(value, row)) {
      const stays = passes(value)
      changed[index] = stays ? toRow(value) : undefined
      isAnyGone ||= !stays
    }
  }
  // Without one that went, nothing in it is undefined.
  const kept = isAnyGone ? changed.filter((row) => row !== undefined) : (changed as Row[])
  return added.reverse().concat(kept)
}
