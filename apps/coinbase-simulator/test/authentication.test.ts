import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateKey } from '../src/auth/key-file.ts'
import { faultlessSeams } from '../src/server/seams.ts'
import { limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'
import { StreamClient } from './stream-client.ts'
import { BASE, TradingClient, tokenOf } from './trading-client.ts'

let venue: ScriptedVenue
let client: TradingClient
beforeAll(async () => {
  venue = await openScriptedVenue({ jwtHosts: ['exchange.test'] })
  client = venue.client()
})
afterAll(() => venue.close())

const now = () => Math.floor(Date.now() / 1000)
const uriOf = (method: string, path: string) => `${method} ${new URL(venue.url).host}${BASE}${path}`
const UNAUTHORIZED = { status: 401, body: 'Unauthorized' }

describe('the token of a request (vector 21)', () => {
  it.each(['ES256', 'EdDSA'] as const)('is taken when it is right, with a key of %s', async (algorithm) => {
    expect((await venue.client({ algorithm }).get('/accounts?limit=1')).status).toBe(200)
  })

  const wrong: readonly (readonly [string, Readonly<Record<string, () => unknown>>])[] = [
    ['another method', { uri: () => uriOf('POST', '/accounts') }],
    ['another path', { uri: () => uriOf('GET', '/orders') }],
    ['a longer path', { uri: () => uriOf('GET', '/accounts/') }],
    ['the query', { uri: () => uriOf('GET', '/accounts?limit=1') }],
    ['an unknown host', { uri: () => `GET evil.example${BASE}/accounts` }],
    ['no uri', { uri: () => undefined }],
    ['nothing but the method', { uri: () => 'GET' }],
    ['an exp that has passed', { exp: () => now() - 1 }],
    ['an exp far away', { exp: () => now() + 3600 }],
    ['no exp', { exp: () => undefined }],
    ['an nbf to come', { nbf: () => now() + 60, exp: () => now() + 120 }],
    ['no nbf', { nbf: () => undefined }],
    ['another sub', { sub: () => 'somebody' }],
    ['an unknown iss', { iss: () => 'me' }],
    ['an unknown aud', { aud: () => 'me' }],
  ]
  it.each(wrong)('is refused with %s: 401 in plain text', async (_, changes) => {
    const claims = Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value()]))
    const answer = await client.send('GET', '/accounts?limit=1', undefined, { claims })
    expect(answer).toMatchObject(UNAUTHORIZED)
    expect(answer.headers.get('content-type')).toContain('text/plain')
  })

  it('is refused with an unknown kid, a foreign signature, another algorithm, none at all', async () => {
    const header = { header: { kid: 'organizations/x/apiKeys/y' } }
    expect(await client.send('GET', '/accounts', undefined, header)).toMatchObject(UNAUTHORIZED)
    const foreign = generateKey('ES256').file
    const posing = new TradingClient(venue.url, { ...client.file, privateKey: foreign.privateKey })
    expect(await posing.get('/accounts')).toMatchObject(UNAUTHORIZED)
    const other = new TradingClient(venue.url, {
      ...client.file,
      privateKey: generateKey('EdDSA').file.privateKey,
    })
    expect(await other.get('/accounts')).toMatchObject(UNAUTHORIZED)
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`
    for (const authorization of [`Bearer ${unsigned}`, 'Bearer x.y.z', 'Basic abc', 'Bearer ']) {
      expect(await client.raw('GET', '/accounts', { authorization })).toMatchObject(UNAUTHORIZED)
    }
    expect(await client.raw('GET', '/accounts', {})).toMatchObject(UNAUTHORIZED)
  })

  it('has no effect when it is refused', async () => {
    const body = JSON.stringify(newOrder('BUY', limitGtc('1', '90')))
    await client.send('POST', '/orders', body, { claims: { exp: now() - 1 } })
    expect((await client.get('/orders/historical/batch')).body.orders).toEqual([])
    expect(venue.exchange.venue.ledger().requests).toEqual([])
  })

  it('may be of the forms that ccxt sends', async () => {
    const uri = `GET http://${new URL(venue.url).host}${BASE}/accounts`
    const old = { iss: 'coinbase-cloud', aud: ['retail_rest_api_proxy'], iat: now(), uri }
    expect((await client.send('GET', '/accounts', undefined, { claims: old })).status).toBe(200)
    const uris = { iss: 'cdp', aud: ['cdp_service'], uri: undefined, uris: [uriOf('GET', '/accounts')] }
    expect((await client.send('GET', '/accounts', undefined, { claims: uris })).status).toBe(200)
  })

  it('may name the venue itself, or a host of the options', async () => {
    for (const host of ['api.coinbase.com', 'exchange.test', 'exchange.test:8443', 'localhost:1']) {
      const claims = { uri: `GET ${host}${BASE}/accounts` }
      expect((await client.send('GET', '/accounts', undefined, { claims })).status).toBe(200)
    }
  })

  it('is checked by the venue’s own clock', async () => {
    const slow = await openScriptedVenue(
      {},
      {
        seams: (frames) => ({
          ...faultlessSeams(frames),
          venueTime: (time) => (time - 60_000_000_000n) as typeof time,
        }),
      },
    )
    expect((await slow.client().get('/accounts')).status).toBe(401)
    const { body } = await slow.client().raw('GET', '/time', {})
    expect(Date.now() - Number(body.epochMillis)).toBeGreaterThan(59_000)
    await slow.close()
  })
})

describe('permissions (vector 20)', () => {
  it('a key that can only view places, cancels and edits nothing: 403', async () => {
    const viewer = venue.client({ permissions: ['view'] })
    const calls = [
      await viewer.post('/orders', newOrder('BUY', limitGtc('1', '90'))),
      await viewer.post('/orders/batch_cancel', { order_ids: ['x'] }),
      await viewer.post('/orders/edit', { order_id: 'x', price: '1', size: '1' }),
    ]
    for (const answer of calls) {
      expect(answer).toMatchObject({ status: 403, body: { error_details: 'Missing required scopes' } })
    }
    expect((await viewer.get('/accounts')).status).toBe(200)
    const preview = { product_id: 'BTC-USD', side: 'BUY', order_configuration: limitGtc('1', '90') }
    expect((await viewer.post('/orders/preview', preview)).status).toBe(200)
  })

  it('a key that cannot view sees nothing', async () => {
    const blind = venue.client({ permissions: ['trade'] })
    expect((await blind.get('/accounts')).status).toBe(403)
  })
})

describe('the limit of requests', () => {
  it('is a user’s, shared by its keys, told in headers, and answered with 429 in JSON (vector 20)', async () => {
    const limited = await openScriptedVenue({ privateRequestsPerSecond: 5 })
    const [a, b] = [limited.client(), limited.client()]
    const first = await a.get('/accounts')
    expect(first.headers.get('x-ratelimit-limit')).toBe('5')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4')
    expect(first.headers.get('x-ratelimit-reset')).toBe('1')
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? a : b).get('/accounts')))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.body).toEqual({
      errors: [{ id: 'rate_limit_exceeded', message: 'Too many requests' }],
    })
    expect(refused[0]?.headers.get('x-ratelimit-remaining')).toBe('0')
    await limited.close()
  })

  it('is off at zero', async () => {
    const { headers } = await client.get('/accounts')
    expect(headers.get('x-ratelimit-limit')).toBeNull()
  })
})

describe('the token of a stream (vector 8)', () => {
  const answerTo = async (request: object) => {
    const stream = await StreamClient.open(venue.wsUrl)
    stream.send(JSON.stringify({ type: 'subscribe', channel: 'user', ...request }))
    await stream.until(() => stream.frames.length > 0)
    stream.close()
    return stream.frames[0]
  }
  const FAILURE = { type: 'error', message: 'authentication failure' }

  it('is refused when it is missing, old, of a wrong key, or names a uri', async () => {
    expect(await answerTo({})).toEqual(FAILURE)
    const jwt = await client.webSocketToken({ claims: { nbf: now() - 121, exp: now() - 1 } })
    expect(await answerTo({ jwt })).toEqual(FAILURE)
    expect(await answerTo({ jwt: await tokenOf(client.file, uriOf('GET', '/accounts')) })).toEqual(FAILURE)
    const foreign = { ...client.file, privateKey: generateKey('ES256').file.privateKey }
    expect(await answerTo({ jwt: await tokenOf(foreign, undefined) })).toEqual(FAILURE)
    const blind = venue.client({ permissions: ['trade'] })
    expect(await answerTo({ jwt: await blind.webSocketToken() })).toEqual(FAILURE)
    expect(await answerTo({ jwt: await client.webSocketToken() })).toMatchObject({ channel: 'user' })
  })

  it('is checked where it is not needed, too', async () => {
    expect(await answerTo({ channel: 'ticker', product_ids: ['BTC-USD'], jwt: 'x' })).toEqual(FAILURE)
    const jwt = await client.webSocketToken()
    const ticker = await answerTo({ channel: 'ticker', product_ids: ['BTC-USD'], jwt })
    expect(ticker).toMatchObject({ channel: 'ticker' })
  })

  it('may expire once it has been accepted', async () => {
    const stream = await StreamClient.open(venue.wsUrl)
    const jwt = await client.webSocketToken({ claims: { exp: now() + 1 } })
    stream.send(JSON.stringify({ type: 'subscribe', channel: 'user', jwt }))
    await stream.until(() => stream.frames.length === 2)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await client.post('/orders', newOrder('BUY', limitGtc('1', '90')))
    await stream.until(() => stream.frames.length > 2)
    expect(stream.frames[2]).toMatchObject({ channel: 'user' })
    stream.close()
  })
})

describe('a key file', () => {
  it('is made in both of the venue’s forms', () => {
    expect(generateKey('ES256').file).toMatchObject({
      name: expect.stringMatching(/^organizations\/[0-9a-f-]{36}\/apiKeys\/[0-9a-f-]{36}$/),
      privateKey: expect.stringContaining('BEGIN EC PRIVATE KEY'),
    })
    const ed = generateKey('EdDSA').file
    expect(Buffer.from(ed.privateKey, 'base64')).toHaveLength(64)
    expect(ed).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  })

  it('of somebody else can be registered by its public half', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const name = 'organizations/mine/apiKeys/mine'
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const given = { name: 'me', keys: [{ name, algorithm: 'ES256' as const, publicKey: pem }] }
    const other = await openScriptedVenue({ users: [given] })
    const file = { name, privateKey: privateKey.export({ type: 'sec1', format: 'pem' }).toString() }
    expect((await new TradingClient(other.url, file).get('/accounts')).status).toBe(200)
    await other.close()
  })
})
