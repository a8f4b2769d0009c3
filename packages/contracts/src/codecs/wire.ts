/**
 * Reader and writer that generated code is given instead of protobufjs's own. `fixed64` is bigint (times in
 * nanoseconds) and `uint64` is number (counters, refused beyond 2^53), so that no Long object is ever made.
 */
import protobuf from 'protobufjs/minimal.js'

const scratch = new DataView(new ArrayBuffer(8))
const TWO_32 = 0x1_0000_0000

/** What generated code knows as the reader's and writer's 64-bit types; here they are bigint and number. */
type Erased = never

export class WireReader extends protobuf.BufferReader {
  override fixed64(): Erased {
    scratch.setUint32(0, this.fixed32(), true)
    scratch.setUint32(4, this.fixed32(), true)
    return scratch.getBigUint64(0, true) as Erased
  }

  override uint64(): Erased {
    let value = 0
    let scale = 1
    for (let i = 0; i < 10; i++) {
      if (this.pos >= this.len) throw new RangeError('a number is cut short')
      const byte = this.buf[this.pos++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) {
        if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('a number is beyond 2^53')
        return value as Erased
      }
      scale *= 128
    }
    throw new RangeError('a number has more than ten bytes')
  }
}

export class WireWriter extends protobuf.BufferWriter {
  override fixed64(value: unknown): this {
    scratch.setBigUint64(0, value as bigint, true)
    this.fixed32(scratch.getUint32(0, true))
    this.fixed32(scratch.getUint32(4, true))
    return this
  }

  override uint64(value: unknown): this {
    let rest = value as number
    if (!Number.isSafeInteger(rest) || rest < 0) throw new RangeError(`${rest} is no counter`)
    while (rest >= TWO_32) {
      this.bool(true)
      this.buf[this.pos - 1] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.uint32(rest)
    return this
  }
}

/** Node's own string routines need a Buffer; this one shares the bytes. */
export const readerOf = (bytes: Uint8Array): WireReader =>
  new WireReader(
    Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  )
