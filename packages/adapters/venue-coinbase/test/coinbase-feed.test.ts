import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { FeedConnection, FeedFrame } from '@oasis/ports'
import { createRealScheduler, createSilentLogger, seededRandom } from '@oasis/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { createCoinbaseFeed } from '../src/index.ts'
import * as frames from './frames.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function venue(onSocket: (socket: WebSocket) => void = () => {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const requests: { at: number; message: unknown }[] = []
  server.on('connection', (socket) => {
    socket.on('message', (data) =>
      requests.push({ at: performance.now(), message: JSON.parse(String(data)) }),
    )
    onSocket(socket)
  })
  stops.push(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `ws://127.0.0.1:${address.port}`, requests, server }
}

function connectTo(wsUrl: string, signal = new AbortController().signal, connectTimeoutMs = 2_000) {
  const seen = { frames: [] as FeedFrame[], malformed: [] as string[], closed: [] as string[] }
  const feed = createCoinbaseFeed({
    wsUrl,
    scheduler: createRealScheduler(),
    random: seededRandom(7),
    logger: createSilentLogger(),
    connectTimeoutMs,
  })
  const connecting = feed.connect(
    {
      onFrame: (frame) => seen.frames.push(frame),
      onMalformed: (_text, reason) => seen.malformed.push(reason),
      onClose: (reason) => seen.closed.push(reason),
    },
    signal,
  )
  const opened = connecting.then((connection: FeedConnection) => {
    stops.push(() => connection.close())
    return connection
  })
  return { opened, seen }
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await delay(10)
  expect(condition()).toBe(true)
}

describe('the feed', () => {
  it('subscribes heartbeats by itself, and one channel per message', async () => {
    const { url, requests } = await venue()
    const connection = await connectTo(url).opened
    connection.subscribe('book', ['BTC-USD', 'ETH-USD'])
    connection.unsubscribe('trades', ['BTC-USD'])
    await until(() => requests.length === 3)
    expect(requests.map(({ message }) => message)).toEqual([
      { type: 'subscribe', channel: 'heartbeats' },
      { type: 'subscribe', channel: 'level2', product_ids: ['BTC-USD', 'ETH-USD'] },
      { type: 'unsubscribe', channel: 'market_trades', product_ids: ['BTC-USD'] },
    ])
  })

  it('sends fewer messages a second than the venue takes', async () => {
    const { url, requests } = await venue()
    const connection = await connectTo(url).opened
    for (let i = 0; i < 10; i++) connection.subscribe('book', [`P${i}-USD`])
    await until(() => requests.length === 11)
    const [first, eighth] = [requests[0]?.at ?? 0, requests[7]?.at ?? 0]
    expect((requests[6]?.at ?? 0) - first).toBeLessThan(900)
    expect(eighth - first).toBeGreaterThan(900)
  })

  it('hands over frames in order, and what is no frame with the reason', async () => {
    const { url } = await venue((socket) => {
      for (const text of [frames.l2Update, 'Bad Gateway', frames.heartbeat]) socket.send(text)
      socket.send(new Uint8Array([1, 2, 3]))
    })
    const { opened, seen } = connectTo(url)
    await opened
    await until(() => seen.malformed.length === 2)
    expect(seen.frames.map(({ channel }) => channel)).toEqual(['l2_data', 'heartbeats'])
    expect(seen.malformed).toEqual(['not JSON', 'a binary frame'])
  })

  it('takes a snapshot of 8 MB in one frame', async () => {
    const level = {
      side: 'bid',
      event_time: '2026-08-09T21:05:48.17Z',
      price_level: '1.5',
      new_quantity: '1',
    }
    const updates = Array.from({ length: 80_000 }, () => level)
    const value = {
      channel: 'l2_data',
      timestamp: '2026-08-09T21:05:48Z',
      sequence_num: 0,
      events: [{ type: 'snapshot', product_id: 'BTC-USD', updates }],
    }
    const { url } = await venue((socket) => socket.send(JSON.stringify(value)))
    const { opened, seen } = connectTo(url)
    await opened
    await until(() => seen.frames.length === 1)
    expect(seen.frames[0]?.messages).toMatchObject([{ kind: 'BOOK_SNAPSHOT', changes: { length: 80_000 } }])
  })

  it('reports the venue closing it, once', async () => {
    const { url, server } = await venue()
    const { opened, seen } = connectTo(url)
    await opened
    for (const client of server.clients) client.close(1012, 'restart')
    await until(() => seen.closed.length > 0)
    await delay(30)
    expect(seen.closed).toEqual(['closed with 1012 restart'])
  })

  it('is silent once closed by us', async () => {
    const { url } = await venue((socket) => socket.send(frames.heartbeat))
    const { opened, seen } = connectTo(url)
    const connection = await opened
    connection.close()
    await delay(50)
    expect(seen).toEqual({ frames: [], malformed: [], closed: [] })
  })

  it('holds frames back while paused', async () => {
    let peer: WebSocket | undefined
    const { url } = await venue((socket) => {
      peer = socket
    })
    const { opened, seen } = connectTo(url)
    const connection = await opened
    connection.pause()
    peer?.send(frames.heartbeat)
    await delay(60)
    expect(seen.frames).toHaveLength(0)
    connection.resume()
    await until(() => seen.frames.length === 1)
  })

  it('gives every connection an id of its own', async () => {
    const { url } = await venue()
    const [a, b] = await Promise.all([connectTo(url).opened, connectTo(url).opened])
    expect(a.id).not.toBe(b.id)
  })

  it('rejects with a stable code when nobody listens', async () => {
    await expect(connectTo('ws://127.0.0.1:1').opened).rejects.toMatchObject({
      code: 'OTS_VENUE_UNREACHABLE',
    })
  })

  it('gives up a handshake that is not answered in time', async () => {
    const server = createServer(() => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    stops.push(() => server.close())
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const { opened } = connectTo(`ws://127.0.0.1:${port}`, undefined, 50)
    await expect(opened).rejects.toThrow('did not answer in 50 ms')
  })

  it('stops connecting when told to', async () => {
    const server = createServer(() => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    stops.push(() => server.close())
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const abort = new AbortController()
    const { opened } = connectTo(`ws://127.0.0.1:${port}`, abort.signal)
    abort.abort(new Error('enough'))
    await expect(opened).rejects.toThrow('enough')
  })
})
