/** `simple-momentum` through the whole service on real candles, against the rule written down a second time. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { topics } from '@oasis/contracts'
import type { Trade } from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { ACCOUNT, createHarness } from './harness.ts'
import { BTC, buildTrade, NOON } from './market-data.ts'

const FOLDER = process.env.OTS_RECORDINGS_DIR ?? join(import.meta.dirname, '../../../../shared/data')
const FILE = join(FOLDER, 'candles/BTC-USD_1m_2025-11-23_2026-01-31.csv.gz')
const ROWS = 4_000
/** A minute of the recording takes a second here: rows count, and virtual time is spared its periodic work. */
const BAR_MS = 1_000
const LOOKBACK = 20
const ENTRY = '0.5'

interface Row {
  /** Minutes after the first row; the recording has gaps. */
  readonly minute: number
  readonly close: string
}

function readRows(): readonly Row[] {
  const lines = gunzipSync(readFileSync(FILE))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1, ROWS + 1)
  const rows = lines.map((line) => line.split(','))
  const timeOf = (text: string | undefined) =>
    Date.parse(`${(text ?? '').replace(' ', 'T').replace(/(Z|\+00:00)?$/, 'Z')}`)
  const first = timeOf(rows[0]?.[0])
  return rows.map((row) => ({ minute: (timeOf(row[0]) - first) / 60_000, close: row[4] ?? '' }))
}

/** Cents as whole numbers: independent of the fixed-point values under test. */
function expectedSignals(rows: readonly Row[]): readonly string[] {
  const cents = rows.map((row) => BigInt(Math.round(Number(row.close) * 100)))
  const signals: string[] = []
  let held = false
  cents.forEach((close, i) => {
    const past = cents[i - LOOKBACK]
    // A row is a bar once a later row closes it.
    if (past === undefined || i === cents.length - 1) return
    if (!held && close * 1_000n > past * 1_005n) signals.push(`BUY ${rows[i]?.minute}`)
    else if (held && close < past) signals.push(`SELL ${rows[i]?.minute}`)
    else return
    held = !held
  })
  return signals
}

const closingTrade = ({ minute, close }: Row, id: number): Trade =>
  buildTrade({ id, ms: minute * BAR_MS + 100, price: close })

if (!existsSync(FILE)) console.warn(`SKIPPED: simple-momentum on real candles needs ${FILE}`)

describe.skipIf(!existsSync(FILE))('simple-momentum on real candles', () => {
  test('signals are those of the naive implementation, bar for bar', { timeout: 60_000 }, async () => {
    const rows = readRows()
    const h = await createHarness({
      strategies: [
        {
          id: 'momentum',
          type: 'simple-momentum',
          account: ACCOUNT,
          instruments: [BTC],
          params: { lookback: LOOKBACK, entryPercent: ENTRY, quantity: '0.001', bar: '1s' },
        },
      ],
    })
    await h.start()
    for (const [i, row] of rows.entries()) {
      await h.until(row.minute * BAR_MS + 100)
      const published = h.bus.publish([topics.trades.record(closingTrade(row, i + 1))])
      await h.scheduler.settle()
      await published
    }
    const minuteOf = (eventId: string) =>
      Number(BigInt(eventId.split('/').at(-1) ?? '0') - NOON) / 1e6 / BAR_MS - 1
    const actual = h.backend.submissions.map(({ side, cause }) => `${side} ${minuteOf(cause.eventId)}`)
    const expected = expectedSignals(rows)
    expect(expected.length).toBeGreaterThan(10)
    expect(actual).toEqual(expected)
  })
})
