/** One codec per message: domain value ↔ wire object (by the codec) ↔ bytes (by generated code). */
import type protobuf from 'protobufjs/minimal.js'
import { InvalidMessage } from './invalid-message.ts'
import { readerOf, WireWriter } from './wire.ts'

/** The same shape as the `Codec` of ports. */
export interface MessageCodec<T> {
  /** Full protobuf message name. */
  readonly schema: string
  encode(value: T): Uint8Array
  /** Throws {@link InvalidMessage} on anything that is not a whole, valid message. Unknown fields are skipped. */
  decode(bytes: Uint8Array): T
}

interface GeneratedMessage<In, Out> {
  encode(message: In, writer: protobuf.Writer): protobuf.Writer
  decode(reader: protobuf.Reader): Out
}

interface CodecParts<T, In, Out> {
  readonly schema: string
  readonly message: GeneratedMessage<In, Out>
  readonly toWire: (value: T) => In
  readonly fromWire: (wire: Out) => T
}

export function messageCodec<T, In, Out>(parts: CodecParts<T, In, Out>): MessageCodec<T> {
  const { schema, message, toWire, fromWire } = parts
  return {
    schema,
    encode: (value) => message.encode(toWire(value), new WireWriter()).finish(),
    decode(bytes) {
      let wire: Out
      try {
        wire = message.decode(readerOf(bytes))
      } catch (error) {
        throw new InvalidMessage(schema, '', 'the bytes are not a whole message', { cause: error })
      }
      return fromWire(wire)
    },
  }
}
