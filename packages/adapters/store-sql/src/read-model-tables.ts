/**
 * Tables of the read models. What is shown is kept as its message, whole; columns are for finding it. Lists are read by
 * time and number, and by `facet_id`: what a row can be filtered by, as one number (read-model-facets.ts).
 */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { type ColumnType, createTable } from './create-table.ts'

/** What every list has. */
export interface ListedRow {
  readonly seq: bigint
  readonly ts: bigint
  readonly facet_id: bigint
  /** Its message, encoded. */
  readonly data: Uint8Array
}

export interface FacetRow {
  readonly facet_id: bigint
  readonly kind: string
  readonly account_id: string
  readonly mode: string
  readonly instrument_id: string
  readonly strategy_id: string
  readonly side: string
  /** An order's state, a decision's code; else empty. */
  readonly detail: string
}

export interface ReadOrderRow extends ListedRow {
  readonly client_order_id: string
  readonly version: bigint
}

export interface FillRow extends ListedRow {
  readonly account_id: string
  readonly execution_id: string
  readonly client_order_id: string
  /** When its order was created: ids lie nowhere near each other, the orders of a page do so in time. */
  readonly order_ts: bigint
}

/** Of signals and decisions. */
export interface IntentRow extends ListedRow {
  readonly event_id: string
  /** Of the order that the intent became, or would have become. */
  readonly client_order_id: string
}

export interface AccountEventRow {
  readonly seq: bigint
  readonly account_id: string
  readonly account_seq: bigint
  /** NULL where it is no order's. */
  readonly client_order_id: string | null
  readonly data: Uint8Array
}

export interface FeedRow {
  readonly seq: bigint
  readonly ts: bigint
  readonly data: Uint8Array
}

export interface CommandEventRow {
  readonly seq: bigint
  readonly event_id: string
  readonly ts: bigint
  readonly target: string
  readonly data: Uint8Array
}

export interface CommandChangeRow {
  readonly seq: bigint
  readonly ts: bigint
  readonly command_id: string
  readonly json: string
}

export interface EquityRow {
  readonly account_id: string
  readonly resolution: string
  readonly ts: bigint
  readonly first_equity: string | null
  readonly high: string | null
  readonly low: string | null
  readonly last_equity: string | null
  readonly gross_exposure: string
  readonly net_exposure: string
  readonly open_orders: bigint
}

export interface CandleRow {
  readonly instrument_id: string
  readonly resolution: string
  /** Beginning of its time. */
  readonly ts: bigint
  readonly origin: string
  readonly open: string
  readonly high: string
  readonly low: string
  readonly close: string
  readonly volume: string
  readonly first_event: bigint
  readonly last_event: bigint
}

export interface PositionRow {
  readonly topic: string
  readonly partition_id: bigint
  readonly next_offset: bigint
}

export interface HoleRow {
  readonly account_id: string
  readonly from_seq: bigint
  readonly to_seq: bigint
  readonly ts: bigint
}

export interface EpochRow {
  /** {@link THE_EPOCH}, or {@link REBUILDING} while a rebuild has not come to its end. */
  readonly id: bigint
  readonly epoch: string
}

export const THE_EPOCH = 1n
export const REBUILDING = 2n

export interface ReadModelTables {
  facets: FacetRow
  orders: ReadOrderRow
  fills: FillRow
  decisions: IntentRow
  signals: IntentRow
  account_events: AccountEventRow
  feeds: FeedRow
  command_events: CommandEventRow
  command_changes: CommandChangeRow
  equity: EquityRow
  candles: CandleRow
  topic_positions: PositionRow
  candle_positions: PositionRow
  holes: HoleRow
  epochs: EpochRow
}

/** What follows from records of trading, and can be made again from them. */
export const READ_MODEL_TABLES = [
  'orders',
  'fills',
  'decisions',
  'signals',
  'account_events',
  'feeds',
  'command_events',
  'command_changes',
  'equity',
  'topic_positions',
  'holes',
  'facets',
  'epochs',
] as const satisfies readonly (keyof ReadModelTables)[]

const LISTED = { seq: 'key', ts: 'bigint', facet_id: 'bigint', data: 'bytes' } as const
const BY_INTENT = { ...LISTED, event_id: 'text', client_order_id: 'text' } as const

async function createList<Tables>(
  db: Kysely<Tables>,
  name: string,
  columns: Readonly<Record<string, ColumnType>>,
  identity: string[],
): Promise<void> {
  await createTable(db, name, ['seq'], columns)
  const { schema } = db
  await schema.createIndex(`${name}_once`).unique().on(name).columns(identity).execute()
  await schema.createIndex(`${name}_newest`).on(name).columns(['ts', 'seq', 'facet_id']).execute()
  await schema.createIndex(`${name}_facet`).on(name).columns(['facet_id', 'ts', 'seq']).execute()
}

const lists: Migration = {
  up: async (db) => {
    await createTable(db, 'facets', ['facet_id'], {
      facet_id: 'key',
      kind: 'text',
      account_id: 'text',
      mode: 'text',
      instrument_id: 'text',
      strategy_id: 'text',
      side: 'text',
      detail: 'text',
    })
    await createList(db, 'orders', { ...LISTED, client_order_id: 'text', version: 'bigint' }, [
      'client_order_id',
    ])
    const ofOrder = { client_order_id: 'text', order_ts: 'bigint' } as const
    const fills = { ...LISTED, account_id: 'text', execution_id: 'text', ...ofOrder } as const
    await createList(db, 'fills', fills, ['account_id', 'execution_id'])
    const byOrder = ['order_ts', 'client_order_id', 'seq']
    await db.schema.createIndex('fills_order').on('fills').columns(byOrder).execute()
    for (const name of ['decisions', 'signals']) {
      await createList(db, name, BY_INTENT, ['event_id'])
      await db.schema.createIndex(`${name}_order`).on(name).columns(['client_order_id', 'seq']).execute()
    }
  },
}

const events: Migration = {
  up: async (db) => {
    const { schema } = db
    await createTable(db, 'account_events', ['seq'], {
      seq: 'key',
      account_id: 'text',
      account_seq: 'bigint',
      client_order_id: 'text?',
      data: 'bytes',
    })
    const once = ['account_id', 'account_seq']
    await schema.createIndex('account_events_once').unique().on('account_events').columns(once).execute()
    const ofOrder = ['client_order_id', 'account_seq']
    await schema.createIndex('account_events_order').on('account_events').columns(ofOrder).execute()
    await createTable(db, 'feeds', ['seq'], { seq: 'key', ts: 'bigint', data: 'bytes' })
    await schema.createIndex('feeds_newest').on('feeds').columns(['ts', 'seq']).execute()
    await createTable(db, 'command_events', ['seq'], {
      seq: 'key',
      event_id: 'text',
      ts: 'bigint',
      target: 'text',
      data: 'bytes',
    })
    await schema.createIndex('command_events_once').unique().on('command_events').column('event_id').execute()
    await schema.createIndex('command_events_newest').on('command_events').columns(['ts', 'seq']).execute()
    const ofTarget = ['target', 'ts', 'seq']
    await schema.createIndex('command_events_target').on('command_events').columns(ofTarget).execute()
    await createTable(db, 'command_changes', ['seq'], {
      seq: 'key',
      ts: 'bigint',
      command_id: 'text',
      json: 'text',
    })
  },
}

const progress: Migration = {
  up: async (db) => {
    const equityKey = ['account_id', 'resolution', 'ts']
    await createTable(
      db,
      'equity',
      equityKey,
      {
        account_id: 'text',
        resolution: 'text',
        ts: 'bigint',
        first_equity: 'text?',
        high: 'text?',
        low: 'text?',
        last_equity: 'text?',
        gross_exposure: 'text',
        net_exposure: 'text',
        open_orders: 'bigint',
      },
      'BY_KEY',
    )
    const positionKey = ['topic', 'partition_id']
    const position = { topic: 'text', partition_id: 'bigint', next_offset: 'bigint' } as const
    await createTable(db, 'topic_positions', positionKey, position, 'BY_KEY')
    await createTable(db, 'holes', ['account_id', 'from_seq'], {
      account_id: 'text',
      from_seq: 'bigint',
      to_seq: 'bigint',
      ts: 'bigint',
    })
    await createTable(db, 'epochs', ['id'], { id: 'key', epoch: 'text' })
  },
}

const candles: Migration = {
  up: async (db) => {
    const columns: Record<keyof CandleRow, ColumnType> = {
      instrument_id: 'text',
      resolution: 'text',
      ts: 'bigint',
      origin: 'text',
      open: 'text',
      high: 'text',
      low: 'text',
      close: 'text',
      volume: 'text',
      first_event: 'bigint',
      last_event: 'bigint',
    }
    await createTable(db, 'candles', ['instrument_id', 'resolution', 'ts'], columns, 'BY_KEY')
    const position = { topic: 'text', partition_id: 'bigint', next_offset: 'bigint' } as const
    await createTable(db, 'candle_positions', ['topic', 'partition_id'], position, 'BY_KEY')
  },
}

export const readModelMigrations: Readonly<Record<string, Migration>> = {
  '0001-lists': lists,
  '0002-events': events,
  '0003-progress': progress,
  '0004-candles': candles,
}
