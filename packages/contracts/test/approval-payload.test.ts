import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approvalPayload, orderIntentCodec } from '../src/index.ts'
import { approval, intent } from './order-arbitraries.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const other = (count: number) => (count > 0 ? count - 1 : 1)

describe('the bytes that an approval signs', () => {
  it('are the same for the same intent and approval, whatever its mac says', () => {
    fc.assert(
      fc.property(intent, approval, (wanted, given) => {
        const again = { ...given, mac: Uint8Array.of(1, 2, 3) }
        const first = approvalPayload(orderIntentCodec.encode(wanted), given)
        const second = approvalPayload(orderIntentCodec.encode(structuredClone(wanted)), again)
        expect(hex(second)).toBe(hex(first))
      }),
    )
  })

  it('differ when any signed field or any byte of the intent differs', () => {
    fc.assert(
      fc.property(intent, approval, fc.nat(), (wanted, given, at) => {
        const bytes = orderIntentCodec.encode(wanted)
        const payloads = new Set([hex(approvalPayload(bytes, given))])
        const changed = new Uint8Array(bytes)
        changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ 1
        payloads.add(hex(approvalPayload(changed, given)))
        payloads.add(hex(approvalPayload(bytes, { ...given, keyId: `${given.keyId}2` })))
        payloads.add(hex(approvalPayload(bytes, { ...given, haltEpoch: other(given.haltEpoch) })))
        payloads.add(hex(approvalPayload(bytes, { ...given, riskEpoch: other(given.riskEpoch) })))
        payloads.add(hex(approvalPayload(bytes.subarray(1), given)))
        expect(payloads.size).toBe(6)
      }),
    )
  })
})
