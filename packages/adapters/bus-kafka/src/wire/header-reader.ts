/** Headers of records. Content type and schema are the same from record to record, and are decoded once. */
import type { BusHeaders } from '@oasis/ports'
import type { VarintReader } from './varint-reader.ts'

interface SeenText {
  readonly bytes: Buffer
  readonly text: string
}

/** Longer values are ids, which do not repeat. */
const REMEMBERED_BYTES = 64

export class HeaderReader {
  /** By place in the record: names, and values, of the record before. */
  readonly #names: SeenText[] = []
  readonly #values: SeenText[] = []

  read(reader: VarintReader): BusHeaders {
    const headers: Record<string, string> = {}
    const count = reader.int()
    for (let place = 0; place < count; place++) {
      const name = this.#text(reader, this.#names, place)
      const value = this.#text(reader, this.#values, place)
      if (name === '__proto__') Object.defineProperty(headers, name, { value, enumerable: true })
      else headers[name] = value
    }
    return headers
  }

  #text(reader: VarintReader, seen: SeenText[], place: number): string {
    const length = reader.int()
    const known = seen[place]
    if (known !== undefined && known.bytes.length === length && startsWith(reader, known.bytes)) {
      reader.skip(length)
      return known.text
    }
    const from = reader.at
    const text = reader.text(length)
    if (length > 0 && length <= REMEMBERED_BYTES) {
      seen[place] = { bytes: Buffer.from(reader.buffer.subarray(from, from + length)), text }
    }
    return text
  }
}

/** Compared from the end, where ids differ. */
function startsWith({ buffer, at }: VarintReader, bytes: Buffer): boolean {
  for (let i = bytes.length - 1; i >= 0; i--) if (buffer[at + i] !== bytes[i]) return false
  return true
}
