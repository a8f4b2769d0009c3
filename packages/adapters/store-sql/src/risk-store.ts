/** What the risk engine keeps: each account's control state as the bytes that are published, answers, outbox. */
import { controlStateCodec } from '@oasis/contracts'
import type { AccountControlState, AccountId } from '@oasis/domain'
import type { RiskStore } from '@oasis/ports'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { type Columns, compile, itself, placeholders } from './compiled.ts'
import { createTable } from './create-table.ts'
import { openDatabase, type StoreOptions } from './open-database.ts'
import { type AnswerTables, createAnswerTable, openSqlAnswers } from './sql-answers.ts'
import { step } from './sql-database.ts'
import { createOutboxTable, type OutboxTables, openSqlOutbox } from './sql-outbox.ts'

interface AccountRow {
  readonly account_id: string
  /** An encoded `ControlState`. */
  readonly state: Uint8Array
}

interface RiskTables extends OutboxTables, AnswerTables {
  risk_accounts: AccountRow
}

export const riskMigrations: Readonly<Record<string, Migration>> = {
  '0001-risk': {
    up: async (db) => {
      await createTable(db, 'risk_accounts', ['account_id'], { account_id: 'text', state: 'bytes' })
      await createAnswerTable(db)
      await createOutboxTable(db)
    },
  },
}

/** Throws an `OtsError` when the file or database cannot be used. */
export async function openRiskStore(options: StoreOptions): Promise<RiskStore> {
  const database = await openDatabase<RiskTables>(options, riskMigrations)
  const outbox = await openSqlOutbox(database)
  const answers = openSqlAnswers(database)
  const { putAccount, findAccount } = compileStatements(database.queries)
  return {
    load: async (accountId) => {
      const [row] = await database.read(findAccount, accountId)
      return row && stateFromRow(row)
    },
    commit: async (write) => {
      const writing = outbox.prepare(write.outbox)
      await database.write([step(putAccount, write.state), ...answers.keep(write.answer), ...writing.steps])
      outbox.committed(writing)
    },
    findAnswer: (commandId) => answers.find(commandId),
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

const COLUMNS: Columns<AccountRow, AccountControlState> = {
  account_id: (state) => state.accountId,
  state: (state) => controlStateCodec.encode(state),
}

function compileStatements(db: Kysely<RiskTables>) {
  return {
    putAccount: compile<AccountControlState>((at) =>
      db
        .insertInto('risk_accounts')
        .values(placeholders(COLUMNS, at))
        .onConflict((conflict) =>
          conflict.column('account_id').doUpdateSet((row) => ({ state: row.ref('excluded.state') })),
        ),
    ),
    findAccount: compile<AccountId, AccountRow>((at) =>
      db.selectFrom('risk_accounts').selectAll().where('account_id', '=', at(itself)),
    ),
  }
}

function stateFromRow(row: AccountRow): AccountControlState {
  const state = controlStateCodec.decode(row.state)
  if (state.kind !== 'ACCOUNT') throw new Error(`the control state of ${row.account_id} is a strategy's`)
  return state
}
