/** Without a pointer: on every page each thing that can be used is reached by Tab, and is seen to be; dialogs keep the focus. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepScreenshots, launchBrowser, logIn, openPage } from './support/browser.ts'
import { Admin, type RunningSystem, startSystem } from './support/running-system.ts'

let system: RunningSystem
let browser: Browser
let page: Page

keepScreenshots(() => page)

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  await new Admin(system.address).begin(system.firstPassword())
  ;({ page } = await openPage(browser, system.address))
  await logIn(page)
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

declare global {
  interface Window {
    tabbing?: {
      /** What is to be reached, as it was at the beginning. */
      readonly wanted: readonly HTMLElement[]
      readonly reached: Set<EventTarget>
      /** Reached, and nothing on the screen tells. */
      readonly unseen: string[]
    }
  }
}

const hasFocus = (of: Locator) => of.evaluate((element) => element === document.activeElement)

const watchFocus = (on: Page) =>
  on.evaluate(() => {
    const nameOf = (element: Element) =>
      `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40) ?? ''}`
    const hasRing = (element: Element | null, up: number): boolean => {
      if (element === null || up < 0) return false
      const { boxShadow, outlineStyle } = getComputedStyle(element)
      return boxShadow !== 'none' || outlineStyle !== 'none' || hasRing(element.parentElement, up - 1)
    }
    const usable = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex]'),
    ].filter((element) => {
      // A link is never one of a group that arrows go through.
      if ((element.tabIndex < 0 && !element.matches('a[href]')) || element.matches(':disabled')) return false
      // Of a group of them, the chosen one is reached, the others by arrows.
      if (element instanceof HTMLInputElement && element.type === 'radio' && !element.checked) return false
      return element.checkVisibility({ visibilityProperty: true })
    })
    const tabbing = { wanted: usable, reached: new Set<EventTarget>(), unseen: [] as string[] }
    window.tabbing = tabbing
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof Element)) return
      tabbing.reached.add(target)
      // What frames a field tells that it is in it.
      if (!hasRing(target, 2)) tabbing.unseen.push(nameOf(target))
    })
  })

/** What went away meanwhile was not missed: rows come and go. */
const tabbed = (on: Page) =>
  on.evaluate(() => {
    const { wanted = [], reached = new Set(), unseen = [] } = window.tabbing ?? {}
    const missed = wanted.filter((element) => element.isConnected && !reached.has(element))
    return {
      count: wanted.length,
      missed: missed.map((element) => element.getAttribute('aria-label') ?? element.outerHTML.slice(0, 120)),
      unseen: [...new Set(unseen)],
    }
  })

const PAGES = [
  '/',
  '/market',
  '/portfolio',
  '/operations',
  '/strategies',
  '/strategies?id=waiting',
  '/risk',
  '/backtests',
  '/system',
  '/audit',
  '/settings',
]

test.each(PAGES)('%s: everything that can be used is reached by Tab, and seen to be', async (address) => {
  await page.goto(address)
  await page.locator('main h1').first().waitFor({ state: 'attached' })
  await expect.poll(() => page.getByRole('status', { name: 'Loading' }).count()).toBe(0)
  await watchFocus(page)
  const { count } = await tabbed(page)
  expect(count).toBeGreaterThan(12)
  // Rows that came meanwhile are passed, too.
  for (let steps = 0; steps < count + 20; steps++) await page.keyboard.press('Tab')
  const { missed, unseen } = await tabbed(page)
  expect({ missed, unseen }).toEqual({ missed: [], unseen: [] })
})

test('a dialog takes the focus, keeps it, and gives it back where it was', async () => {
  await page.goto('/risk')
  const edit = page.getByRole('button', { name: 'Edit limits' })
  await expect.poll(() => edit.isEnabled()).toBe(true)
  await edit.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit limits' })
  await dialog.waitFor()
  const isWithin = () => dialog.evaluate((element) => element.contains(document.activeElement))
  await expect.poll(isWithin).toBe(true)
  for (let steps = 0; steps < 24; steps++) {
    await page.keyboard.press('Tab')
    expect(await isWithin()).toBe(true)
  }
  await page.keyboard.press('Escape')
  await expect.poll(() => dialog.count()).toBe(0)
  await expect.poll(() => hasFocus(edit)).toBe(true)
})

test('the palette gives the focus back where it was, by way of the list of shortcuts as well', async () => {
  await page.goto('/risk')
  const edit = page.getByRole('button', { name: 'Edit limits' })
  await expect.poll(() => edit.isEnabled()).toBe(true)
  await edit.focus()
  const dialogs = page.getByRole('dialog')
  const input = dialogs.getByRole('combobox')
  await page.keyboard.press('Control+k')
  await input.fill('waiting')
  expect(await hasFocus(input)).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => dialogs.count()).toBe(0)
  await expect.poll(() => hasFocus(edit)).toBe(true)
  // The second time, too, when nothing of it has to be loaded.
  for (let times = 0; times < 2; times++) {
    await page.keyboard.press('Control+k')
    await input.fill('Keyboard shortcuts')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await expect.poll(() => input.count()).toBe(0)
    await page.keyboard.press('Escape')
    await expect.poll(() => dialogs.count()).toBe(0)
    await expect.poll(() => hasFocus(edit)).toBe(true)
  }
})

test('a limit is changed without a pointer, from the palette to the outcome', async () => {
  await page.goto('/')
  // Keys mean nothing before the page has come to life.
  await page.locator('main h1').waitFor({ state: 'attached' })
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  await page.keyboard.type('Risk')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/risk')
  const edit = page.getByRole('button', { name: 'Edit limits' })
  await expect.poll(() => edit.isEnabled()).toBe(true)
  await edit.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit limits' })
  await dialog.getByLabel('Open orders').press('Control+a')
  await page.keyboard.type('7')
  await dialog.getByLabel('Reason, kept in the audit log').focus()
  await page.keyboard.type('by keys alone')
  await page.keyboard.press('Enter')
  await page.locator('[data-command-state=APPLIED]').first().waitFor()
})

test('a row of Operations is walked to by keys, opened, and left again', async () => {
  await page.goto('/operations?state=FILLED')
  const table = page.getByRole('group', { name: 'Orders' })
  await table.focus()
  await page.locator('tbody tr[aria-rowindex="4"]').waitFor()
  for (const key of ['Home', 'ArrowDown', 'j', 'k', 'Enter']) await page.keyboard.press(key)
  await page.waitForURL(/order=/)
  const drawer = page.getByRole('complementary', { name: 'Order timeline' })
  await expect.poll(() => drawer.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => drawer.count()).toBe(0)
  await expect.poll(() => hasFocus(table)).toBe(true)
})
