/**
 * A strategy host's store over SQL: emission is commit. Intents are kept as the very bytes that are sent, and only until
 * their answer, so that the table holds what is to be sent again after a crash and nothing else.
 */
import { controlStateCodec, orderIntentCodec } from '@oasis/contracts'
import type { OrderIntent, StrategyControlState, StrategyId } from '@oasis/domain'
import type { Emission, StoredStrategy, StrategySnapshot, StrategyStore, TopicPosition } from '@oasis/ports'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { compile } from './compiled.ts'
import { openSqlite, type SqliteOptions } from './open-sqlite.ts'
import { type AnswerTables, createAnswerTable, openSqlAnswers } from './sql-answers.ts'
import { createOutboxTable, type OutboxTables, openSqlOutbox, type SqlOutbox } from './sql-outbox.ts'

interface SnapshotRow {
  readonly strategy_id: string
  readonly generation: bigint
  readonly config_hash: string
  readonly state: string
  /** JSON: a list of [topic, partition, offset]. */
  readonly positions: string
}

interface IntentRow {
  readonly intent_id: string
  readonly strategy_id: string
  /** Order of emission within the file. */
  readonly emission: bigint
  /** An encoded `OrderIntent`. */
  readonly intent: Uint8Array
}

interface ControlRow {
  readonly strategy_id: string
  /** An encoded `ControlState`. */
  readonly state: Uint8Array
}

interface StrategyTables extends OutboxTables, AnswerTables {
  strategy_controls: ControlRow
  strategy_snapshots: SnapshotRow
  unanswered_intents: IntentRow
}

const migrations: Readonly<Record<string, Migration>> = {
  '0001-strategies': {
    up: async (db) => {
      await db.schema
        .createTable('strategy_snapshots')
        .addColumn('strategy_id', 'text', (column) => column.primaryKey())
        .addColumn('generation', 'bigint', (column) => column.notNull())
        .addColumn('config_hash', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('positions', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('unanswered_intents')
        .addColumn('intent_id', 'text', (column) => column.primaryKey())
        .addColumn('strategy_id', 'text', (column) => column.notNull())
        .addColumn('emission', 'bigint', (column) => column.notNull())
        .addColumn('intent', 'bytea', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('strategy_controls')
        .addColumn('strategy_id', 'text', (column) => column.primaryKey())
        .addColumn('state', 'bytea', (column) => column.notNull())
        .execute()
      await createAnswerTable(db)
      await createOutboxTable(db)
    },
  },
}

export async function openStrategyStore(options: Omit<SqliteOptions, 'migrations'>): Promise<StrategyStore> {
  const db = await openSqlite<StrategyTables>({ ...options, migrations })
  const outbox = await openSqlOutbox(db)
  const answers = openSqlAnswers(db)
  const statements = compileStatements(db)
  const newest = await db
    .selectFrom('unanswered_intents')
    .select('emission')
    .orderBy('emission', 'desc')
    .limit(1)
    .executeTakeFirst()
  const lastEmission = { value: newest?.emission ?? 0n }
  return {
    loadControl: (strategyId) => loadControl(db, strategyId),
    commitControl: async ({ state, answer, snapshots, outbox: records }) => {
      const entries = await db.transaction().execute(async (tx) => {
        const row = { strategy_id: state.strategyId, state: controlStateCodec.encode(state) }
        await tx.executeQuery(statements.putControl(row))
        if (answer !== undefined) await answers.insert(tx, answer)
        for (const snapshot of snapshots)
          await tx.executeQuery(statements.putSnapshot(snapshotToRow(snapshot)))
        return outbox.insert(tx, records)
      })
      outbox.committed(entries)
    },
    findAnswer: (commandId) => answers.find(commandId),
    load: (strategyId) => load(db, strategyId),
    commit: async (emission) => {
      const entries = await db.transaction().execute(async (tx) => {
        await tx.executeQuery(statements.putSnapshot(snapshotToRow(emission.snapshot)))
        await insertIntents(tx, statements, emission, lastEmission)
        return outbox.insert(tx, emission.outbox)
      })
      outbox.committed(entries)
    },
    markAnswered: async (intentIds) => {
      if (intentIds.length === 0) return
      await db.transaction().execute(async (tx) => {
        for (const intent_id of intentIds) await tx.executeQuery(statements.removeIntent({ intent_id }))
      })
    },
    pendingEntries: (limit) => outbox.pendingEntries(limit),
    markPublished: (id) => outbox.markPublished(id),
    close: async () => {
      try {
        await outbox.flush()
      } finally {
        await db.destroy()
      }
    },
  }
}

async function insertIntents(
  tx: Parameters<SqlOutbox['insert']>[0],
  statements: Statements,
  emission: Emission,
  last: { value: bigint },
): Promise<void> {
  for (const intent of emission.intents) {
    last.value += 1n
    await tx.executeQuery(
      statements.insertIntent({
        intent_id: intent.intentId,
        strategy_id: intent.strategyId,
        emission: last.value,
        intent: orderIntentCodec.encode(intent),
      }),
    )
  }
}

type Statements = ReturnType<typeof compileStatements>

function compileStatements(db: Kysely<StrategyTables>) {
  return {
    putSnapshot: compile<SnapshotRow>((value) =>
      db
        .insertInto('strategy_snapshots')
        .values({
          strategy_id: value('strategy_id'),
          generation: value('generation'),
          config_hash: value('config_hash'),
          state: value('state'),
          positions: value('positions'),
        })
        .onConflict((conflict) =>
          conflict.column('strategy_id').doUpdateSet((row) => ({
            generation: row.ref('excluded.generation'),
            config_hash: row.ref('excluded.config_hash'),
            state: row.ref('excluded.state'),
            positions: row.ref('excluded.positions'),
          })),
        ),
    ),
    putControl: compile<ControlRow>((value) =>
      db
        .insertInto('strategy_controls')
        .values({ strategy_id: value('strategy_id'), state: value('state') })
        .onConflict((conflict) =>
          conflict.column('strategy_id').doUpdateSet((row) => ({ state: row.ref('excluded.state') })),
        ),
    ),
    insertIntent: compile<IntentRow>((value) =>
      db.insertInto('unanswered_intents').values({
        intent_id: value('intent_id'),
        strategy_id: value('strategy_id'),
        emission: value('emission'),
        intent: value('intent'),
      }),
    ),
    removeIntent: compile<Pick<IntentRow, 'intent_id'>>((value) =>
      db.deleteFrom('unanswered_intents').where('intent_id', '=', value('intent_id')),
    ),
  }
}

async function loadControl(
  db: Kysely<StrategyTables>,
  strategyId: StrategyId,
): Promise<StrategyControlState | undefined> {
  const row = await db
    .selectFrom('strategy_controls')
    .select('state')
    .where('strategy_id', '=', strategyId)
    .executeTakeFirst()
  if (!row) return undefined
  const state = controlStateCodec.decode(row.state)
  if (state.kind !== 'STRATEGY')
    throw new Error(`the control state of strategy ${strategyId} is an account's`)
  return state
}

async function load(db: Kysely<StrategyTables>, strategyId: StrategyId): Promise<StoredStrategy | undefined> {
  const row = await db
    .selectFrom('strategy_snapshots')
    .selectAll()
    .where('strategy_id', '=', strategyId)
    .executeTakeFirst()
  if (!row) return undefined
  const intents = await db
    .selectFrom('unanswered_intents')
    .select('intent')
    .where('strategy_id', '=', strategyId)
    .orderBy('emission')
    .execute()
  return { snapshot: snapshotFromRow(row, strategyId), unanswered: intents.map(intentFromRow) }
}

const intentFromRow = (row: Pick<IntentRow, 'intent'>): OrderIntent => orderIntentCodec.decode(row.intent)

function snapshotToRow(snapshot: StrategySnapshot): SnapshotRow {
  const { strategyId, generation, configHash, state, positions } = snapshot
  return {
    strategy_id: strategyId,
    generation: BigInt(generation),
    config_hash: configHash,
    state,
    positions: JSON.stringify(positions.map(({ topic, partition, offset }) => [topic, partition, offset])),
  }
}

function snapshotFromRow(row: SnapshotRow, strategyId: StrategyId): StrategySnapshot {
  // Written by snapshotToRow alone.
  const positions = JSON.parse(row.positions) as [string, number, number][]
  return {
    strategyId,
    generation: Number(row.generation),
    configHash: row.config_hash,
    state: row.state,
    positions: positions.map(([topic, partition, offset]): TopicPosition => ({ topic, partition, offset })),
  }
}
