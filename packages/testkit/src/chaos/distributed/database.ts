/** The driver's own hand on PostgreSQL and Redis. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const CONNECT_WITHIN_MS = 5_000

export async function withDatabase<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await connected(url)
  try {
    return await use(client)
  } finally {
    await client.end().catch(() => {})
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS })
  // A server that goes away takes it along.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** For every session, those that are open included. */
export const setReadOnly = (url: string, on: boolean): Promise<void> =>
  withDatabase(url, async (client) => {
    await client.query(`ALTER SYSTEM SET default_transaction_read_only = ${on ? 'on' : 'off'}`)
    await client.query('SELECT pg_reload_conf()')
  })

/**
 * Takes every slot, ends everybody else's sessions and takes theirs, too: for so long from when there is none left, nobody
 * gets in. False when it never came to that.
 */
export async function takeAllConnections(url: string, forMs: number): Promise<boolean> {
  const held: Client[] = []
  try {
    const deadline = performance.now() + FULL_WITHIN_MS
    while (!(await fill(url, held))) if (performance.now() > deadline) return false
    const until = performance.now() + forMs
    while (performance.now() < until) {
      // The driver knows it from the server's greeting; its types do not say so.
      const own = held.map((client) => (client as unknown as { processID: number }).processID)
      await held[0]?.query(OTHERS, [own])
      await fill(url, held)
      await sleep(FILL_EVERY_MS)
    }
    return true
  } finally {
    await Promise.all(held.map((client) => client.end().catch(() => {})))
  }
}

const OTHERS = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND pid <> ALL($1::int[])`
const FULL_WITHIN_MS = 60_000
const FILL_EVERY_MS = 50
const AT_ONCE = 10

/** True when there is no slot left. */
async function fill(url: string, held: Client[]): Promise<boolean> {
  const opened = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => connected(url)))
  for (const each of opened) if (each.status === 'fulfilled') held.push(each.value)
  return opened.some((each) => each.status === 'rejected' && isFull(each.reason))
}

const isFull = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '53300'

export async function flushRedis(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  try {
    socket.write('FLUSHALL\r\n')
    await once(socket, 'data', { signal: AbortSignal.timeout(CONNECT_WITHIN_MS) })
  } finally {
    socket.destroy()
  }
}
