/** Getting about: links into a page, the palette, shortcuts, language and theme, what is not there, who may do what. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  fillLogin,
  keepScreenshots,
  launchBrowser,
  logIn,
  type OpenPage,
  openPage,
} from './support/browser.ts'
import { Admin, PASSWORD, type RunningSystem, startSystem } from './support/running-system.ts'

let system: RunningSystem
let browser: Browser
let open: OpenPage
let page: Page

keepScreenshots(() => page)

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  const admin = await new Admin(system.address).begin(system.firstPassword())
  await admin.addUser('vera', 'viewer')
  open = await openPage(browser, system.address)
  ;({ page } = open)
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

afterEach(() => expect(open.complaints()).toEqual([]))

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor({ state: 'attached' })

test('a link into a page leads there after the login, filters and all; another site is led to by none', async () => {
  await page.goto('/operations?side=BUY&list=fills')
  await page.waitForURL('**/login?next=**')
  await fillLogin(page, 'admin', PASSWORD)
  await page.waitForURL('**/operations?side=BUY&list=fills')
  await heading('Operations')
  await page.goto('/login?next=//example.org/')
  await page.waitForURL(`${system.address}/`)
})

test('a reload stays where it is, and stays logged in', async () => {
  await page.goto('/risk')
  await heading('Risk')
  await page.reload()
  await heading('Risk')
})

test('the palette goes to pages and strategies, and changes language and theme, which stay', async () => {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog')
  await palette.getByRole('combobox').fill('waiting')
  await palette.getByRole('option', { name: 'waiting' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/strategies?id=waiting')
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('Português')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').getByRole('link', { name: 'Estratégias' }).first().waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('pt-BR')
  await page.reload()
  await page.getByRole('navigation').getByRole('link', { name: 'Estratégias' }).first().waitFor()
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('English')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').getByRole('link', { name: 'Strategies' }).first().waitFor()
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const dark = await background()
  await page.getByRole('button', { name: 'Dark or light' }).click()
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light')
  expect(await background()).not.toBe(dark)
  await page.getByRole('button', { name: 'Dark or light' }).click()
})

test('keys go to every page, but not while one writes', async () => {
  await page.goto('/')
  await heading('Overview')
  for (const [key, name] of [
    ['m', 'Market'],
    ['p', 'Portfolio'],
    ['n', 'Operations'],
    ['s', 'Strategies'],
    ['r', 'Risk'],
    ['b', 'Backtests'],
    ['y', 'System'],
    ['a', 'Audit'],
    ['e', 'Settings'],
    ['o', 'Overview'],
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await heading(name)
  }
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.goto('/operations')
  await heading('Operations')
  await page.keyboard.press('/')
  await page.keyboard.type('gr?')
  expect(await page.getByRole('searchbox').inputValue()).toBe('gr?')
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('everything in the frame is reached by Tab, the page first by the skip link', async () => {
  await page.goto('/')
  await heading('Overview')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the page')
  const reached = new Set<string>()
  for (let steps = 0; steps < 60; steps++) {
    await page.keyboard.press('Tab')
    reached.add(
      await page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      ),
    )
  }
  for (const name of ['Overview', 'Risk', 'Dark or light', 'Commands and search', 'Stop'])
    expect([...reached]).toContain(name)
})

test('what is not there is told within the frame', async () => {
  await page.goto('/no-such-page')
  await page.getByRole('paragraph').getByText('There is no such page').waitFor()
  expect(open.complaints().every((said) => said.includes('404'))).toBe(true)
  await page.getByRole('link', { name: 'To the overview' }).click()
  await heading('Overview')
})

test('a page that breaks is told in its place: the frame, and Stop, stay', async () => {
  await page.route('**/api/v1/strategies/ticks', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), positions: null } })
  })
  await page.goto('/strategies?id=ticks')
  await page.locator('main').getByText('This page has failed').waitFor()
  expect(await page.getByRole('button', { name: 'Stop', exact: true }).isEnabled()).toBe(true)
  await page.getByRole('banner').getByText(/^Live/).waitFor()
  await page.unroute('**/api/v1/strategies/ticks')
  await page.locator('main').getByRole('button', { name: 'Retry now' }).click()
  await page.getByRole('region', { name: 'Signals' }).first().waitFor()
  // React tells of what it caught.
  open.complaints()
})

test('a viewer sees everything and can do nothing', async () => {
  const { page: hers, complaints } = await openPage(browser, system.address)
  onTestFinished(() => hers.context().close())
  await logIn(hers, 'vera')
  const stop = hers.getByRole('button', { name: 'Stop', exact: true })
  await expect.poll(() => stop.isDisabled()).toBe(true)
  await hers.goto('/strategies?id=ticks')
  await expect.poll(() => hers.getByRole('button', { name: 'Stop strategy' }).isDisabled()).toBe(true)
  await hers.getByRole('button', { name: 'Needs operator' }).waitFor()
  await hers.goto('/risk')
  await hers.getByRole('heading', { level: 1, name: 'Risk' }).waitFor()
  const names = [/^Edit limits/, /^Pause entries/]
  for (const name of names) {
    const button = hers.getByRole('button', { name })
    expect((await button.count()) === 0 || (await button.isDisabled())).toBe(true)
  }
  await hers.goto('/portfolio')
  await hers.getByRole('heading', { level: 1, name: 'Portfolio' }).waitFor()
  const reset = hers.getByRole('button', { name: /^Reset paper account/ })
  expect((await reset.count()) === 0 || (await reset.isDisabled())).toBe(true)
  await hers.goto('/operations?state=OPEN')
  await hers.locator('tbody tr[aria-rowindex="2"]').click()
  await hers.getByRole('complementary', { name: 'Order timeline' }).getByText('Risk approved').waitFor()
  expect(await hers.getByRole('button', { name: 'Cancel order' }).count()).toBe(0)
  expect(complaints()).toEqual([])
})

test('who logs out is out in every tab', async () => {
  const second = await page.context().newPage()
  await second.goto('/')
  await second.getByRole('banner').getByText('PAPER').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('Log out')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/login**')
  await second.waitForURL('**/login**')
})
