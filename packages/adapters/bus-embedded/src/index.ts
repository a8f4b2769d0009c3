export { createEmbeddedBus, type EmbeddedBusOptions } from './embedded-bus.ts'
export { murmur2, partitionOf } from './murmur2.ts'
