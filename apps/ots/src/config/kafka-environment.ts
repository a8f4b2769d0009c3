/** Placeholder until the one of the topics commands is there. */
import type { KafkaConnection } from '@oasis/bus-kafka'
import { OtsError } from '@oasis/runtime'

type Env = Readonly<Record<string, string | undefined>>

export function readKafkaEnvironment(env: Env): KafkaConnection {
  const { OTS_KAFKA_BROKERS: brokers = '' } = env
  if (brokers === '') throw new OtsError('OTS_CONFIG_INVALID', 'OTS_KAFKA_BROKERS is not set')
  return { brokers, clientId: 'ots' }
}
