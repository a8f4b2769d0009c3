/** What the risk engine keeps: each account's control state as the bytes that are published, answers, outbox. */
import { controlStateCodec } from '@oasis/contracts'
import type { AccountControlState, AccountId } from '@oasis/domain'
import type { RiskStore } from '@oasis/ports'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { compile } from './compiled.ts'
import { openSqlite, type SqliteOptions } from './open-sqlite.ts'
import { type AnswerTables, createAnswerTable, openSqlAnswers } from './sql-answers.ts'
import { createOutboxTable, type OutboxTables, openSqlOutbox } from './sql-outbox.ts'

interface AccountRow {
  readonly account_id: string
  /** An encoded `ControlState`. */
  readonly state: Uint8Array
}

interface RiskTables extends OutboxTables, AnswerTables {
  risk_accounts: AccountRow
}

const migrations: Readonly<Record<string, Migration>> = {
  '0001-risk': {
    up: async (db) => {
      await db.schema
        .createTable('risk_accounts')
        .addColumn('account_id', 'text', (column) => column.primaryKey())
        .addColumn('state', 'bytea', (column) => column.notNull())
        .execute()
      await createAnswerTable(db)
      await createOutboxTable(db)
    },
  },
}

/** Throws an `OtsError` when the file cannot be used. */
export async function openRiskStore(options: Omit<SqliteOptions, 'migrations'>): Promise<RiskStore> {
  const db = await openSqlite<RiskTables>({ ...options, migrations })
  const outbox = await openSqlOutbox(db)
  const answers = openSqlAnswers(db)
  const putAccount = compile<AccountRow>((value) =>
    db
      .insertInto('risk_accounts')
      .values({ account_id: value('account_id'), state: value('state') })
      .onConflict((conflict) =>
        conflict.column('account_id').doUpdateSet((row) => ({ state: row.ref('excluded.state') })),
      ),
  )
  return {
    load: (accountId) => load(db, accountId),
    commit: async ({ state, answer, outbox: records }) => {
      const entries = await db.transaction().execute(async (tx) => {
        const row = { account_id: state.accountId, state: controlStateCodec.encode(state) }
        await tx.executeQuery(putAccount(row))
        if (answer !== undefined) await answers.insert(tx, answer)
        return outbox.insert(tx, records)
      })
      outbox.committed(entries)
    },
    findAnswer: (commandId) => answers.find(commandId),
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

async function load(db: Kysely<RiskTables>, accountId: AccountId): Promise<AccountControlState | undefined> {
  const row = await db
    .selectFrom('risk_accounts')
    .select('state')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (!row) return undefined
  const state = controlStateCodec.decode(row.state)
  if (state.kind !== 'ACCOUNT') throw new Error(`the control state of account ${accountId} is a strategy's`)
  return state
}
