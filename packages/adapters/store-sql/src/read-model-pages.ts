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

interface Scan extends Among {
  readonly scanned: number
}

interface Extent {
  readonly counted: bigint
  /** NULL of no rows at all. */
  readonly newest: bigint | null
  readonly oldest: bigint | null
}

interface InFacet extends Bounds {
  readonly facet: bigint
}

/** Where a row is in its list. */
type Place = Pick<ListedRow, 'seq' | 'ts'>

interface ListStatements {
  readonly newest: CompiledStatement<Bounds, ListedRow>
  /** What passes among so many of the newest, looked through in the index alone. */
  readonly amongNewest: CompiledStatement<Scan, ListedRow>
  /** Of the newest of a page and what is older: where they begin and end. */
  readonly extent: CompiledStatement<Bounds, Extent>
  /** SQLite: all facets' rows of a span with few of them. */
  readonly inWindow: CompiledStatement<Among, ListedRow>
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
/** A window is to hold so many times what is asked for: half of it would often be just too little. */
const SPARE = 2
/** Places of the index that are counted back for a window; what is rarer is reckoned from them. */
const MAX_COUNTED = 500
/** Going to one facet's place in the index costs as much as looking through so many of its entries in a row. */
const ENTRIES_OF_A_SEARCH = 10
/** PostgreSQL merges so many places in less time than a trip there takes. */
const MERGED_AT_ONCE = 2_000
/** All rows of so few facets are read at once. */
const FEW_ROWS = 500

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
    const of = statements[list]
    const plan = facets.plan(list, filter)
    const bounds = boundsOf(page)
    if (plan.kind === 'ALL') return database.read(of.newest, bounds)
    const { ids } = plan
    if (ids.length === 0) return []
    const scanned = wantedOf(plan, bounds)
    if (scanned < ids.length * ENTRIES_OF_A_SEARCH) {
      const found = await database.read(of.amongNewest, { ...bounds, facets: ids, scanned })
      if (found.length === page.limit) return found
    }
    const asked = { plan, ids, bounds }
    return inSqlite ? readInSqlite(database, of, asked) : readInPostgres(database, of, asked)
  }
}

interface Asked {
  readonly plan: Share
  readonly ids: readonly bigint[]
  readonly bounds: Bounds
}

async function readInSqlite(
  database: SqlDatabase<ReadModelTables>,
  of: ListStatements,
  { plan, ids, bounds }: Asked,
): Promise<readonly ListedRow[]> {
  const from = await windowFor(plan, bounds, (counted) => database.read(of.extent, counted))
  const found = await database.read(of.inWindow, { ...bounds, from, facets: ids })
  if (found.length === bounds.limit || from === bounds.from) return found
  const places = await mergeFacets(ids, bounds, (facet) => database.read(of.ofFacet, facet))
  const seqs = places.map(({ seq }) => seq)
  return seqs.length === 0 ? [] : database.read(of.at, seqs)
}

/** What a trip to the database costs is spent on a window only where it spares many rows. */
async function readInPostgres(
  database: SqlDatabase<ReadModelTables>,
  of: ListStatements,
  { plan, ids, bounds }: Asked,
): Promise<readonly ListedRow[]> {
  const isWide = ids.length * bounds.limit > MERGED_AT_ONCE
  const from = isWide
    ? await windowFor(plan, bounds, (counted) => database.read(of.extent, counted))
    : bounds.from
  const found = await database.read(of.ofFacets, { ...bounds, from, facets: ids })
  if (found.length === bounds.limit || from === bounds.from) return found
  return database.read(of.ofFacets, { ...bounds, facets: ids })
}

interface Share {
  readonly rows: number
  readonly allRows: number
}

/** So many in a row are likely to hold a page of what passes; infinite where nothing is known to. */
const wantedOf = ({ rows, allRows }: Share, { limit }: Bounds): number =>
  Math.ceil((limit * SPARE * allRows) / rows)

/**
 * The beginning of a span that is likely to hold a page of what passes, and not much more: from how dense the list is just
 * before the page, and how large a share of it passes. A guess decides about cost alone: a window with too little is not used.
 */
async function windowFor(
  share: Share,
  bounds: Bounds,
  read: (counted: Bounds) => Promise<readonly Extent[]>,
): Promise<bigint> {
  if (share.rows <= FEW_ROWS) return bounds.from
  const wanted = wantedOf(share, bounds)
  const limit = Math.min(wanted, MAX_COUNTED)
  const [extent] = await read({ ...bounds, limit })
  const { newest, oldest } = extent ?? {}
  // Fewer than that are left: all of them are looked through.
  if (extent === undefined || extent.counted < limit) return bounds.from
  if (typeof newest !== 'bigint' || typeof oldest !== 'bigint') return bounds.from
  const from = newest - ((newest - oldest) * BigInt(wanted)) / BigInt(limit)
  return from > bounds.from ? from : bounds.from
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
  // Rows themselves are read for the few that are left. PostgreSQL knows not how few, and might read the whole table for
  // them: what has an OFFSET is looked up for each.
  const rowsOf = (seqs: ReturnType<typeof sql>) =>
    inSqlite
      ? sql<ListedRow>`SELECT ${columns} FROM ${table} WHERE seq IN (${seqs}) ${newestOnly}`
      : sql<ListedRow>`SELECT row.seq, row.ts, row.facet_id, row.data FROM (${seqs}) AS place CROSS JOIN LATERAL (SELECT ${columns} FROM ${table} WHERE seq = place.seq OFFSET 0) AS row ORDER BY row.ts DESC, row.seq DESC`
  return {
    newest: raw<Bounds>((at) => {
      const { ts, seq, from, limit } = within(at)
      return sql`SELECT ${columns} FROM ${table} WHERE (ts, seq) < (${ts}, ${seq}) AND ts >= ${from} ${newestOnly} LIMIT ${limit}`
    }),
    amongNewest: raw<Scan>((at) => {
      const { ts, seq, from, limit } = within(at)
      const ids = sql`SELECT ${elements}(${at(({ facets }) => jsonOf(facets))}${cast})`
      const newest = sql`SELECT seq, ts, facet_id FROM ${table} WHERE (ts, seq) < (${ts}, ${seq}) AND ts >= ${from} ${newestOnly} LIMIT ${at(({ scanned }) => scanned)}`
      const passing = sql`SELECT seq FROM (${newest}) AS newest WHERE facet_id IN (${ids}) ${newestOnly} LIMIT ${limit}`
      return rowsOf(passing)
    }),
    extent: raw<Bounds, Extent>((at) => {
      const { ts, seq, from, limit } = within(at)
      const places = sql`SELECT ts FROM ${table} WHERE (ts, seq) < (${ts}, ${seq}) AND ts >= ${from} ${newestOnly} LIMIT ${limit}`
      return sql`SELECT count(*) AS counted, max(ts) AS newest, min(ts) AS oldest FROM (${places}) AS counted`
    }),
    inWindow: raw<Among>((at) => {
      const { ts, seq, from, limit } = within(at)
      const ids = sql`SELECT ${elements}(${at(({ facets }) => jsonOf(facets))}${cast})`
      // `ts <=` says nothing new to a reader, and to SQLite where each facet's rows end.
      const places = sql`SELECT seq FROM ${table} WHERE facet_id IN (${ids}) AND ts >= ${from} AND ts <= ${ts} AND (ts, seq) < (${ts}, ${seq}) ${newestOnly} LIMIT ${limit}`
      return rowsOf(places)
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
      return rowsOf(merged)
    }),
  }
}

const jsonOf = (ids: readonly bigint[]): string => `[${ids.join(',')}]`
