/**
 * The Kafka bus beside Kafka's own load tools, on the same broker, topic and record size, in turn: bulk through
 * `ProducerPerformance` and `ConsumerPerformance` (their own figures, without the start of Java), and one record at a time
 * from publishing to delivery.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createKafkaBus } from '@oasis/bus-kafka'
import type { Bus, NewRecord } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { type Kafka, kafkaLibraries, startKafka } from '../../../tools/services/src/index.ts'
import { median, type Row, summarize } from '../harness.ts'
import type { SuiteOptions } from './suite.ts'

const execFileAsync = promisify(execFile)

const TOPIC = 'bench.bulk'
const PARTITIONS = 8
const RECORD_BYTES = 100
const PER_CALL = 500
/** Calls of `publish` under way at once. */
const CALLS = 40
const TARGET_RATIO = 0.7
const TOOL_WITHIN_MS = 300_000

export async function busKafkaSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const kafka = await startKafka()
  const bus = await createKafkaBus({
    brokers: kafka.brokers,
    clientId: 'bench',
    scheduler: createRealScheduler(),
    logger: createSilentLogger(),
  })
  try {
    await bus.createTopics(
      [TOPIC, 'bench.latency'].map((name) => ({
        name,
        partitions: PARTITIONS,
        retentionMs: undefined,
        compacted: false,
        groupCommit: true,
      })),
    )
    const records = quick ? 200_000 : 2_000_000
    const rounds = quick ? 2 : 5
    return [
      await producing(bus, kafka, records, rounds),
      await consuming(bus, kafka, records, rounds),
      await latency(bus, quick ? 500 : 5_000),
    ]
  } finally {
    await bus.close()
    await kafka.stop()
  }
}

async function producing(bus: Bus, kafka: Kafka, records: number, rounds: number): Promise<Row> {
  const ours: number[] = []
  const theirs: number[] = []
  await produce(bus, records / 10)
  for (let round = 0; round < rounds; round++) {
    ours.push(await perSecond(records, () => produce(bus, records)))
    theirs.push(await producerPerformance(kafka, records))
  }
  return beside('bus-kafka publish, 100 B', 'ProducerPerformance, idempotent, acks=all', ours, theirs)
}

async function consuming(bus: Bus, kafka: Kafka, records: number, rounds: number): Promise<Row> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await perSecond(records, () => consume(bus, records)))
    theirs.push(await consumerPerformance(kafka, records))
  }
  return beside('bus-kafka consume, 100 B', 'ConsumerPerformance', ours, theirs)
}

async function produce(bus: Bus, records: number): Promise<void> {
  const value = new Uint8Array(RECORD_BYTES).fill(7)
  const batch = Array.from({ length: PER_CALL }, (_, n): NewRecord => {
    return { topic: TOPIC, key: `coinbase:ASSET${n % 64}-USD`, value, headers: {} }
  })
  let left = Math.ceil(records / PER_CALL)
  const keepGoing = async (): Promise<void> => {
    while (left-- > 0) await bus.publish(batch)
  }
  await Promise.all(Array.from({ length: CALLS }, keepGoing))
}

async function consume(bus: Bus, records: number): Promise<void> {
  let seen = 0
  let finish: () => void = () => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const subscription = await bus.subscribe({
    group: 'bench',
    topics: [TOPIC],
    assignment: 'ALL',
    startAt: 'earliest',
    onBatch: (batch) => {
      seen += batch.length
      if (seen >= records) finish()
    },
  })
  await finished
  await subscription.close()
}

async function perSecond(records: number, work: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint()
  await work()
  return records / (Number(process.hrtime.bigint() - start) / 1e9)
}

async function producerPerformance(kafka: Kafka, records: number): Promise<number> {
  const said = await loadTool('ProducerPerformance', [
    ...['--topic', TOPIC, '--num-records', `${records}`, '--record-size', `${RECORD_BYTES}`],
    ...['--throughput', '-1', '--producer-props', `bootstrap.servers=${kafka.brokers}`],
    ...['acks=all', 'enable.idempotence=true'],
  ])
  return lastNumber(said, /records sent, ([\d.]+) records\/sec/g)
}

/** Its figure of fetching: without the time that joining its group takes. */
async function consumerPerformance(kafka: Kafka, records: number): Promise<number> {
  const said = await loadTool('ConsumerPerformance', [
    ...['--bootstrap-server', kafka.brokers, '--topic', TOPIC],
    ...['--messages', `${records}`, '--group', `bench-${Math.random()}`, '--hide-header'],
  ])
  return lastNumber(said, /, ([\d.]+)\s*$/gm)
}

async function loadTool(name: string, args: readonly string[]): Promise<string> {
  const libraries = await kafkaLibraries()
  const java = ['-Xmx512m', '-cp', `${libraries}/*`, `org.apache.kafka.tools.${name}`]
  const { stdout } = await execFileAsync('java', [...java, ...args], { timeout: TOOL_WITHIN_MS })
  return stdout
}

function lastNumber(said: string, pattern: RegExp): number {
  const found = [...said.matchAll(pattern)].at(-1)?.[1]
  if (found === undefined) throw new Error(`the tool did not tell its figure:\n${said}`)
  return Number(found)
}

function beside(name: string, floor: string, ours: readonly number[], theirs: readonly number[]): Row {
  const ratio = median(ours) / median(theirs)
  return {
    name,
    unit: 'records/s',
    subject: summarize(ours, 'records/s'),
    floor: { name: floor, ...summarize(theirs, 'records/s') },
    ratio,
    target: `≥ ${TARGET_RATIO} of floor`,
    met: ratio >= TARGET_RATIO,
  }
}

async function latency(bus: Bus, count: number): Promise<Row> {
  const record = { topic: 'bench.latency', key: 'k', value: new Uint8Array(RECORD_BYTES), headers: {} }
  let delivered: () => void = () => {}
  const subscription = await bus.subscribe({
    group: 'latency',
    topics: [record.topic],
    assignment: 'ALL',
    startAt: 'latest',
    onBatch: () => delivered(),
  })
  await subscription.caughtUp
  const micros: number[] = []
  for (let i = 0; i < count; i++) {
    const arrival = new Promise<void>((resolve) => (delivered = resolve))
    const start = process.hrtime.bigint()
    await Promise.all([bus.publish([record]), arrival])
    micros.push(Number(process.hrtime.bigint() - start) / 1_000)
  }
  await subscription.close()
  const warm = micros.slice(count / 5).toSorted((a, b) => a - b)
  return {
    name: 'bus-kafka publish to delivery, one record',
    unit: 'µs p50',
    subject: summarize(warm, 'µs'),
    extra: { 'p99 µs': Math.round(warm[Math.floor(warm.length * 0.99)] ?? Number.NaN) },
  }
}
