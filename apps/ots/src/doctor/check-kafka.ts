/** Kafka: whether it lets us in, whether topics are as they are meant to be, and whether this version can read them. */
import { createKafkaBus } from '@oasis/bus-kafka'
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
  let bus: Bus
  try {
    const connection = readKafkaEnvironment(env)
    bus = await createKafkaBus({ ...connection, scheduler, logger: createSilentLogger() })
  } catch (error) {
    return [fault('kafka', describeError(error))]
  }
  try {
    return [ok('kafka', 'it lets us in'), ...(await checkTopics(bus, scheduler))]
  } finally {
    await bus.close()
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
