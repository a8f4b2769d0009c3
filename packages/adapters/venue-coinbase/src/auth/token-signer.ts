/**
 * The token of one request: a JWT that is good for 120 s, for one method and path (the query is no part of it), or for
 * subscribing on a WebSocket (without a path). Each has a nonce of its own; none is used twice.
 */
import { randomBytes, sign as signBytes } from 'node:crypto'
import { NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'
import { Secret } from '@oasis/runtime'
import type { ApiKey } from './api-key.ts'

export interface TokenSigner {
  /** `path` as in the request line, without the query. */
  rest(method: string, host: string, path: string): Promise<Secret>
  webSocket(): Promise<Secret>
}

export interface TokenSignerOptions {
  readonly key: ApiKey
  /** By the venue's clock: see `VenueClock`. */
  readonly now: () => UnixNanos
}

const LIFE_SECONDS = 120
const NONCE_BYTES = 16

/** ES256 or EdDSA, as the key is; claims and header as the venue's own SDKs have them. */
export function createTokenSigner({ key, now }: TokenSignerOptions): TokenSigner {
  const sign = async (claims: Readonly<Record<string, string>>): Promise<Secret> => {
    const seconds = Number(now() / NANOS_PER_SECOND)
    const nonce = randomBytes(NONCE_BYTES).toString('hex')
    const header = { alg: key.algorithm, kid: key.name, nonce, typ: 'JWT' }
    const payload = { iss: 'cdp', sub: key.name, nbf: seconds, exp: seconds + LIFE_SECONDS, ...claims }
    const signed = `${encode(header)}.${encode(payload)}`
    const token = `${signed}.${signatureOf(key, Buffer.from(signed)).toString('base64url')}`
    return new Secret(token)
  }
  return {
    rest: (method, host, path) => sign({ uri: `${method} ${host}${path}` }),
    webSocket: () => sign({}),
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** In this thread: a signature takes some 25 µs, and handing it to another and back several times that. */
function signatureOf({ algorithm, privateKey }: ApiKey, bytes: Uint8Array): Buffer {
  if (algorithm === 'EdDSA') return signBytes(null, bytes, privateKey)
  // As RFC 7518 has it: both numbers at full length, not DER.
  return signBytes('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })
}
