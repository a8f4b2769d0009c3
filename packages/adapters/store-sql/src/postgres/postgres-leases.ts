/**
 * Leases over PostgreSQL, for leader and standby. Whoever waits takes a lease that was given back at once, and otherwise
 * one whose holder it has seen doing nothing for the whole of that holder's own time to live and grace, by the clock of
 * the one that waits. See lease-table.ts for why no wall clock decides.
 */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LeaseOptions, Leases, Logger } from '@oasis/ports'
import { endBlockers } from './end-blockers.ts'
import { HeldLease } from './held-lease.ts'
import { LeaseSession } from './lease-session.ts'
import {
  FIND_LEASE,
  LEASE_SCHEMA,
  leaseMigrations,
  RENEW_LEASE,
  SEED_LEASE,
  TAKE_LEASE,
} from './lease-table.ts'
import { PostgresConnection, type Row } from './postgres-connection.ts'
import { isPassing, toDatabaseError } from './postgres-errors.ts'
import { bringUpToDate } from './postgres-migrations.ts'
import { addressOf, clientConfig, type PostgresConnectionOptions } from './postgres-options.ts'

export interface PostgresLeasesOptions extends PostgresConnectionOptions {
  /** Of the table of leases; `ots_leases` unless told otherwise. In the database of the stores that they guard. */
  readonly schema?: string
  /** How this process calls itself, for people who look at the table; its host and process id unless told otherwise. */
  readonly holder?: string
}

/** Between two looks at a lease that another holds. */
const POLL_MS = 400
const MIN_ANSWER_MS = 1_500

export function createPostgresLeases(options: PostgresLeasesOptions): Leases {
  const { schema = LEASE_SCHEMA, logger } = options
  const held = new Set<HeldLease>()
  const closed = new AbortController()
  return {
    acquire: async (name, leaseOptions) => {
      const signal = AbortSignal.any([leaseOptions.signal, closed.signal])
      const waiting = new Waiting({ ...options, schema }, name, { ...leaseOptions, signal })
      const onEnd = () => void held.delete(lease)
      const lease: HeldLease = await waiting.acquire(logger, onEnd)
      if (closed.signal.aborted) {
        await lease.release()
        throw closed.signal.reason
      }
      held.add(lease)
      return lease
    },
    close: async () => {
      closed.abort(new Error('the leases are closed'))
      await Promise.all([...held].map((lease) => lease.release()))
    },
  }
}

interface Seen {
  readonly epoch: unknown
  readonly renewals: unknown
  /** When it was first seen so, by `performance.now()`. */
  readonly since: number
}

class Waiting {
  readonly #options: PostgresLeasesOptions & { readonly schema: string }
  readonly #name: string
  readonly #lease: LeaseOptions
  readonly #holder = randomUUID()
  readonly #process: string
  readonly #session: LeaseSession
  #tables = false
  #seen: Seen | undefined

  constructor(options: PostgresLeasesOptions & { schema: string }, name: string, lease: LeaseOptions) {
    this.#options = options
    this.#name = name
    this.#lease = lease
    this.#process = options.holder ?? `${hostname()}/${process.pid}`
    // A renewal without an answer is given up while there is time for another, on the server, too. Taking over has to
    // leave `endBlockers` its time.
    const timeoutMs = Math.round(Math.max(MIN_ANSWER_MS, lease.ttlMs / 3))
    const times = { connectTimeoutMs: timeoutMs, statementTimeoutMs: timeoutMs, lockTimeoutMs: timeoutMs }
    const config = clientConfig({ ...options, ...times }, options.schema, 'lease')
    this.#session = new LeaseSession(() => PostgresConnection.open(config, timeoutMs))
  }

  async acquire(logger: Logger | undefined, onEnd: () => void): Promise<HeldLease> {
    const { signal } = this.#lease
    try {
      for (;;) {
        signal.throwIfAborted()
        const lease = await this.#attempt(logger, onEnd)
        if (lease !== undefined) return lease
        await sleep(POLL_MS * (0.5 + Math.random()), undefined, { signal }).catch(() => {})
      }
    } catch (error) {
      await this.#session.close()
      throw error
    }
  }

  async #attempt(logger: Logger | undefined, onEnd: () => void): Promise<HeldLease | undefined> {
    try {
      const since = await this.#take()
      if (since === undefined) return undefined
      return new HeldLease({
        ...{ logger, onEnd, name: this.#name, holder: this.#holder, session: this.#session },
        ...{ epoch: since.epoch, since: since.at, ttlMs: this.#lease.ttlMs },
      })
    } catch (error) {
      const address = addressOf(this.#options.url)
      if (!isPassing(error)) throw toDatabaseError(error, address)
      logger?.warn(
        { err: error, lease: this.#name, database: address },
        'cannot look for the lease, trying again',
      )
      return undefined
    }
  }

  async #take(): Promise<{ readonly at: number; readonly epoch: number } | undefined> {
    await this.#makeTables()
    const row = (await this.#find()) ?? (await this.#seed())
    const at = performance.now()
    // Ours already: it was taken, and the answer was lost.
    const taken = row.holder === this.#holder ? await this.#renew(row) : await this.#takeOver(row, at)
    const epoch = taken === undefined ? undefined : Number(taken.epoch)
    return epoch === undefined || performance.now() >= at + this.#lease.ttlMs ? undefined : { at, epoch }
  }

  async #find(): Promise<Row | undefined> {
    return (await this.#session.query(FIND_LEASE, [this.#name]))[0]
  }

  async #seed(): Promise<Row> {
    await this.#session.query(SEED_LEASE, [this.#name])
    const row = await this.#find()
    if (row === undefined) throw new Error(`the lease ${this.#name} is not there after it was made`)
    return row
  }

  async #renew(row: Row): Promise<Row | undefined> {
    return (await this.#session.query(RENEW_LEASE, [this.#name, this.#holder, row.epoch]))[0]
  }

  async #takeOver(row: Row, now: number): Promise<Row | undefined> {
    if (!this.#mayTake(row, now)) return undefined
    const { epoch, renewals } = row
    const { ttlMs, graceMs } = this.#lease
    const values = [this.#name, this.#holder, epoch, renewals, BigInt(ttlMs), BigInt(graceMs), this.#process]
    const connection = await this.#session.connection()
    const { connect } = this.#session
    const { logger } = this.#options
    const [taken] = await endBlockers(connection, { connect, logger }, () =>
      connection.query(TAKE_LEASE, values),
    )
    return taken
  }

  #mayTake({ holder, epoch, renewals, wait_ms, has_expired }: Row, now: number): boolean {
    const last = this.#seen
    const isSame = last !== undefined && last.epoch === epoch && last.renewals === renewals
    const seen = isSame ? last : { epoch, renewals, since: now }
    this.#seen = seen
    if (holder === null || (this.#lease.takesExpired === true && has_expired === true)) return true
    return now - seen.since >= Number(wait_ms)
  }

  async #makeTables(): Promise<void> {
    if (this.#tables) return
    const { schema } = this.#options
    const config = clientConfig(this.#options, schema, 'migration')
    await bringUpToDate({ connect: this.#session.connect, config, schema, migrations: leaseMigrations })
    this.#tables = true
  }
}
