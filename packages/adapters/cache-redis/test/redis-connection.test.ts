import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { addressOf, connectRedis, retryDelayMs, toCacheError } from '../src/redis-connection.ts'

const URL_WITH_PASSWORD = 'redis://ots:pass-phrase@cache.example:7000/3'
const NOBODY = { onReady: () => undefined, onTrouble: () => undefined, onClosed: () => undefined }

describe('a connection to Redis', () => {
  test('tells host, port and database of its address, and nothing else', () => {
    expect(addressOf(URL_WITH_PASSWORD)).toBe('cache.example:7000/3')
    expect(addressOf('rediss://cache.example')).toBe('cache.example:6379')
  })

  test('tells nothing of what was sent in what failed', () => {
    const error = Object.assign(new Error('WRONGPASS invalid username-password pair or user is disabled.'), {
      command: { name: 'hello', args: ['3', 'AUTH', 'ots', 'pass-phrase'] },
    })
    const told = toCacheError(error, URL_WITH_PASSWORD)
    expect(told.code).toBe('OTS_CACHE_REFUSED')
    expect(inspect(told, { depth: null, showHidden: true })).not.toContain('pass-phrase')
  })

  test.each(['', 'redis:', 'http://cache:6379', 'cache:6379', 'secret@cache'])(
    'refuses the address "%s" without telling it',
    (url) => {
      expect(() => connectRedis({ url }, NOBODY)).toThrow('the address of Redis is not one')
    },
  )

  test('refuses certificates that would not be used', () => {
    expect(() => connectRedis({ url: 'redis://cache.example', tls: { ca: 'x' } }, NOBODY)).toThrow(
      'without TLS',
    )
  })

  test('waits longer each time before it tries again, up to five seconds', () => {
    const delays = [1, 2, 3, 8, 100].map(retryDelayMs)
    expect(delays[0]).toBeLessThanOrEqual(100)
    expect(delays.at(-1)).toBeGreaterThanOrEqual(3_750)
    expect(Math.max(...delays)).toBeLessThanOrEqual(5_000)
  })
})
