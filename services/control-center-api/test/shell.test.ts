import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiWorld, openWorld } from './api-world.ts'

let world: ApiWorld
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const raw = (headers: Record<string, string>, path = '/healthz') =>
  new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(world.api.address())
    const sent = request({ hostname, port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })

describe('problems', () => {
  test('say what is wrong in the form of RFC 9457 with our code', async () => {
    const answer = await world.ask('GET', '/api/v1/nothing')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toMatch('application/problem+json')
    expect(answer.body).toEqual({
      type: 'urn:ots:error:OTS_HTTP_NOT_FOUND',
      title: 'There is nothing at this address.',
      status: 404,
      detail: 'There is nothing at this address.',
      code: 'OTS_HTTP_NOT_FOUND',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  test('another method of an address that is there is told, with those that it takes', async () => {
    const answer = await world.ask('DELETE', '/api/v1/auth/login')
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
    expect(answer.body.code).toBe('OTS_HTTP_METHOD_NOT_ALLOWED')
  })

  const login = '/api/v1/auth/login'
  test.each([
    ['a wrong type', { username: 5, password: 'x' }, 400, 'OTS_HTTP_INVALID'],
    ['a name too much', { username: 'a', password: 'x', admin: true }, 400, 'OTS_HTTP_INVALID'],
    ['no JSON', '{"username": ', 400, 'OTS_HTTP_INVALID'],
    [
      'a reach for the prototype',
      '{"__proto__":{"a":1},"username":"a","password":"b"}',
      400,
      'OTS_HTTP_INVALID',
    ],
    ['JSON a thousand deep', '['.repeat(1_000), 400, 'OTS_HTTP_INVALID'],
    ['100 kB', `{"username":"${'a'.repeat(100_000)}"}`, 413, 'OTS_HTTP_BODY_TOO_LARGE'],
  ])('%s is refused', async (_what, body, status, code) => {
    const answer = await world.ask('POST', login, { body })
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.text).not.toMatch(/at .*\.ts/)
  })

  test('each fault of a body is named by its place', async () => {
    const { body } = await world.ask('POST', login, { body: { password: 5 } })
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['body/username', 'body/password'])
  })

  test('a body that is not JSON is refused by its type', async () => {
    const answer = await world.ask('POST', login, { body: 'a=b', headers: { 'content-type': 'text/plain' } })
    expect([answer.status, answer.body.code]).toEqual([415, 'OTS_HTTP_MEDIA_TYPE_UNSUPPORTED'])
  })

  test('a host name that leads here and is not ours is refused', async () => {
    expect(await raw({ host: 'evil.example' })).toBe(403)
    expect(await raw({ host: 'localhost' })).toBe(200)
    expect(await raw({ host: 'evil.example' }, '/api/v1/nothing')).toBe(403)
  })

  test('too many requests of one address are told when to come again', async () => {
    const limited = await openWorld({ settings: { rateLimit: { requests: 3, windowMs: 60_000 } } })
    try {
      for (let n = 0; n < 3; n++) expect((await limited.ask('GET', '/api/v1/openapi.json')).status).toBe(200)
      const answer = await limited.ask('GET', '/api/v1/openapi.json')
      expect([answer.status, answer.body.code]).toEqual([429, 'OTS_HTTP_TOO_MANY_REQUESTS'])
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    } finally {
      await limited.close()
    }
  })
})

describe('what describes the API', () => {
  test('is OpenAPI 3.1 with every route, its access and its problems', async () => {
    const { status, body } = await world.ask('GET', '/api/v1/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toBe('3.1.0')
    const operations = Object.values<Record<string, { 'x-access': string; responses: object }>>(
      body.paths,
    ).flatMap((path) => Object.values(path))
    const listed = world.api.routes().filter(({ path }) => !path.startsWith('/api/docs'))
    expect(operations).toHaveLength(listed.length)
    for (const operation of operations) {
      expect(operation['x-access']).toBeTruthy()
      expect(operation.responses).toHaveProperty('500')
    }
    expect(body.paths['/api/v1/users/{name}'].put.responses['404'].content).toHaveProperty([
      'application/problem+json',
      'schema',
      '$ref',
    ])
  })

  test('has a page of its own server, under a policy that lets in nothing else', async () => {
    const page = await world.ask('GET', '/api/docs/')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toMatch("default-src 'none'; script-src 'self'")
    const scripts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '')
    expect(scripts.length).toBeGreaterThan(3)
    for (const path of scripts) {
      const asset = await world.ask('GET', new URL(path, 'http://x/api/docs/').pathname)
      expect([path, asset.status]).toEqual([path, 200])
    }
  })
})

describe('operation', () => {
  test('health, readiness and measures answer this machine without a token', async () => {
    expect((await world.ask('GET', '/healthz')).body).toEqual({ status: 'ok' })
    expect((await world.ask('GET', '/readyz')).body.status).toBe('ready')
    await world.ask('GET', '/api/v1/nothing')
    const { text } = await world.ask('GET', '/metrics')
    expect(text).toMatch(/ots_http_request_seconds_count\{route="none",status="404"\}/)
    expect(text).toMatch(/ots_http_request_seconds_count\{route="\/healthz",status="200"\}/)
  })

  test('a part that is not ready makes it 503, with what it does', async () => {
    const unready = await openWorld({
      ports: { health: () => ({ risk: { ready: false, detail: 'reconciling' } }) },
    })
    try {
      const { status, body } = await unready.ask('GET', '/readyz')
      expect(status).toBe(503)
      expect(body.services.risk).toEqual({ ready: false, detail: 'reconciling' })
    } finally {
      await unready.close()
    }
  })

  test('every answer forbids to be framed, guessed at, kept and told on', async () => {
    const { headers } = await world.ask('GET', '/healthz')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('content-security-policy')).toMatch("default-src 'none'")
  })

  test('a page that is registered beside the API says who may see it, or the server does not start', async () => {
    const started = openWorld({ ports: { pages: (scope) => void scope.get('/page', async () => 'a page') } })
    await expect(started).rejects.toThrow('does not say who may use it')
  })
})
