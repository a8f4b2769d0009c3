/** From the one secret of the Control Center, a key for each purpose: none tells anything of another. */
import { hkdfSync } from 'node:crypto'
import type { Secret } from '@oasis/runtime'

export type KeyPurpose = 'audit' | 'token-keys' | 'cursors'

const KEY_BYTES = 32

export const derivedKey = (secret: Secret, purpose: KeyPurpose): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret.reveal(), '', `ots control-center ${purpose}`, KEY_BYTES))
