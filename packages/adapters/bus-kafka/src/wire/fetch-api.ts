/**
 * The fetch request, with an answer that leaves records as bytes. Version 12, the last that names topics: Kafka 2.7 and
 * later, 4 included.
 */
import { createAPI, fetchV12, type Reader, ResponseError } from '@platformatic/kafka'
import { errorName } from './produce-api.ts'

const FETCH = 1
const VERSION = 12
const READ_UNCOMMITTED = 0
const NO_SESSION = 0
const SESSIONLESS_EPOCH = -1

export interface FetchPartition {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly maxBytes: number
}

export interface FetchOptions {
  readonly maxWaitMs: number
  readonly maxBytes: number
}

export interface FetchedPartition {
  readonly topic: string
  readonly partition: number
  readonly error: string
  /** One past the last record that consumers may see. */
  readonly end: number
  readonly records: Buffer
}

function createRequest({ maxWaitMs, maxBytes }: FetchOptions, partitions: readonly FetchPartition[]) {
  const topics = new Map<string, fetchV12.FetchRequestTopic>()
  for (const { topic, partition, offset, maxBytes: partitionMaxBytes } of partitions) {
    const known = topics.get(topic) ?? { topicId: topic, partitions: [] }
    topics.set(topic, known)
    known.partitions.push({
      partition,
      currentLeaderEpoch: -1,
      fetchOffset: BigInt(offset),
      lastFetchedEpoch: -1,
      partitionMaxBytes,
    })
  }
  return fetchV12.createRequest(
    maxWaitMs,
    1,
    maxBytes,
    READ_UNCOMMITTED,
    NO_SESSION,
    SESSIONLESS_EPOCH,
    [...topics.values()],
    [],
    '',
  )
}

function parseAnswer(_correlation: number, api: number, version: number, reader: Reader): FetchedPartition[] {
  reader.skip(4) // throttle time
  const error = reader.readInt16()
  const session = reader.readInt32()
  if (error !== 0) throw new ResponseError(api, version, { '': [error, null] }, { session })
  const fetched: FetchedPartition[] = []
  reader.readArray((topics) => {
    const topic = topics.readString()
    topics.readArray((each) => {
      fetched.push(readPartition(topic, each))
    })
  })
  return fetched
}

function readPartition(topic: string, reader: Reader): FetchedPartition {
  const partition = reader.readInt32()
  const error = errorName(reader.readInt16())
  const end = Number(reader.readInt64())
  reader.skip(2 * 8) // last stable offset, log start
  reader.readNullableArray((aborted) => {
    aborted.skip(2 * 8)
  })
  reader.skip(4) // preferred replica
  const length = Math.max(0, reader.readUnsignedVarInt() - 1)
  const records = reader.buffer.slice(reader.position, reader.position + length)
  reader.skip(length)
  return { topic, partition, error, end, records }
}

export const fetchApi = createAPI<
  [options: FetchOptions, partitions: readonly FetchPartition[]],
  FetchedPartition[]
>(FETCH, VERSION, createRequest, parseAnswer)
