/**
 * Several consumers of one process read the same record, one right after the other: it is decoded for the first of them
 * and the value, which is readonly data, is handed to the others. Remembers the last few records of each codec and
 * nothing else, so it is a memo of a pure function: nobody can tell it from decoding each time.
 */
import type { BusRecord } from '@oasis/ports'

interface Decoder<T> {
  /** The message's full name, as the header `schema` tells it. */
  readonly schema: string
  decode(bytes: Uint8Array): T
}

interface Slot<T> {
  readonly record: BusRecord
  readonly value: T
}

/** Readers are at most a batch or so apart while they keep up; those that are further behind decode for themselves. */
const SLOTS = 256

export class SharedDecoder<T> {
  readonly #codec: Decoder<T>
  readonly #slots: (Slot<T> | undefined)[] = new Array(SLOTS).fill(undefined)

  constructor(codec: Decoder<T>) {
    this.#codec = codec
  }

  /** Throws for a record of another schema, and what the codec throws; failures are not remembered. */
  decode(record: BusRecord, bytes: Uint8Array): T {
    const index = (record.offset + record.partition) % SLOTS
    const slot = this.#slots[index]
    if (slot !== undefined && slot.record === record) return slot.value
    refuseForeign(record, this.#codec.schema)
    const value = this.#codec.decode(bytes)
    this.#slots[index] = { record, value }
    return value
  }
}

/**
 * Bytes of another message often decode as this one, into something that nobody meant. Who sends no `schema` (not every
 * producer sets headers) is taken at the word of the topic, and left to the codec's own checks.
 */
function refuseForeign({ headers }: BusRecord, expected: string): void {
  const { schema } = headers
  if (schema === undefined || schema === expected) return
  throw new Error(`its schema is ${schema} instead of ${expected}`)
}

const decoders = new WeakMap<Decoder<unknown>, SharedDecoder<unknown>>()

export function sharedDecoder<T>(codec: Decoder<T>): SharedDecoder<T> {
  // What is kept under a codec was made from it.
  const known = decoders.get(codec) as SharedDecoder<T> | undefined
  if (known) return known
  const made = new SharedDecoder(codec)
  decoders.set(codec, made)
  return made
}
