import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { addMillis, parseRfc3339, type UnixNanos } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulatedExchange, type SimulatorOptionsInput } from '../src/index.ts'
import { captureLines } from './capture-lines.ts'
import { subscribeText, tradeIds } from './frame.ts'
import { RebuiltBook } from './rebuilt-book.ts'
import { RecordingTransport } from './recording-transport.ts'

const START = 1_790_000_000_000_000_000n as UnixNanos
const RECORDINGS = process.env.OTS_RECORDINGS_DIR ?? join(import.meta.dirname, '../../../../shared/data')
const RECORDED = join(RECORDINGS, 'ws/at_2026-08-09_btc-eth_l2_trades_ticker_candles_hb.jsonl.gz')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ots-capture-'))
  writeFileSync(join(folder, 'small.jsonl'), captureLines().join('\n'))
  writeFileSync(join(folder, 'small.jsonl.gz'), gzipSync(captureLines().join('\n')))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function openReplay(options: SimulatorOptionsInput = {}) {
  const scheduler = createVirtualScheduler({ startAt: START })
  const capture = join(folder, 'small.jsonl')
  const exchange = createSimulatedExchange({ capture, captureDelayMs: 100, ...options }, scheduler)
  const connect = (...channels: string[]) => {
    const transport = new RecordingTransport()
    const session = exchange.connect(transport)
    for (const channel of channels) session.receive(subscribeText(channel, ['BTC-USD', 'ETH-USD']))
    return { transport, session }
  }
  const run = (ms: number) => scheduler.runUntil(addMillis(scheduler.now(), ms))
  return { exchange, connect, run, scheduler }
}

describe('a replayed capture', () => {
  it('begins with the recorded snapshots and goes on with the recorded updates', async () => {
    const { connect, run, exchange } = openReplay()
    const { transport } = connect('market_trades', 'ticker', 'level2')
    const snapshot = new RebuiltBook().apply(transport.frames, 'BTC-USD')
    expect(snapshot.bids).toEqual([
      ['100', '2'],
      ['99', '3'],
    ])
    expect(snapshot.asks).toEqual([
      ['100.01', '1'],
      ['102', '4'],
    ])
    await run(2_000)
    const book = new RebuiltBook().apply(transport.frames, 'BTC-USD')
    expect(book.bids).toEqual([
      ['100', '1.5'],
      ['99', '3'],
      ['98', '5'],
    ])
    expect(book.asks).toEqual([
      ['101', '9'],
      ['102', '4'],
    ])
    expect(exchange.view.book('BTC-USD')).toMatchObject({ bids: book.bids, asks: book.asks })
    expect(transport.framesOf('ticker').at(-1)?.events[0]?.tickers?.[0]).toMatchObject({ price: '100.01' })
    const sequences = transport.frames.map((frame) => frame.sequence_num)
    expect(sequences).toEqual(sequences.map((_, index) => index))
  })

  it('reads gzipped captures as well', () => {
    const { exchange } = openReplay({ capture: join(folder, 'small.jsonl.gz') })
    expect(exchange.view.productIds).toEqual(['BTC-USD'])
    expect(exchange.view.products(START).map((product) => product.product_id)).toEqual([
      'BTC-USD',
      'OTHER-USD',
    ])
  })

  it('gives a late subscriber the book of that moment', async () => {
    const { connect, run } = openReplay()
    connect('ticker')
    await run(300)
    const { transport } = connect('level2')
    expect(new RebuiltBook().apply(transport.frames, 'BTC-USD').asks).toEqual([
      ['100.01', '1'],
      ['101', '9'],
      ['102', '4'],
    ])
  })

  it('keeps the recorded pace, or the multiple of it that was asked for', async () => {
    for (const speed of [1, 10]) {
      const { connect, run } = openReplay({ speed })
      const { transport } = connect('market_trades')
      await run(100 + 20 + 199 / speed)
      expect(tradeIds(transport.frames, 'BTC-USD', 'update')).toEqual([])
      await run(40 / speed)
      expect(tradeIds(transport.frames, 'BTC-USD', 'update')).toEqual([501, 502])
    }
  })

  it('moves times to now and keeps the lag between a trade and its frame', async () => {
    const { connect, run } = openReplay()
    const { transport } = connect('market_trades')
    await run(1_000)
    const frame = transport.framesOf('market_trades').at(-1)
    const newest = frame?.events[0]?.trades?.[0]
    const lag = parseRfc3339(frame?.timestamp ?? '') - parseRfc3339(newest?.time ?? '')
    expect(lag).toBe(100_000_000n)
    expect(parseRfc3339(frame?.timestamp ?? '')).toBeGreaterThan(START)
  })

  it('loops with contiguous ids and a book that follows', async () => {
    const { connect, run, exchange } = openReplay({ loop: true })
    const { transport } = connect('market_trades', 'level2')
    await run(3_000)
    const ids = tradeIds(transport.frames, 'BTC-USD')
    expect(ids.length).toBeGreaterThan(10)
    expect(ids).toEqual(ids.map((_, index) => 499 + index))
    for (let i = 0; i < 10; i++) {
      await run(57)
      const book = new RebuiltBook().apply(transport.frames, 'BTC-USD')
      expect(exchange.view.book('BTC-USD')).toMatchObject({ bids: book.bids, asks: book.asks })
    }
  })

  it('waits for a client that reads slowly when it goes as fast as it can', async () => {
    const { connect, run } = openReplay({ speed: 'max', loop: true })
    const { transport } = connect('level2')
    await run(125)
    const sent = transport.texts.length
    expect(sent).toBeGreaterThan(1000)
    transport.waiting = 5 * 1024 * 1024
    await run(100)
    expect(transport.texts.length).toBeLessThanOrEqual(sent + 1)
    transport.waiting = 0
    await run(10)
    expect(transport.texts.length).toBeGreaterThan(sent + 1000)
  })

  it('names what it cannot read', () => {
    const broken = join(folder, 'broken.jsonl')
    writeFileSync(broken, ['nonsense', ...captureLines()].join('\n'))
    const open = (capture: string) => () => openReplay({ capture })
    expect(open(broken)).toThrow('Line 1')
    expect(open(join(folder, 'absent.jsonl'))).toThrow('absent.jsonl')
    writeFileSync(broken, '{"t":"header"}\n')
    expect(open(broken)).toThrow('no received frame')
  })
})

describe.skipIf(!existsSync(RECORDED))(`the recorded capture (${RECORDED})`, () => {
  it('replays wholly: every update, a book that equals its own, no hole in trade ids', async () => {
    const { connect, run, exchange } = openReplay({ capture: RECORDED, speed: 10 })
    const { transport } = connect('market_trades', 'level2', 'ticker')
    await run(5_000)
    for (const id of ['BTC-USD', 'ETH-USD']) {
      const book = new RebuiltBook().apply(transport.frames, id)
      const truth = exchange.view.book(id)
      expect(book.bids).toEqual(truth.bids)
      expect(book.asks).toEqual(truth.asks)
      const ids = tradeIds(transport.frames, id)
      expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index))
    }
    const updates = transport.framesOf('l2_data').filter((frame) => frame.events[0]?.type === 'update')
    expect(updates.length).toBe(773)
    const seconds = Number(START / 1_000_000_000n)
    expect(exchange.view.candles('BTC-USD', 300, seconds - 50_000, seconds).length).toBeGreaterThanOrEqual(
      100,
    )
    expect(exchange.view.products(START).length).toBe(920)
  })
})
