/** Services make no topics: whoever runs the system does, with the replication that its brokers can give. */
import type { Bus, Scheduler, TopicSpec } from '@oasis/ports'
import { OtsError, TransientError } from '@oasis/runtime'

/** Brokers learn of a topic that was just made, and of who leads it, one after the other. */
const PATIENCE_MS = 15_000
const LOOK_EVERY_MS = 250

/** Throws `OTS_TOPIC_UNKNOWN` or `OTS_TOPIC_MISMATCH`, naming each topic that is not as it is meant to be. */
export async function requireTopics(
  bus: Pick<Bus, 'endPositions'>,
  specs: readonly Pick<TopicSpec, 'name' | 'partitions'>[],
  scheduler: Pick<Scheduler, 'sleep'>,
): Promise<void> {
  const found = new Map<string, number>()
  const missing: string[] = []
  for (const { name } of specs) {
    try {
      found.set(name, await partitionsOf(bus, name, scheduler))
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

async function partitionsOf(
  bus: Pick<Bus, 'endPositions'>,
  name: string,
  scheduler: Pick<Scheduler, 'sleep'>,
): Promise<number> {
  for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
    try {
      return (await bus.endPositions([name])).length
    } catch (error) {
      if (!(error instanceof TransientError) || waitedMs >= PATIENCE_MS) throw error
      await scheduler.sleep(LOOK_EVERY_MS)
    }
  }
}
