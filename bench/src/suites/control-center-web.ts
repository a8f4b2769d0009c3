/**
 * The pages in Chromium on a whole system, on the same machine: what a page loads and when its largest paint was, orders on
 * their way to the page, scrolling in 100,000 of them, and the heap of pages that are left open for `OTS_BENCH_PAGE_MINUTES`
 * (5). All the while some 20 orders and at least 100 quotes a second reach the page.
 */
import type { Page } from 'playwright-core'
import { SCRIPT_BYTES, WATCH } from '../control-center-web/in-page.ts'
import { orderToPage } from '../control-center-web/order-to-page.ts'
import { pageMemory } from '../control-center-web/page-memory.ts'
import { scrolling } from '../control-center-web/scrolling.ts'
import { startWatchedSystem } from '../control-center-web/watched-system.ts'
import { launchBrowser, openPage, PageMeter } from '../control-center-web/watching-browser.ts'
import { type Row, summarize } from '../harness.ts'
import type { Suite } from './suite.ts'

const LARGEST_PAINT_MS = 1_000
const SCRIPT_KB = 250
const ROWS = 100_000
const SETTLE_MS = 2_500

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export const controlCenterWebSuite: Suite = async ({ quick }) => {
  const rows = quick ? 5_000 : ROWS
  const system = await startWatchedSystem(rows)
  const browser = await launchBrowser()
  try {
    const page = await openPage(browser, system.address, WATCH)
    const meter = await PageMeter.open(page)
    const minutes = quick ? 0.2 : Number(process.env.OTS_BENCH_PAGE_MINUTES ?? 5)
    return [
      await firstLoad(page),
      await largestPaint(page, quick ? 2 : 9),
      await orderToPage(system, page, quick ? 5 : 60),
      ...(await scrolling(page, meter, { rows, frames: quick ? 100 : 1_000 })),
      ...(await pageMemory(system, browser, minutes)),
    ]
  } finally {
    await browser.close()
    await system.stop()
  }
}

const PAGES = [
  '/',
  '/market',
  '/portfolio',
  '/operations',
  '/strategies',
  '/risk',
  '/system',
  '/audit',
  '/settings',
]

/** What each page loads by itself, in kB as sent. A strategy's own page, with chart and form, is nobody's first. */
async function firstLoad(page: Page): Promise<Row> {
  const loaded: Record<string, number> = {}
  for (const path of PAGES) {
    await page.goto(path)
    await sleep(SETTLE_MS)
    loaded[path] = Math.round((await page.evaluate<number>(SCRIPT_BYTES)) / 1_000)
  }
  const kilobytes = Object.values(loaded)
  return {
    ...{ name: 'compressed script of a page', unit: 'kB', subject: summarize(kilobytes, 'kB') },
    ...{ target: `≤ ${SCRIPT_KB} kB`, met: Math.max(...kilobytes) <= SCRIPT_KB },
    extra: loaded,
  }
}

async function largestPaint(page: Page, times: number): Promise<Row> {
  const paints: number[] = []
  for (let n = 0; n < times; n++) {
    await page.goto('/')
    await sleep(SETTLE_MS)
    paints.push(await page.evaluate<number>('window.largestPaint'))
  }
  const subject = summarize(paints, 'ms')
  return {
    ...{ name: 'largest contentful paint of the overview', unit: 'ms', subject },
    ...{ target: `≤ ${LARGEST_PAINT_MS} ms`, met: subject.median <= LARGEST_PAINT_MS },
  }
}
