/**
 * The local exchange in a process of its own, with a stopwatch: when it had received each request whole, when it sent
 * each frame that tells of a filled order. Beside it, for a floor, a bare WebSocket that sends what it was given.
 * Times are of the machine's monotonic clock, which all processes share.
 */
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { createSimulator, type SimulatorOptionsInput } from '@oasis/coinbase-simulator'
import { createRealScheduler } from '@oasis/runtime'
import { createTokenSigner, readKeyFile } from '@oasis/venue-coinbase'
import { WebSocketServer } from 'ws'

export type ToExchange = { readonly kind: 'TIMES' }
export type FromExchange =
  | { readonly kind: 'LISTENING'; readonly url: string; readonly wsUrl: string; readonly bareUrl: string }
  | ({ readonly kind: 'TIMES' } & ExchangeTimes)

/** Since the last time they were asked for; nanoseconds as text. */
export interface ExchangeTimes {
  /** By the request line, `POST /api/v3/brokerage/orders`; without the query. */
  readonly received: Readonly<Record<string, readonly string[]>>
  /** By client order id: when the frame went that was the first to tell of its whole fill. */
  readonly filled: Readonly<Record<string, string>>
  /** One of these frames. */
  readonly sample: string
  /** Of the bare socket. */
  readonly bare: readonly string[]
}

const stopwatch = { received: {} as Record<string, string[]>, filled: {} as Record<string, string> }
let sample = ''
let bare: string[] = []
const now = () => String(process.hrtime.bigint())
const tell = (message: FromExchange) => process.send?.(message)

const { keyFile = '', ...given } = JSON.parse(process.argv[2] ?? '{}') as SimulatorOptionsInput
const simulator = await createSimulator({ ...given, keyFile, port: 0 })

subscribe('http.server.request.start', (message) => {
  const { request } = message as { readonly request: IncomingMessage }
  const line = `${request.method} ${request.url?.split('?')[0]}`
  const times = stopwatch.received[line] ?? []
  stopwatch.received[line] = times
  const push = request.push.bind(request)
  // The parser ends the body in the moment it has seen the last byte, before anybody has read anything.
  request.push = (chunk, encoding) => {
    if (chunk === null) times.push(now())
    return push(chunk, encoding)
  }
})

/** Told of the user's orders right before the client is that connected after it. */
const watching = simulator.exchange.connect({
  address: 'stopwatch',
  send: (text) => {
    if (!text.startsWith('{"channel":"user"')) return
    const at = now()
    const frame = JSON.parse(text) as {
      readonly events: readonly {
        readonly orders?: readonly { readonly client_order_id: string; readonly status: string }[]
      }[]
    }
    for (const { orders = [] } of frame.events) {
      for (const { client_order_id: id, status } of orders) {
        if (status !== 'FILLED' || stopwatch.filled[id] !== undefined) continue
        stopwatch.filled[id] = at
        sample = text
      }
    }
  },
  sendPart: () => {},
  close: () => {},
  terminate: () => {},
  backlog: () => 0,
})
const signer = createTokenSigner({ key: await readKeyFile(keyFile), now: createRealScheduler().now })
const jwt = (await signer.webSocket()).reveal()
watching.receive(JSON.stringify({ type: 'subscribe', channel: 'heartbeats' }))
watching.receive(JSON.stringify({ type: 'subscribe', channel: 'user', jwt }))

const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => {
  const address = sockets.address()
  if (typeof address !== 'object' || address === null) return
  const { url, wsUrl } = simulator
  tell({ kind: 'LISTENING', url, wsUrl, bareUrl: `ws://127.0.0.1:${address.port}` })
})
sockets.on('connection', (socket) => {
  socket.on('message', (text) => {
    const frame = String(text)
    bare.push(now())
    socket.send(frame)
  })
})

process.on('message', ({ kind }: ToExchange) => {
  if (kind !== 'TIMES') return
  tell({ kind, ...stopwatch, sample, bare })
  stopwatch.received = {}
  bare = []
})
process.on('disconnect', () => process.exit(0))
