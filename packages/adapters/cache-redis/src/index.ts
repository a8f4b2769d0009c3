export { checkRedis } from './check-redis.ts'
export { createRedisCache, type RedisCache, type RedisCacheOptions } from './redis-cache.ts'
export type { RedisConnectionOptions, RedisTls } from './redis-connection.ts'
