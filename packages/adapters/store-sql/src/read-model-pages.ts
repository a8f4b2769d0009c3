/** Pages of a list, newest first, under any filter, at a cost that does not grow with the list (read-model-facets.ts). */
import type { PageQuery } from '@oasis/ports'
import { type Kysely, SqliteAdapter, sql } from 'kysely'
import { type CompiledStatement, compile } from './compiled.ts'
import type { FacetFilter, Facets, ListName } from './read-model-facets.ts'
import type { ListedRow, ReadModelTables } from './read-model-tables.ts'
import type { SqlDatabase } from './sql-database.ts'

/** Rows between the bounds: before (beforeTs, beforeSeq), not before `from`. */
interface Bounds {
  readonly beforeTs: bigint
  readonly beforeSeq: bigint
  readonly from: bigint
  readonly limit: number
}

interface Among extends Bounds {
  readonly facets: readonly bigint[]
}

interface InFacet extends Bounds {
  readonly facet: bigint
}

/** Where a row is in its list. */
type Place = Pick<ListedRow, 'seq' | 'ts'>

interface ListStatements {
  readonly newest: CompiledStatement<Bounds, ListedRow>
  readonly amongNewest: CompiledStatement<Among, ListedRow>
  /** SQLite: one for each facet, from the index alone. A call costs less there than a plan for many. */
  readonly ofFacet: CompiledStatement<InFacet, Place>
  readonly at: CompiledStatement<readonly bigint[], ListedRow>
  /** PostgreSQL: all facets in one round trip. */
  readonly ofFacets: CompiledStatement<Among, ListedRow>
}

export type ListReader = (
  list: ListName,
  filter: FacetFilter,
  page: PageQuery,
) => Promise<readonly ListedRow[]>

const LATEST = 2n ** 63n - 1n
/** So many of the newest are looked through for a common filter. */
const LOOKED_THROUGH = 512

export function createListReader(database: SqlDatabase<ReadModelTables>, facets: Facets): ListReader {
  const db = database.queries
  const inSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const statements = {
    orders: compileList(db, 'orders', inSqlite),
    fills: compileList(db, 'fills', inSqlite),
    decisions: compileList(db, 'decisions', inSqlite),
    signals: compileList(db, 'signals', inSqlite),
  }
  return async (list, filter, page) => {
    const { newest, amongNewest, ofFacets, ofFacet, at } = statements[list]
    const plan = facets.plan(list, filter)
    const bounds = boundsOf(page)
    if (plan.kind === 'ALL') return database.read(newest, bounds)
    const { ids } = plan
    if (ids.length === 0) return []
    if (plan.isCommon) {
      const found = await database.read(amongNewest, { ...bounds, facets: ids })
      if (found.length === page.limit) return found
    }
    if (!inSqlite) return database.read(ofFacets, { ...bounds, facets: ids })
    const places = await mergeFacets(ids, bounds, (facet) => database.read(ofFacet, facet))
    const seqs = places.map(({ seq }) => seq)
    return seqs.length === 0 ? [] : database.read(at, seqs)
  }
}

function boundsOf({ limit, before, from, to }: PageQuery): Bounds {
  const cursor = before === undefined ? undefined : { ts: before.ts as bigint, seq: BigInt(before.seq) }
  const isBeforeCursor = to !== undefined && (cursor === undefined || to <= cursor.ts)
  const { ts, seq } = isBeforeCursor ? { ts: to as bigint, seq: 0n } : (cursor ?? { ts: LATEST, seq: LATEST })
  return { beforeTs: ts, beforeSeq: seq, from: from ?? -LATEST, limit }
}

/** With each facet the oldest row that can still be among the newest comes nearer, so that later ones read little. */
async function mergeFacets(
  ids: readonly bigint[],
  bounds: Bounds,
  read: (facet: InFacet) => Promise<readonly Place[]>,
): Promise<readonly Place[]> {
  let newest: readonly Place[] = []
  let { from } = bounds
  for (const facet of ids) {
    const rows = await read({ ...bounds, from, facet })
    if (rows.length === 0) continue
    newest = [...newest, ...rows].sort(newestFirst).slice(0, bounds.limit)
    const last = newest.at(-1)
    if (newest.length === bounds.limit && last !== undefined) from = last.ts
  }
  return newest
}

function newestFirst(a: Place, b: Place): number {
  if (a.ts !== b.ts) return a.ts < b.ts ? 1 : -1
  return a.seq < b.seq ? 1 : -1
}

function compileList(db: Kysely<ReadModelTables>, list: ListName, inSqlite: boolean): ListStatements {
  const table = sql.table(list)
  const columns = sql.raw('seq, ts, facet_id, data')
  const newestOnly = sql.raw('ORDER BY ts DESC, seq DESC')
  const elements = sql.raw(inSqlite ? 'value FROM json_each' : 'value::bigint FROM json_array_elements_text')
  const cast = sql.raw(inSqlite ? '' : '::json')
  const raw = <Value, Row = ListedRow>(
    build: (at: <T>(read: (value: Value) => T) => T) => ReturnType<typeof sql<Row>>,
  ) => compile<Value, Row>((at) => ({ compile: () => build(at).compile(db) }))
  const within = <B extends Bounds>(at: <T>(read: (value: B) => T) => T) => ({
    ts: at((bounds) => bounds.beforeTs),
    seq: at((bounds) => bounds.beforeSeq),
    from: at((bounds) => bounds.from),
    limit: at((bounds) => bounds.limit),
  })
  return {
    newest: raw<Bounds>((at) => {
      const { ts, seq, from, limit } = within(at)
      return sql`SELECT ${columns} FROM ${table} WHERE (ts, seq) < (${ts}, ${seq}) AND ts >= ${from} ${newestOnly} LIMIT ${limit}`
    }),
    amongNewest: raw<Among>((at) => {
      const { ts, seq, from, limit } = within(at)
      const ids = at(({ facets }) => jsonOf(facets))
      const looked = sql`SELECT ${columns} FROM ${table} WHERE (ts, seq) < (${ts}, ${seq}) AND ts >= ${from} ${newestOnly} LIMIT ${sql.lit(LOOKED_THROUGH)}`
      return sql`SELECT ${columns} FROM (${looked}) AS looked WHERE facet_id IN (SELECT ${elements}(${ids}${cast})) ${newestOnly} LIMIT ${limit}`
    }),
    at: raw<readonly bigint[]>(
      (at) =>
        sql`SELECT ${columns} FROM ${table} WHERE seq IN (SELECT ${elements}(${at(jsonOf)}${cast})) ${newestOnly}`,
    ),
    ofFacet: raw<InFacet, Place>((at) => {
      const { ts, seq, from, limit } = within(at)
      const facet = at((value) => value.facet)
      return sql`SELECT seq, ts FROM ${table} WHERE facet_id = ${facet} AND (ts, seq) < (${ts}, ${seq}) AND ts >= ${from} ${newestOnly} LIMIT ${limit}`
    }),
    ofFacets: raw<Among>((at) => {
      const { ts, seq, from, limit } = within(at)
      const ids = at(({ facets }) => jsonOf(facets))
      const newest = sql`SELECT seq, ts FROM ${table} WHERE facet_id = wanted.id AND (ts, seq) < (${ts}, ${seq}) AND ts >= ${from} ${newestOnly} LIMIT ${limit}`
      const merged = sql`SELECT found.seq FROM (SELECT value::bigint AS id FROM json_array_elements_text(${ids}::json)) AS wanted CROSS JOIN LATERAL (${newest}) AS found ORDER BY found.ts DESC, found.seq DESC LIMIT ${limit}`
      // Rows themselves are read for the few that are left.
      return sql`SELECT ${columns} FROM ${table} WHERE seq IN (${merged}) ${newestOnly}`
    }),
  }
}

const jsonOf = (ids: readonly bigint[]): string => `[${ids.join(',')}]`
