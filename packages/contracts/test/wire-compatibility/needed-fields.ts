/** Which fields a message is refused without: no later version may ask for more, or it could not read what is there. */
import type protobuf from 'protobufjs'
import { InvalidMessage, type MessageCodec } from '../../src/index.ts'
import { withoutOneField } from './message-shapes.ts'
import type { RecordedMessage } from './recorded-messages.ts'

/** Sorted. Anything but a refusal by `InvalidMessage` is thrown. */
export function neededFields(
  codec: MessageCodec<unknown>,
  type: protobuf.Type,
  messages: readonly RecordedMessage[],
): readonly string[] {
  const needed = new Set<string>()
  for (const { bytes } of messages) {
    for (const { at, bytes: without } of withoutOneField(
      type,
      Uint8Array.from(Buffer.from(bytes, 'base64')),
    )) {
      try {
        codec.decode(without)
      } catch (error) {
        if (!(error instanceof InvalidMessage)) throw error
        needed.add(at)
      }
    }
  }
  return [...needed].toSorted()
}
