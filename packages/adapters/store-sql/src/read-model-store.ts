/** The Control Center's read models over SQL. */
import { randomUUID } from 'node:crypto'
import {
  accountEventCodec,
  commandEventCodec,
  executionCodec,
  feedStatusCodec,
  orderCodec,
  riskDecisionCodec,
  signalCodec,
} from '@oasis/contracts'
import { type AccountId, DENIAL_CODES, isFinal, ORDER_STATES, type Order } from '@oasis/domain'
import {
  EQUITY_RESOLUTIONS,
  type OrderFilter,
  type PageQuery,
  type ReadModelState,
  type ReadModelStore,
} from '@oasis/ports'
import { type Kysely, SqliteAdapter, sql } from 'kysely'
import { openDatabase, type StoreOptions } from './open-database.ts'
import { candleFromRow, equityFromRow, holeFromRow, numbered, positionFromRow } from './read-model-columns.ts'
import { type FacetFilter, Facets, type ListName } from './read-model-facets.ts'
import { createFillReader, type FillReader } from './read-model-fills.ts'
import { readJournal } from './read-model-journal.ts'
import { createListReader, type ListReader } from './read-model-pages.ts'
import { compileReadModelStatements, type ReadModelStatements } from './read-model-statements.ts'
import {
  READ_MODEL_TABLES,
  REBUILDING,
  type ReadModelTables,
  readModelMigrations,
  THE_EPOCH,
} from './read-model-tables.ts'
import { stepsOf } from './read-model-write.ts'
import { type SqlDatabase, step } from './sql-database.ts'

const NOT_FINAL = ORDER_STATES.filter((state) => !isFinal(state))
/** More orders than any limit lets be open. */
const MAX_OPEN = 10_000

/** Throws an `OtsError` when the file or database cannot be used. */
export async function openReadModelStore(options: StoreOptions): Promise<ReadModelStore> {
  const database = await openDatabase<ReadModelTables>(options, readModelMigrations)
  const statements = compileReadModelStatements(database.queries)
  const facets = new Facets()
  await loadFacets(database.queries, facets)
  const accounts = new Set<string>(await accountsOf(database.queries))
  let lastSeq = await newestSeq(database.queries)
  return {
    ...listsOf(database, createListReader(database, facets), createFillReader(database)),
    ...historyOf(database, statements),
    load: () => load(database, statements, lastSeq),
    commit: async (write) => {
      const { steps, freshFacets, highestSeq } = stepsOf(write, { statements, facets, accounts })
      await database.write(steps)
      facets.stored(freshFacets)
      lastSeq = Math.max(lastSeq, highestSeq)
    },
    clear: async (epoch) => {
      await clear(database, statements, epoch)
      facets.load([], new Map())
      accounts.clear()
      lastSeq = 0
    },
    journal: (after, limit) => readJournal(database, statements, { after, limit, lastSeq }),
    close: () => database.close(),
  }
}

async function loadFacets(db: Kysely<ReadModelTables>, facets: Facets): Promise<void> {
  const counts = new Map<bigint, number>()
  for (const list of ['orders', 'fills', 'decisions', 'signals'] as const satisfies readonly ListName[]) {
    const count = db.selectFrom(list).select(['facet_id', (at) => at.fn.countAll<bigint>().as('rows')])
    for (const { facet_id, rows } of await count.groupBy('facet_id').execute())
      counts.set(facet_id, Number(rows))
  }
  facets.load(await db.selectFrom('facets').selectAll().orderBy('facet_id').execute(), counts)
}

const accountsOf = async (db: Kysely<ReadModelTables>): Promise<readonly string[]> =>
  (await db.selectFrom('equity').select('account_id').distinct().execute()).map((row) => row.account_id)

const NUMBERED_TABLES = [
  'orders',
  'fills',
  'decisions',
  'signals',
  'account_events',
  'feeds',
  'command_events',
  'command_changes',
] as const

async function newestSeq(db: Kysely<ReadModelTables>): Promise<number> {
  let newest = 0
  for (const table of NUMBERED_TABLES) {
    // As for all tables that have the column.
    const select = db
      .selectFrom(table as 'feeds')
      .select('seq')
      .orderBy('seq', 'desc')
    const row = await select.limit(1).executeTakeFirst()
    newest = Math.max(newest, Number(row?.seq ?? 0n))
  }
  return newest
}

async function load(
  { queries, write }: SqlDatabase<ReadModelTables>,
  { insertEpoch }: ReadModelStatements,
  lastSeq: number,
): Promise<ReadModelState> {
  const epochs = await queries.selectFrom('epochs').selectAll().execute()
  let epoch = epochs.find(({ id }) => id === THE_EPOCH)?.epoch
  if (epoch === undefined) {
    epoch = randomUUID()
    await write([step(insertEpoch, { id: THE_EPOCH, epoch })])
  }
  const seqs = queries
    .selectFrom('account_events')
    .select(['account_id', (at) => at.fn.max('account_seq').as('last')])
  const accountSeqs = new Map(
    (await seqs.groupBy('account_id').execute()).map((row) => [
      row.account_id as AccountId,
      Number(row.last),
    ]),
  )
  const positions = await queries.selectFrom('topic_positions').selectAll().execute()
  const candlePositions = await queries.selectFrom('candle_positions').selectAll().execute()
  return {
    ...{ epoch, lastSeq, accountSeqs },
    isRebuilding: epochs.some(({ id }) => id === REBUILDING),
    positions: positions.map(positionFromRow),
    candlePositions: candlePositions.map(positionFromRow),
    equity: await newestEquity(queries),
  }
}

async function newestEquity(db: Kysely<ReadModelTables>) {
  const newest = []
  for (const accountId of await accountsOf(db)) {
    for (const resolution of EQUITY_RESOLUTIONS) {
      const series = db.selectFrom('equity').selectAll().where('account_id', '=', accountId)
      const last = series.where('resolution', '=', resolution).orderBy('ts', 'desc').limit(1)
      newest.push(...(await last.execute()).map(equityFromRow))
    }
  }
  return newest
}

/** PostgreSQL would delete row by row, which takes longer than a statement may. */
async function clear(
  { queries, write }: SqlDatabase<ReadModelTables>,
  { insertEpoch }: ReadModelStatements,
  epoch: string,
): Promise<void> {
  const inSqlite = queries.getExecutor().adapter instanceof SqliteAdapter
  const emptied = READ_MODEL_TABLES.map((name) =>
    (inSqlite ? sql`DELETE FROM ${sql.table(name)}` : sql`TRUNCATE ${sql.table(name)}`).compile(queries),
  )
  await write([
    ...emptied.map((query) => ({ sql: query.sql, parameters: [] })),
    ...[THE_EPOCH, REBUILDING].map((id) => step(insertEpoch, { id, epoch })),
  ])
}

type Lists = Pick<
  ReadModelStore,
  | 'listOrders'
  | 'listFills'
  | 'listDenials'
  | 'listSignals'
  | 'listFeeds'
  | 'listCommandEvents'
  | 'openOrders'
>

const facetFilter = (filter: OrderFilter): FacetFilter => ({
  account: filter.accounts,
  mode: filter.modes,
  instrument: filter.instruments,
  strategy: filter.strategies,
  side: filter.sides,
})

const decodeOrder = numbered(orderCodec)
const decodeFill = numbered(executionCodec)
const decodeDecision = numbered(riskDecisionCodec)
const decodeSignal = numbered(signalCodec)
const decodeFeed = numbered(feedStatusCodec)
const decodeCommandEvent = numbered(commandEventCodec)

function listsOf(database: SqlDatabase<ReadModelTables>, list: ListReader, firstFills: FillReader): Lists {
  const { queries } = database
  const orders = async (filter: OrderFilter, page: PageQuery) =>
    (await list('orders', { ...facetFilter(filter), detail: filter.states }, page)).map(decodeOrder)
  return {
    listOrders: async (filter, page) => {
      const found = await orders(filter, page)
      const filled = page.withoutFills ? [] : found.filter(({ value }) => hasFills(value))
      const fills = await firstFills(filled.map(({ value }) => value))
      return found.map(({ seq, value }) => ({ seq, value, fills: fills.get(value.clientOrderId) ?? [] }))
    },
    listFills: async (filter, page) => (await list('fills', facetFilter(filter), page)).map(decodeFill),
    listDenials: async ({ codes = DENIAL_CODES, ...filter }, page) =>
      (await list('decisions', { ...facetFilter(filter), detail: codes }, page)).map(decodeDecision),
    listSignals: async (filter, page) => (await list('signals', facetFilter(filter), page)).map(decodeSignal),
    listFeeds: async ({ limit, before, from, to }) => {
      let select = queries.selectFrom('feeds').selectAll()
      if (before !== undefined) {
        const { ts, seq } = before
        select = select.where((at) => at(at.refTuple('ts', 'seq'), '<', at.tuple(ts as bigint, BigInt(seq))))
      }
      if (from !== undefined) select = select.where('ts', '>=', from)
      if (to !== undefined) select = select.where('ts', '<', to)
      return (await select.orderBy('ts', 'desc').orderBy('seq', 'desc').limit(limit).execute()).map(
        decodeFeed,
      )
    },
    listCommandEvents: async ({ limit, before, target }) => {
      let select = queries.selectFrom('command_events').selectAll()
      if (target !== undefined) select = select.where('target', '=', target)
      if (before !== undefined) {
        const { ts, seq } = before
        select = select.where((at) => at(at.refTuple('ts', 'seq'), '<', at.tuple(ts as bigint, BigInt(seq))))
      }
      const newest = select.orderBy('ts', 'desc').orderBy('seq', 'desc').limit(limit)
      return (await newest.execute()).map(decodeCommandEvent)
    },
    openOrders: async (accountId) => {
      const found = await orders({ accounts: [accountId], states: NOT_FINAL }, { limit: MAX_OPEN })
      return found.map(({ value }) => value)
    },
  }
}

const hasFills = ({ filledQuantity, fees }: Order): boolean => filledQuantity !== 0n || fees !== 0n

type Histories = Pick<ReadModelStore, 'findOrder' | 'history' | 'equity' | 'candles' | 'holes'>

function historyOf(database: SqlDatabase<ReadModelTables>, statements: ReadModelStatements): Histories {
  const findOrder = async (clientOrderId: string) => {
    const [row] = await database.read(statements.findOrder, clientOrderId)
    return row && decodeOrder(row).value
  }
  return {
    findOrder,
    history: async (clientOrderId) => {
      const signals = await database.read(statements.signalsOf, clientOrderId)
      const decisions = await database.read(statements.decisionsOf, clientOrderId)
      const events = await database.read(statements.eventsOf, clientOrderId)
      const order = await findOrder(clientOrderId)
      if (signals.length + decisions.length + events.length === 0 && order === undefined) return undefined
      return {
        signals: signals.map((row) => decodeSignal(row).value),
        decisions: decisions.map((row) => decodeDecision(row).value),
        events: events.map(({ data }) => accountEventCodec.decode(data)),
        order,
      }
    },
    equity: async (query) => (await database.read(statements.equity, query)).map(equityFromRow),
    candles: async (query) => (await database.read(statements.candles, query)).map(candleFromRow),
    holes: async () => {
      const select = database.queries
        .selectFrom('holes')
        .selectAll()
        .orderBy('account_id')
        .orderBy('from_seq')
      return (await select.execute()).map(holeFromRow)
    },
  }
}
