import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { fromMillis, toMillis } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { clockOffsetMs, VenueClock } from '../src/auth/venue-clock.ts'
import { type ApiKey, createTokenSigner } from '../src/index.ts'

const NOW = fromMillis(1_790_000_000_900)
const key = (algorithm: ApiKey['algorithm'], privateKey: KeyObject): ApiKey => ({
  name: 'org/k',
  algorithm,
  privateKey,
})
const es256 = key('ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
const eddsa = key('EdDSA', generateKeyPairSync('ed25519').privateKey)

/** Checked by Node's own crypto, not by the library that signed. */
function open(token: string, { privateKey, algorithm }: ApiKey) {
  const [header = '', claims = '', signature = ''] = token.split('.')
  const publicKey = createPublicKey(privateKey)
  const signed = Buffer.from(`${header}.${claims}`)
  const bytes = Buffer.from(signature, 'base64url')
  const good =
    algorithm === 'ES256'
      ? verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes)
      : verify(null, signed, publicKey, bytes)
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  return { good, length: bytes.length, header: json(header), claims: json(claims) }
}

describe.each([es256, eddsa])('a token signed $algorithm', (signing) => {
  const signer = createTokenSigner({ key: signing, now: () => NOW })

  it('is good for one method and path, for 120 seconds', async () => {
    const token = await signer.rest('GET', 'api.coinbase.com', '/api/v3/brokerage/accounts')
    const { good, length, header, claims } = open(token.reveal(), signing)
    expect(good).toBe(true)
    expect(length).toBe(64)
    expect(header).toEqual({
      alg: signing.algorithm,
      kid: 'org/k',
      typ: 'JWT',
      nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(claims).toEqual({
      iss: 'cdp',
      sub: 'org/k',
      nbf: 1_790_000_000,
      exp: 1_790_000_120,
      uri: 'GET api.coinbase.com/api/v3/brokerage/accounts',
    })
  })

  it('for the WebSocket names no path', async () => {
    const { good, claims } = open((await signer.webSocket()).reveal(), signing)
    expect(good).toBe(true)
    expect(claims).not.toHaveProperty('uri')
  })

  it('is never the same twice, and prints as ***', async () => {
    const [a, b] = [await signer.webSocket(), await signer.webSocket()]
    expect(a.reveal()).not.toBe(b.reveal())
    expect(`${a} ${JSON.stringify({ a })}`).toBe('*** {"a":"***"}')
  })
})

describe('the clock of tokens', () => {
  const clockAfter = (offsetMs: number, roundTripMs: number) => {
    const scheduler = createVirtualScheduler({ startAt: NOW })
    const clock = new VenueClock(scheduler)
    const answeredAt = fromMillis(toMillis(NOW) + roundTripMs)
    const venueTime = fromMillis(toMillis(NOW) + roundTripMs / 2 + offsetMs)
    clock.observe({ askedAt: NOW, answeredAt, venueTime })
    return toMillis(clock.now()) - toMillis(NOW)
  }

  it.each([
    ['a minute behind the venue', 60_000, 40, 60_000],
    ['a minute ahead of it', -60_000, 40, -60_000],
    ['a little off', 300, 40, 0],
    ['off by no more than a slow answer explains', 2_000, 4_000, 0],
  ])('of a machine %s', (_, offsetMs, roundTripMs, corrected) => {
    expect(clockAfter(offsetMs, roundTripMs)).toBe(corrected)
  })

  it('belongs to the middle of the asking', () => {
    const at = (ms: number) => fromMillis(1_000_000 + ms)
    expect(clockOffsetMs({ askedAt: at(0), answeredAt: at(100), venueTime: at(75) })).toBe(25)
  })
})
