export { type BusUnderTest, busConformance, topicSpec } from './bus-conformance.ts'
export * from './order-builders.ts'
export * from './order-store-conformance.ts'
