/** Level-2 frames of a recorded session: decoded into domain values and applied to the book, beside bare `JSON.parse`. */
import { LevelBook, type UnixNanos } from '@oasis/domain'
import { parseFrame } from '@oasis/venue-coinbase'
import { type Row, throughput } from '../harness.ts'
import { recordedFrames } from '../recordings.ts'
import type { SuiteOptions } from './suite.ts'

const NOW = 1_786_309_548_000_000_000n as UnixNanos

export async function frameDecodeSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const { snapshots, updates } = await recordedFrames()
  const loops = quick ? 3 : 30
  const books = createBooks()
  // The book is whole before updates are measured, as it is in a session.
  books.run(snapshots)
  const stall = { snapshotMs: 0 }
  return [
    await throughput({
      name: 'l2 updates: decode and book',
      unit: 'frames',
      subject: () => repeat(loops, () => books.run(updates)),
      floor: { name: 'JSON.parse', run: () => repeat(loops, () => parseOnly(updates)) },
      targetRatio: 0.5,
      targetPerSecond: 20_000,
      extra: () => ({ levelsPerFrame: Math.round(books.levelsPerUpdate(updates)) }),
    }),
    await throughput({
      name: 'l2 snapshots: decode and book',
      unit: 'frames',
      subject: () => books.timed(snapshots, stall),
      floor: { name: 'JSON.parse', run: () => parseOnly(snapshots) },
      targetRatio: 0.35,
      rounds: quick ? 5 : 25,
      extra: () => ({
        megabytes: snapshots.map((text) => (text.length / 1e6).toFixed(2)).join(' and '),
        longestMs: stall.snapshotMs.toFixed(1),
      }),
    }),
  ]
}

function repeat(times: number, work: () => number): number {
  let operations = 0
  for (let i = 0; i < times; i++) operations += work()
  return operations
}

function parseOnly(texts: readonly string[]): number {
  for (const text of texts) JSON.parse(text)
  return texts.length
}

function createBooks() {
  const books = new Map<string, LevelBook>()
  const decode = (text: string): void => {
    const parsed = parseFrame(text, NOW)
    if (!parsed.ok) throw new Error(parsed.reason)
    for (const message of parsed.frame.messages) {
      if (message.kind !== 'BOOK_SNAPSHOT' && message.kind !== 'BOOK_UPDATE') throw new Error(message.kind)
      let book = books.get(message.symbol)
      if (book === undefined) {
        book = new LevelBook()
        books.set(message.symbol, book)
      }
      if (message.kind === 'BOOK_SNAPSHOT') book.replace(message.changes)
      else book.apply(message.changes)
    }
  }
  return {
    run: (texts: readonly string[]): number => {
      for (const text of texts) decode(text)
      return texts.length
    },
    timed: (texts: readonly string[], longest: { snapshotMs: number }): number => {
      for (const text of texts) {
        const start = performance.now()
        decode(text)
        longest.snapshotMs = Math.max(longest.snapshotMs, performance.now() - start)
      }
      return texts.length
    },
    levelsPerUpdate: (texts: readonly string[]): number =>
      texts.reduce((sum, text) => sum + (text.match(/"price_level"/g)?.length ?? 0), 0) / texts.length,
  }
}
