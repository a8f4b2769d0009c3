/** A position in bytes, and Kafka's variable-length integers from there. */
export class VarintReader {
  at = 0
  readonly buffer: Buffer

  constructor(buffer: Buffer) {
    this.buffer = buffer
  }

  /** Signed, 32 bits. */
  int(): number {
    const { buffer } = this
    let byte = buffer[this.at++] ?? 0
    let value = byte & 0x7f
    for (let shift = 7; byte > 0x7f && shift < 35; shift += 7) {
      byte = buffer[this.at++] ?? 0
      value |= (byte & 0x7f) << shift
    }
    return (value >>> 1) ^ -(value & 1)
  }

  /** Signed, up to 2^53: deltas of milliseconds. */
  long(): number {
    const { buffer } = this
    let byte = buffer[this.at++] ?? 0
    let value = byte & 0x7f
    for (let factor = 0x80; byte > 0x7f && factor < 2 ** 63; factor *= 0x80) {
      byte = buffer[this.at++] ?? 0
      value += (byte & 0x7f) * factor
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  skip(bytes: number): void {
    this.at += bytes
  }

  /** A view, not a copy. */
  bytes(length: number): Buffer {
    const from = this.at
    this.at += length
    if (this.at > this.buffer.length) throw new Error('a record ends before its length says')
    return this.buffer.subarray(from, this.at)
  }

  /** A missing text is an empty one. */
  text(length: number): string {
    if (length <= 0) return ''
    const from = this.at
    this.at += length
    if (this.at > this.buffer.length) throw new Error('a record ends before its length says')
    return this.buffer.toString('utf8', from, this.at)
  }
}
