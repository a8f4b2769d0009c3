/**
 * Reads a recorded Advanced Trade capture: JSON lines (gzipped or not) `{"t": "http" | "recv" | …, "ts", "data"}`
 * whose `data` is a raw answer or frame. All of it is prepared in memory, so that it can be replayed fast.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parseRfc3339 } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'
import type { WireChange } from '../protocol/channel-events.ts'
import type { ProductBody, WireCandle } from '../protocol/market-view.ts'

export interface RecordedTrade {
  readonly id: string
  readonly price: string
  readonly size: string
  readonly side: string
  /** Nanoseconds from the trade to the frame that told of it. */
  readonly lag: bigint
}

export type CaptureFrame = { readonly atMs: number; readonly productId: string } & (
  | {
      readonly kind: 'BOOK'
      readonly changes: readonly WireChange[]
      /** The recorded `events` text, split where the event times stood. */
      readonly parts: readonly string[]
      readonly lag: bigint
    }
  | { readonly kind: 'BOOK_SNAPSHOT'; readonly levels: readonly WireChange[] }
  /** Oldest first. */
  | { readonly kind: 'TRADES'; readonly snapshot: boolean; readonly trades: readonly RecordedTrade[] }
  | { readonly kind: 'TICKER'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'CANDLES'; readonly candles: readonly WireCandle[] }
)

export interface Capture {
  /** By time of receipt, from 0. */
  readonly frames: readonly CaptureFrame[]
  /** Unix seconds of the first frame. */
  readonly startSeconds: number
  readonly products: readonly ProductBody[]
}

const captureLine = z.object({ t: z.string(), ts: z.number().optional(), data: z.string().optional() })
const text = z.string()
const bookEvent = z.object({
  type: text,
  product_id: text,
  updates: z.array(
    z.object({
      side: z.enum(['bid', 'offer']),
      event_time: text,
      price_level: text,
      new_quantity: text,
    }),
  ),
})
const tradesEvent = z.object({
  type: text,
  trades: z.array(
    z.object({ product_id: text, trade_id: text, price: text, size: text, time: text, side: text }),
  ),
})
const tickerEvent = z.object({ type: text, tickers: z.array(z.record(text, text)) })
const candlesEvent = z.object({
  type: text,
  candles: z.array(
    z.object({
      start: text,
      high: text,
      low: text,
      open: text,
      close: text,
      volume: text,
      product_id: text,
    }),
  ),
})
const frame = z.object({ channel: text, timestamp: text, events: z.array(z.unknown()) })
const productsAnswer = z.object({ products: z.array(z.looseObject({ product_id: text })) })

/** @throws OtsError OTS_CAPTURE_UNREADABLE, naming the line */
export function readCapture(path: string): Capture {
  const bytes = readBytes(path)
  const frames: CaptureFrame[] = []
  let products: readonly ProductBody[] = []
  let start: number | undefined
  for (const { number, line, last } of linesOf(bytes)) {
    try {
      const { t, ts = 0, data = '' } = captureLine.parse(JSON.parse(line))
      if (t === 'http') products = productsAnswer.safeParse(JSON.parse(data)).data?.products ?? products
      if (t !== 'recv') continue
      start ??= ts
      frames.push(...parseFrame((ts - start) * 1000, data))
    } catch (cause) {
      // A recorder that was killed leaves its last line unfinished.
      if (last) break
      throw new OtsError('OTS_CAPTURE_UNREADABLE', `Line ${number} of ${path} is no capture line`, { cause })
    }
  }
  if (start === undefined) {
    throw new OtsError('OTS_CAPTURE_UNREADABLE', `${path} has no received frame`, {
      hint: 'It must be an Advanced Trade capture: JSON lines with "t":"recv".',
    })
  }
  return { frames, startSeconds: start, products }
}

function readBytes(path: string): Buffer {
  try {
    const bytes = readFileSync(path)
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
  } catch (cause) {
    throw new OtsError('OTS_CAPTURE_UNREADABLE', `Cannot read the capture ${path}`, { cause })
  }
}

function* linesOf(bytes: Buffer): Generator<{ number: number; line: string; last: boolean }> {
  let from = 0
  for (let number = 1; from < bytes.length; number++) {
    const newline = bytes.indexOf(10, from)
    const to = newline < 0 ? bytes.length : newline
    const line = bytes.toString('utf8', from, to)
    from = to + 1
    if (line.trim() !== '') yield { number, line, last: from >= bytes.length }
  }
}

function parseFrame(atMs: number, data: string): CaptureFrame[] {
  const { channel, timestamp, events } = frame.parse(JSON.parse(data))
  const sent = parseRfc3339(timestamp)
  switch (channel) {
    case 'l2_data':
      return events.map((event) => parseBook(atMs, sent, bookEvent.parse(event)))
    case 'market_trades':
      return events.flatMap((event) => parseTrades(atMs, sent, tradesEvent.parse(event)))
    case 'ticker':
      return events.flatMap((event) =>
        tickerEvent.parse(event).tickers.map(({ type: _, product_id: productId = '', ...fields }) => ({
          atMs,
          kind: 'TICKER' as const,
          productId,
          fields,
        })),
      )
    case 'candles':
      return events.flatMap((event) => parseCandles(atMs, candlesEvent.parse(event)))
    default:
      return []
  }
}

function parseBook(atMs: number, sent: bigint, event: z.infer<typeof bookEvent>): CaptureFrame {
  const changes = event.updates.map(({ side, price_level: price, new_quantity: size }) => ({
    side,
    price,
    size,
  }))
  const base = { atMs, productId: event.product_id }
  if (event.type === 'snapshot') return { ...base, kind: 'BOOK_SNAPSHOT', levels: changes }
  // All changes of one recorded frame carry the same time.
  const time = event.updates.at(-1)?.event_time
  const parts = JSON.stringify([event]).split(/"event_time":"[^"]*"/)
  return { ...base, kind: 'BOOK', changes, parts, lag: time ? sent - parseRfc3339(time) : 0n }
}

function parseTrades(atMs: number, sent: bigint, event: z.infer<typeof tradesEvent>): CaptureFrame[] {
  const byProduct = new Map<string, RecordedTrade[]>()
  // On the wire the newest is first.
  for (const trade of event.trades.toReversed()) {
    const { product_id: productId, trade_id: id, price, size, side, time } = trade
    const list = byProduct.get(productId) ?? []
    list.push({ id, price, size, side, lag: sent - parseRfc3339(time) })
    byProduct.set(productId, list)
  }
  const snapshot = event.type === 'snapshot'
  return [...byProduct].map(([productId, trades]) => ({ atMs, kind: 'TRADES', productId, snapshot, trades }))
}

function parseCandles(atMs: number, event: z.infer<typeof candlesEvent>): CaptureFrame[] {
  if (event.type !== 'snapshot') return []
  const byProduct = Map.groupBy(event.candles, (candle) => candle.product_id)
  return [...byProduct].map(([productId, list]) => ({
    atMs,
    kind: 'CANDLES',
    productId,
    candles: list.map(({ product_id: _, ...candle }) => candle),
  }))
}
