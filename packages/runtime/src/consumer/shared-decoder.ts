/**
 * Several consumers of one process read the same record, one right after the other: it is decoded for the first of them
 * and the value, which is readonly data, is handed to the others. Remembers the last few records of each codec and
 * nothing else, so it is a memo of a pure function: nobody can tell it from decoding each time.
 */
import type { BusRecord } from '@oasis/ports'

interface Decoder<T> {
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

  /** Throws what the codec throws; failures are not remembered. */
  decode(record: BusRecord, bytes: Uint8Array): T {
    const index = (record.offset + record.partition) % SLOTS
    const slot = this.#slots[index]
    if (slot !== undefined && slot.record === record) return slot.value
    const value = this.#codec.decode(bytes)
    this.#slots[index] = { record, value }
    return value
  }
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
