/**
 * The Kafka bus beside Kafka's own load tools, on the same broker, topic and size of values, in turn: bulk through
 * `ProducerPerformance` and `ConsumerPerformance` (their own figures, without the start of Java), with values of 100 bytes and
 * with trades, which have key and headers as well here; and one record at a time from publishing to delivery, beside a
 * producer and a consumer of `@platformatic/kafka`.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createKafkaBus } from '@oasis/bus-kafka'
import { topics } from '@oasis/contracts'
import type { Bus, NewRecord, TopicSpec } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { type Kafka, kafkaLibraries, startKafka } from '../../../tools/services/src/index.ts'
import { openBareHop } from '../distributed/bare-hop.ts'
import { median, type Row, summarize } from '../harness.ts'
import { latencyRow, microsBetween } from '../latency.ts'
import { sampleTrade } from '../samples.ts'
import type { SuiteOptions } from './suite.ts'

const execFileAsync = promisify(execFile)

const PARTITIONS = 8
const HOP_TOPIC = 'bench.hop'
const PER_CALL = 500
/** Calls of `publish` under way at once. */
const CALLS = 40
/** The bus's own batches, requests and memory: with Java's defaults, made for little of it, the tool would be slower. */
const OUR_BATCHING = [
  'batch.size=524288',
  'max.request.size=8388608',
  'buffer.memory=67108864',
  'linger.ms=5',
]
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
    await bus.createTopics([BYTES, TRADES, { topic: HOP_TOPIC }].map(({ topic }) => specOf(topic)))
    const records = quick ? 200_000 : 2_000_000
    const rounds = quick ? 2 : 5
    return [
      await producing(bus, kafka, BYTES, records, rounds),
      await consuming(bus, kafka, BYTES, records, rounds),
      await producing(bus, kafka, TRADES, records / 2, rounds),
      await consuming(bus, kafka, TRADES, records / 2, rounds),
      await latency(bus, kafka, quick ? 500 : 5_000),
    ]
  } finally {
    await bus.close()
    await kafka.stop()
  }
}

/** What is written in bulk, to a topic of its own. */
interface Bulk {
  readonly name: string
  readonly topic: string
  readonly valueBytes: number
  readonly record: (n: number) => NewRecord
}

const BYTES: Bulk = {
  ...{ name: '100 B', topic: 'bench.bytes', valueBytes: 100 },
  record: (n) => ({
    ...{ topic: 'bench.bytes', key: `coinbase:ASSET${n % 64}-USD`, headers: {} },
    value: new Uint8Array(100).fill(7),
  }),
}

const trade = topics.trades.record(sampleTrade())
const TRADES: Bulk = {
  ...{ name: 'trades', topic: 'bench.trades', valueBytes: trade.value.length },
  record: (n) => ({ ...trade, topic: 'bench.trades', key: `coinbase:ASSET${n % 64}-USD` }),
}

const specOf = (name: string): TopicSpec => ({
  ...{ name, partitions: PARTITIONS, retentionMs: undefined, compacted: false, groupCommit: true },
})

async function producing(bus: Bus, kafka: Kafka, bulk: Bulk, records: number, rounds: number): Promise<Row> {
  const ours: number[] = []
  const theirs: number[] = []
  await produce(bus, bulk, records / 10)
  for (let round = 0; round < rounds; round++) {
    ours.push(await perSecond(records, () => produce(bus, bulk, records)))
    theirs.push(await producerPerformance(kafka, bulk, records))
  }
  return beside(
    `bus-kafka publish, ${bulk.name}`,
    'ProducerPerformance, idempotent, acks=all, our batch size',
    ours,
    theirs,
    bulk,
  )
}

async function consuming(bus: Bus, kafka: Kafka, bulk: Bulk, records: number, rounds: number): Promise<Row> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await perSecond(records, () => consume(bus, bulk, records)))
    theirs.push(await consumerPerformance(kafka, bulk, records))
  }
  return beside(`bus-kafka consume, ${bulk.name}`, 'ConsumerPerformance', ours, theirs, bulk)
}

async function produce(bus: Bus, { record }: Bulk, records: number): Promise<void> {
  const batch = Array.from({ length: PER_CALL }, (_, n) => record(n))
  let left = Math.ceil(records / PER_CALL)
  const keepGoing = async (): Promise<void> => {
    while (left-- > 0) await bus.publish(batch)
  }
  await Promise.all(Array.from({ length: CALLS }, keepGoing))
}

async function consume(bus: Bus, { topic }: Bulk, records: number): Promise<void> {
  let seen = 0
  let finish: () => void = () => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const subscription = await bus.subscribe({
    group: 'bench',
    topics: [topic],
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

async function producerPerformance(kafka: Kafka, bulk: Bulk, records: number): Promise<number> {
  const said = await loadTool('ProducerPerformance', [
    ...['--topic', bulk.topic, '--num-records', `${records}`, '--record-size', `${bulk.valueBytes}`],
    ...['--throughput', '-1', '--producer-props', `bootstrap.servers=${kafka.brokers}`],
    ...['acks=all', 'enable.idempotence=true', ...OUR_BATCHING],
  ])
  return lastNumber(said, /records sent, ([\d.]+) records\/sec/g)
}

/** Its figure of fetching: without the time that joining its group takes. */
async function consumerPerformance(kafka: Kafka, { topic }: Bulk, records: number): Promise<number> {
  const said = await loadTool('ConsumerPerformance', [
    ...['--bootstrap-server', kafka.brokers, '--topic', topic],
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

function beside(
  name: string,
  floor: string,
  ours: readonly number[],
  theirs: readonly number[],
  { valueBytes }: Bulk,
): Row {
  const ratio = median(ours) / median(theirs)
  return {
    name,
    unit: 'records/s',
    subject: summarize(ours, 'records/s'),
    floor: { name: floor, ...summarize(theirs, 'records/s') },
    ratio,
    target: `≥ ${TARGET_RATIO} of floor`,
    met: ratio >= TARGET_RATIO,
    extra: { 'bytes of a value': valueBytes },
  }
}

/** In turn, so that both meet the same broker. */
async function latency(bus: Bus, kafka: Kafka, count: number): Promise<Row> {
  const record = { ...trade, topic: 'bench.latency' }
  await bus.createTopics([specOf(record.topic)])
  let delivered: () => void = () => {}
  const subscription = await bus.subscribe({
    group: 'latency',
    topics: [record.topic],
    assignment: 'ALL',
    startAt: 'latest',
    onBatch: () => delivered(),
  })
  await subscription.caughtUp
  const bare = await openBareHop(kafka.brokers, HOP_TOPIC)
  const value = Buffer.from(trade.value)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let i = 0; i < count; i++) {
    const start = process.hrtime.bigint()
    const arrival = new Promise<void>((resolve) => (delivered = resolve))
    await Promise.all([bus.publish([record]), arrival])
    const between = process.hrtime.bigint()
    await bare.send(value)
    ours.push(microsBetween(start, between))
    theirs.push(microsBetween(between, process.hrtime.bigint()))
  }
  await bare.close()
  await subscription.close()
  return latencyRow({
    name: 'bus-kafka publish to delivery, one trade',
    subject: ours,
    floor: { name: 'a bare @platformatic/kafka hop', micros: theirs },
  })
}
