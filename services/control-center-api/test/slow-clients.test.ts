/**
 * Clients that send or read as slowly as they can, many at once, each by a socket of its own: others are served, and memory
 * stays flat. What the kernel keeps for an unread socket is its own, and bounded by it.
 */
import { expect, onTestFinished, test } from 'vitest'
import { type ApiWorld, openWorld } from './api-world.ts'
import { openEvents } from './event-client.ts'
import { heldBytes } from './memory.ts'
import { openRaw, type RawClient, statusIn } from './raw-client.ts'
import { AccountHistory } from './read-models-world.ts'
import { until } from './until.ts'

const CLIENTS = 1_000
const MEGABYTE = 1_048_576

async function world(settings: NonNullable<Parameters<typeof openWorld>[0]>['settings']): Promise<ApiWorld> {
  const opened = await openWorld({ ...(settings ? { settings } : {}) })
  onTestFinished(() => opened.close())
  return opened
}

/** They have sent that, and read nothing from then on; `greeted`: not before the answer has begun. */
async function openMany(
  on: ApiWorld,
  count: number,
  head: string,
  greeted?: string,
): Promise<readonly RawClient[]> {
  const clients: RawClient[] = []
  onTestFinished(() => {
    for (const { socket } of clients) socket.destroy()
  })
  for (let n = 0; n < count; n++) {
    const client = await openRaw(on.api.address())
    clients.push(client)
    await client.write(head)
    if (greeted !== undefined)
      await until('it to be greeted', () => client.text().includes(greeted) || undefined)
    client.socket.pause()
  }
  return clients
}

const eventsHead = (token: string): string =>
  `GET /api/v1/events HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n\r\n`

test('a thousand streams that are never read cost no more than one, are sent away, and make room for others', {
  timeout: 60_000,
}, async () => {
  const on = await world({ events: { heartbeatMs: 200, maxStreams: CLIENTS + 1 } })
  const { token } = await on.as('viewer')
  const reader = await openEvents(`${on.api.address()}/api/v1/events`, token)
  onTestFinished(() => reader.close())
  await openMany(on, CLIENTS, eventsHead(token), 'event: ready')
  const streams = () => openEvents(`${on.api.address()}/api/v1/events`, token)
  expect((await streams()).status).toBe(429)
  const before = heldBytes()
  const history = new AccountHistory(on.owners.bus)
  const ORDERS = 1_500
  for (let n = 1; n <= ORDERS; n++) await history.fill(n)
  const fills = () => reader.events.filter(({ event }) => event === 'fill')
  await until('the one that reads to have them all', () => fills().length === ORDERS || undefined)
  expect(fills().map(({ data }) => data.accountSeq)).toEqual(
    Array.from({ length: ORDERS }, (_, n) => 4 * n + 4),
  )
  // Six thousand events of a kilobyte: what they have not read, each for itself, would be gigabytes.
  expect(heldBytes() - before).toBeLessThan(200 * MEGABYTE)
  const next = await until('room for others', async () => {
    const stream = await streams()
    if (stream.status === 200) return stream
    stream.close()
    return undefined
  })
  next.close()
})

test('headers and bodies that trickle are ended in their time, while others are served', {
  timeout: 60_000,
}, async () => {
  const on = await world({ receiveTimeoutMs: 400 })
  const clients = [
    ...(await openMany(on, 100, 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-slow: ')),
    ...(await openMany(
      on,
      100,
      'POST /api/v1/auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n{',
    )),
    // Nothing at all.
    ...(await openMany(on, 20, '')),
  ]
  let ended = 0
  for (const { closed, socket } of clients) {
    socket.resume()
    void closed.then(() => (ended += 1))
  }
  await until('all of them to be ended', async () => {
    for (const { write } of clients) await write('a')
    expect((await on.ask('GET', '/healthz')).status).toBe(200)
    return ended === clients.length || undefined
  })
})

test('a request that trickles is told what was wrong', async () => {
  const on = await world({ receiveTimeoutMs: 300 })
  const client = await openRaw(on.api.address())
  await client.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-slow: ')
  await client.closed
  expect(statusIn(client.text())).toBe(408)
  expect(client.text()).toMatch(/connection: close[\s\S]*"code":"OTS_HTTP_INVALID"/)
})
