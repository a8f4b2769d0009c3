/**
 * The two forms of `privateKey` in a key file: a PEM of an elliptic-curve key (SEC1 or PKCS#8; its line ends may be
 * literal `\n`), and 64 bytes of base64: an Ed25519 seed, then its public key. Faults are told without a byte of the
 * key: neither the text nor what the crypto library says of it is repeated.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { Secret } from '@oasis/runtime'
import type { SigningAlgorithm } from './api-key.ts'

export type ParsedPrivateKey =
  | { readonly ok: true; readonly algorithm: SigningAlgorithm; readonly privateKey: KeyObject }
  | { readonly ok: false; readonly fault: string }

const fault = (text: string): ParsedPrivateKey => ({ ok: false, fault: text })

export function parsePrivateKey(secret: Secret): ParsedPrivateKey {
  const text = secret.reveal().replaceAll('\\r', '').replaceAll('\\n', '\n').trim()
  if (text === '') return fault('privateKey is empty')
  return text.includes('-----') ? parsePem(text) : parseSeed(text)
}

function parsePem(pem: string): ParsedPrivateKey {
  if (/-----BEGIN[A-Z ]* PUBLIC KEY-----/.test(pem)) {
    return fault(
      'privateKey holds a public key; the file that was downloaded when the key was made is needed',
    )
  }
  if (pem.includes('ENCRYPTED'))
    return fault('privateKey is encrypted with a passphrase; store it without one')
  if (!/-----BEGIN (EC )?PRIVATE KEY-----/.test(pem)) {
    return fault('privateKey is a PEM of another kind than "EC PRIVATE KEY" (SEC1) or "PRIVATE KEY" (PKCS#8)')
  }
  if (!/-----END (EC )?PRIVATE KEY-----/.test(pem)) return fault('the PEM in privateKey is cut short')
  let privateKey: KeyObject
  try {
    privateKey = createPrivateKey(pem)
  } catch {
    return fault('the PEM in privateKey cannot be decoded; a part of it is missing or altered')
  }
  if (privateKey.asymmetricKeyType === 'ed25519') return { ok: true, algorithm: 'EdDSA', privateKey }
  if (privateKey.asymmetricKeyType !== 'ec') {
    return fault(`privateKey is of type ${privateKey.asymmetricKeyType}; Coinbase takes EC P-256 and Ed25519`)
  }
  const curve = privateKey.asymmetricKeyDetails?.namedCurve
  if (curve !== 'prime256v1') return fault(`privateKey is on the curve ${curve}; Coinbase takes P-256`)
  return { ok: true, algorithm: 'ES256', privateKey }
}

const SEED_BYTES = 32
/** RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS#8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

function parseSeed(text: string): ParsedPrivateKey {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return fault('privateKey is neither a PEM nor base64')
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== 2 * SEED_BYTES) {
    return fault(
      `privateKey has ${bytes.length} bytes of base64; an Ed25519 key has 64 (seed, then public key)`,
    )
  }
  const seed = bytes.subarray(0, SEED_BYTES)
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x !== bytes.subarray(SEED_BYTES).toString('base64url')) {
    return fault('the two halves of privateKey do not belong together; a part of it is altered')
  }
  return { ok: true, algorithm: 'EdDSA', privateKey }
}
