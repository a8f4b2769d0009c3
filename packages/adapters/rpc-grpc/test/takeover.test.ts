import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { GrpcClient } from '../src/index.ts'
import { echo, soon } from './echo-method.ts'
import { clientOf, closeAfterTest, keptLogger, serverOf } from './opened.ts'

const PROCESS = fileURLToPath(new URL('./echo-process.ts', import.meta.url))
/** Long enough for whatever is to be noticed in seconds; a call that ends by it fails the test. */
const patient = { timeoutMs: 60_000 }

/** An address at which nothing listens yet. */
async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

const portOf = (address: string): number => Number(address.split(':')[1])

function serverNamed(name: string, address: string) {
  const server = serverOf({ port: portOf(address) })
  server.handle(echo, async () => ({ text: name }))
  return server
}

async function processNamed(
  name: string,
  address?: string,
): Promise<{ child: ChildProcess; address: string }> {
  const args = [PROCESS, name, ...(address ? [`${portOf(address)}`] : [])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  closeAfterTest(() => child.kill('SIGKILL'))
  const [line] = await once(child.stdout, 'data')
  return { child, address: String(line).trim() }
}

/** What the client hears in the end, asking again as callers do. */
const heard = (client: GrpcClient) =>
  expect.poll(
    () =>
      client.call(echo, { text: '' }, soon).then(
        ({ text }) => text,
        ({ status }) => status,
      ),
    { timeout: 15_000, interval: 50 },
  )

test('calls go to whichever address listens, and to the other one after a takeover', async () => {
  const [first, second] = [await freeAddress(), await freeAddress()]
  const client = clientOf([first, second])
  await expect(client.call(echo, { text: '' }, patient)).rejects.toMatchObject({
    status: 'UNAVAILABLE',
    message: expect.stringMatching(`${first}: .*ECONNREFUSED.*${second}: .*ECONNREFUSED`),
  })
  const leader = serverNamed('second leads', second)
  await leader.listen()
  await heard(client).toBe('second leads')
  await leader.close()
  await expect(client.call(echo, { text: '' }, patient)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  await serverNamed('first leads', first).listen()
  await heard(client).toBe('first leads')
  // Should both listen for a moment, nobody changes over while the connection holds.
  await serverNamed('second is back', second).listen()
  for (let i = 0; i < 20; i++) {
    expect(await client.call(echo, { text: '' }, soon)).toEqual({ text: 'first leads' })
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
})

test('a leader that is killed: what it was doing is UNAVAILABLE, and the standby is found', async () => {
  const leader = await processNamed('leader')
  const standby = await freeAddress()
  const client = clientOf([leader.address, standby])
  expect(await client.call(echo, { text: '' }, soon)).toEqual({ text: 'leader' })
  const running = expect(client.call(echo, { text: 'wait' }, patient)).rejects.toMatchObject({
    status: 'UNAVAILABLE',
  })
  await client.call(echo, { text: '' }, soon)
  leader.child.kill('SIGKILL')
  await running
  await serverNamed('standby', standby).listen()
  await heard(client).toBe('standby')
})

test('a leader that is stopped is noticed, the standby is found, and stays when the first goes on', async () => {
  const leader = await processNamed('leader')
  const standby = await freeAddress()
  const client = clientOf([leader.address, standby])
  expect(await client.call(echo, { text: '' }, soon)).toEqual({ text: 'leader' })
  leader.child.kill('SIGSTOP')
  // A minute is allowed; that it is UNAVAILABLE tells that the silence was noticed.
  await expect(client.call(echo, { text: '' }, patient)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  await expect(client.call(echo, { text: '' }, patient)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  await serverNamed('standby', standby).listen()
  await heard(client).toBe('standby')
  leader.child.kill('SIGCONT')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await client.call(echo, { text: '' }, soon)).toEqual({ text: 'standby' })
}, 60_000)

test('a network that is cut is noticed on both sides, and used again when it is mended', async () => {
  const server = serverOf()
  const gone = new Promise<unknown>((resolve) => {
    server.handle(echo, async (request, { signal }) => {
      if (request.text !== 'wait') return request
      await new Promise<void>((heardOf) => signal.addEventListener('abort', () => heardOf()))
      resolve(signal.reason)
      return request
    })
  })
  const wire = await cuttable(await server.listen())
  const client = clientOf([wire.address])
  const waiting = expect(client.call(echo, { text: 'wait' }, patient)).rejects.toMatchObject({
    status: 'UNAVAILABLE',
  })
  await client.call(echo, { text: '' }, soon)
  wire.cut()
  await waiting
  expect(await gone).toMatchObject({ status: 'CANCELLED' })
  await expect(client.call(echo, { text: '' }, patient)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  wire.mend()
  await heard(client).toBe('')
}, 60_000)

test('one that takes connections and never answers is given up, and said so once', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  const sockets: Socket[] = []
  silent.on('connection', (socket) => sockets.push(socket.on('error', () => {}).resume()))
  await once(silent, 'listening')
  closeAfterTest(() => {
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
  const address = silent.address()
  const logger = keptLogger()
  const client = clientOf([`127.0.0.1:${typeof address === 'object' ? address?.port : 0}`], { logger })
  await expect(client.call(echo, { text: '' }, patient)).rejects.toMatchObject({
    status: 'UNAVAILABLE',
    message: expect.stringContaining('no answer'),
  })
  await expect.poll(() => sockets.length, { timeout: 10_000 }).toBeGreaterThan(1)
  expect(logger.lines.filter((line) => line.startsWith('warn'))).toHaveLength(1)
  // Nothing is left open of an attempt that was given up.
  await expect.poll(() => sockets[0]?.destroyed, { timeout: 10_000 }).toBe(true)
}, 60_000)

/** Forwards to the address until it is cut: then bytes go nowhere, and no connection is closed. */
async function cuttable(target: string) {
  let isCut = false
  const sockets = new Set<Socket>()
  const proxy = createServer((inner) => {
    const outer = connect(portOf(target), '127.0.0.1')
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => !isCut && to.write(bytes))
      from.on('close', () => !isCut && to.destroy())
      from.on('error', () => {})
    }
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  closeAfterTest(() => {
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
  const address = proxy.address()
  return {
    address: `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    cut: () => {
      isCut = true
    },
    mend: () => {
      isCut = false
    },
  }
}
