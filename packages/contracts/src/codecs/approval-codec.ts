import { type Approval, intentId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const at = new Fields('oasis.trading.v1.Approval')

export const approvalToWire = (approval: Approval): oasis.trading.v1.Approval.$Properties => ({ ...approval })

export const approvalFromWire = (wire: oasis.trading.v1.Approval.$Properties): Approval => ({
  intentId: at.parsed('intentId', wire.intentId, intentId),
  expiresAt: at.time('expiresAt', wire.expiresAt),
  haltEpoch: at.count(wire.haltEpoch),
  riskEpoch: at.count(wire.riskEpoch),
  keyId: at.text('keyId', wire.keyId),
  mac: at.bytes(wire.mac),
})

export const approvalCodec = messageCodec({
  schema: at.schema,
  message: oasis.trading.v1.Approval,
  toWire: approvalToWire,
  fromWire: approvalFromWire,
})

/** Keeps these bytes from ever being mistaken for something else that the same key signs. */
const PURPOSE = Buffer.from('oasis.trading.v1.Approval/1\0', 'ascii')
const NO_MAC = new Uint8Array(0)

/**
 * The bytes that an approval's HMAC covers: purpose, length of the approval's other fields, these fields, and the
 * encoded intent. The length keeps the two parts apart, so that no other pair gives the same bytes.
 */
export function approvalPayload(intentBytes: Uint8Array, approval: Omit<Approval, 'mac'>): Uint8Array {
  const fields = approvalCodec.encode({ ...approval, mac: NO_MAC })
  const length = Buffer.alloc(4)
  length.writeUInt32BE(fields.length)
  return Buffer.concat([PURPOSE, length, fields, intentBytes])
}
