import { buildPortfolio } from '@oasis/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { ACCOUNT, listeningLogger, openCache, portfolioAt } from './cache-fixture.ts'

const url = `${inject('redis').url}/6`
const redis = new Redis(url)

beforeEach(() => redis.flushdb())
afterAll(() => redis.disconnect())

describe('what is in Redis', () => {
  test('can be read by a person: amounts as decimal text, one field for a currency or an instrument', async () => {
    await openCache({ url }).put(buildPortfolio({ ts: 1_700_000_000_123_456_789n as never }))
    expect(await redis.hgetall(`ots:portfolio:${ACCOUNT}`)).toEqual({
      riskEpoch: '1',
      accountSeq: '1',
      ts: '1700000000123456789',
      time: '2023-11-14T22:13:20.123Z',
      mode: 'PAPER',
      valuationCurrency: 'USD',
      openOrders: '2',
    })
    expect(await redis.hgetall(`ots:balances:${ACCOUNT}`)).toEqual({ USD: '{"total":"12.5","held":"0"}' })
    expect(await redis.hgetall(`ots:exposure:${ACCOUNT}`)).toEqual({ gross: '0.0000097', net: '-0.0000097' })
    expect(await redis.hgetall(`ots:marks:${ACCOUNT}`)).toEqual({ 'coinbase:BTC-USD': '97123.45' })
    const positions = await redis.hgetall(`ots:positions:${ACCOUNT}`)
    expect(JSON.parse(positions['coinbase:BTC-USD'] ?? '')).toEqual({
      quantity: '-0.00000001',
      costBasis: '0',
      realizedPnl: '0',
      fees: '0',
    })
    expect(await redis.smembers('ots:accounts')).toEqual([ACCOUNT])
  })

  test('has nothing left of positions that are closed', async () => {
    const cache = openCache({ url })
    await cache.put(portfolioAt(1))
    await cache.put({ ...portfolioAt(2), positions: [], balances: [] })
    expect(await redis.keys('*')).not.toContain(`ots:positions:${ACCOUNT}`)
    expect(await redis.exists(`ots:marks:${ACCOUNT}`, `ots:balances:${ACCOUNT}`)).toBe(0)
  })

  test('is never overwritten by an older writer, whose times are longer than a double is exact', async () => {
    const { logger, lines } = listeningLogger()
    const [old, current] = [openCache({ url, logger }), openCache({ url })]
    await current.put(portfolioAt(1_700_000_000_123_456_790n, 10))
    await old.put(portfolioAt(1_800_000_000_000_000_000n, 9))
    await old.put(portfolioAt(1_700_000_000_123_456_789n, 10))
    expect((await old.get(ACCOUNT))?.riskEpoch).toBe(10)
    expect((await old.get(ACCOUNT))?.ts).toBe(1_700_000_000_123_456_790n)
    expect(lines).toEqual(['Redis holds a newer portfolio: not overwritten'])
  })

  test('is what many writers at once have put last, by version', async () => {
    const caches = [1, 2, 3, 4].map(() => openCache({ url }))
    const puts = caches.flatMap((cache, n) =>
      Array.from({ length: 50 }, (_, k) =>
        cache.put(portfolioAt(1 + ((k * 37 + n * 11) % 200), 1 + (k % 3))),
      ),
    )
    await Promise.all(puts)
    const newest = caches.flatMap((_, n) =>
      Array.from({ length: 50 }, (_, k) => (k % 3 === 2 ? 1 + ((k * 37 + n * 11) % 200) : 0)),
    )
    const held = await caches[0]?.get(ACCOUNT)
    expect([held?.riskEpoch, Number(held?.ts)]).toEqual([3, Math.max(...newest)])
    expect(await redis.hget(`ots:portfolio:${ACCOUNT}`, 'ts')).toBe(String(held?.ts))
  })

  test.each([
    [
      'of other types',
      async () => {
        for (const what of ['portfolio', 'positions', 'snapshot'])
          await redis.rpush(`ots:${what}:${ACCOUNT}`, 'x')
        await redis.set('ots:accounts', 'x')
      },
    ],
    ['without a version', () => redis.hset(`ots:portfolio:${ACCOUNT}`, { riskEpoch: 'none', ts: '-' })],
    ['no portfolio', () => redis.set(`ots:snapshot:${ACCOUNT}`, 'something else')],
  ])('is replaced where others have left keys that are %s', async (_, spoil) => {
    await spoil()
    const cache = openCache({ url })
    expect(await cache.get(ACCOUNT)).toBeUndefined()
    await cache.put(portfolioAt(7))
    expect(await cache.get(ACCOUNT)).toEqual(portfolioAt(7))
    expect(await cache.list()).toEqual([portfolioAt(7)])
  })
})
