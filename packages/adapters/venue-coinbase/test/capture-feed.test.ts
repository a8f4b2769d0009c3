import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fromMillis, type UnixNanos } from '@oasis/domain'
import type { FeedFrame } from '@oasis/ports'
import { createVirtualScheduler } from '@oasis/runtime'
import { afterAll, describe, expect, it } from 'vitest'
import { createCaptureFeed, openCapture, readLines } from '../src/index.ts'
import * as frames from './frames.ts'

const START = 1_786_309_548
const products = JSON.stringify({
  products: [
    {
      product_id: 'BTC-USD',
      base_currency_id: 'BTC',
      quote_currency_id: 'USD',
      base_increment: '0.00000001',
      quote_increment: '0.01',
      base_min_size: '0.00000001',
      base_max_size: '3400',
      quote_min_size: '1',
      quote_max_size: '150000000',
    },
  ],
})
const line = (value: object) => JSON.stringify(value)
const header = line({
  t: 'header',
  format: 2,
  recorded: START,
  config: { trades: ['BTC-USD'], l2_book: ['BTC-USD'] },
})
const http = line({
  t: 'http',
  conn: 'h',
  ts: START,
  url: 'https://api.coinbase.com/api/v3/brokerage/market/products',
  data: products,
})
const connect = line({ t: 'connect', conn: 'ws.1', ts: START + 0.1, addr: 'wss://x' })
const recv = (offset: number, data: string, conn = 'ws.1') =>
  line({ t: 'recv', conn, ts: START + offset, data })
const usual = [
  header,
  http,
  connect,
  line({ t: 'send', conn: 'ws.1', ts: START + 0.2, data: '{}' }),
  recv(1, frames.l2Snapshot),
  recv(1, frames.l2Update),
  recv(2.5, 'Bad Gateway'),
  recv(3, frames.heartbeat),
]

async function* from(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

async function play(lines: readonly string[], options: { speed?: number; pauseAfter?: number } = {}) {
  const capture = await openCapture('captures/session one.jsonl.gz', from(lines))
  const scheduler = createVirtualScheduler({ startAt: capture.startedAt })
  const feed = createCaptureFeed({ capture, scheduler, ...(options.speed ? { speed: options.speed } : {}) })
  const seen: { frame: FeedFrame | string; at: UnixNanos }[] = []
  const connection = await feed.connect(
    {
      onFrame: (frame) => {
        seen.push({ frame, at: scheduler.now() })
        if (seen.length === options.pauseAfter) connection.pause()
      },
      onMalformed: (text) => seen.push({ frame: text, at: scheduler.now() }),
      onClose: () => seen.push({ frame: 'closed', at: scheduler.now() }),
    },
    new AbortController().signal,
  )
  return { capture, scheduler, feed, seen, connection }
}

const folder = mkdtempSync(join(tmpdir(), 'ots-capture-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a recording', () => {
  it('tells its name, its time, its symbols and its instruments before it plays', async () => {
    const { capture, feed } = await play(usual)
    expect(capture).toMatchObject({
      name: 'session_one',
      startedAt: fromMillis(START * 1_000),
      symbols: ['BTC-USD'],
    })
    expect(await feed.instruments(['BTC-USD', 'ETH-USD'], new AbortController().signal)).toMatchObject([
      { symbol: 'BTC-USD' },
    ])
  })

  it('delivers its frames at their recorded times, then has finished, without closing', async () => {
    const { scheduler, feed, seen, connection } = await play(usual)
    await scheduler.runUntilSettled(feed.finished)
    expect(connection.id).toBe('session_one')
    expect(seen.map(({ at }) => Number(at / 1_000_000n) / 1_000 - START)).toEqual([1, 1, 2.5, 3])
    expect(seen[2]?.frame).toBe('Bad Gateway')
    expect(seen[3]?.frame).toMatchObject({ channel: 'heartbeats', tsInit: seen[3]?.at })
  })

  it('plays at another speed', async () => {
    const { scheduler, feed, seen } = await play(usual, { speed: 2 })
    await scheduler.runUntilSettled(feed.finished)
    expect(seen.map(({ at }) => Number(at / 1_000_000n) / 1_000 - START)).toEqual([0.5, 0.5, 1.25, 1.5])
  })

  it('waits while paused', async () => {
    const { scheduler, feed, seen, connection } = await play(usual, { pauseAfter: 1 })
    await scheduler.runUntilIdle()
    expect(seen).toHaveLength(1)
    connection.resume()
    await scheduler.runUntilSettled(feed.finished)
    expect(seen).toHaveLength(4)
  })

  it('gives nothing to a second connection', async () => {
    const { scheduler, feed, seen } = await play(usual)
    const handlers = { onFrame: () => seen.push(), onMalformed: () => {}, onClose: () => {} }
    const second = await feed.connect(handlers, new AbortController().signal)
    second.subscribe('book', ['BTC-USD'])
    await scheduler.runUntilSettled(feed.finished)
    expect(second.id).not.toBe('session_one')
    expect(seen).toHaveLength(4)
  })

  it.each([
    ['without a header', [http, connect], 'line 1: the header is missing'],
    ['that is empty', [], 'line 1: the header is missing'],
    ['without a connection', [header, http], 'it ends before the first connection'],
    ['with products that are none', [header, http.replace('products\\":[', 'x\\":['), connect], 'line 2'],
  ])('%s is not opened', async (_, lines, message) => {
    await expect(openCapture('a.jsonl', from(lines))).rejects.toMatchObject({
      code: 'OTS_CAPTURE_UNREADABLE',
      message: expect.stringContaining(message),
    })
  })

  it.each([
    ['is cut short', usual.with(5, usual[5]?.slice(0, 50) ?? ''), 'line 6: not JSON, or cut short'],
    ['has an unknown kind', usual.with(5, line({ t: 'wave', ts: 1 })), 'line 6: t'],
    ['lacks its time', usual.with(5, line({ t: 'recv', conn: 'ws.1', data: '' })), 'line 6: ts'],
    [
      'comes from a second connection',
      usual.with(7, recv(3, frames.heartbeat, 'ws.2')),
      'line 8: a second connection',
    ],
  ])('ends with the number of the line that %s', async (_, lines, message) => {
    const { scheduler, feed } = await play(lines)
    await expect(scheduler.runUntilSettled(feed.finished)).rejects.toMatchObject({
      code: 'OTS_CAPTURE_UNREADABLE',
      message: expect.stringContaining(message),
    })
  })
})

describe('the lines of a file', () => {
  const text = ['first', 'zweite Zeile ä€😀', '', 'x'.repeat(300_000), 'last'].join('\n')

  it.each([
    ['plain.jsonl', (path: string) => writeFileSync(path, text)],
    ['packed.jsonl.gz', (path: string) => writeFileSync(path, gzipSync(text))],
  ])('are the same in %s', async (name, write) => {
    const path = join(folder, name)
    write(path)
    expect(await Array.fromAsync(readLines(path))).toEqual(text.split('\n'))
  })

  it('that cannot be read say so by a stable code', async () => {
    const path = join(folder, 'cut.jsonl.gz')
    writeFileSync(path, gzipSync(text).subarray(0, 40))
    // Often, since a failure that comes at the wrong moment must not escape as an uncaught one.
    for (let time = 0; time < 100; time++) {
      await expect(openCapture(path)).rejects.toMatchObject({ code: 'OTS_CAPTURE_UNREADABLE' })
    }
    await expect(openCapture(join(folder, 'absent.jsonl'))).rejects.toMatchObject({
      code: 'OTS_CAPTURE_UNREADABLE',
    })
  })
})
