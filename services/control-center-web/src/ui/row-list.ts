/** Rows that are asked for by their place: of a very long list nothing has to be copied on account of one row. */
export interface RowList<Row> {
  readonly length: number
  at(index: number): Row | undefined
}

export function rowsOf<Row>(list: RowList<Row>): readonly Row[] {
  if (Array.isArray(list)) return list
  const rows: Row[] = []
  for (let index = 0; index < list.length; index++) {
    const row = list.at(index)
    if (row !== undefined) rows.push(row)
  }
  return rows
}
