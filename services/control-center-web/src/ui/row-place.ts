/** Where rows of a list are, of which others come and go before them. */
import type { RowList } from './row-list.ts'

/** As many as are put before a list at once, and some. */
const MOST = 2_500

/** Where the row with that key is, which was at `index` a while ago; undefined where it is not near it any more. */
export function placeOf<Row>(
  rows: RowList<Row>,
  keyOf: (row: Row) => string,
  key: string,
  index: number,
): number | undefined {
  const isAt = (place: number): boolean => {
    const row = place < 0 ? undefined : rows.at(place)
    return row !== undefined && keyOf(row) === key
  }
  for (let by = 0; by <= MOST; by++) {
    if (isAt(index + by)) return index + by
    if (isAt(index - by)) return index - by
  }
  return undefined
}
