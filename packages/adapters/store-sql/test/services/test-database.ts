/** A database of its own for each test file, of a user without rights beyond it, and what a second pair of eyes sees in it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import type { PostgresOptions } from '../../src/index.ts'

export interface TestDatabase {
  readonly url: string
  /** Of the database and of its user. */
  readonly name: string
  /** A schema that no store has opened yet. */
  fresh(changes?: Partial<PostgresOptions>): PostgresOptions
  /** As the superuser, in this database; each on its own. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** Ends all sessions of the database's user, and lets them notice. */
  endSessions(): Promise<void>
}

/** To be called once, at the top of a test file. */
export function useTestDatabase(): TestDatabase {
  const server = inject('postgres').url
  const name = `ots_${randomUUID().replaceAll('-', '')}`
  const asSuperuser = Object.assign(new URL(server), { pathname: `/${name}` }).href
  const url = Object.assign(new URL(asSuperuser), { username: name, password: name }).href
  let pool: Pool | undefined
  let schemas = 0
  beforeAll(async () => {
    await once(server, `CREATE ROLE ${name} LOGIN PASSWORD '${name}'`)
    await once(server, `CREATE DATABASE ${name} OWNER ${name}`)
    pool = new Pool({ connectionString: asSuperuser, max: 2 })
    pool.on('error', () => {})
  })
  afterAll(async () => {
    await pool?.end()
    await once(server, `DROP DATABASE ${name} WITH (FORCE)`)
    await once(server, `DROP ROLE ${name}`)
  })
  const query: TestDatabase['query'] = async (sql, values = []) => {
    if (pool === undefined) throw new Error('called before the database was made')
    return (await pool.query(sql, [...values])).rows
  }
  return {
    url,
    name,
    query,
    endSessions: async () => {
      await query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = $1', [name])
      await sleep(100)
    },
    fresh: (changes = {}) => ({ url, schema: `store_${++schemas}`, ...changes }),
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
