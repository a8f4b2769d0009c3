import { oasis } from '../generated/messages.js'
import type { DeadLetter } from '../raw-market-data.ts'
import { Fields, freeText } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const at = new Fields('oasis.control.v1.DeadLetter')

export const deadLetterCodec = messageCodec({
  schema: at.schema,
  message: oasis.control.v1.DeadLetter,
  toWire: (letter: DeadLetter) => ({ ...letter, reason: freeText(letter.reason) }),
  fromWire: (wire): DeadLetter => ({
    topic: at.text('topic', wire.topic),
    partition: at.count(wire.partition),
    offset: at.count(wire.offset),
    key: wire.key ?? '',
    value: at.bytes(wire.value),
    reason: freeText(at.text('reason', wire.reason)),
    ts: at.time('ts', wire.ts),
  }),
})
