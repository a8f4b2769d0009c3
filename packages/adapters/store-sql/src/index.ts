export * from './compiled.ts'
export * from './open-sqlite.ts'
export * from './sql-outbox.ts'
export { type OrderStoreOptions, openOrderStore } from './order-store.ts'
