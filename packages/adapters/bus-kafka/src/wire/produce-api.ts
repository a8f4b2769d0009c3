/**
 * The produce request with batches that are bytes already, and its answer by partition. The driver's own would build
 * them anew from objects. Version 9: Kafka 2.8 and later.
 */
import { createAPI, protocolErrorsCodesById, type Reader, Writer } from '@platformatic/kafka'

const PRODUCE = 0
const VERSION = 9
const ALL_REPLICAS = -1

export interface ProducedPartition {
  readonly topic: string
  readonly partition: number
  readonly batch: Buffer
}

export interface ProduceOutcome {
  readonly topic: string
  readonly partition: number
  /** The protocol's name, `NONE` when the batch is durable. */
  readonly error: string
  readonly message: string | null
}

interface TopicBatches {
  readonly topic: string
  readonly partitions: ProducedPartition[]
}

function createRequest(timeoutMs: number, batches: readonly ProducedPartition[]): Writer {
  return Writer.create()
    .appendString(null)
    .appendInt16(ALL_REPLICAS)
    .appendInt32(timeoutMs)
    .appendArray(byTopic(batches), (topics, { topic, partitions }) => {
      topics.appendString(topic).appendArray(partitions, (each, { partition, batch }) => {
        each
          .appendInt32(partition)
          .appendUnsignedVarInt(batch.length + 1)
          .append(batch)
      })
    })
    .appendTaggedFields()
}

function byTopic(batches: readonly ProducedPartition[]): TopicBatches[] {
  const topics = new Map<string, TopicBatches>()
  for (const each of batches) {
    const known = topics.get(each.topic)
    if (known === undefined) topics.set(each.topic, { topic: each.topic, partitions: [each] })
    else known.partitions.push(each)
  }
  return [...topics.values()]
}

function parseAnswer(_correlation: number, _api: number, _version: number, reader: Reader): ProduceOutcome[] {
  const outcomes: ProduceOutcome[] = []
  reader.readArray((topics) => {
    const topic = topics.readString()
    topics.readArray((each) => {
      const partition = each.readInt32()
      const error = errorName(each.readInt16())
      each.skip(3 * 8) // base offset, append time, log start
      each.readArray((record) => {
        record.readInt32()
        record.readNullableString()
      })
      outcomes.push({ topic, partition, error, message: each.readNullableString() })
    })
  })
  return outcomes
}

export function errorName(code: number): string {
  const names: Readonly<Record<string, string>> = protocolErrorsCodesById
  return names[`${code}`] ?? `error ${code}`
}

export const produceApi = createAPI<
  [timeoutMs: number, batches: readonly ProducedPartition[]],
  ProduceOutcome[]
>(PRODUCE, VERSION, createRequest, parseAnswer)
