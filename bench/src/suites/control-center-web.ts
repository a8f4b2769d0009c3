/**
 * The pages in Chromium on a whole system, on the same machine: the largest paint of the overview, an order from being
 * written down to its row being drawn, scrolling in 100,000 orders while more arrive, and the heap of a page that is left open.
 * `OTS_BENCH_PAGE_MINUTES` says for how long (5).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import { scrollFrames, WATCH } from '../control-center-web/in-page.ts'
import { startWatchedSystem, type WatchedSystem } from '../control-center-web/watched-system.ts'
import { type Row, summarize } from '../harness.ts'
import { percentile, rounded } from '../latency.ts'
import type { Suite } from './suite.ts'

const LARGEST_PAINT_MS = 1_000
const DRAWN_P95_MS = 150
const FRAME_MS = 50
const ROWS = 100_000
const PAGE_ROWS = 500
/** Of the heap, from its first tenth of the time to its last. */
const GROWTH = 0.1

export const controlCenterWebSuite: Suite = async ({ quick }) => {
  const system = await startWatchedSystem()
  try {
    const page = await system.openPage(WATCH)
    return [
      await largestPaint(page, quick ? 2 : 7),
      await orderToPage(system, page, quick ? 5 : 60),
      await scrolling(page, quick ? 2_000 : ROWS, quick ? 60 : 600),
      await memory(page, quick ? 0.1 : Number(process.env.OTS_BENCH_PAGE_MINUTES ?? 5)),
    ]
  } finally {
    await system.stop()
  }
}

async function largestPaint(page: Page, times: number): Promise<Row> {
  const paints: number[] = []
  for (let n = 0; n < times; n++) {
    await page.goto('/')
    await sleep(2_500)
    paints.push(await page.evaluate<number>('window.largestPaint'))
  }
  const subject = summarize(paints, 'ms')
  return {
    ...{ name: 'largest contentful paint of the overview', unit: 'ms', subject },
    ...{ target: `≤ ${LARGEST_PAINT_MS} ms`, met: subject.median <= LARGEST_PAINT_MS },
  }
}

interface ListedOrder {
  readonly id: string
  readonly createdAt: string
}

/** Rows that came while it was watched; each by the name that the table shows of it. */
async function orderToPage(system: WatchedSystem, page: Page, seconds: number): Promise<Row> {
  await page.goto('/operations')
  await page.locator('tbody tr[aria-rowindex="2"]').waitFor()
  await sleep(2_000)
  const [from, until] = [Date.now(), Date.now() + seconds * 1_000]
  await sleep(seconds * 1_000 + 2_000)
  const drawn = await page.evaluate<Record<string, number>>('window.drawn')
  const latencies: number[] = []
  let orders = 0
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = `limit=${PAGE_ROWS}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    const { items, nextCursor }: { items: readonly ListedOrder[]; nextCursor: string | null } =
      await system.get(`/operations?${query}`)
    for (const { id, createdAt } of items) {
      const at = Date.parse(createdAt.replace(/(\.\d{3})\d*Z$/, '$1Z'))
      if (at < from || at > until) continue
      orders++
      const seen = drawn[id]
      if (seen !== undefined) latencies.push(seen - at)
    }
    const oldest = items.at(-1)
    cursor = oldest === undefined || Date.parse(oldest.createdAt) < from ? null : nextCursor
  }
  latencies.sort((a, b) => a - b)
  const p95 = percentile(latencies, 0.95)
  return {
    ...{ name: 'order written to its row drawn', unit: 'ms', subject: summarize(latencies, 'ms') },
    ...{
      target: `p95 ≤ ${DRAWN_P95_MS} ms, every order`,
      met: p95 <= DRAWN_P95_MS && latencies.length === orders,
    },
    extra: {
      p95: rounded(p95),
      'orders a second': rounded(orders / seconds),
      drawn: latencies.length,
      orders,
    },
  }
}

/** As the API would answer with so many orders; what arrives live is real. */
async function scrolling(page: Page, rows: number, frames: number): Promise<Row> {
  await page.route(/\/api\/v1\/operations\?(?!.*state=)/, async (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0)
    const items = Array.from({ length: PAGE_ROWS }, (_, n) => storedOrder(from + n))
    await route.fulfill({
      json: { items, nextCursor: from + PAGE_ROWS < rows ? String(from + PAGE_ROWS) : null },
    })
  })
  await page.goto('/operations')
  await page.locator('tbody tr[aria-rowindex="2"]').waitFor()
  const table = page.getByRole('table', { name: 'Orders' })
  while (Number(await table.getAttribute('aria-rowcount')) < rows) {
    await page.evaluate(
      '(() => { const r = document.querySelector("[role=group]"); r.scrollTop = r.scrollHeight })()',
    )
    await sleep(20)
  }
  const times: number[] = []
  // By a row, a page and a tenth of the list in a frame.
  for (const step of [40, 900, (rows * 25) / 10])
    times.push(...(await page.evaluate<number[]>(scrollFrames('Orders', step, Math.ceil(frames / 3)))))
  await page.unroute(/\/api\/v1\/operations\?(?!.*state=)/)
  times.sort((a, b) => a - b)
  const slow = times.filter((ms) => ms > FRAME_MS).length
  return {
    ...{ name: `a frame of scrolling in ${rows} orders`, unit: 'ms', subject: summarize(times, 'ms') },
    ...{ target: `none > ${FRAME_MS} ms`, met: slow === 0 },
    extra: { frames: times.length, 'frames too slow': slow, p99: rounded(percentile(times, 0.99)) },
  }
}

async function memory(page: Page, minutes: number): Promise<Row> {
  await page.goto('/')
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await sleep(Math.min(15_000, minutes * 6_000))
  const heaps: number[] = []
  const until = performance.now() + minutes * 60_000
  do {
    heaps.push(await heapOf(session))
    await sleep(Math.min(10_000, minutes * 6_000))
  } while (performance.now() < until)
  const tenth = Math.max(1, Math.floor(heaps.length / 10))
  const [first, last] = [Math.min(...heaps.slice(0, tenth)), Math.min(...heaps.slice(-tenth))]
  const growth = last / first - 1
  return {
    ...{ name: `heap of the overview over ${minutes} minutes`, unit: 'MB', subject: summarize(heaps, 'MB') },
    ...{ target: `growth ≤ ${GROWTH * 100} %`, met: growth <= GROWTH },
    extra: { first: rounded(first), last: rounded(last), 'growth in %': rounded(growth * 100) },
  }
}

/** Of what is still referred to. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1_048_576
}

const BEGIN = Date.UTC(2026, 0, 1)
const STATES = ['FILLED', 'CANCELED', 'OPEN', 'REJECTED']

function storedOrder(n: number): object {
  const at = new Date(BEGIN - n * 1_000).toISOString().replace('Z', '000000Z')
  const isFilled = n % STATES.length === 0
  return {
    ...{ id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, intentId: 'i', venueOrderId: null },
    ...{
      accountId: 'coinbase.main.paper',
      mode: 'PAPER',
      strategyId: 'stored',
      instrumentId: 'coinbase:BTC-USD',
    },
    ...{ side: n % 2 === 0 ? 'BUY' : 'SELL', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.0002' },
    ...{ quoteAmount: null, limitPrice: '64000.12', stopPrice: null, postOnly: false, reduceOnly: false },
    ...{ expiresAt: null, replaces: null, state: STATES[n % STATES.length], isOpen: false },
    ...{ filledQuantity: isFilled ? '0.0002' : '0', filledNotional: '12.8', fees: '0.1', reason: null },
    ...{ averagePrice: isFilled ? '64000.12' : null, cancelRequested: false, needsReview: false },
    ...{ absentUntil: null, version: 1, causeEventId: 'c', createdAt: at, updatedAt: at, fills: [] },
  }
}
