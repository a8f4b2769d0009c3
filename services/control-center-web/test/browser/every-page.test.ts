/**
 * Every page as it is opened, in both themes and both languages, wide and on a phone: nothing that axe finds against WCAG 2.2
 * AA, nothing that the browser complains of, nothing to scroll sideways to, and not more script than one waits for.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitUntil } from '../../../../tools/services/src/wait-until.ts'
import {
  expectNoOverflow,
  type Language,
  launchBrowser,
  logIn,
  type OpenPage,
  openPage,
  PHONE,
  type Theme,
  violationsOf,
  WIDE,
} from './support/browser.ts'
import { Admin, type RunningSystem, startSystem } from './support/running-system.ts'

let system: RunningSystem
let browser: Browser
let filledOrder = ''

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  const admin = await new Admin(system.address).begin(system.firstPassword())
  // A denial to be looked at, and a change of limits.
  await admin.put('/risk/limits', {
    scope: { level: 'strategy', id: 'bids' },
    limits: { maxOpenOrders: 2 },
    reason: 'so that there is something to see',
  })
  await waitUntil(
    async () => {
      const { items } = await admin.get<{ items: { id: string }[] }>('/operations?state=FILLED&limit=5')
      filledOrder = items[0]?.id ?? ''
      return items.length === 5
    },
    30_000,
    () => 'five orders were not filled',
  )
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const ADDRESSES = [
  '/',
  '/market',
  '/portfolio',
  '/operations',
  '/operations?list=fills',
  '/operations?list=denials',
  '/operations?order=FILLED',
  '/strategies',
  '/strategies?id=ticks',
  '/risk',
  '/backtests',
  '/system',
  '/audit',
  '/settings',
  '/no-such-page',
]

const LOOKS = [
  ['dark', 'en', WIDE],
  ['light', 'en', PHONE],
  ['dark', 'pt-BR', PHONE],
  ['light', 'pt-BR', WIDE],
] as const satisfies readonly (readonly [Theme, Language, object])[]

/** Shown is what was asked for: no grey lines in its place. */
async function settled(page: Page): Promise<void> {
  await page.locator('main h1, main h2').first().waitFor({ state: 'attached' })
  await expect.poll(() => page.getByRole('status', { name: /^(Loading|Carregando)/ }).count()).toBe(0)
  // What comes after: charts, and what is loaded on their account.
  await page.waitForTimeout(400)
}

describe.each(LOOKS)('%s, %s, %o', (theme, language, viewport) => {
  let open: OpenPage
  beforeAll(async () => {
    open = await openPage(browser, system.address, { theme, language, viewport })
    await logIn(open.page)
  })
  afterAll(() => open.page.context().close())

  test.each(ADDRESSES)('%s', async (address) => {
    const { page, complaints } = open
    complaints()
    await page.goto(address.replace('FILLED', filledOrder))
    await settled(page)
    const { lang, theme: shown } = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      theme: document.documentElement.dataset.theme,
    }))
    expect({ lang, shown }).toEqual({ lang: language, shown: theme })
    expect(await violationsOf(page)).toEqual([])
    await expectNoOverflow(page)
    expect(complaints().filter((said) => !isOfMissingPage(said))).toEqual([])
  })
})

const isOfMissingPage = (said: string): boolean => said.includes('/no-such-page') && said.includes('404')

describe('script that a page loads by itself', () => {
  const MOST_BYTES = 250_000
  let open: OpenPage
  beforeAll(async () => {
    open = await openPage(browser, system.address)
    await logIn(open.page)
  })
  afterAll(() => open.page.context().close())

  test.each(['/login', ...ADDRESSES])('of %s is at most 250 kB, compressed', async (address) => {
    // The login is left for the overview where somebody is in.
    const { page } = address === '/login' ? await openPage(browser, system.address) : open
    await page.goto(address.replace('FILLED', filledOrder))
    await settled(page)
    const bytes = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => new URL(entry.name).pathname.endsWith('.js'))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    )
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
    if (address === '/login') await page.context().close()
  })
})
