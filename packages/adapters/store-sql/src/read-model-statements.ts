/** What the read models' writer and its most frequent reads run, compiled once. */
import type { CandlePageQuery, EquityQuery, EquityResolution, ReadModelWrite } from '@oasis/ports'
import type { Kysely } from 'kysely'
import { type Columns, compile, itself, type Placeholder, placeholders } from './compiled.ts'
import {
  ACCOUNT_EVENT_COLUMNS,
  CANDLE_COLUMNS,
  COMMAND_CHANGE_COLUMNS,
  COMMAND_EVENT_COLUMNS,
  DECISION_COLUMNS,
  EQUITY_COLUMNS,
  FEED_COLUMNS,
  FILL_COLUMNS,
  HOLE_COLUMNS,
  ORDER_COLUMNS,
  POSITION_COLUMNS,
  SIGNAL_COLUMNS,
} from './read-model-columns.ts'
import type {
  AccountEventRow,
  CandleRow,
  EpochRow,
  EquityRow,
  FacetRow,
  IntentRow,
  ReadModelTables,
  ReadOrderRow,
} from './read-model-tables.ts'

export type ReadModelStatements = ReturnType<typeof compileReadModelStatements>

type Forget = NonNullable<ReadModelWrite['forget']>
type ForgetCandles = NonNullable<ReadModelWrite['forgetCandles']>[number]

/** After every time. */
const NO_END = 2n ** 63n - 1n

export interface After {
  readonly seq: bigint
  readonly limit: number
}

export function compileReadModelStatements(db: Kysely<ReadModelTables>) {
  return {
    ...inserts(db),
    ...upserts(db),
    ...forgetting(db),
    ...finding(db),
    ...charting(db),
    ...following(db),
  }
}

type Table = keyof ReadModelTables & string

/** What is there already stays as it is. */
function insertOnce<Row, Value>(db: Kysely<ReadModelTables>, table: Table, columns: Columns<Row, Value>) {
  return compile<Value>((at) =>
    db
      .insertInto(table)
      // The columns are those of the table's own row, which each caller names.
      .values(placeholders(columns, at) as never)
      .onConflict((conflict) => conflict.doNothing()),
  )
}

const FACET_COLUMNS: Columns<FacetRow, FacetRow> = {
  facet_id: (row) => row.facet_id,
  kind: (row) => row.kind,
  account_id: (row) => row.account_id,
  mode: (row) => row.mode,
  instrument_id: (row) => row.instrument_id,
  strategy_id: (row) => row.strategy_id,
  side: (row) => row.side,
  detail: (row) => row.detail,
}

function inserts(db: Kysely<ReadModelTables>) {
  return {
    insertFacet: insertOnce(db, 'facets', FACET_COLUMNS),
    insertFill: insertOnce(db, 'fills', FILL_COLUMNS),
    insertDecision: insertOnce(db, 'decisions', DECISION_COLUMNS),
    insertSignal: insertOnce(db, 'signals', SIGNAL_COLUMNS),
    insertAccountEvent: insertOnce(db, 'account_events', ACCOUNT_EVENT_COLUMNS),
    insertFeed: insertOnce(db, 'feeds', FEED_COLUMNS),
    insertCommandEvent: insertOnce(db, 'command_events', COMMAND_EVENT_COLUMNS),
    insertCommandChange: insertOnce(db, 'command_changes', COMMAND_CHANGE_COLUMNS),
    insertHole: insertOnce(db, 'holes', HOLE_COLUMNS),
    insertEpoch: compile<EpochRow>((at) =>
      db.insertInto('epochs').values({ id: at(({ id }) => id), epoch: at(({ epoch }) => epoch) }),
    ),
    endRebuild: compile<bigint>((at) => db.deleteFrom('epochs').where('id', '=', at(itself))),
  }
}

function upserts(db: Kysely<ReadModelTables>) {
  return {
    /** Its number and time stay: they are its place in the list. */
    upsertOrder: compile((at: Placeholder<Parameters<typeof ORDER_COLUMNS.seq>[0]>) =>
      db
        .insertInto('orders')
        .values(placeholders(ORDER_COLUMNS, at))
        .onConflict((conflict) =>
          conflict
            .column('client_order_id')
            .doUpdateSet((excluded) => ({
              version: excluded.ref('excluded.version'),
              facet_id: excluded.ref('excluded.facet_id'),
              data: excluded.ref('excluded.data'),
            }))
            .whereRef('orders.version', '<', 'excluded.version'),
        ),
    ),
    upsertEquity: compile((at: Placeholder<Parameters<typeof EQUITY_COLUMNS.ts>[0]>) =>
      db
        .insertInto('equity')
        .values(placeholders(EQUITY_COLUMNS, at))
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'resolution', 'ts']).doUpdateSet((excluded) => ({
            first_equity: excluded.ref('excluded.first_equity'),
            high: excluded.ref('excluded.high'),
            low: excluded.ref('excluded.low'),
            last_equity: excluded.ref('excluded.last_equity'),
            gross_exposure: excluded.ref('excluded.gross_exposure'),
            net_exposure: excluded.ref('excluded.net_exposure'),
            open_orders: excluded.ref('excluded.open_orders'),
          })),
        ),
    ),
    upsertCandle: compile((at: Placeholder<Parameters<typeof CANDLE_COLUMNS.ts>[0]>) =>
      db
        .insertInto('candles')
        .values(placeholders(CANDLE_COLUMNS, at))
        .onConflict((conflict) =>
          conflict.columns(['instrument_id', 'resolution', 'ts']).doUpdateSet((excluded) => ({
            origin: excluded.ref('excluded.origin'),
            open: excluded.ref('excluded.open'),
            high: excluded.ref('excluded.high'),
            low: excluded.ref('excluded.low'),
            close: excluded.ref('excluded.close'),
            volume: excluded.ref('excluded.volume'),
            first_event: excluded.ref('excluded.first_event'),
            last_event: excluded.ref('excluded.last_event'),
          })),
        ),
    ),
    upsertPosition: upsertPosition(db, 'topic_positions'),
    upsertCandlePosition: upsertPosition(db, 'candle_positions'),
  }
}

const upsertPosition = (db: Kysely<ReadModelTables>, table: 'topic_positions' | 'candle_positions') =>
  compile((at: Placeholder<Parameters<typeof POSITION_COLUMNS.topic>[0]>) =>
    db
      .insertInto(table)
      .values(placeholders(POSITION_COLUMNS, at))
      .onConflict((conflict) =>
        conflict
          .columns(['topic', 'partition_id'])
          .doUpdateSet((excluded) => ({ next_offset: excluded.ref('excluded.next_offset') })),
      ),
  )

function forgetting(db: Kysely<ReadModelTables>) {
  return {
    forgetFeeds: compile<Forget>((at) => {
      const before = at(({ feedsBefore }) => feedsBefore as bigint)
      return db.deleteFrom('feeds').where('ts', '<', before)
    }),
    forgetCandles: compile<ForgetCandles>((at) => {
      const instrumentId = at((of): string => of.instrumentId)
      const resolution = at((of): string => of.resolution)
      const before = at((of) => of.before as bigint)
      const series = db.deleteFrom('candles').where('instrument_id', '=', instrumentId)
      return series.where('resolution', '=', resolution).where('ts', '<', before)
    }),
    forgetEquity: compile<{
      readonly accountId: string
      readonly resolution: EquityResolution
      readonly before: bigint
    }>((at) => {
      const accountId = at((of) => of.accountId)
      const resolution = at((of): string => of.resolution)
      const ofSeries = db.deleteFrom('equity').where('account_id', '=', accountId)
      return ofSeries.where('resolution', '=', resolution).where(
        'ts',
        '<',
        at(({ before }) => before),
      )
    }),
  }
}

function finding(db: Kysely<ReadModelTables>) {
  return {
    findOrder: compile<string, ReadOrderRow>((at) =>
      db.selectFrom('orders').selectAll().where('client_order_id', '=', at(itself)),
    ),
    signalsOf: compile<string, IntentRow>((at) =>
      db
        .selectFrom('signals')
        .selectAll()
        .where('client_order_id', '=', at(itself))
        .orderBy('seq')
        .limit(PER_INTENT),
    ),
    decisionsOf: compile<string, IntentRow>((at) =>
      db
        .selectFrom('decisions')
        .selectAll()
        .where('client_order_id', '=', at(itself))
        .orderBy('seq')
        .limit(PER_INTENT),
    ),
    eventsOf: compile<string, AccountEventRow>((at) => {
      const ofOrder = db.selectFrom('account_events').selectAll().where('client_order_id', '=', at(itself))
      return ofOrder.orderBy('account_seq').limit(EVENTS_PER_ORDER)
    }),
    equity: compile<EquityQuery, EquityRow>((at) => {
      const accountId = at((query): string => query.accountId)
      const resolution = at((query): string => query.resolution)
      const from = at((query) => query.from as bigint)
      const to = at((query) => query.to as bigint)
      const limit = at((query) => query.limit)
      const series = db.selectFrom('equity').selectAll().where('account_id', '=', accountId)
      const span = series.where('resolution', '=', resolution).where('ts', '>=', from).where('ts', '<', to)
      return span.orderBy('ts').limit(limit)
    }),
  }
}

function charting(db: Kysely<ReadModelTables>) {
  return {
    candles: compile<CandlePageQuery, CandleRow>((at) => {
      const instrumentId = at((query): string => query.instrumentId)
      const resolution = at((query): string => query.resolution)
      const from = at(({ from: first }) => (first ?? -NO_END) as bigint)
      const to = at(({ to: end }) => (end ?? NO_END) as bigint)
      const limit = at((query) => query.limit)
      const series = db.selectFrom('candles').selectAll().where('instrument_id', '=', instrumentId)
      const span = series.where('resolution', '=', resolution).where('ts', '>=', from).where('ts', '<', to)
      return span.orderBy('ts', 'desc').limit(limit)
    }),
  }
}

/** Signals and decisions of one intent: it is decided once in each risk epoch. */
const PER_INTENT = 1_000
const EVENTS_PER_ORDER = 10_000

/** What came after a number, table by table. */
function following(db: Kysely<ReadModelTables>) {
  const after = <T extends 'account_events' | 'decisions' | 'feeds' | 'command_events' | 'command_changes'>(
    table: T,
  ) =>
    compile<After, ReadModelTables[T]>((at) => {
      const seq = at((value) => value.seq)
      const limit = at((value) => value.limit)
      // Kysely cannot see that a union of tables shares the column; each of them has it.
      const select = db.selectFrom(table as 'feeds').selectAll()
      return select.where('seq', '>', seq).orderBy('seq').limit(limit) as never
    })
  return {
    accountEventsAfter: after('account_events'),
    decisionsAfter: after('decisions'),
    feedsAfter: after('feeds'),
    commandEventsAfter: after('command_events'),
    commandChangesAfter: after('command_changes'),
  }
}
