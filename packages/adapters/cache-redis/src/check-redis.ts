/** For `ots doctor`: can it be reached and used, and if not, why? */
import type { OtsError } from '@oasis/runtime'
import {
  connectRedis,
  DEFAULT_TIMEOUT_MS,
  type RedisConnectionOptions,
  toCacheError,
} from './redis-connection.ts'

/** Resolves with the version of the server; rejects with an {@link OtsError} that says what is wrong. */
export async function checkRedis(options: RedisConnectionOptions): Promise<string> {
  const { url, timeoutMs = DEFAULT_TIMEOUT_MS } = options
  const ready = Promise.withResolvers<void>()
  const redis = connectRedis(options, {
    onReady: () => ready.resolve(),
    onTrouble: (reason: OtsError) => ready.reject(reason),
    onClosed: (reason: OtsError) => ready.reject(reason),
  })
  const deadline = setTimeout(
    () => ready.reject(toCacheError(new Error(`no answer within ${timeoutMs} ms`), url)),
    timeoutMs,
  )
  try {
    await ready.promise
    const info = await redis.info('server')
    return /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown'
  } catch (error) {
    throw toCacheError(error, url)
  } finally {
    clearTimeout(deadline)
    redis.disconnect()
  }
}
