/** A database of its own for each test file, and what a second pair of eyes sees in it. */
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import type { PostgresOptions } from '../../src/index.ts'

export interface TestDatabase {
  readonly url: string
  /** A schema that no store has opened yet. */
  fresh(changes?: Partial<PostgresOptions>): PostgresOptions
  /** As the superuser, in this database. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** Another connection, to be ended by the test. */
  connect(): Promise<Client>
}

/** To be called once, at the top of a test file. */
export function useTestDatabase(): TestDatabase {
  const server = inject('postgres').url
  const name = `ots_${randomUUID().replaceAll('-', '')}`
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  let client: Client | undefined
  let schemas = 0
  beforeAll(async () => {
    await once(server, `CREATE DATABASE ${name}`)
    client = new Client(url)
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await once(server, `DROP DATABASE ${name} WITH (FORCE)`)
  })
  return {
    url,
    fresh: (changes = {}) => ({ url, schema: `store_${++schemas}`, ...changes }),
    query: async (sql, values = []) => {
      if (client === undefined) throw new Error('called before the database was made')
      return (await client.query(sql, [...values])).rows
    },
    connect: async () => {
      const another = new Client(url)
      another.on('error', () => {})
      await another.connect()
      return another
    },
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
