/** `ots replay` of the recorded session, against sums made of the file by other code than the system's. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReplaySummary } from '../src/replay/replay-summary.ts'
import { product, text, units } from './support/naive-decimal.ts'
import { naiveMarket, recentBest } from './support/naive-market.ts'
import { runOts } from './support/ots-process.ts'
import { type RecordedLine, recordedLines, recording } from './support/recording.ts'
import { type StoredAccount, storedAccount, sumsOf } from './support/stored-orders.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-replay-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const command = (n: number) => [
  ...['replay', recording ?? '', '--strategy', 'every-n-ticks', '--param', `n=${n}`],
  ...['--param', 'quantity=0.001', '--latency', '20ms', '--speed', 'max', '--json'],
]

async function replayed(n: number, more: readonly string[] = []): Promise<ReplaySummary> {
  const { code, stdout, stderr } = await runOts([...command(n), ...more], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.trim().split('\n')).toHaveLength(1)
  return JSON.parse(stdout) as ReplaySummary
}

describe.skipIf(recording === undefined)('the recorded session through the real pipeline', () => {
  let summary: ReplaySummary
  let again: ReplaySummary
  let other: ReplaySummary
  let account: StoredAccount
  let lines: RecordedLine[]
  let naive: ReturnType<typeof naiveMarket>
  const kept = join(folder, 'kept')

  beforeAll(async () => {
    mkdirSync(kept)
    ;[summary, again] = await Promise.all([replayed(5, ['--resume', kept]), replayed(5)])
    other = await replayed(7)
    account = storedAccount(kept)
    lines = recordedLines(recording ?? '')
    naive = naiveMarket(lines)
  }, 60_000)

  test('every frame, trade and book level is as a plain reading of the file has it', () => {
    expect(naive.frames).toBe(1030)
    expect(summary).toMatchObject({ ...naive, gaps: 0, resyncs: 0 })
  })

  test('every fifth live trade of an instrument is a signal, approved, and one order, filled', () => {
    const { orders, executions, signals, decisions } = summary
    expect(signals).toBe(signalsAt(5))
    expect(other.signals).toBe(signalsAt(7))
    expect(signals).toBeGreaterThanOrEqual(10)
    expect(executions).toBeGreaterThanOrEqual(10)
    expect(orders).toEqual({ FILLED: signals })
    expect(decisions).toEqual({ approved: signals, denied: {} })
    expect(account.orders).toHaveLength(signals)
    expect(account.executions).toHaveLength(executions)
    expect(new Set(account.orders.map(({ cause }) => cause)).size).toBe(signals)
  })

  test('cash, positions, fees and equity follow from the executions, to the last digit', () => {
    const sums = sumsOf(account)
    expect(summary.cash).toEqual(sums.cash)
    const positions = Object.entries(summary.positions)
    expect(Object.fromEntries(positions.map(([id, p]) => [id, p.quantity]))).toEqual(sums.positions)
    expect(Object.fromEntries(positions.map(([id, p]) => [id, p.fees]))).toEqual(sums.fees)
    expect(summary.equity).toBe(equityAtMid(sums))
  })

  test('a second run ends in the same state, another parameter in another', () => {
    const { wallMs: _first, ...one } = summary
    const { wallMs: _second, ...two } = again
    expect(two).toEqual(one)
    expect(other.stateHash).not.toBe(summary.stateHash)
  })

  test('a fill is at a price that the recorded book offered within the tenth of a second before', () => {
    for (const execution of account.executions) {
      const offered = recentBest(lines, execution.instrument, execution.side, execution.at, 100)
      expect(offered).toContain(execution.price)
    }
  })

  const signalsAt = (n: number): number =>
    Object.values(naive.instruments).reduce((sum, { tradesLive }) => sum + Math.floor(tradesLive / n), 0)

  function equityAtMid({ cash, positions }: ReturnType<typeof sumsOf>): string {
    let equity = units(cash.USD ?? '0')
    for (const [id, quantity] of Object.entries(positions)) {
      const { bestBid, bestAsk } = summary.instruments[id] ?? {}
      const twiceMid = units(bestBid ?? '0') + units(bestAsk ?? '0')
      equity += product(units(quantity), twiceMid) / 2n
    }
    return text(equity)
  }
})
