/**
 * What a row of a list can be filtered by, as one number: each combination of account, mode, instrument, strategy, side and
 * detail that ever came is a facet. There are few of them (a strategy trades its own instruments), so a filter is turned
 * into the facets that it lets through, here in memory, and any filter is answered from the one index by facet and time:
 * the newest of each facet, merged. What costs is the number of facets let through, never that of the rows.
 */
import type { FacetRow } from './read-model-tables.ts'

export type ListName = 'orders' | 'fills' | 'decisions' | 'signals'

export interface Facet {
  readonly account: string
  readonly mode: string
  readonly instrument: string
  readonly strategy: string
  readonly side: string
  readonly detail: string
}

/** Each names what is let through; what is left out lets everything through. */
export type FacetFilter = { readonly [Dimension in keyof Facet]?: readonly string[] | undefined }

interface KnownFacet {
  readonly id: bigint
  readonly list: ListName
  readonly facet: Facet
  rows: number
  isStored: boolean
}

export type FacetPlan =
  | { readonly kind: 'ALL' }
  /** `rows` of `allRows` are likely to pass. */
  | {
      readonly kind: 'SOME'
      readonly ids: readonly bigint[]
      readonly rows: number
      readonly allRows: number
    }

export class Facets {
  readonly #byKey = new Map<string, KnownFacet>()
  #lastId = 0n

  load(rows: readonly FacetRow[], counts: ReadonlyMap<bigint, number>): void {
    this.#byKey.clear()
    this.#lastId = 0n
    for (const row of rows) {
      const facet = {
        account: row.account_id,
        mode: row.mode,
        instrument: row.instrument_id,
        strategy: row.strategy_id,
        side: row.side,
        detail: row.detail,
      }
      // Written by this class alone.
      const list = row.kind as ListName
      this.#byKey.set(keyOf(list, facet), {
        ...{ id: row.facet_id, list, facet, isStored: true },
        rows: counts.get(row.facet_id) ?? 0,
      })
      if (row.facet_id > this.#lastId) this.#lastId = row.facet_id
    }
  }

  /** Its number; `fresh` is told of one that is not known to be stored. */
  idOf(list: ListName, facet: Facet, fresh: (row: FacetRow) => void): bigint {
    const key = keyOf(list, facet)
    let known = this.#byKey.get(key)
    if (known === undefined) {
      this.#lastId += 1n
      known = { id: this.#lastId, list, facet, rows: 0, isStored: false }
      this.#byKey.set(key, known)
    }
    // A rough count is enough: it only chooses between two ways to the same answer.
    known.rows += 1
    if (!known.isStored) fresh(rowOf(known))
    return known.id
  }

  /** They have been committed. */
  stored(rows: readonly FacetRow[]): void {
    const ids = new Set(rows.map(({ facet_id }) => facet_id))
    for (const known of this.#byKey.values()) if (ids.has(known.id)) known.isStored = true
  }

  plan(list: ListName, filter: FacetFilter): FacetPlan {
    const wanted = Object.entries(filter).flatMap(([dimension, values]) =>
      // Object.entries forgets the names of the type above.
      values === undefined ? [] : [[dimension as keyof Facet, new Set(values)] as const],
    )
    if (wanted.length === 0) return { kind: 'ALL' }
    const passing: KnownFacet[] = []
    let [all, passed, passedRows, allRows] = [0, 0, 0, 0]
    for (const known of this.#byKey.values()) {
      const { facet, rows } = known
      if (known.list !== list) continue
      all += 1
      allRows += rows
      if (!wanted.every(([dimension, values]) => values.has(facet[dimension]))) continue
      passed += 1
      passedRows += rows
      passing.push(known)
    }
    if (passed === all) return { kind: 'ALL' }
    // Large ones first: whoever merges them soon knows how far back the others need to be read.
    const ids = passing.sort((a, b) => b.rows - a.rows).map(({ id }) => id)
    return { kind: 'SOME', ids, rows: passedRows, allRows }
  }
}

const keyOf = (list: ListName, { account, mode, instrument, strategy, side, detail }: Facet): string =>
  [list, account, mode, instrument, strategy, side, detail].join(' ')

const rowOf = ({ id, list, facet }: KnownFacet): FacetRow => ({
  facet_id: id,
  kind: list,
  account_id: facet.account,
  mode: facet.mode,
  instrument_id: facet.instrument,
  strategy_id: facet.strategy,
  side: facet.side,
  detail: facet.detail,
})
