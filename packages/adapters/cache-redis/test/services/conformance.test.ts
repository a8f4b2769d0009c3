import { portfolioCacheConformance } from '@oasis/testkit'
import { Redis } from 'ioredis'
import { afterAll, inject } from 'vitest'
import { createRedisCache, type RedisCache } from '../../src/index.ts'

// A database of its own in the Redis that all test files share.
const url = `${inject('redis').url}/5`
const opened: RedisCache[] = []

portfolioCacheConformance('portfolio cache in Redis', async () => {
  const redis = new Redis(url)
  await redis.flushdb()
  redis.disconnect()
  await Promise.all(opened.splice(0).map((cache) => cache.close()))
  const cache = createRedisCache({ url })
  opened.push(cache)
  return cache
})

afterAll(() => Promise.all(opened.map((cache) => cache.close())))
