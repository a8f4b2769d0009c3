import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidMessage, type MessageCodec } from '../src/index.ts'
import { MESSAGE_CASES } from './wire-compatibility/message-cases.ts'

function decodesOrRefuses(codec: MessageCodec<unknown>, bytes: Uint8Array): void {
  try {
    codec.decode(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidMessage)
  }
}

describe.each(MESSAGE_CASES.map((each) => ({ ...each, name: each.codec.schema })))(
  '$name',
  ({ codec, values }) => {
    it('comes back from its bytes as it was', () => {
      fc.assert(
        fc.property(values, (value) => {
          expect(codec.decode(codec.encode(value))).toStrictEqual(value)
        }),
        { numRuns: 50 },
      )
    })

    it('throws nothing but InvalidMessage on random bytes', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodesOrRefuses(codec, bytes)),
        { numRuns: 200 },
      )
    })

    it('throws nothing but InvalidMessage on a damaged message', () => {
      fc.assert(
        fc.property(values, fc.nat(), fc.nat(255), fc.nat(), (value, at, byte, cut) => {
          const bytes = new Uint8Array(codec.encode(value))
          if (bytes.length === 0) return
          bytes[at % bytes.length] = byte
          decodesOrRefuses(codec, bytes.subarray(0, bytes.length - (cut % bytes.length)))
        }),
        { numRuns: 200 },
      )
    })
  },
)
