export type { KafkaConnection, KafkaSasl, KafkaTls } from './cluster/connection-options.ts'
export { createKafkaBus, type KafkaBusOptions } from './kafka-bus.ts'
