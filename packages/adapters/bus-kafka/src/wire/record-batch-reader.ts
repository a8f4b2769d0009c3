/**
 * Reads records out of the bytes of a fetch answer, as many at a time as somebody takes: what is not taken yet stays
 * bytes, so that a slow consumer costs the size of its answer and no object per record.
 * Source: https://kafka.apache.org/documentation/#recordbatch
 */
import { fromMillis, type UnixNanos } from '@oasis/domain'
import type { BusRecord } from '@oasis/ports'
import { compressionsAlgorithmsByBitmask, crc32c } from '@platformatic/kafka'
import { HeaderReader } from './header-reader.ts'
import { VarintReader } from './varint-reader.ts'

const HEADER_BYTES = 61
/** Base offset and length, after which a batch is as long as it says. */
const PREFIX_BYTES = 12
const CRC_AT = 17
const CRC_FROM = 21
const MAGIC = 2
const COMPRESSION = 0b111
const LOG_APPEND_TIME = 1 << 3
const CONTROL = 1 << 5

export class RecordBatchReader {
  readonly #topic: string
  readonly #partition: number
  readonly #bytes: Buffer
  readonly #headers = new HeaderReader()
  /** Where the next batch begins. */
  #at = 0
  #reader = new VarintReader(Buffer.alloc(0))
  #left = 0
  #baseOffset = 0
  #lastOffset = -1
  #firstTimestamp = 0n
  #appendTime: UnixNanos | undefined
  #next: number

  /** `from`: records before it are passed over, since a batch may begin earlier than what was asked for. */
  constructor(topic: string, partition: number, bytes: Buffer, from: number) {
    this.#topic = topic
    this.#partition = partition
    this.#bytes = bytes
    this.#next = from
  }

  get size(): number {
    return this.#bytes.length
  }

  /** One past the last record that was taken or passed over. */
  get next(): number {
    return this.#next
  }

  /** Throws when the bytes are damaged. */
  take(most: number): BusRecord[] {
    const taken: BusRecord[] = []
    while (taken.length < most) {
      if (this.#left === 0 && !this.#openBatch()) break
      const record = this.#readRecord()
      if (record !== undefined) taken.push(record)
      if (this.#left === 0) this.#next = Math.max(this.#next, this.#lastOffset + 1)
    }
    return taken
  }

  /** False at the end. Batches without anything to hand over are passed over. */
  #openBatch(): boolean {
    for (;;) {
      const end = batchEnd(this.#bytes, this.#at)
      if (end === undefined) return false
      const batch = this.#bytes.subarray(this.#at, end)
      this.#at = end
      this.#readHeader(batch)
      if (this.#left > 0) return true
      this.#next = Math.max(this.#next, this.#lastOffset + 1)
    }
  }

  #readHeader(batch: Buffer): void {
    const magic = batch[16]
    if (magic !== MAGIC) throw new Error(`record format ${magic} of ${this.#name} is not supported`)
    if (crc32c(batch.subarray(CRC_FROM)) !== batch.readUInt32BE(CRC_AT)) {
      throw new Error(`records of ${this.#name} from offset ${this.#next} on are damaged`)
    }
    const attributes = batch.readInt16BE(21)
    this.#baseOffset = Number(batch.readBigInt64BE(0))
    this.#lastOffset = this.#baseOffset + batch.readInt32BE(23)
    this.#firstTimestamp = batch.readBigInt64BE(27)
    const isStamped = (attributes & LOG_APPEND_TIME) !== 0
    this.#appendTime = isStamped ? fromMillis(Number(batch.readBigInt64BE(35))) : undefined
    // Marks of transactions are not records; batches that were read before come again when a later one is asked for.
    const isPassedOver = (attributes & CONTROL) !== 0 || this.#lastOffset < this.#next
    this.#left = isPassedOver ? 0 : batch.readInt32BE(57)
    if (this.#left > 0) this.#reader = new VarintReader(this.#records(batch, attributes & COMPRESSION))
  }

  #records(batch: Buffer, compression: number): Buffer {
    const records = batch.subarray(HEADER_BYTES)
    if (compression === 0) return records
    const algorithm = compressionsAlgorithmsByBitmask[compression]
    if (algorithm === undefined)
      throw new Error(`compression ${compression} of ${this.#name} is not supported`)
    return algorithm.decompressSync(records)
  }

  /** Undefined for one before what was asked for. */
  #readRecord(): BusRecord | undefined {
    const reader = this.#reader
    this.#left--
    const length = reader.int()
    const end = reader.at + length
    reader.skip(1)
    const delta = reader.long()
    const offset = this.#baseOffset + reader.int()
    if (offset < this.#next) {
      reader.at = end
      return undefined
    }
    const key = reader.text(reader.int())
    const valueLength = reader.int()
    const value = valueLength < 0 ? undefined : reader.bytes(valueLength)
    const headers = this.#headers.read(reader)
    reader.at = end
    this.#next = offset + 1
    const timestamp = this.#appendTime ?? fromMillis(Number(this.#firstTimestamp) + delta)
    return { topic: this.#topic, partition: this.#partition, offset, timestamp, key, value, headers }
  }

  get #name(): string {
    return `${this.#topic}/${this.#partition}`
  }
}

/** Undefined when the batch is not whole: the broker cuts an answer off where it is full. */
function batchEnd(bytes: Buffer, at: number): number | undefined {
  if (bytes.length - at < HEADER_BYTES) return undefined
  const end = at + PREFIX_BYTES + bytes.readInt32BE(at + 8)
  return end <= bytes.length ? end : undefined
}

/** One past the last whole batch's last offset; undefined when there is no whole batch. */
export function offsetAfter(bytes: Buffer): number | undefined {
  let after: number | undefined
  let at = 0
  for (;;) {
    const end = batchEnd(bytes, at)
    if (end === undefined) return after
    after = Number(bytes.readBigInt64BE(at)) + bytes.readInt32BE(at + 23) + 1
    at = end
  }
}
