/** Every statement that a runbook tells a person to run on PostgreSQL runs there, on the tables of a system that has been set up. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPostgresLeases, openOrderStore } from '@oasis/store-sql'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { SCHEMAS } from '../../src/distributed/schemas.ts'

const FOLDER = fileURLToPath(new URL('../../../../docs/runbooks/', import.meta.url))
const STATEMENT = /\bselect [^'`\n]+/g

const told = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) =>
    [...readFileSync(join(FOLDER, name), 'utf8').matchAll(STATEMENT)].map(([sql]) => ({ name, sql })),
  )

const DATABASE = `runbooks_${Date.now()}`
let client: pg.Client
beforeAll(async () => {
  const server = inject('postgres').url
  const admin = new pg.Client(server)
  await admin.connect()
  await admin.query(`CREATE DATABASE ${DATABASE}`)
  await admin.end()
  const url = new URL(server)
  url.pathname = `/${DATABASE}`
  const leases = createPostgresLeases({ url: url.href, holder: 'order-manager@here:42' })
  const times = { ttlMs: 5_000, graceMs: 0, signal: AbortSignal.timeout(10_000) }
  const lease = await leases.acquire('order-manager/coinbase.main.paper', times)
  await (await openOrderStore({ url: url.href, schema: SCHEMAS.orders, lease })).close()
  await lease.release()
  await leases.close()
  client = new pg.Client(url.href)
  await client.connect()
})
afterAll(() => client.end())

test('there are statements', () => {
  expect(told.length).toBeGreaterThan(1)
})

test.each(told)('$name: $sql', async ({ sql }) => {
  await expect(client.query(sql)).resolves.toBeDefined()
})

test('the leases are what the page says that they are', async () => {
  const sql = told.find(({ name }) => name === 'leadership.md')?.sql ?? ''
  const { rows } = await client.query(sql)
  expect(rows).toEqual([expect.objectContaining({ name: 'order-manager/coinbase.main.paper' })])
})
