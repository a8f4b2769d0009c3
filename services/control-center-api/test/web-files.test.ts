import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WebFile } from '../src/web/web-files.ts'
import { type ApiWorld, openWorld } from './api-world.ts'
import { rawAnswer } from './raw-answer.ts'

const POLICY = "default-src 'none'; script-src 'self' 'sha256-x'"
const page = (path: string, text: string): WebFile => ({
  path,
  mediaType: 'text/html; charset=utf-8',
  body: Buffer.from(text),
  tag: `tag-of-${text}`,
  isImmutable: false,
  contentSecurityPolicy: POLICY,
})
const SCRIPT = 'console.log("what is run")'
const script: WebFile = {
  path: '/_next/static/chunks/a.js',
  mediaType: 'text/javascript; charset=utf-8',
  body: Buffer.from(SCRIPT),
  gzip: gzipSync(SCRIPT),
  tag: 'tag-of-a',
  isImmutable: true,
}

let world: ApiWorld
beforeAll(async () => {
  const files = [page('/', 'overview'), page('/market', 'market'), script]
  world = await openWorld({ ports: { web: { files, missing: page('/404', 'nothing here') } } })
})
afterAll(() => world.close())

const get = (path: string, headers: Record<string, string> = {}) => world.ask('GET', path, { headers })

describe('built pages', () => {
  test.each([
    ['/', 'overview'],
    ['/market', 'market'],
    ['/market?instrument=coinbase%3ABTC-USD', 'market'],
  ])('%s is a page with its own policy, asked for again at each use', async (path, text) => {
    const answer = await get(path)
    expect([answer.status, answer.text]).toEqual([200, text])
    expect(answer.headers.get('content-security-policy')).toBe(POLICY)
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
  })

  test('what bears its hash in its name is kept for ever', async () => {
    const answer = await get(script.path)
    expect([answer.status, answer.text]).toEqual([200, SCRIPT])
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  test('what is known already is not sent again', async () => {
    const tag = (await get('/market')).headers.get('etag') ?? ''
    const again = await get('/market', { 'if-none-match': `"other", W/${tag}` })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await get('/market', { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('a compressed form is sent to those who take it', async () => {
    const taken = await get(script.path, { 'accept-encoding': 'br, gzip;q=0.5' })
    expect(taken.headers.get('content-encoding')).toBe('gzip')
    expect(taken.text).toBe(SCRIPT)
    const refused = await get(script.path, { 'accept-encoding': 'gzip;q=0' })
    expect([refused.headers.get('content-encoding'), refused.text]).toEqual([null, SCRIPT])
    expect(refused.headers.get('etag')).not.toBe(taken.headers.get('etag'))
  })

  test('HEAD tells of a page without sending it', async () => {
    const answer = await world.ask('HEAD', '/market')
    expect([answer.status, answer.text, answer.headers.get('content-length')]).toEqual([200, '', '6'])
  })

  test('a person is shown that there is nothing, a program is told in its own form', async () => {
    const person = await get('/markets', { accept: 'text/html,*/*;q=0.8' })
    expect([person.status, person.text]).toEqual([404, 'nothing here'])
    expect(person.headers.get('content-security-policy')).toBe(POLICY)
    const program = await get('/markets', { accept: '*/*' })
    expect([program.status, program.body.code]).toEqual([404, 'OTS_HTTP_NOT_FOUND'])
    const api = await get('/api/v1/nothing', { accept: 'text/html' })
    expect([api.status, api.body.code]).toEqual([404, 'OTS_HTTP_NOT_FOUND'])
  })

  test.each([
    '/_next/../../../../etc/passwd',
    '/_next/%2e%2e/%2e%2e/package.json',
    '/_next/..%2f..%2fpackage.json',
    '/_next/static/chunks/../chunks/b.js',
    '//etc/passwd',
    '/_next/static/chunks/a.js%00.html',
  ])('%s reaches no file', async (path) => {
    expect(await rawAnswer(world.api.address(), path)).toBe(404)
  })

  test('the API stays what it was', async () => {
    expect((await get('/healthz')).status).toBe(200)
    expect((await get('/api/v1/bot')).status).toBe(401)
  })
})
