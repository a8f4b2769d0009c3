/**
 * The one that writes to a schema: transactions one after the other over one connection, each in one round trip. What is
 * certain not to be written is tried again within the deadline; what may be written is looked for, over a new connection
 * that keeps out everything the old one may still do; and only what is known is answered. What cannot be found out, and a
 * writer that was replaced, end the store for this process.
 *
 * READ COMMITTED is enough: every transaction first changes the same row (writer-row.ts), which orders them as SQLite's
 * single writer does, and no store decides by what it reads within a transaction but by rows that a statement changed.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { replaced, type Step } from '../sql-database.ts'
import { endBlockers } from './end-blockers.ts'
import type { LeaseFence } from './lease-table.ts'
import { type BatchStatement, type ParameterValue, toParameter } from './postgres-batch.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { codeOf, isPassing, toDatabaseError } from './postgres-errors.ts'
import type { StatementNames } from './statement-names.ts'
import { guarded, LINK_AGAIN, NO_ROW, NOTE_WRITE, TAKE_OVER } from './writer-row.ts'

export interface PostgresWriterOptions {
  readonly connect: () => Promise<PostgresConnection>
  readonly names: StatementNames
  /** Host and name of the database and the schema, for messages. */
  readonly address: string
  readonly fence: LeaseFence | undefined
  readonly deadlineMs: number
  readonly logger: Logger | undefined
  readonly onFatal: ((error: OtsError) => void) | undefined
}

/** Above it, the caller writes faster than the database takes it. */
const MAX_WAITING = 10_000
const FIRST_DELAY_MS = 20
const MAX_DELAY_MS = 500

type Outcome =
  | { readonly kind: 'DONE' }
  /** The step changed no row. Nothing was written. */
  | { readonly kind: 'NO_ROW'; readonly step: Step }
  /** Nothing was written. */
  | { readonly kind: 'NOT_WRITTEN'; readonly error: unknown }
  | { readonly kind: 'IN_DOUBT'; readonly error: unknown }

interface Write {
  readonly id: bigint
  readonly steps: readonly Step[]
  readonly deadline: number
}

export class PostgresWriter {
  readonly #options: PostgresWriterOptions
  readonly #writer = randomUUID()
  #connection: PostgresConnection | undefined
  #link = 1n
  #lastId = 0n
  #waiting = 0
  #tail: Promise<unknown> = Promise.resolve()
  #ended: Error | undefined

  private constructor(options: PostgresWriterOptions) {
    this.#options = options
  }

  /** Takes the schema over: from here on nothing of an earlier writer is committed any more. */
  static async open(options: PostgresWriterOptions): Promise<PostgresWriter> {
    const writer = new PostgresWriter(options)
    await writer.#takeOver()
    return writer
  }

  write(steps: readonly Step[]): Promise<void> {
    if (this.#ended) return Promise.reject(this.#ended)
    if (this.#waiting >= MAX_WAITING) return Promise.reject(this.#tooMany())
    this.#waiting += 1
    this.#lastId += 1n
    const write = { id: this.#lastId, steps, deadline: performance.now() + this.#options.deadlineMs }
    const done = this.#tail.then(() => this.#carryOut(write)).finally(() => (this.#waiting -= 1))
    this.#tail = done.catch(() => {})
    return done
  }

  /** What was asked for before is still done. */
  async close(): Promise<void> {
    this.#ended ??= new Error(`the store in ${this.#options.address} is closed`)
    await this.#tail
    await this.#connection?.close()
  }

  async #takeOver(): Promise<void> {
    const connection = await this.#options.connect()
    try {
      const { fence } = this.#options
      const check = fence === undefined ? [] : [this.#statement(fence.check, fence.values)]
      const takeOver = [...check, this.#statement(TAKE_OVER, [this.#writer])]
      const end = await endBlockers(connection, this.#options, () => connection.transact(takeOver))
      if (end.kind === 'REFUSED' && fence !== undefined && end.at === 0) throw this.#leaseError(end.error)
      if (end.kind !== 'COMMITTED') throw end.error
      this.#connection = connection
    } catch (error) {
      connection.destroy()
      throw error
    }
  }

  async #carryOut(write: Write): Promise<void> {
    let { steps } = write
    let delayMs = FIRST_DELAY_MS
    for (;;) {
      if (this.#ended instanceof OtsError) throw this.#ended
      let outcome = await this.#attempt(write.id, steps)
      if (outcome.kind === 'IN_DOUBT') outcome = await this.#findOut(write, outcome.error)
      if (outcome.kind === 'DONE') return
      if (outcome.kind === 'NO_ROW') {
        steps = replaced(steps, outcome.step)
        continue
      }
      const { error } = outcome
      const { address, logger } = this.#options
      if (!isPassing(error) || performance.now() + delayMs > write.deadline)
        throw toDatabaseError(error, address)
      logger?.warn({ err: error, database: address, retryInMs: delayMs }, 'write not taken, trying again')
      await sleep(delayMs)
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)
    }
  }

  async #attempt(id: bigint, steps: readonly Step[]): Promise<Outcome> {
    const { fence } = this.#options
    const over = fence?.lease.lapsed()
    if (over !== undefined) throw this.#end(this.#leaseError(new Error(over)))
    const own = fence === undefined ? [] : [this.#statement(fence.check, fence.values)]
    const statements = steps.map(({ sql, parameters, orElse }) =>
      this.#statement(orElse === undefined ? sql : guarded(sql), parameters),
    )
    let connection: PostgresConnection
    try {
      connection = await this.#connected()
    } catch (error) {
      return { kind: 'NOT_WRITTEN', error }
    }
    own.push(this.#statement(guarded(NOTE_WRITE), [this.#writer, this.#link, id]))
    const end = await connection.transact([...own, ...statements])
    if (end.kind === 'COMMITTED') return { kind: 'DONE' }
    if (end.kind === 'UNKNOWN') return { kind: 'IN_DOUBT', error: end.error }
    const { error, at } = end
    if (codeOf(error) !== NO_ROW) return { kind: 'NOT_WRITTEN', error }
    const step = steps[at - own.length]
    if (step !== undefined) return { kind: 'NO_ROW', step }
    throw this.#end(own.length === 2 && at === 0 ? this.#leaseError(error) : this.#replacedError(error))
  }

  #statement(sql: string, parameters: readonly unknown[]): BatchStatement {
    const values: readonly ParameterValue[] = parameters.map(toParameter)
    return { name: this.#options.names.of(sql), sql, values }
  }

  /** Rejects before anything of a write was sent. */
  async #connected(): Promise<PostgresConnection> {
    if (this.#connection?.usable) return this.#connection
    await this.#linkAgain()
    if (this.#connection === undefined) throw new Error('there is no connection after it was made')
    return this.#connection
  }

  /** Returns the last write that is committed; from then on nothing of earlier connections can be any more. */
  async #linkAgain(): Promise<bigint> {
    this.#connection?.destroy()
    this.#connection = undefined
    const connection = await this.#options.connect()
    try {
      // Counted even when the answer is lost: the next link is higher than whatever was written.
      this.#link += 1n
      const values = [this.#writer, this.#link]
      const [row] = await endBlockers(connection, this.#options, () => connection.query(LINK_AGAIN, values))
      if (row === undefined) throw this.#end(this.#replacedError(undefined))
      this.#connection = connection
      return BigInt(row.write_id as bigint)
    } catch (error) {
      connection.destroy()
      throw error
    }
  }

  async #findOut({ id }: Write, error: unknown): Promise<Outcome> {
    const { address, logger, deadlineMs } = this.#options
    logger?.warn(
      { err: error, database: address },
      'connection lost before an answer: looking what was written',
    )
    const deadline = performance.now() + deadlineMs
    for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)) {
      try {
        const written = (await this.#linkAgain()) === id
        logger?.info({ database: address, written }, 'what became of the write is known')
        return written ? { kind: 'DONE' } : { kind: 'NOT_WRITTEN', error }
      } catch (cause) {
        if (this.#ended instanceof OtsError) throw this.#ended
        if (performance.now() + delayMs > deadline) throw this.#end(inDoubt(address, deadlineMs, cause))
      }
      await sleep(delayMs)
    }
  }

  /** For good: whatever is asked for later is refused. */
  #end(error: OtsError): OtsError {
    if (this.#ended instanceof OtsError) return this.#ended
    this.#ended = error
    this.#options.onFatal?.(error)
    return error
  }

  #tooMany(): OtsError {
    const message = `${MAX_WAITING} writes wait for ${this.#options.address}`
    return new OtsError('OTS_DATABASE_UNAVAILABLE', message, {
      hint: 'It is slower than what is asked of it.',
    })
  }

  #leaseError(cause: unknown): OtsError {
    const { name, epoch } = this.#options.fence?.lease ?? {}
    return fenced(`the lease "${name}" of epoch ${epoch} is not held any more`, cause)
  }

  #replacedError(cause: unknown): OtsError {
    return fenced(`another process has taken over the store in ${this.#options.address}`, cause)
  }
}

const fenced = (message: string, cause: unknown): OtsError =>
  new OtsError('OTS_WRITER_FENCED', message, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'Nothing was written. This process must end; started again, it waits for its turn.',
  })

const inDoubt = (address: string, forMs: number, cause: unknown): OtsError =>
  new OtsError(
    'OTS_WRITE_IN_DOUBT',
    `${address}: whether a write was done could not be found out in ${forMs} ms`,
    {
      cause,
      hint: 'The process must end: started again, it reads what is there.',
    },
  )
