import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Redis as RedisServer, startRedis, waitUntil } from '../../../../../tools/services/src/index.ts'
import { ACCOUNT, listeningLogger, openCache, portfolioAt } from './cache-fixture.ts'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
  return () => server.stop()
})

const WITHIN_MS = 10_000
/** Deadlines of 300 ms and what comes on top; far from what waiting for Redis would take. */
const SOON_MS = 2_000

async function tookMs(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await act().catch(() => undefined)
  return performance.now() - startedAt
}

const flush = (port: number) =>
  new Promise<void>((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('FLUSHALL\r\n'))
    socket.once('data', () => {
      socket.destroy()
      resolve()
    })
  })

/** A way to Redis on which what is under way can get lost, as when a firewall forgets its connections. */
async function openPath(port: number): Promise<{ readonly port: number; loseConnections(): void }> {
  const ends: Socket[] = []
  const listener = createServer((near) => {
    const far = createConnection(port, '127.0.0.1')
    ends.push(near, far)
    near
      .on('error', () => undefined)
      .pipe(far.on('error', () => undefined))
      .pipe(near)
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  onTestFinished(() => {
    listener.close()
    for (const end of ends) end.destroy()
  })
  // Listening, so it has an address, and not one of a file.
  const address = listener.address() as AddressInfo
  return {
    port: address.port,
    loseConnections() {
      for (const end of ends.splice(0)) {
        end.unpipe()
        end.pause()
        onTestFinished(() => void end.destroy())
      }
    },
  }
}

describe('a cache whose Redis', () => {
  test('is emptied, is filled again although nothing changes', async () => {
    const cache = openCache({ url: server.url, refreshMs: 100 })
    await cache.put(portfolioAt(1))
    await flush(server.port)
    await waitUntil(
      async () => (await cache.list()).length === 1,
      WITHIN_MS,
      () => 'still empty',
    )
    expect(await cache.get(ACCOUNT)).toEqual(portfolioAt(1))
  })

  test('is killed and comes back empty, tells so once, and writes the newest of what came meanwhile', async () => {
    const { logger, lines } = listeningLogger()
    const cache = openCache({ url: server.url, logger, timeoutMs: 300, refreshMs: 3_600_000 })
    await cache.put(portfolioAt(10))
    await server.kill()
    const puts = await Promise.allSettled(
      Array.from({ length: 1_000 }, (_, n) => cache.put(portfolioAt(20 + n))),
    )
    expect(puts.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'OTS_CACHE_UNAVAILABLE' } })
    await expect(cache.get(ACCOUNT)).rejects.toMatchObject({ code: 'OTS_CACHE_UNAVAILABLE' })
    await expect(cache.list()).rejects.toMatchObject({ code: 'OTS_CACHE_UNAVAILABLE' })
    await server.restart()
    await waitUntil(
      async () => (await cache.get(ACCOUNT)) !== undefined,
      WITHIN_MS,
      () => 'not filled',
    )
    expect(await cache.get(ACCOUNT)).toEqual(portfolioAt(1_019))
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'Redis cannot be used; going on without it',
      'Redis is there again',
    ])
  })

  test('says nothing any more answers within the deadline, and is right again when it goes on', async () => {
    const cache = openCache({ url: server.url, timeoutMs: 300 })
    await cache.put(portfolioAt(2_000))
    server.pause()
    onTestFinished(() => server.resume())
    for (let n = 1; n <= 10; n++) {
      expect(await tookMs(() => cache.put(portfolioAt(2_000 + n)))).toBeLessThan(SOON_MS)
      expect(await tookMs(() => cache.get(ACCOUNT))).toBeLessThan(SOON_MS)
      expect(await tookMs(() => cache.list())).toBeLessThan(SOON_MS)
    }
    server.resume()
    const newest = portfolioAt(2_010)
    await waitUntil(
      async () => (await cache.get(ACCOUNT))?.ts === newest.ts,
      WITHIN_MS,
      () => 'the newest was not made up for',
    )
  })

  test('is behind a connection that is dead without having said so is asked over a new one', async () => {
    const path = await openPath(server.port)
    const cache = openCache({ url: `redis://127.0.0.1:${path.port}`, timeoutMs: 300 })
    await cache.put(portfolioAt(3_000))
    path.loseConnections()
    await expect(cache.get(ACCOUNT)).rejects.toMatchObject({ code: 'OTS_CACHE_UNAVAILABLE' })
    await waitUntil(
      async () => (await cache.get(ACCOUNT)) !== undefined,
      WITHIN_MS,
      () => 'no new connection',
    )
  })

  test('is not there yet holds nobody up, and is filled when it is', async () => {
    await server.stop()
    const cache = openCache({ url: server.url, timeoutMs: 300 })
    await expect(cache.put(portfolioAt(5_000))).rejects.toMatchObject({ code: 'OTS_CACHE_UNAVAILABLE' })
    await server.restart()
    await waitUntil(
      async () => (await cache.get(ACCOUNT)) !== undefined,
      WITHIN_MS,
      () => 'not filled',
    )
  })

  test('does not answer at its end is closed within the deadline', async () => {
    const cache = openCache({ url: server.url, timeoutMs: 300 })
    await cache.put(portfolioAt(9_000))
    server.pause()
    onTestFinished(() => server.resume())
    const put = cache.put(portfolioAt(9_001))
    const failed = expect(put).rejects.toMatchObject({ code: 'OTS_CACHE_UNAVAILABLE' })
    expect(await tookMs(() => cache.close())).toBeLessThan(SOON_MS)
    await failed
  })
})
