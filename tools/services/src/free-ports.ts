/**
 * Ports of 127.0.0.1 that nobody listens on, below those that the kernel hands out to outgoing connections (from 32768):
 * a server that is down for a while finds its own port free again. Between this and the server's listening another could
 * take one: processes that ask at the same moment draw from different ones, as a rule.
 */
import { once } from 'node:events'
import { createServer } from 'node:net'

const LOWEST = 20_000
const SHARES = 24
const SHARE = 500
const MOST_TRIES = 200

const handedOut = new Set<number>()

export async function freePorts(count: number): Promise<number[]> {
  const from = LOWEST + (process.pid % SHARES) * SHARE
  const ports: number[] = []
  for (let tries = 0; ports.length < count; tries++) {
    if (tries > MOST_TRIES) throw new Error(`no free port between ${from} and ${from + SHARE}`)
    const port = from + Math.floor(Math.random() * SHARE)
    if (handedOut.has(port) || !(await isFree(port))) continue
    handedOut.add(port)
    ports.push(port)
  }
  return ports
}

export async function freePort(): Promise<number> {
  const [port] = await freePorts(1)
  if (port === undefined) throw new Error('no free port')
  return port
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  // Rejects where the server says that the port is another's.
  const free = await once(server, 'listening').then(
    () => true,
    () => false,
  )
  if (free) {
    server.close()
    await once(server, 'close')
  }
  return free
}
