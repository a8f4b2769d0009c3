/**
 * Leases in a database. The row says who may act, and how long whoever waits must see it unchanged before it takes over.
 *
 * Nobody's wall clock decides that: the holder counts from before it sent its last renewal, by its own monotonic clock;
 * who waits counts from when it saw that renewal, by its own. `expires_at` is what the server itself goes by when it
 * refuses the writes of a holder that should have stopped: whatever its clock does, it can only refuse more. Who takes a
 * lease whose holder can do nothing without such a write may go by it, too (`takesExpired`).
 */

import type { Lease } from '@oasis/ports'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Unless told otherwise. */
export const LEASE_SCHEMA = 'ots_leases'

export const leaseMigrations: Readonly<Record<string, Migration>> = {
  '0001-leases': {
    up: async (db) => {
      await db.schema
        .createTable('leases')
        .addColumn('name', 'text', (column) => column.primaryKey())
        // NULL: it was given back, and is free.
        .addColumn('holder', 'text')
        .addColumn('process', 'text')
        .addColumn('epoch', 'bigint', (column) => column.notNull())
        .addColumn('renewals', 'bigint', (column) => column.notNull())
        .addColumn('ttl_ms', 'bigint', (column) => column.notNull())
        .addColumn('grace_ms', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', sql`timestamptz`, (column) => column.notNull())
        .execute()
    },
  },
}

type GuardingLease = Pick<Lease, 'name' | 'epoch' | 'lapsed'>

/** What a transaction of a store checks first. */
export interface LeaseFence {
  readonly lease: GuardingLease
  readonly check: string
  readonly values: readonly (string | bigint)[]
}

/**
 * Fails on the server unless the lease is held in this epoch; and while the transaction is under way nobody can take it
 * over, since who renews or takes it waits for the row.
 */
export function leaseFence(lease: GuardingLease, schema: string): LeaseFence {
  const check = `
    SELECT 1 / count(*) FROM (
      SELECT 1 FROM "${schema}".leases
      WHERE name = $1 AND epoch = $2 AND holder IS NOT NULL AND expires_at > clock_timestamp() FOR SHARE
    ) AS held`
  return { lease, check, values: [lease.name, BigInt(lease.epoch)] }
}

const SECONDS = (ms: string): string => `make_interval(secs => ${ms} / 1000.0)`

/** Makes the row on first use: free. */
export const SEED_LEASE = `
  INSERT INTO leases (name, holder, process, epoch, renewals, ttl_ms, grace_ms, expires_at)
  VALUES ($1, NULL, NULL, 0, 0, 0, 0, clock_timestamp()) ON CONFLICT (name) DO NOTHING`

export const FIND_LEASE = `
  SELECT holder, epoch, renewals, ttl_ms + grace_ms AS wait_ms,
    expires_at + ${SECONDS('grace_ms')} <= clock_timestamp() AS has_expired
  FROM leases WHERE name = $1`

/** Only the very row that was seen. */
export const TAKE_LEASE = `
  UPDATE leases SET holder = $2, process = $7, epoch = epoch + 1, renewals = 0, ttl_ms = $5, grace_ms = $6,
    expires_at = clock_timestamp() + ${SECONDS('$5::bigint')}
  WHERE name = $1 AND epoch = $3 AND renewals = $4 RETURNING epoch`

export const RENEW_LEASE = `
  UPDATE leases SET renewals = renewals + 1, expires_at = clock_timestamp() + ${SECONDS('ttl_ms')}
  WHERE name = $1 AND holder = $2 AND epoch = $3 RETURNING epoch`

export const RELEASE_LEASE = `
  UPDATE leases SET holder = NULL, renewals = renewals + 1, expires_at = clock_timestamp()
  WHERE name = $1 AND holder = $2 AND epoch = $3`

export const LIST_LEASES = `
  SELECT name, process AS holder, epoch FROM leases
  WHERE starts_with(name, $1) AND holder IS NOT NULL AND expires_at > clock_timestamp() ORDER BY name`
