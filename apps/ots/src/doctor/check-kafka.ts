/** Kafka: whether it lets us in, whether topics are as they are meant to be, and whether this version can read them. */
import { createKafkaAdmin, createKafkaBus, type KafkaConnection } from '@oasis/bus-kafka'
import { topicSpecs } from '@oasis/contracts'
import type { Bus, Scheduler } from '@oasis/ports'
import { createRealScheduler, createSilentLogger, describeError } from '@oasis/runtime'
import { readKafkaEnvironment } from '../config/kafka-environment.ts'
import { requireTopics } from '../distributed/require-topics.ts'
import { type Finding, fault, ok } from './finding.ts'
import { unreadableRecords } from './unreadable-records.ts'

const VENUES = ['coinbase']

export async function checkKafka(env: Readonly<Record<string, string | undefined>>): Promise<Finding[]> {
  const scheduler = createRealScheduler()
  let connection: KafkaConnection
  let bus: Bus
  try {
    connection = readKafkaEnvironment(env)
    bus = await createKafkaBus({ ...connection, scheduler, logger: createSilentLogger() })
  } catch (error) {
    return [fault('kafka', describeError(error))]
  }
  try {
    return [
      ok('kafka', 'it lets us in'),
      ...(await checkTopics(bus, scheduler)),
      await checkTopicSettings(connection, scheduler),
    ]
  } finally {
    await bus.close()
  }
}

/** Retention, compaction, replicas and how many of them must have a record: what "ots topics create" compares, too. */
async function checkTopicSettings(connection: KafkaConnection, scheduler: Scheduler): Promise<Finding> {
  const name = 'topic settings'
  try {
    const admin = await createKafkaAdmin({ ...connection, scheduler, logger: createSilentLogger() })
    try {
      const drifts = await admin.topicDrifts(topicSpecs(VENUES))
      // Those are told by the topics' own finding.
      const told = drifts
        .filter(({ setting }) => setting !== 'partitions')
        .map(
          ({ topic, setting, wanted, found }) =>
            `${topic} has ${setting} ${found || 'unset'} instead of ${wanted}`,
        )
      if (told.length === 0)
        return ok(name, 'retention, compaction and replicas are as the registry wants them')
      const how =
        'nothing of OTS changes them: kafka-configs.sh --alter does, kafka-reassign-partitions.sh for replicas'
      return fault(name, `${told.join('; ')}; ${how}`)
    } finally {
      await admin.close()
    }
  } catch (error) {
    return fault(name, describeError(error))
  }
}

async function checkTopics(bus: Bus, scheduler: Scheduler): Promise<Finding[]> {
  const specs = topicSpecs(VENUES)
  try {
    await requireTopics(bus, specs, scheduler)
  } catch (error) {
    return [fault('topics', describeError(error))]
  }
  try {
    const unreadable = await unreadableRecords(bus, VENUES)
    const records =
      unreadable.length === 0
        ? ok('records', 'the newest of each topic can be read')
        : fault('records', `${unreadable.join('; ')}: written by another version, or by another program`)
    return [ok('topics', `${specs.length} are as they are meant to be`), records]
  } catch (error) {
    return [fault('records', describeError(error))]
  }
}
