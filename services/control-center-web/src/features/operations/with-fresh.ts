/** A list as it was read, and what happened since. Pure. */
import type { ListedOrder, Order } from '../../api/types.ts'

export interface Merging<Row, Value> {
  readonly keyOf: (row: Row) => string
  readonly toRow: (value: Value) => Row
  readonly isNewer: (a: Value, b: Row) => boolean
  readonly passes: (value: Value) => boolean
}

type FreshOf<Row> = Row extends ListedOrder ? Order : Row

/** The newest first; each once. What does not pass the filter any more goes. */
export function withFresh<Row>(
  told: readonly Row[],
  fresh: ReadonlyMap<string, FreshOf<Row>>,
  { keyOf, toRow, isNewer, passes }: Merging<Row, FreshOf<Row>>,
): readonly Row[] {
  if (fresh.size === 0) return told
  const seen = new Set<string>()
  const kept: Row[] = []
  for (const row of told) {
    const key = keyOf(row)
    const value = fresh.get(key)
    if (value !== undefined) seen.add(key)
    if (value === undefined || !isNewer(value, row)) kept.push(row)
    else if (passes(value)) kept.push(toRow(value))
  }
  const added = [...fresh].flatMap(([key, value]) => (seen.has(key) || !passes(value) ? [] : [toRow(value)]))
  return [...added.reverse(), ...kept]
}
