export {
  createKafkaAdmin,
  type KafkaAdmin,
  type KafkaAdminOptions,
  type PartitionLag,
  type TopicDrift,
  type TopicReport,
} from './admin/kafka-admin.ts'
export type { KafkaConnection, KafkaSasl, KafkaTls } from './cluster/connection-options.ts'
export { createKafkaBus, type KafkaBusOptions } from './kafka-bus.ts'
