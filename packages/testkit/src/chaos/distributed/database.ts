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

/** Ends everybody else's sessions and takes every slot, for so long. */
export async function takeAllConnections(url: string, forMs: number): Promise<void> {
  const held: Client[] = []
  const until = performance.now() + forMs
  try {
    held.push(await connected(url))
    while (performance.now() < until) {
      // Every slot that there is, and then those of the others.
      while (performance.now() < until) held.push(await connected(url))
    }
  } catch (error) {
    if (!isFull(error)) throw error
    await takeFrom(url, held, until)
  } finally {
    await Promise.all(held.map((client) => client.end().catch(() => {})))
  }
}

const OTHERS = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND pid <> ALL($1::int[])`

async function takeFrom(url: string, held: Client[], until: number): Promise<void> {
  while (performance.now() < until) {
    // The driver knows it from the server's greeting.
    const own = held.map((client) => (client as unknown as { processID: number }).processID)
    await held[0]?.query(OTHERS, [own])
    try {
      for (;;) held.push(await connected(url))
    } catch (error) {
      if (!isFull(error)) throw error
    }
    await sleep(100)
  }
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
