export type * from './raw-market-data.ts'
export * from './trading-rpc.ts'
