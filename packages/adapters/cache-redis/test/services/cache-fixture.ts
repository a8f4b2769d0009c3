/** Caches that are closed at the end of their test, and what they have logged. */
import { accountId, type UnixNanos } from '@oasis/domain'
import type { Logger } from '@oasis/ports'
import { buildPortfolio } from '@oasis/testkit'
import { onTestFinished } from 'vitest'
import { createRedisCache, type RedisCache, type RedisCacheOptions } from '../../src/index.ts'

export const ACCOUNT = accountId('coinbase.cache.paper')

export const portfolioAt = (ts: number | bigint, riskEpoch = 1) =>
  buildPortfolio({ riskEpoch, ts: BigInt(ts) as UnixNanos })

export function openCache(options: RedisCacheOptions): RedisCache {
  const cache = createRedisCache(options)
  onTestFinished(() => cache.close())
  return cache
}

/** Keeps all that is logged, as text: of each warning or information, its message and its error's. */
export function listeningLogger(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = []
  const keep = (fields: object, message: string): void => {
    const { err } = fields as { readonly err?: Error }
    lines.push([message, err?.message].filter((part) => part !== undefined).join(': '))
  }
  const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep, child: () => logger }
  return { logger, lines }
}
