/**
 * The portfolio cache in Redis. Never in the way of trading: a `put` fails after its deadline and is made up for when Redis
 * is back. What was last put is written again every few seconds, so that a Redis that was emptied is filled although
 * nothing changes.
 */
import { portfolioCodec } from '@oasis/contracts'
import type { AccountId, Portfolio } from '@oasis/domain'
import type { Logger, PortfolioCache } from '@oasis/ports'
import type { OtsError } from '@oasis/runtime'
import type { Redis } from 'ioredis'
import { AccountWriter } from './account-writer.ts'
import { ACCOUNTS_KEY, portfolioKeys } from './portfolio-keys.ts'
import { putPortfolio } from './put-portfolio.ts'
import {
  addressOf,
  connectRedis,
  DEFAULT_TIMEOUT_MS,
  type RedisConnectionOptions,
  TroubleLog,
  toCacheError,
} from './redis-connection.ts'

export interface RedisCacheOptions extends RedisConnectionOptions {
  readonly logger?: Logger
  /** What this process has put is written again that often. */
  readonly refreshMs?: number
}

export interface RedisCache extends PortfolioCache {
  /** Waits for what is being written, no longer than a deadline, and disconnects. */
  close(): Promise<void>
}

const DEFAULT_REFRESH_MS = 5_000

/** Connects in the background: a Redis that is not there yet holds nobody up. Throws only for an address that is none. */
export function createRedisCache(options: RedisCacheOptions): RedisCache {
  return new ConnectedCache(options)
}

class ConnectedCache implements RedisCache {
  readonly #url: string
  readonly #timeoutMs: number
  readonly #redis: Redis
  readonly #log: TroubleLog
  readonly #logger: Logger | undefined
  readonly #writers = new Map<AccountId, AccountWriter>()
  /** Accounts of which Redis holds what another has written later. */
  readonly #outdated = new Set<AccountId>()
  readonly #refresh: NodeJS.Timeout
  #trouble: OtsError | undefined
  #firstAttempt = Promise.withResolvers<void>()

  constructor(options: RedisCacheOptions) {
    const { url, timeoutMs = DEFAULT_TIMEOUT_MS, refreshMs = DEFAULT_REFRESH_MS, logger } = options
    this.#url = url
    this.#timeoutMs = timeoutMs
    this.#logger = logger
    this.#log = new TroubleLog(logger, addressOf(url))
    this.#redis = connectRedis(options, {
      onReady: () => this.#onReady(),
      onTrouble: (reason) => this.#onTrouble(reason),
      onClosed: (reason) => this.#onTrouble(this.#trouble ?? reason),
    })
    this.#refresh = setInterval(() => this.#writeAllAgain(), refreshMs)
    this.#refresh.unref()
  }

  put(portfolio: Portfolio): Promise<void> {
    let writer = this.#writers.get(portfolio.accountId)
    if (writer === undefined) {
      writer = new AccountWriter({
        write: (newest) => this.#write(newest),
        timeoutMs: this.#timeoutMs,
        onTimeout: () => this.#trouble ?? this.#late(),
      })
      this.#writers.set(portfolio.accountId, writer)
    }
    return writer.put(portfolio)
  }

  async get(account: AccountId): Promise<Portfolio | undefined> {
    const [portfolio] = await this.#read([account])
    return portfolio
  }

  async list(): Promise<readonly Portfolio[]> {
    const accounts = await this.#ask(() => this.#redis.smembers(ACCOUNTS_KEY))
    return accounts.length === 0 ? [] : this.#read(accounts)
  }

  async close(): Promise<void> {
    clearInterval(this.#refresh)
    await Promise.all([...this.#writers.values()].map((writer) => writer.close()))
    this.#redis.disconnect()
  }

  /** Without those that are not there. */
  async #read(accounts: readonly string[]): Promise<Portfolio[]> {
    const keys = accounts.map((account) => portfolioKeys(account).snapshot)
    const snapshots = await this.#ask(() => this.#redis.mgetBuffer(...keys))
    return accounts.flatMap((account, n) => this.#decoded(account, snapshots[n] ?? null) ?? [])
  }

  async #write(portfolio: Portfolio): Promise<void> {
    const account = portfolio.accountId
    const outcome = await this.#ask(() => putPortfolio(this.#redis, portfolio))
    if (outcome === 'WRITTEN') this.#outdated.delete(account)
    else if (!this.#outdated.has(account)) {
      this.#outdated.add(account)
      const { riskEpoch, accountSeq } = portfolio
      this.#logger?.warn({ account, riskEpoch, accountSeq }, 'Redis holds a newer portfolio: not overwritten')
    }
  }

  /** Each command has the driver's own deadline; before it is sent, the first connecting is waited for. */
  async #ask<T>(command: () => Promise<T>): Promise<T> {
    try {
      await this.#connected()
      const answer = await command()
      this.#log.over()
      return answer
    } catch (error) {
      const reason = toCacheError(error, this.#url)
      this.#onTrouble(reason)
      throw reason
    }
  }

  async #connected(): Promise<void> {
    if (this.#redis.status === 'ready') return
    if (this.#trouble) throw this.#trouble
    const late = Promise.withResolvers<never>()
    const deadline = setTimeout(() => late.reject(this.#late()), this.#timeoutMs)
    await Promise.race([this.#firstAttempt.promise, late.promise]).finally(() => clearTimeout(deadline))
    if (this.#trouble) throw this.#trouble
  }

  #onReady(): void {
    this.#trouble = undefined
    this.#log.over()
    this.#firstAttempt.resolve()
    this.#writeAllAgain()
  }

  #onTrouble(reason: OtsError): void {
    this.#log.begins(reason)
    // A refusal of one command leaves the connection as good as it was.
    if (this.#redis.status !== 'ready') this.#trouble = reason
    this.#firstAttempt.resolve()
  }

  #writeAllAgain(): void {
    for (const writer of this.#writers.values()) writer.writeAgain()
  }

  /** What cannot be read counts as absent: the next put of the account replaces it. */
  #decoded(account: string, bytes: Buffer | null): Portfolio | undefined {
    if (bytes === null) return undefined
    try {
      return portfolioCodec.decode(bytes)
    } catch (error) {
      this.#logger?.warn({ err: error, account }, 'what Redis holds of the account is no portfolio')
      return undefined
    }
  }

  #late(): OtsError {
    return toCacheError(new Error(`no answer within ${this.#timeoutMs} ms`), this.#url)
  }
}
