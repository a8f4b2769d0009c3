/** How a store finds its database, and within which time everything there is to happen. */
import type { Lease, Logger } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { type ClientConfig, types } from 'pg'

export interface PostgresTls {
  /** PEM. Without one the certificates of the system are trusted. */
  readonly ca?: string
  /** PEM; for servers that ask for a certificate. */
  readonly cert?: string
  readonly key?: string
}

export interface PostgresConnectionOptions {
  /** `postgres://user:password@host:port/database`. Never logged. */
  readonly url: string
  /** The server's certificate is always checked then. */
  readonly tls?: PostgresTls
  readonly logger?: Logger
  /** To be connected, and to get a connection out of the pool. */
  readonly connectTimeoutMs?: number
  /** Of one statement; the server ends it. */
  readonly statementTimeoutMs?: number
  /** Of waiting for another's lock. */
  readonly lockTimeoutMs?: number
}

export interface PostgresOptions extends PostgresConnectionOptions {
  /** One for each store; made when it is not there. Lower-case letters, digits, underscores. */
  readonly schema: string
  /** Connections for reading; the one that writes comes on top. */
  readonly poolSize?: number
  /** A database that is down when the store is opened is waited for that long. */
  readonly openTimeoutMs?: number
  /**
   * A write is tried again where it is certain that nothing of it was written, and looked for where that is not known,
   * for that long at most; then it fails.
   */
  readonly writeDeadlineMs?: number
  /** Each transaction is refused from the moment that this lease is not held any more. In the same database. */
  readonly lease?: Pick<Lease, 'name' | 'epoch' | 'lapsed'>
  /** Of the table of leases, where it is not `ots_leases`. */
  readonly leaseSchema?: string
  /**
   * The store cannot be written by this process any more: another has taken it over, its lease is gone, or it cannot be
   * found out whether a write was done. The process is to end.
   */
  readonly onFatal?: (error: OtsError) => void
}

export interface PostgresLimits {
  readonly connectTimeoutMs: number
  readonly statementTimeoutMs: number
  readonly lockTimeoutMs: number
  readonly openTimeoutMs: number
  readonly writeDeadlineMs: number
  readonly poolSize: number
}

const DEFAULT_LIMITS: PostgresLimits = {
  connectTimeoutMs: 3_000,
  statementTimeoutMs: 5_000,
  lockTimeoutMs: 3_000,
  openTimeoutMs: 30_000,
  writeDeadlineMs: 10_000,
  poolSize: 3,
}

/** What the server is given to end a statement by itself, before the client gives the whole connection up. */
export const ANSWER_MARGIN_MS = 1_000

export function limitsOf(options: PostgresConnectionOptions & Partial<PostgresLimits>): PostgresLimits {
  const limits: Record<string, number> = { ...DEFAULT_LIMITS }
  for (const name of Object.keys(DEFAULT_LIMITS) as (keyof PostgresLimits)[]) {
    limits[name] = options[name] ?? DEFAULT_LIMITS[name]
  }
  // Each name was given its number.
  return limits as unknown as PostgresLimits
}

const SCHEMA = /^[a-z_][a-z0-9_]{0,62}$/

/** Host, port and name of the database: all that may be told of an address. */
export function addressOf(url: string): string {
  const { hostname, port, pathname } = parseUrl(url)
  return `${hostname}:${port || 5432}${pathname}`
}

function parseUrl(url: string): URL {
  const parsed = URL.parse(url)
  if (parsed !== null && /^postgres(?:ql)?:$/.test(parsed.protocol)) return parsed
  throw new OtsError('OTS_CONFIG_INVALID', 'the address of the database is not one', {
    hint: 'Write it as postgres://user:password@host:5432/database.',
  })
}

/** `purpose` is how the connection is called in pg_stat_activity: `ots orders writer`. */
export function clientConfig(
  options: PostgresConnectionOptions,
  schema: string,
  purpose: 'writer' | 'reader' | 'guest' | 'migration' | 'lease',
): ClientConfig {
  if (!SCHEMA.test(schema)) {
    throw new OtsError('OTS_CONFIG_INVALID', `"${schema}" cannot be the name of a schema`, {
      hint: 'Take lower-case letters, digits and underscores, a letter first.',
    })
  }
  const limits = limitsOf(options)
  const url = parseUrl(options.url)
  const own = url.searchParams.get('options')
  url.searchParams.delete('options')
  return {
    connectionString: url.href,
    ...(options.tls === undefined ? {} : { ssl: { ...options.tls, rejectUnauthorized: true } }),
    application_name: `ots ${schema} ${purpose}`,
    connectionTimeoutMillis: limits.connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    options: [own ?? '', ...sessionSettings(limits, schema, purpose)].join(' ').trim(),
    types: { getTypeParser },
  }
}

/** Given with the first message, so that no connection is ever without them. */
function sessionSettings(limits: PostgresLimits, schema: string, purpose: string): readonly string[] {
  const settings = {
    search_path: schema,
    // Answered means durable, whatever the server's default is.
    synchronous_commit: 'on',
    statement_timeout: limits.statementTimeoutMs,
    lock_timeout: limits.lockTimeoutMs,
    // A process that was stopped in the middle of something must not hold others up.
    idle_in_transaction_session_timeout: limits.statementTimeoutMs,
    tcp_keepalives_idle: 5,
    tcp_keepalives_interval: 5,
    tcp_keepalives_count: 3,
    ...(purpose === 'reader' ? { default_transaction_read_only: 'on' } : {}),
  }
  return Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
}

const INT8 = types.builtins.INT8
const BYTEA = types.builtins.BYTEA

/** As from SQLite: integers are bigint (times are nanoseconds), bytes are plain. The rest as `pg` has it. */
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (oid === INT8) return BigInt
  if (oid !== BYTEA) return types.getTypeParser(oid, format as never)
  const parse = types.getTypeParser(BYTEA, 'text')
  return (text: string) => new Uint8Array(parse(text) as unknown as Buffer)
}
