/**
 * Reading from a schema, over a pool whose sessions are read-only. What fails for the moment is tried again a few times,
 * on another connection; then it is a `TransientError`, so that consumers try the same record again and calls answer
 * UNAVAILABLE. Every read has a deadline.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@oasis/ports'
import { describeError, OtsError, TransientError } from '@oasis/runtime'
import { Kysely, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely'
import { type ClientConfig, Pool, type QueryConfig } from 'pg'
import { toParameter } from './postgres-batch.ts'
import type { Row } from './postgres-connection.ts'
import { isPassing, toDatabaseError } from './postgres-errors.ts'

export interface PostgresReaderOptions {
  readonly config: ClientConfig
  readonly poolSize: number
  readonly answerTimeoutMs: number
  readonly address: string
  readonly logger: Logger | undefined
}

/** Waiting for a connection; above it, the database does not keep up. */
const MAX_WAITING = 1_000
const DELAYS_MS = [20, 100, 500]

export class PostgresReader {
  readonly #options: PostgresReaderOptions
  readonly #pool: Pool

  constructor(options: PostgresReaderOptions) {
    this.#options = options
    const { config, poolSize, answerTimeoutMs } = options
    this.#pool = new Pool({ ...config, max: poolSize, query_timeout: answerTimeoutMs })
    // An idle connection that was lost; the pool makes another.
    this.#pool.on('error', (error) => options.logger?.debug({ err: error }, 'idle connection lost'))
  }

  /** Under a name, the statement is prepared once for each connection. */
  async all(sql: string, parameters: readonly unknown[], name?: string): Promise<readonly Row[]> {
    const { rows } = await this.#run({
      text: sql,
      values: parameters.map(toParameter),
      ...(name === undefined ? {} : { name }),
    })
    return rows
  }

  /** Kysely over this pool: its queries are single statements, so that each may take any connection. */
  queries<Tables>(): Kysely<Tables> {
    const client: PostgresPoolClient = {
      query: <R>(sql: string | object, parameters: readonly unknown[] = []) => {
        if (typeof sql !== 'string') throw new Error('cursors are not used here')
        return this.#run({ text: sql, values: parameters.map(toParameter) }) as never as Promise<
          PostgresQueryResult<R>
        > &
          never
      },
      release: () => {},
    }
    const pool = { connect: async () => client, end: () => this.close(), options: {} }
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  }

  async close(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end()
  }

  async #run(query: QueryConfig) {
    for (let attempt = 0; ; attempt++) {
      try {
        if (this.#pool.waitingCount >= MAX_WAITING) throw this.#tooMany()
        return await this.#pool.query<Row>(query)
      } catch (error) {
        const delayMs = DELAYS_MS[attempt]
        if (delayMs === undefined || !isPassing(error)) throw this.#told(error)
        await sleep(delayMs)
      }
    }
  }

  #told(error: unknown): unknown {
    const told = toDatabaseError(error, this.#options.address)
    return told instanceof OtsError ? new TransientError(describeError(told), { cause: told }) : told
  }

  #tooMany(): OtsError {
    const message = `${MAX_WAITING} reads wait for ${this.#options.address}`
    return new OtsError('OTS_DATABASE_UNAVAILABLE', message)
  }
}
