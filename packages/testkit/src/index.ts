export * from './order-builders.ts'
export * from './order-store-conformance.ts'
