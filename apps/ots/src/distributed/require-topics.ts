/** Services make no topics: whoever runs the system does, with the replication that its brokers can give. */
import type { Bus, TopicSpec } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'

/** Throws `OTS_TOPIC_UNKNOWN` or `OTS_TOPIC_MISMATCH`, naming each topic that is not as it is meant to be. */
export async function requireTopics(
  bus: Pick<Bus, 'endPositions'>,
  specs: readonly Pick<TopicSpec, 'name' | 'partitions'>[],
): Promise<void> {
  const found = new Map<string, number>()
  const missing: string[] = []
  for (const { name } of specs) {
    try {
      found.set(name, (await bus.endPositions([name])).length)
    } catch (error) {
      if (!(error instanceof OtsError) || error.code !== 'OTS_TOPIC_UNKNOWN') throw error
      missing.push(name)
    }
  }
  const hint = 'Make them with "ots topics create"; it changes no topic that is there.'
  if (missing.length > 0) {
    throw new OtsError('OTS_TOPIC_UNKNOWN', `topics are missing: ${missing.join(', ')}`, { hint })
  }
  const other = specs.filter(({ name, partitions }) => found.get(name) !== partitions)
  if (other.length === 0) return
  const told = other.map(
    ({ name, partitions }) => `${name} has ${found.get(name)} partitions instead of ${partitions}`,
  )
  throw new OtsError('OTS_TOPIC_MISMATCH', told.join('; '), {
    hint: 'Records of one key would change their partition, and with it their order: make the topic anew, empty.',
  })
}
