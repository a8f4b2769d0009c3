/**
 * Sends a load over a WebSocket as Coinbase would, from a process of its own so that its timing does not suffer from
 * what it measures. Told over IPC: the plan, then when to start; tells its port and when it has sent everything.
 */
import { createServer } from 'node:http'
import { formatRfc3339 } from '@oasis/domain'
import { createRealScheduler } from '@oasis/runtime'
import { type WebSocket, WebSocketServer } from 'ws'
import { answerReference } from './load-reference.ts'
import {
  arrivals,
  BIG_SYMBOL,
  FIRST_TRADE_ID,
  instrumentOfFrame,
  type LoadPlan,
  symbolOfLoad,
} from './plan.ts'

export type ToLoad = { readonly kind: 'PLAN'; readonly plan: LoadPlan } | { readonly kind: 'START' }
export type FromLoad =
  | { readonly kind: 'LISTENING'; readonly port: number }
  | { readonly kind: 'STARTED'; readonly monotonicNanos: string; readonly unixNanos: string }
  | { readonly kind: 'SENT'; readonly frames: number; readonly latestMs: number }

const clock = createRealScheduler()
const tell = (message: FromLoad) => process.send?.(message)

let plan: LoadPlan | undefined
let socket: WebSocket | undefined
let sequence = 0
let running = false
/** Products whose books the connection has. */
const shown = new Set<string>()

const http = createServer((request, response) => answerReference(request, response, clock.now()))
const server = new WebSocketServer({ server: http })
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (typeof address === 'object' && address !== null) tell({ kind: 'LISTENING', port: address.port })
})
server.on('connection', (connected) => {
  socket = connected
  sequence = 0
  shown.clear()
  connected.on('message', (data) => onRequest(JSON.parse(String(data))))
})
process.on('message', (message: ToLoad) => {
  if (message.kind === 'PLAN') plan = message.plan
  else void run()
})
process.on('disconnect', () => process.exit(0))

function send(channel: string, events: unknown): void {
  const timestamp = formatRfc3339(clock.now())
  socket?.send(JSON.stringify({ channel, timestamp, sequence_num: sequence++, events }))
}

function onRequest(request: { type: string; channel: string; product_ids?: readonly string[] }): void {
  const products = request.product_ids ?? []
  if (request.type === 'subscribe' && request.channel === 'level2') {
    for (const product of products) {
      sendSnapshot(product, 50)
      shown.add(product)
    }
  }
  if (request.type === 'subscribe' && request.channel === 'market_trades') {
    send('market_trades', [{ type: 'snapshot', trades: [] }])
  }
  send('subscriptions', [{ subscriptions: { [request.channel]: products } }])
}

const IDLE_BOOKS_EVERY = 4

/** Before the load the market is quiet, and not silent: a connection without heartbeats would be given up. */
function keepAlive(): void {
  let seconds = 0
  setInterval(() => {
    if (running || socket === undefined) return
    sendHeartbeat(seconds++)
    if (seconds % IDLE_BOOKS_EVERY !== 0) return
    for (let i = 0; i < (plan?.instruments ?? 0); i++) {
      if (shown.has(symbolOfLoad(i))) sendBookChange(i, seconds)
    }
  }, 1_000)
}
keepAlive()

function sendHeartbeat(count: number): void {
  send('heartbeats', [{ current_time: '2026-09-05 22:10:30 +0000 UTC', heartbeat_counter: count }])
}

function sendSnapshot(product: string, levels: number): void {
  const event_time = formatRfc3339(clock.now())
  const side = (name: string, sign: number) =>
    Array.from({ length: levels }, (_, i) => ({
      side: name,
      event_time,
      price_level: (1_000 + sign * (i + 1) * 0.01).toFixed(2),
      new_quantity: '1000.00000000',
    }))
  const updates = [...side('bid', -1), ...side('offer', 1)]
  send('l2_data', [{ type: 'snapshot', product_id: product, updates }])
}

function sendBookChange(instrument: number, n: number): void {
  const event_time = formatRfc3339(clock.now())
  const updates = [{ side: 'bid', event_time, price_level: '999.99', new_quantity: `${1_000 + (n % 7)}.5` }]
  send('l2_data', [{ type: 'update', product_id: symbolOfLoad(instrument), updates }])
}

function sendTrades(given: LoadPlan, k: number): void {
  const instrument = instrumentOfFrame(given, k)
  const first = FIRST_TRADE_ID + Math.floor(k / given.instruments) * given.tradesPerFrame
  const time = formatRfc3339(clock.now())
  const trades = Array.from({ length: given.tradesPerFrame }, (_, i) => ({
    product_id: symbolOfLoad(instrument),
    // Newest first, as the venue sends them.
    trade_id: String(first + given.tradesPerFrame - 1 - i),
    price: '1000.00',
    size: '0.01000000',
    time,
    side: k % 2 === 0 ? 'BUY' : 'SELL',
  }))
  send('market_trades', [{ type: 'update', trades }])
}

const sleeper = new Int32Array(new SharedArrayBuffer(4))
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

async function run(): Promise<void> {
  if (plan === undefined) throw new Error('no plan')
  const given = plan
  running = true
  const due = arrivals(given)
  const start = process.hrtime.bigint()
  tell({ kind: 'STARTED', monotonicNanos: String(start), unixNanos: String(clock.now()) })
  const sinceStart = () => Number(process.hrtime.bigint() - start)
  const books = new Float64Array(given.instruments).map(
    (_, i) => (i / given.instruments) * given.bookEveryMs * 1e6,
  )
  let heartbeats = 0
  let latest = 0
  let big = given.bigSnapshotAtMs === undefined ? Number.POSITIVE_INFINITY : given.bigSnapshotAtMs * 1e6
  for (let k = 0; k < due.length; ) {
    const now = sinceStart()
    if (now >= big) {
      big = Number.POSITIVE_INFINITY
      sendSnapshot(BIG_SYMBOL, 23_000)
    }
    if (now >= heartbeats * 1e9) {
      sendHeartbeat(heartbeats++)
    }
    for (let i = 0; i < books.length; i++) {
      if (now < (books[i] ?? 0)) continue
      books[i] = (books[i] ?? 0) + given.bookEveryMs * 1e6
      sendBookChange(i, heartbeats)
    }
    while (k < due.length && (due[k] ?? 0) <= sinceStart()) {
      latest = Math.max(latest, sinceStart() - (due[k] ?? 0))
      sendTrades(given, k++)
    }
    await turn()
    const wait = (due[k] ?? 0) - sinceStart()
    // The last part is spun through: a sleeping thread wakes late.
    if (wait > 200_000) Atomics.wait(sleeper, 0, 0, Math.min(1, (wait - 150_000) / 1e6))
  }
  running = false
  tell({ kind: 'SENT', frames: due.length, latestMs: latest / 1e6 })
}
