export * from './compiled.ts'
export { openDatabase, type StoreOptions } from './open-database.ts'
export * from './open-sqlite.ts'
export { type OrderHistory, type OrderHistoryOptions, openOrderHistory } from './order-history.ts'
export { openOrderStore } from './order-store.ts'
export { openPaperJournal } from './paper-journal.ts'
export type { PostgresLease } from './postgres/held-lease.ts'
export { openPostgres } from './postgres/open-postgres.ts'
export {
  createPostgresLeases,
  type PostgresLeases,
  type PostgresLeasesOptions,
} from './postgres/postgres-leases.ts'
export type { PostgresConnectionOptions, PostgresOptions, PostgresTls } from './postgres/postgres-options.ts'
export { openRiskStore } from './risk-store.ts'
export { type SqlDatabase, type SqlReader, type Step, step } from './sql-database.ts'
export * from './sql-outbox.ts'
export { openStrategyStore } from './strategy-store.ts'
