/** A plain REST client with a key of its own; tokens are made by jose from the key file, claims as given. */
import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import type { KeyFile } from '../src/auth/key-file.ts'

export const BASE = '/api/v3/brokerage'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // Bodies of many shapes, looked into by tests alone.
  // biome-ignore lint/suspicious/noExplicitAny: a test states the shape by what it expects
  readonly body: any
}

export interface TokenChange {
  readonly claims?: JWTPayload
  readonly header?: object
}

const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

function keyOf({ privateKey }: KeyFile): KeyObject {
  if (privateKey.includes('BEGIN')) return createPrivateKey(privateKey)
  const seed = Buffer.from(privateKey, 'base64').subarray(0, 32)
  return createPrivateKey({ key: Buffer.concat([ED25519_PREFIX, seed]), format: 'der', type: 'pkcs8' })
}

/** A token as the official SDKs make it, but for what is changed; without `uri` it is for the WebSocket. */
export async function tokenOf(file: KeyFile, uri: string | undefined, change: TokenChange = {}) {
  const key = keyOf(file)
  const name = 'name' in file ? file.name : file.id
  const now = Math.floor(Date.now() / 1000)
  const alg = key.asymmetricKeyType === 'ed25519' ? 'EdDSA' : 'ES256'
  const claims = { iss: 'cdp', sub: name, nbf: now, exp: now + 120, ...(uri === undefined ? {} : { uri }) }
  return new SignJWT({ ...claims, ...change.claims })
    .setProtectedHeader({
      alg,
      kid: name,
      typ: 'JWT',
      nonce: randomBytes(16).toString('hex'),
      ...change.header,
    })
    .sign(key)
}

export class TradingClient {
  readonly #url: string
  readonly file: KeyFile

  constructor(url: string, file: KeyFile) {
    this.#url = url
    this.file = file
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path)
  }

  post(path: string, body: object): Promise<Answer> {
    return this.send('POST', path, JSON.stringify(body))
  }

  async send(method: string, path: string, body?: string, change: TokenChange = {}): Promise<Answer> {
    const uri = `${method} ${new URL(this.#url).host}${BASE}${path.split('?')[0]}`
    const token = await tokenOf(this.file, uri, change)
    return this.raw(method, path, { authorization: `Bearer ${token}` }, body)
  }

  async raw(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
    const response = await fetch(`${this.#url}${BASE}${path}`, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text }
  }

  webSocketToken(change: TokenChange = {}): Promise<string> {
    return tokenOf(this.file, undefined, change)
  }
}
