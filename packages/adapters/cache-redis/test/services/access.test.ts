import { readFileSync } from 'node:fs'
import { Redis } from 'ioredis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type RedisOptions, startRedis } from '../../../../../tools/services/src/index.ts'
import { checkRedis } from '../../src/index.ts'
import { ACCOUNT, listeningLogger, openCache, portfolioAt } from './cache-fixture.ts'

const USER = { name: 'ots', password: 'p@ss:phrase/1' }

async function redisWith(options: RedisOptions) {
  const server = await startRedis(options)
  onTestFinished(() => server.stop())
  return server
}

describe('access to Redis', () => {
  test('is by user and password over TLS, with a certificate that is checked', async () => {
    const server = await redisWith({ user: USER, tls: {} })
    const tls = { ca: server.certificates?.authority.certificate ?? '' }
    const cache = openCache({ url: server.url, tls })
    await cache.put(portfolioAt(1))
    expect(await cache.get(ACCOUNT)).toEqual(portfolioAt(1))
    expect(await checkRedis({ url: server.url, tls })).toMatch(/^7\./)
    await expect(checkRedis({ url: server.url })).rejects.toMatchObject({
      code: 'OTS_CACHE_UNAVAILABLE',
      message: expect.stringContaining('certificate'),
    })
  })

  test('ends at an expired certificate, and says so', async () => {
    const server = await redisWith({ tls: { expired: true } })
    const tls = { ca: server.certificates?.authority.certificate ?? '' }
    await expect(checkRedis({ url: server.url, tls })).rejects.toMatchObject({
      code: 'OTS_CACHE_UNAVAILABLE',
      message: expect.stringContaining('expired'),
    })
  })

  test('needs no more rights than README.md says', async () => {
    const server = await redisWith({})
    const admin = new Redis(server.url)
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    const rights = /keys `(~\S+)` and the commands of `([^`]+)`/.exec(readme)?.slice(1).join(' ') ?? ''
    await admin.acl('SETUSER', 'ots', 'on', '>secret', ...rights.split(' '))
    admin.disconnect()
    const cache = openCache({ url: server.url.replace('//', '//ots:secret@') })
    await cache.put(portfolioAt(1))
    expect(await cache.list()).toEqual([portfolioAt(1)])
  })

  test.each([
    ['a wrong password', (url: string) => url.replace('p%40ss', 'another')],
    ['no user', (url: string) => url.replace(/\/\/.*@/, '//')],
  ])('is refused with %s, told once and without the password', async (_, change) => {
    const server = await redisWith({ user: USER })
    const url = change(server.url)
    const { logger, lines } = listeningLogger()
    const cache = openCache({ url, logger, timeoutMs: 1_000 })
    await expect(cache.put(portfolioAt(1))).rejects.toMatchObject({ code: 'OTS_CACHE_REFUSED' })
    await expect(cache.get(ACCOUNT)).rejects.toMatchObject({ code: 'OTS_CACHE_REFUSED' })
    await expect(checkRedis({ url })).rejects.toMatchObject({ code: 'OTS_CACHE_REFUSED' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/phrase/)
  })
})
