/** Makes the topics of the registry on a cluster, as "ots topics create" does. */
import { createKafkaBus, type KafkaConnection } from '@oasis/bus-kafka'
import { topicSpecs } from '@oasis/contracts'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'

export async function createSystemTopics(kafka: KafkaConnection): Promise<void> {
  const bus = await createKafkaBus({
    ...kafka,
    scheduler: createRealScheduler(),
    logger: createSilentLogger(),
  })
  try {
    await bus.createTopics(topicSpecs(['coinbase']))
  } finally {
    await bus.close()
  }
}
