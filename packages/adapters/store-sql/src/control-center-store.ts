/** The Control Center's store over SQL: users, sessions, tokens, audit log, commands, outbox. */
import type { AuditEntry, CommandQuery, ControlCenterStore, ControlCenterWrite } from '@oasis/ports'
import { StaleWrite } from '@oasis/ports'
import type { Kysely } from 'kysely'
import type { CompiledStatement } from './compiled.ts'
import {
  apiTokenFromRow,
  auditFromRow,
  commandFromRow,
  idempotentAnswerFromRow,
  sessionFromRow,
  tokenKeyFromRow,
  userFromRow,
} from './control-center-rows.ts'
import { type ControlCenterStatements, compileControlCenterStatements } from './control-center-statements.ts'
import { type ControlCenterTables, controlCenterMigrations } from './control-center-tables.ts'
import { openDatabase, type StoreOptions } from './open-database.ts'
import { openPostgresGuest } from './postgres/open-postgres.ts'
import type { PostgresOptions } from './postgres/postgres-options.ts'
import { type SqlDatabase, type Step, step } from './sql-database.ts'
import { openSqlOutbox } from './sql-outbox.ts'

/** Throws an `OtsError` when the file or database cannot be used. */
export async function openControlCenterStore(options: StoreOptions): Promise<ControlCenterStore> {
  const database = await openDatabase<ControlCenterTables>(options, controlCenterMigrations)
  const outbox = await openSqlOutbox(database)
  const statements = compileControlCenterStatements(database.queries)
  return {
    ...readsOf(database, statements),
    commit: async (write) => {
      const writing = outbox.prepare(write.outbox ?? [])
      await database.write([...stepsOf(write, statements), ...writing.steps])
      outbox.committed(writing)
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

/**
 * Beside the service that runs on it, in PostgreSQL: for users and the audit log, whose rows bear versions and numbers. It
 * makes no tables, sends no commands and publishes nothing; what the service writes in between is met with `StaleWrite`.
 */
export async function openControlCenterGuest(options: PostgresOptions): Promise<ControlCenterStore> {
  const migrations = controlCenterMigrations
  const database = await openPostgresGuest<ControlCenterTables>({ ...options, migrations })
  const statements = compileControlCenterStatements(database.queries)
  return {
    ...readsOf(database, statements),
    commit: async (write) => {
      if (write.outbox?.length) throw new Error('only the service itself writes to its outbox')
      await database.write(stepsOf(write, statements))
    },
    pendingEntries: async () => [],
    markPublished: async () => {},
    close: () => database.close(),
  }
}

const stale = (what: string) => (): never => {
  throw new StaleWrite(what)
}

function versioned<T extends { readonly version: number }>(
  rows: readonly T[] | undefined,
  insert: CompiledStatement<T>,
  update: CompiledStatement<T>,
  what: (row: T) => string,
): Step[] {
  return (rows ?? []).map((row) => step(row.version === 1 ? insert : update, row, stale(what(row))))
}

function stepsOf(write: ControlCenterWrite, statements: ControlCenterStatements): readonly Step[] {
  const { forget, newTokenKey, idempotentAnswer } = write
  const { insertUser, updateUser, insertSession, updateSession } = statements
  const { insertApiToken, updateApiToken, insertCommand, updateCommand } = statements
  return [
    ...(write.audit ?? []).map((entry) =>
      step(statements.insertAudit, entry, stale(`audit entry ${entry.seq}`)),
    ),
    ...versioned(write.users, insertUser, updateUser, ({ name }) => `user "${name}"`),
    ...versioned(write.sessions, insertSession, updateSession, () => 'the session'),
    ...versioned(write.apiTokens, insertApiToken, updateApiToken, ({ prefix }) => `token ${prefix}`),
    ...versioned(
      write.commands,
      insertCommand,
      updateCommand,
      ({ command }) => `command ${command.commandId}`,
    ),
    ...(write.commands ?? []).map((record) => step(statements.upsertUntold, record)),
    ...(write.told ?? []).map((told) => step(statements.deleteTold, told)),
    ...(newTokenKey === undefined ? [] : [step(statements.insertTokenKey, newTokenKey)]),
    ...(idempotentAnswer === undefined
      ? []
      : [step(statements.insertAnswer, idempotentAnswer, stale(`the answer to ${idempotentAnswer.key}`))]),
    ...(forget === undefined
      ? []
      : [statements.forgetSessions, statements.forgetTokenKeys, statements.forgetAnswers].map((statement) =>
          step(statement, forget),
        )),
  ]
}

type Reads = Omit<ControlCenterStore, 'commit' | 'pendingEntries' | 'markPublished' | 'close'>

function readsOf(database: SqlDatabase<ControlCenterTables>, statements: ControlCenterStatements): Reads {
  const { queries } = database
  async function findOne<Value, Row, T>(
    statement: CompiledStatement<Value, Row>,
    value: Value,
    from: (row: Row) => T,
  ): Promise<T | undefined> {
    const [row] = await database.read(statement, value)
    return row === undefined ? undefined : from(row)
  }
  return {
    findUser: (userId) => findOne(statements.findUser, userId, userFromRow),
    findUserByName: (name) => findOne(statements.findUserByName, name, userFromRow),
    users: async () =>
      (await queries.selectFrom('users').selectAll().orderBy('name').execute()).map(userFromRow),
    findSession: (sessionId) => findOne(statements.findSession, sessionId, sessionFromRow),
    findApiTokenByHash: (hash) => findOne(statements.findApiToken, hash, apiTokenFromRow),
    apiTokens: async (userId) => {
      const select = queries.selectFrom('api_tokens').selectAll().where('user_id', '=', userId)
      return (await select.orderBy('created_at').orderBy('token_id').execute()).map(apiTokenFromRow)
    },
    tokenKeys: async () => {
      const select = queries.selectFrom('token_keys').selectAll().orderBy('created_at', 'desc')
      return (await select.orderBy('kid').execute()).map(tokenKeyFromRow)
    },
    auditHead: async () => {
      const select = queries.selectFrom('audit_log').selectAll().orderBy('seq', 'desc').limit(1)
      const row = await select.executeTakeFirst()
      return row && auditFromRow(row)
    },
    auditEntries: async ({ limit, before, actor, action }) => {
      let select = queries.selectFrom('audit_log').selectAll()
      if (before !== undefined) select = select.where('seq', '<', BigInt(before))
      if (actor !== undefined) select = select.where('actor', '=', actor)
      if (action !== undefined) select = select.where('action', '=', action)
      return (await select.orderBy('seq', 'desc').limit(limit).execute()).map(auditFromRow)
    },
    wholeAudit: () => wholeAudit(database, statements),
    findCommand: (commandId) => findOne(statements.findCommand, commandId, commandFromRow),
    listCommands: (query) => listCommands(queries, query),
    unsettledCommands: async () => {
      const select = queries.selectFrom('commands').selectAll().where('is_unsettled', '=', 1n)
      return (await select.orderBy('created_at').execute()).map(commandFromRow)
    },
    untoldCommands: async () => {
      const untold = queries.selectFrom('untold_commands').select('command_id')
      const select = queries.selectFrom('commands').selectAll().where('command_id', 'in', untold)
      return (await select.orderBy('created_at').orderBy('command_id').execute()).map(commandFromRow)
    },
    findIdempotentAnswer: (userId, key) =>
      findOne(statements.findAnswer, { userId, key }, idempotentAnswerFromRow),
  }
}

async function listCommands(db: Kysely<ControlCenterTables>, query: CommandQuery) {
  const { limit, before, state } = query
  let select = db.selectFrom('commands').selectAll()
  if (state !== undefined) select = select.where('state', '=', state)
  if (before !== undefined) {
    select = select.where((at) =>
      at(
        at.refTuple('created_at', 'command_id'),
        '<',
        at.tuple(before.createdAt as bigint, before.commandId),
      ),
    )
  }
  const ordered = select.orderBy('created_at', 'desc').orderBy('command_id', 'desc')
  return (await ordered.limit(limit).execute()).map(commandFromRow)
}

const PAGE = 1_000

/** Page by page, so that the log need not fit in memory. */
async function* wholeAudit(
  database: SqlDatabase<ControlCenterTables>,
  { auditAfter }: ControlCenterStatements,
): AsyncIterable<AuditEntry> {
  // Rows may have been put in by others, below the first of ours too.
  let after = -(2n ** 63n)
  for (let full = true; full; ) {
    const rows = await database.read(auditAfter, { seq: after, limit: PAGE })
    yield* rows.map(auditFromRow)
    after = rows.at(-1)?.seq ?? after
    full = rows.length === PAGE
  }
}
