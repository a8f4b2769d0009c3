/**
 * API keys as the venue hands them out. EC: a name and a SEC1 PEM; Ed25519: a UUID and seed‖public in base64. The
 * simulator keeps the public half only.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'
import type { ApiKey, KeyAlgorithm } from '../accounts/user.ts'
import { readIfThere } from '../source/data-folder.ts'

const keyFileSchema = z.union([
  z.object({ name: z.string().min(1), privateKey: z.string().min(1) }),
  z.object({ id: z.string().min(1), privateKey: z.string().min(1) }),
])

/** As Coinbase's download has it. */
export type KeyFile = z.infer<typeof keyFileSchema>

export type PublicHalf = Pick<ApiKey, 'name' | 'algorithm' | 'publicKey'>

export interface KeyPair {
  readonly file: KeyFile
  readonly key: PublicHalf
}

export function generateKey(algorithm: KeyAlgorithm): KeyPair {
  if (algorithm === 'ES256') {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const name = `organizations/${randomUUID()}/apiKeys/${randomUUID()}`
    const pem = privateKey.export({ type: 'sec1', format: 'pem' }).toString()
    return { file: { name, privateKey: pem }, key: { name, algorithm, publicKey: spki(publicKey) } }
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const id = randomUUID()
  const bytes = [privateKey.export({ format: 'jwk' }).d, publicKey.export({ format: 'jwk' }).x].map((part) =>
    Buffer.from(part ?? '', 'base64url'),
  )
  return {
    file: { id, privateKey: Buffer.concat(bytes).toString('base64') },
    key: { name: id, algorithm, publicKey: spki(publicKey) },
  }
}

const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

/**
 * The key of a file that is there already, or a new one written to it, for its owner alone.
 * @throws OtsError OTS_USAGE for a file that is no key
 */
export function openKeyFile(path: string, algorithm: KeyAlgorithm): PublicHalf {
  const text = readIfThere(path)
  if (text !== undefined) return readKey(path, text)
  const { file, key } = generateKey(algorithm)
  try {
    writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw new OtsError('OTS_USAGE', `The key file ${path} cannot be written`, { cause })
  }
  return key
}

function readKey(path: string, text: string): PublicHalf {
  try {
    const file = keyFileSchema.parse(JSON.parse(text))
    const name = 'name' in file ? file.name : file.id
    const key = privateKeyOf(file.privateKey)
    const algorithm = key.asymmetricKeyType === 'ed25519' ? 'EdDSA' : 'ES256'
    return { name, algorithm, publicKey: spki(createPublicKey(key)) }
  } catch (cause) {
    throw new OtsError('OTS_USAGE', `${path} is there and is no API key of Coinbase's form`, {
      cause,
      hint: 'Give --key-file a path that does not exist yet, or one that the simulator wrote.',
    })
  }
}

/** PKCS#8 around an Ed25519 seed (RFC 8410). */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

function privateKeyOf(text: string): KeyObject {
  if (text.includes('-----BEGIN')) return createPrivateKey(text.replaceAll('\\n', '\n'))
  const seed = Buffer.from(text, 'base64').subarray(0, 32)
  return createPrivateKey({ key: Buffer.concat([ED25519_PREFIX, seed]), format: 'der', type: 'pkcs8' })
}
