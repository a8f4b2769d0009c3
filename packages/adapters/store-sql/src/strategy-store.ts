/**
 * A strategy host's store over SQL: emission is commit. Intents are kept as the very bytes that are sent, and only until
 * their answer, so that the table holds what is to be sent again after a crash and nothing else.
 */
import { controlStateCodec, orderIntentCodec } from '@oasis/contracts'
import type { IntentId, OrderIntent, StrategyControlState, StrategyId } from '@oasis/domain'
import type { StoredStrategy, StrategySnapshot, StrategyStore, TopicPosition } from '@oasis/ports'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { type Columns, compile, itself, placeholders } from './compiled.ts'
import { createTable } from './create-table.ts'
import { openDatabase, type StoreOptions } from './open-database.ts'
import { type AnswerTables, createAnswerTable, openSqlAnswers } from './sql-answers.ts'
import { type SqlDatabase, type Step, step } from './sql-database.ts'
import { createOutboxTable, type OutboxTables, openSqlOutbox } from './sql-outbox.ts'

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

export const strategyMigrations: Readonly<Record<string, Migration>> = {
  '0001-strategies': {
    up: async (db) => {
      await createTable(db, 'strategy_snapshots', ['strategy_id'], {
        strategy_id: 'text',
        generation: 'bigint',
        config_hash: 'text',
        state: 'text',
        positions: 'text',
      })
      await createTable(
        db,
        'unanswered_intents',
        ['intent_id'],
        { intent_id: 'text', strategy_id: 'text', emission: 'bigint', intent: 'bytes' },
        'BY_KEY',
      )
      await createTable(db, 'strategy_controls', ['strategy_id'], { strategy_id: 'text', state: 'bytes' })
      await createAnswerTable(db)
      await createOutboxTable(db)
    },
  },
}

export async function openStrategyStore(options: StoreOptions): Promise<StrategyStore> {
  const database = await openDatabase<StrategyTables>(options, strategyMigrations)
  const outbox = await openSqlOutbox(database)
  const answers = openSqlAnswers(database)
  const statements = compileStatements(database.queries)
  let lastEmission = await newestEmission(database.queries)

  const insertIntent = (intent: OrderIntent): Step => {
    lastEmission += 1n
    return step(statements.insertIntent, { intent, emission: lastEmission })
  }
  const putSnapshot = (snapshot: StrategySnapshot): Step => step(statements.putSnapshot, snapshot)
  return {
    load: (strategyId) => load(database, statements, strategyId),
    loadControl: async (strategyId) => {
      const [row] = await database.read(statements.findControl, strategyId)
      return row && controlFromRow(row)
    },
    findAnswer: (commandId) => answers.find(commandId),
    commit: async (emissions) => {
      if (emissions.length === 0) return
      const writing = outbox.prepare(emissions.flatMap((emission) => emission.outbox))
      const newest = new Map(emissions.map(({ snapshot }) => [snapshot.strategyId, snapshot]))
      const intents = emissions.flatMap((emission) => emission.intents.map(insertIntent))
      await database.write([...[...newest.values()].map(putSnapshot), ...intents, ...writing.steps])
      outbox.committed(writing)
    },
    commitControl: async ({ state, answer, snapshots, outbox: records }) => {
      const writing = outbox.prepare(records)
      const control = [step(statements.putControl, state), ...answers.keep(answer)]
      await database.write([...control, ...snapshots.map(putSnapshot), ...writing.steps])
      outbox.committed(writing)
    },
    markAnswered: async (intentIds) => {
      if (intentIds.length > 0) await database.write(intentIds.map((id) => step(statements.removeIntent, id)))
    },
    pendingEntries: (limit) => outbox.pendingEntries(limit),
    markPublished: (id) => outbox.markPublished(id),
    close: async () => {
      try {
        await outbox.flush()
      } finally {
        await database.close()
      }
    },
  }
}

async function newestEmission(db: Kysely<StrategyTables>): Promise<bigint> {
  const newest = await db
    .selectFrom('unanswered_intents')
    .select('emission')
    .orderBy('emission', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.emission ?? 0n
}

type Statements = ReturnType<typeof compileStatements>

function compileStatements(db: Kysely<StrategyTables>) {
  return {
    putSnapshot: compile<StrategySnapshot>((at) =>
      db
        .insertInto('strategy_snapshots')
        .values(placeholders(SNAPSHOT_COLUMNS, at))
        .onConflict((conflict) =>
          conflict.column('strategy_id').doUpdateSet((row) => ({
            generation: row.ref('excluded.generation'),
            config_hash: row.ref('excluded.config_hash'),
            state: row.ref('excluded.state'),
            positions: row.ref('excluded.positions'),
          })),
        ),
    ),
    findSnapshot: compile<StrategyId, SnapshotRow>((at) =>
      db.selectFrom('strategy_snapshots').selectAll().where('strategy_id', '=', at(itself)),
    ),
    putControl: compile<StrategyControlState>((at) =>
      db
        .insertInto('strategy_controls')
        .values(placeholders(CONTROL_COLUMNS, at))
        .onConflict((conflict) =>
          conflict.column('strategy_id').doUpdateSet((row) => ({ state: row.ref('excluded.state') })),
        ),
    ),
    findControl: compile<StrategyId, ControlRow>((at) =>
      db.selectFrom('strategy_controls').selectAll().where('strategy_id', '=', at(itself)),
    ),
    insertIntent: compile<EmittedIntent>((at) =>
      db.insertInto('unanswered_intents').values(placeholders(INTENT_COLUMNS, at)),
    ),
    removeIntent: compile<IntentId>((at) =>
      db.deleteFrom('unanswered_intents').where('intent_id', '=', at(itself)),
    ),
    unanswered: compile<StrategyId, Pick<IntentRow, 'intent'>>((at) => {
      const select = db.selectFrom('unanswered_intents').select('intent')
      return select.where('strategy_id', '=', at(itself)).orderBy('emission')
    }),
  }
}

async function load(
  database: SqlDatabase<StrategyTables>,
  statements: Statements,
  strategyId: StrategyId,
): Promise<StoredStrategy | undefined> {
  const [row] = await database.read(statements.findSnapshot, strategyId)
  if (!row) return undefined
  const intents = await database.read(statements.unanswered, strategyId)
  const unanswered = intents.map(({ intent }) => orderIntentCodec.decode(intent))
  return { snapshot: snapshotFromRow(row, strategyId), unanswered }
}

const CONTROL_COLUMNS: Columns<ControlRow, StrategyControlState> = {
  strategy_id: (state) => state.strategyId,
  state: (state) => controlStateCodec.encode(state),
}

function controlFromRow(row: ControlRow): StrategyControlState {
  const state = controlStateCodec.decode(row.state)
  if (state.kind !== 'STRATEGY') throw new Error(`the control state of ${row.strategy_id} is an account's`)
  return state
}

interface EmittedIntent {
  readonly intent: OrderIntent
  readonly emission: bigint
}

const INTENT_COLUMNS: Columns<IntentRow, EmittedIntent> = {
  intent_id: ({ intent }) => intent.intentId,
  strategy_id: ({ intent }) => intent.strategyId,
  emission: ({ emission }) => emission,
  intent: ({ intent }) => orderIntentCodec.encode(intent),
}

const SNAPSHOT_COLUMNS: Columns<SnapshotRow, StrategySnapshot> = {
  strategy_id: (snapshot) => snapshot.strategyId,
  generation: (snapshot) => BigInt(snapshot.generation),
  config_hash: (snapshot) => snapshot.configHash,
  state: (snapshot) => snapshot.state,
  positions: ({ positions }) =>
    JSON.stringify(positions.map(({ topic, partition, offset }) => [topic, partition, offset])),
}

function snapshotFromRow(row: SnapshotRow, strategyId: StrategyId): StrategySnapshot {
  // Written by SNAPSHOT_COLUMNS alone.
  const positions = JSON.parse(row.positions) as [string, number, number][]
  return {
    strategyId,
    generation: Number(row.generation),
    configHash: row.config_hash,
    state: row.state,
    positions: positions.map(([topic, partition, offset]): TopicPosition => ({ topic, partition, offset })),
  }
}
