/** Copies of the recorded session with one frame missing or spoiled: nothing may be traded on what is not known. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseConfig } from '../src/config/load-config.ts'
import { replay } from '../src/replay/replay.ts'
import {
  type RecordedLine,
  recordedLines,
  recording,
  withShallowSnapshots,
  writeCapture,
} from './support/recording.ts'
import { storedAccount } from './support/stored-orders.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-replay-gaps-'))
afterAll(() => rmSync(folder, { recursive: true }))

const lines = recording === undefined ? [] : withShallowSnapshots(recordedLines(recording), 500)
const bookStart = Math.max(...indicesOf((line) => line.frame?.events[0]?.type === 'snapshot', 'l2_data'))
const lastFrame = lines.findLastIndex(({ frame }) => frame !== undefined)

function indicesOf(matches: (line: RecordedLine) => boolean, channel?: string): number[] {
  return lines.flatMap((line, i) =>
    (channel === undefined || line.frame?.channel === channel) && matches(line) ? [i] : [],
  )
}

/** Index of the line that many frames of the channel after both books have begun; from the end when negative. */
const after = (channel: string, nth: number): number =>
  indicesOf(() => true, channel)
    .filter((i) => i > bookStart && i < lastFrame)
    .at(nth) ?? -1

let copies = 0

/** Replays a copy in which `change` has been made to one line; undefined removes it. */
async function replayWith(index: number, change: (line: string) => string | undefined) {
  const place = join(folder, String(copies++))
  mkdirSync(place)
  const texts = lines.flatMap(({ text }, i) => (i === index ? (change(text) ?? []) : text))
  const summary = await replay(
    writeCapture(join(place, 'copy.jsonl'), texts),
    parseConfig({ logLevel: 'silent' }, 'the test'),
    {
      speed: 'max',
      strategy: { type: 'every-n-ticks', params: { n: '2', quantity: '0.001' } },
      latencyMs: 20,
      resumeFolder: join(place, 'state'),
      progress: () => {},
    },
  )
  const { orders } = storedAccount(join(place, 'state'))
  const next = lines.slice(index + 1).find(({ frame }) => frame !== undefined)
  const seenAt = BigInt(Math.round((next?.receivedAt ?? 0) * 1e6)) * 1_000n
  rmSync(place, { recursive: true })
  return { summary, orders, ordersAfter: orders.filter(({ createdAt }) => createdAt >= seenAt) }
}

const books = (summary: Awaited<ReturnType<typeof replayWith>>['summary']) =>
  Object.values(summary.instruments).map(({ book }) => book)

describe.skipIf(recording === undefined)('a recorded session with one frame missing', () => {
  test.each([
    ['the book frame right after both snapshots', bookStart + 1],
    ['a book frame in the middle', after('l2_data', 380)],
    ['the last book frame but one', after('l2_data', -1)],
    ['a trades frame', after('market_trades', 10)],
    ['the last trades frame', after('market_trades', -1)],
    ['a heartbeat', after('heartbeats', 12)],
    ['a ticker', after('ticker', 60)],
    ['an acknowledgement', after('subscriptions', 0)],
  ])('%s: one gap, every book quarantined to the end, no later order', async (_what, index) => {
    const { summary, ordersAfter } = await replayWith(index, () => undefined)
    expect(summary).toMatchObject({ frames: 1029, gaps: 1, resyncs: 0 })
    expect(books(summary)).toEqual(['QUARANTINED', 'QUARANTINED'])
    expect(ordersAfter).toEqual([])
  })

  test('orders before the gap stand, and what the strategies want after it is denied for lack of a price', async () => {
    const { summary, orders } = await replayWith(after('l2_data', 380), () => undefined)
    expect(orders.length).toBeGreaterThan(5)
    expect(summary.orders).toEqual({ FILLED: orders.length })
    expect(summary.decisions.denied).toEqual({ NO_REFERENCE_PRICE: summary.signals - orders.length })
    expect(summary.decisions.denied.NO_REFERENCE_PRICE).toBeGreaterThan(5)
  })

  test('a frame before any book is missing: a gap, and the snapshots that follow it are believed', async () => {
    const { summary } = await replayWith(
      indicesOf(({ frame }) => frame?.sequence_num === 0)[0] ?? -1,
      () => undefined,
    )
    expect(summary).toMatchObject({ frames: 1029, gaps: 1 })
    expect(books(summary)).toEqual(['LIVE', 'LIVE'])
  })

  test("one instrument's snapshot is missing: its book stays unknown, the later snapshot of the other is believed", async () => {
    const first = indicesOf((line) => line.frame?.events[0]?.type === 'snapshot', 'l2_data')[0] ?? -1
    const { summary, orders } = await replayWith(first, () => undefined)
    expect(summary.gaps).toBe(1)
    expect(books(summary)).toEqual(['QUARANTINED', 'LIVE'])
    expect(orders.length).toBe(summary.decisions.approved)
    expect(summary.positions['coinbase:BTC-USD']).toBeUndefined()
  })

  test('the last frame is missing: nobody can know, and nothing is doubted', async () => {
    const { summary } = await replayWith(lastFrame, () => undefined)
    expect(summary).toMatchObject({ frames: 1029, gaps: 0 })
    expect(books(summary)).toEqual(['LIVE', 'LIVE'])
  })
})

describe.skipIf(recording === undefined)('a recorded session with one spoiled frame', () => {
  const spoiled =
    (spoil: (data: string) => string) =>
    (line: string): string => {
      const value = JSON.parse(line) as { data: string }
      return JSON.stringify({ ...value, data: spoil(value.data) })
    }

  test.each([
    ['cut in the middle', (data: string) => data.slice(0, data.length >> 1)],
    ['empty', () => ''],
    ['not JSON', () => '<html>502 Bad Gateway</html>'],
    ['another shape', () => '{"hello":["world"]}'],
    [
      'a book of no numbers',
      (data: string) => data.replace(/"new_quantity":"[^"]*"/, '"new_quantity":"NaN"'),
    ],
  ])('%s: counted as a gap, every book quarantined, the replay goes on to its end', async (_what, spoil) => {
    const { summary, ordersAfter } = await replayWith(after('l2_data', 380), spoiled(spoil))
    expect(summary).toMatchObject({ frames: 1030, gaps: 1, resyncs: 0 })
    expect(summary.channels.malformed).toBe(1)
    expect(books(summary)).toEqual(['QUARANTINED', 'QUARANTINED'])
    expect(ordersAfter).toEqual([])
  })

  test('a frame that comes twice or late is passed over', async () => {
    const index = after('l2_data', 380)
    const { summary } = await replayWith(index, (line) => `${line}\n${lines[index - 1]?.text}\n${line}`)
    expect(summary).toMatchObject({ frames: 1032, gaps: 0 })
    expect(books(summary)).toEqual(['LIVE', 'LIVE'])
  })
})
