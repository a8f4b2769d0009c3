/**
 * What is not settled in an account: orders in doubt, and instruments that the audit has closed. Tables of their own,
 * so that neither costs an order anything that is in no doubt; few rows, written whole.
 */
import type { AccountId } from '@oasis/domain'
import type { AuditClosure, DoubtRow, OrderWrite } from '@oasis/ports'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { type Columns, compile, itself, placeholders } from './compiled.ts'
import { createTable } from './create-table.ts'
import { type Step, step } from './sql-database.ts'

export interface DoubtTableRow {
  readonly account_id: string
  readonly client_order_id: string
  readonly kind: string
  readonly charged_ms: bigint
}

export interface AuditClosureTableRow {
  readonly account_id: string
  readonly instrument_id: string
  readonly source: string
  readonly detail: string
}

export interface UnsettledTables {
  order_doubts: DoubtTableRow
  audit_closures: AuditClosureTableRow
}

export const unsettledMigration: Migration = {
  up: async (db) => {
    await createTable(db, 'order_doubts', ['account_id', 'client_order_id'], {
      account_id: 'text',
      client_order_id: 'text',
      kind: 'text',
      charged_ms: 'bigint',
    })
    await createTable(db, 'audit_closures', ['account_id', 'instrument_id', 'source'], {
      account_id: 'text',
      instrument_id: 'text',
      source: 'text',
      detail: 'text',
    })
  },
}

type Of<Row> = Row & { readonly accountId: AccountId }

const DOUBT_COLUMNS: Columns<DoubtTableRow, Of<DoubtRow>> = {
  account_id: ({ accountId }) => accountId,
  client_order_id: ({ clientOrderId }) => clientOrderId,
  kind: ({ kind }) => kind,
  charged_ms: ({ chargedMs }) => BigInt(chargedMs),
}

const CLOSURE_COLUMNS: Columns<AuditClosureTableRow, Of<AuditClosure>> = {
  account_id: ({ accountId }) => accountId,
  instrument_id: ({ instrumentId }) => instrumentId,
  source: ({ source }) => source,
  detail: ({ detail }) => detail,
}

export type UnsettledStatements = ReturnType<typeof compileUnsettledStatements>

export function compileUnsettledStatements(db: Kysely<UnsettledTables>) {
  return {
    deleteDoubts: compile<AccountId>((at) =>
      db.deleteFrom('order_doubts').where('account_id', '=', at(itself)),
    ),
    insertDoubt: compile<Of<DoubtRow>>((at) =>
      db.insertInto('order_doubts').values(placeholders(DOUBT_COLUMNS, at)),
    ),
    deleteClosures: compile<AccountId>((at) =>
      db.deleteFrom('audit_closures').where('account_id', '=', at(itself)),
    ),
    insertClosure: compile<Of<AuditClosure>>((at) =>
      db.insertInto('audit_closures').values(placeholders(CLOSURE_COLUMNS, at)),
    ),
  }
}

/** None where nothing of it is written. */
export function unsettledSteps(statements: UnsettledStatements, write: OrderWrite): readonly Step[] {
  const { account, doubts, auditClosures } = write
  if (doubts === undefined && auditClosures === undefined) return []
  const { accountId } = account
  const { deleteDoubts, insertDoubt, deleteClosures, insertClosure } = statements
  return [
    ...(doubts === undefined ? [] : [step(deleteDoubts, accountId)]),
    ...(doubts ?? []).map((row) => step(insertDoubt, { ...row, accountId })),
    ...(auditClosures === undefined ? [] : [step(deleteClosures, accountId)]),
    ...(auditClosures ?? []).map((row) => step(insertClosure, { ...row, accountId })),
  ]
}

export async function doubtsOf(
  db: Kysely<UnsettledTables>,
  accountId: AccountId,
): Promise<readonly DoubtRow[]> {
  const select = db.selectFrom('order_doubts').selectAll().where('account_id', '=', accountId)
  return (await select.orderBy('client_order_id').execute()).map((row) => ({
    // Written from such rows alone.
    clientOrderId: row.client_order_id as DoubtRow['clientOrderId'],
    kind: row.kind as DoubtRow['kind'],
    chargedMs: Number(row.charged_ms),
  }))
}

export async function auditClosuresOf(
  db: Kysely<UnsettledTables>,
  accountId: AccountId,
): Promise<readonly AuditClosure[]> {
  const select = db.selectFrom('audit_closures').selectAll().where('account_id', '=', accountId)
  return (await select.orderBy('instrument_id').orderBy('source').execute()).map((row) => ({
    instrumentId: row.instrument_id as AuditClosure['instrumentId'],
    source: row.source,
    detail: row.detail,
  }))
}
