/**
 * The heap of pages that are left open while quotes and orders arrive, each time after a forced collection: what grows is still
 * referred to. Beside it the elements and listeners, which a heap alone does not tell of.
 */
import type { Browser } from 'playwright-core'
import { type Row, summarize } from '../harness.ts'
import { rounded } from '../latency.ts'
import type { WatchedSystem } from './watched-system.ts'
import { openPage, PageMeter } from './watching-browser.ts'

/** Of the heap, from the first tenth of the time to the last. */
const GROWTH = 0.1
/** Of lists that are as long as they get after a while, and of code that is not compiled yet. */
const WARM_UP_SHARE = 0.2
const LOOKS = 60

const PAGES = ['/', '/market', '/operations'] as const

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function pageMemory(
  system: WatchedSystem,
  browser: Browser,
  minutes: number,
): Promise<readonly Row[]> {
  const open = await Promise.all(
    PAGES.map(async (path) => {
      const page = await openPage(browser, system.address, '')
      await page.goto(path)
      return {
        path,
        page,
        meter: await PageMeter.open(page),
        looks: [] as Awaited<ReturnType<PageMeter['memory']>>[],
      }
    }),
  )
  await sleep(minutes * 60_000 * WARM_UP_SHARE)
  for (let n = 0; n < LOOKS; n++) {
    for (const { meter, looks } of open) looks.push(await meter.memory())
    await sleep((minutes * 60_000) / LOOKS)
  }
  for (const { page } of open) await page.context().close()
  return open.map(({ path, looks }): Row => {
    const tenth = Math.ceil(looks.length / 10)
    const least = (from: number, to?: number) => Math.min(...looks.slice(from, to).map(({ heap }) => heap))
    const [first, last] = [least(0, tenth), least(-tenth)]
    const growth = last / first - 1
    return {
      name: `heap of ${path} over ${minutes} minutes`,
      ...{
        unit: 'MB',
        subject: summarize(
          looks.map(({ heap }) => heap),
          'MB',
        ),
      },
      ...{ target: `growth ≤ ${GROWTH * 100} %`, met: growth <= GROWTH },
      extra: {
        ...{ first: rounded(first), last: rounded(last), 'growth in %': rounded(growth * 100) },
        'elements at last': looks.at(-1)?.nodes ?? 0,
        'listeners at last': looks.at(-1)?.listeners ?? 0,
      },
    }
  })
}
