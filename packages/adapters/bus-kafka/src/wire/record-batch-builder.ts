/**
 * Writes records straight into the bytes of a record batch (format 2), as they are published: no object per record.
 * Source: https://kafka.apache.org/documentation/#recordbatch
 */
import type { BusHeaders } from '@oasis/ports'
import { crc32c } from '@platformatic/kafka'
import { sizeOfVarint, writeVarint, zigZag } from './varint.ts'

const HEADER_BYTES = 61
const FIRST_BYTES = 1_024
/** Between the length field's end and the end of the header. */
const LENGTH_FROM = 12
const CRC_AT = 17
const CRC_FROM = 21
const MAGIC = 2
/** What a record takes besides its texts and bytes, at most. */
const RECORD_OVERHEAD = 32
const HEADER_OVERHEAD = 10
/** Most records of ours have a two-byte length: the body is written behind room for that. */
const USUAL_LENGTH_BYTES = 2
const MAX_UTF8_BYTES = 3
/** Header names, content types and schemas repeat. */
const CACHED_TEXTS = 1_000

export interface ProducerIdentity {
  readonly producerId: bigint
  readonly epoch: number
}

const texts = new Map<string, Buffer>()

export class RecordBatchBuilder {
  #buffer = Buffer.allocUnsafe(FIRST_BYTES)
  #end = HEADER_BYTES
  #count = 0

  get count(): number {
    return this.#count
  }

  /** Of the records. */
  get bytes(): number {
    return this.#end - HEADER_BYTES
  }

  append(key: Buffer, value: Uint8Array | undefined, headers: BusHeaders): void {
    this.#reserve(sizeEstimate(key, value, headers))
    const start = this.#end
    let at = start + USUAL_LENGTH_BYTES
    const buffer = this.#buffer
    buffer[at++] = 0 // attributes
    buffer[at++] = 0 // timestamp delta: all records of a batch share its time
    at = writeVarint(buffer, at, zigZag(this.#count))
    at = writeBytes(buffer, at, key)
    at = value === undefined ? writeVarint(buffer, at, zigZag(-1)) : writeBytes(buffer, at, value)
    at = writeHeaders(buffer, at, headers)
    this.#end = this.#prefixLength(start, at)
    this.#count++
  }

  /** The finished batch. May be called again with another identity. */
  seal({ producerId, epoch }: ProducerIdentity, sequence: number, nowMs: number): Buffer {
    const buffer = this.#buffer
    buffer.writeBigInt64BE(0n, 0) // base offset: the broker's affair
    buffer.writeInt32BE(this.#end - LENGTH_FROM, 8)
    buffer.writeInt32BE(-1, LENGTH_FROM) // leader epoch: not known to producers
    buffer[16] = MAGIC
    buffer.writeInt16BE(0, 21) // attributes: no compression, create time
    buffer.writeInt32BE(this.#count - 1, 23)
    buffer.writeBigInt64BE(BigInt(nowMs), 27)
    buffer.writeBigInt64BE(BigInt(nowMs), 35)
    buffer.writeBigInt64BE(producerId, 43)
    buffer.writeInt16BE(epoch, 51)
    buffer.writeInt32BE(sequence, 53)
    buffer.writeInt32BE(this.#count, 57)
    buffer.writeUInt32BE(crc32c(buffer.subarray(CRC_FROM, this.#end)), CRC_AT)
    return buffer.subarray(0, this.#end)
  }

  #reserve(bytes: number): void {
    const needed = this.#end + bytes
    if (needed <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2))
    this.#buffer.copy(larger, 0, 0, this.#end)
    this.#buffer = larger
  }

  /** Puts the length before the body that ends at `end`; returns where the record ends. */
  #prefixLength(start: number, end: number): number {
    const length = end - start - USUAL_LENGTH_BYTES
    const encoded = zigZag(length)
    const lengthBytes = sizeOfVarint(encoded)
    if (lengthBytes !== USUAL_LENGTH_BYTES) {
      this.#buffer.copyWithin(start + lengthBytes, start + USUAL_LENGTH_BYTES, end)
    }
    writeVarint(this.#buffer, start, encoded)
    return start + lengthBytes + length
  }
}

/** At least what the record takes. */
export function sizeEstimate(key: Uint8Array, value: Uint8Array | undefined, headers: BusHeaders): number {
  let size = RECORD_OVERHEAD + key.length + (value?.length ?? 0)
  for (const name in headers) {
    size += HEADER_OVERHEAD + MAX_UTF8_BYTES * (name.length + (headers[name] ?? '').length)
  }
  return size
}

function writeBytes(buffer: Buffer, at: number, bytes: Uint8Array): number {
  const from = writeVarint(buffer, at, zigZag(bytes.length))
  buffer.set(bytes, from)
  return from + bytes.length
}

function writeHeaders(buffer: Buffer, at: number, headers: BusHeaders): number {
  let count = 0
  for (const _ in headers) count++
  let next = writeVarint(buffer, at, zigZag(count))
  for (const name in headers) {
    next = writeBytes(buffer, next, cachedText(name))
    next = writeHeaderValue(buffer, next, name, headers[name] ?? '')
  }
  return next
}

function writeHeaderValue(buffer: Buffer, at: number, name: string, value: string): number {
  if (name === 'content-type' || name === 'schema') return writeBytes(buffer, at, cachedText(value))
  const from = writeVarint(buffer, at, zigZag(value.length))
  // Ids are ASCII, where characters are bytes.
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code > 0x7f) return writeBytes(buffer, at, Buffer.from(value))
    buffer[from + i] = code
  }
  return from + value.length
}

function cachedText(text: string): Buffer {
  const known = texts.get(text)
  if (known !== undefined) return known
  const bytes = Buffer.from(text)
  if (texts.size >= CACHED_TEXTS) texts.clear()
  texts.set(text, bytes)
  return bytes
}
