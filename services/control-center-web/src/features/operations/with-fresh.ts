/** A list as it was read, and what happened since. Pure, but for the index of what was read, which grows with it. */
import type { RowList } from '../../ui/row-list.ts'

export interface Merging<Row, Value> {
  readonly toRow: (value: Value) => Row
  readonly isNewer: (a: Value, b: Row) => boolean
  readonly passes: (value: Value) => boolean
}

/** A page as the API told it. */
export interface ToldPage<Row> {
  readonly items: readonly Row[]
  /** Where the one after it begins; null of the last one, and where that is not known. */
  readonly nextCursor: string | null
}

/**
 * The pages of a list as one, and where in it each row is. What comes at the end is put to it: of a hundred thousand rows
 * none is looked at again on account of the next five hundred.
 */
export interface Told<Row> extends RowList<Row> {
  readonly pages: readonly ToldPage<Row>[]
  placeOf(key: string): number | undefined
}

export function toldOf<Row>(
  pages: readonly ToldPage<Row>[],
  keyOf: (row: Row) => string,
  before?: Told<Row>,
): Told<Row> {
  if (before instanceof ToldPages && before.isBeginningOf(pages)) return before.with(pages)
  return new ToldPages(keyOf, [], [], new Map()).with(pages)
}

class ToldPages<Row> implements Told<Row> {
  readonly pages: readonly ToldPage<Row>[]
  readonly length: number
  readonly #keyOf: (row: Row) => string
  readonly #rows: Row[]
  /** Rows and places are shared with the shorter list that this one was made of: it looks at none beyond its own end. */
  readonly #places: Map<string, number>

  constructor(
    keyOf: (row: Row) => string,
    pages: readonly ToldPage<Row>[],
    rows: Row[],
    places: Map<string, number>,
  ) {
    this.#keyOf = keyOf
    this.pages = pages
    this.#rows = rows
    this.#places = places
    this.length = rows.length
  }

  at(index: number): Row | undefined {
    return index < this.length ? this.#rows[index] : undefined
  }

  placeOf(key: string): number | undefined {
    const place = this.#places.get(key)
    return place === undefined || place >= this.length ? undefined : place
  }

  /** Another one may have been made of this one already. */
  isBeginningOf(pages: readonly ToldPage<Row>[]): boolean {
    return this.#rows.length === this.length && this.pages.every((page, n) => page === pages[n])
  }

  with(pages: readonly ToldPage<Row>[]): ToldPages<Row> {
    if (pages.length === this.pages.length) return this
    for (const { items } of pages.slice(this.pages.length))
      for (const row of items) {
        const key = this.#keyOf(row)
        if (!this.#places.has(key)) this.#places.set(key, this.#rows.length)
        this.#rows.push(row)
      }
    return new ToldPages(this.#keyOf, pages, this.#rows, this.#places)
  }
}

/** The newest first; each once. What does not pass the filter any more goes. */
export function withFresh<Row, Value>(
  told: Told<Row>,
  fresh: ReadonlyMap<string, Value>,
  { toRow, isNewer, passes }: Merging<Row, Value>,
): RowList<Row> {
  if (fresh.size === 0) return told
  const added: Row[] = []
  const changed = new Map<number, Row>()
  const gone: number[] = []
  for (const [key, value] of fresh) {
    const place = told.placeOf(key)
    const row = place === undefined ? undefined : told.at(place)
    if (place === undefined || row === undefined) {
      if (passes(value)) added.push(toRow(value))
    } else if (isNewer(value, row)) {
      if (passes(value)) changed.set(place, toRow(value))
      else gone.push(place)
    }
  }
  gone.sort((a, b) => a - b)
  return new FreshRows(told, added.reverse(), changed, gone)
}

/**
 * The same as pages, for where so much has happened that looking through it costs: events are complete, so that nothing has to
 * be asked for anew. Of what lies furthest back, pages beyond so many rows are left out: they can be asked for again.
 */
export function foldedPages<Row, Value>(
  pages: readonly ToldPage<Row>[],
  fresh: ReadonlyMap<string, Value>,
  { toRow, isNewer, passes }: Merging<Row, Value>,
  keyOf: (row: Row) => string,
  mostRows: number,
): readonly ToldPage<Row>[] {
  const unknown = new Map(fresh)
  const told = pages.map((page) => {
    const items = page.items.flatMap((row) => {
      const value = fresh.get(keyOf(row))
      unknown.delete(keyOf(row))
      if (value === undefined || !isNewer(value, row)) return [row]
      return passes(value) ? [toRow(value)] : []
    })
    return { ...page, items }
  })
  if (told.length === 0) return told
  const added = [...unknown.values()].filter(passes).map(toRow).reverse()
  let rows = added.length
  const kept = told.filter(({ items }, n) => {
    rows += items.length
    return n === 0 || rows <= mostRows
  })
  // A page of its own, which the API has never told.
  return [{ items: added, nextCursor: null }, ...kept]
}

/** So many of the newest alone: what follows them is the API's to tell, and asked for anew. */
export function newestOf<Row>(pages: readonly ToldPage<Row>[], mostRows: number): ToldPage<Row> {
  return { items: pages.flatMap(({ items }) => items).slice(0, mostRows), nextCursor: null }
}

/** What was told, beneath what came since: none of it is copied. */
class FreshRows<Row> implements RowList<Row> {
  readonly length: number
  readonly #told: RowList<Row>
  readonly #added: readonly Row[]
  readonly #changed: ReadonlyMap<number, Row>
  /** Places that are left out, ascending. */
  readonly #gone: readonly number[]

  constructor(
    told: RowList<Row>,
    added: readonly Row[],
    changed: ReadonlyMap<number, Row>,
    gone: readonly number[],
  ) {
    this.length = added.length + told.length - gone.length
    this.#told = told
    this.#added = added
    this.#changed = changed
    this.#gone = gone
  }

  at(index: number): Row | undefined {
    if (index < this.#added.length) return this.#added[index]
    let place = index - this.#added.length
    for (const gone of this.#gone) {
      if (gone > place) break
      place++
    }
    return this.#changed.get(place) ?? this.#told.at(place)
  }
}
