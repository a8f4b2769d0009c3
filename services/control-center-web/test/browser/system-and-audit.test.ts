/** System and Audit: what each tells is what is so, what is bad is not read over, and both can be read on a phone. */
import { DatabaseSync } from 'node:sqlite'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  expectNoOverflow,
  keepScreenshots,
  launchBrowser,
  logIn,
  type OpenPage,
  openPage,
  PHONE,
  violationsOf,
} from './support/browser.ts'
import { Admin, type RunningSystem, startSystem } from './support/running-system.ts'

let system: RunningSystem
let browser: Browser
let admin: Admin
let open: OpenPage
let page: Page

keepScreenshots(() => page)

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  admin = await new Admin(system.address).begin(system.firstPassword())
  await admin.addUser('vera', 'viewer')
  await admin.put('/risk/limits', {
    scope: { level: 'strategy', id: 'bids' },
    limits: { maxOpenOrders: 2 },
    reason: 'two are enough',
  })
  open = await openPage(browser, system.address)
  ;({ page } = open)
  await logIn(page)
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

interface SystemAnswer {
  readonly version: string
  readonly accountId: string
  readonly services: readonly { readonly name: string; readonly ready: boolean }[]
  readonly feeds: readonly { readonly venue: string; readonly gaps: number | null; readonly state: string }[]
  readonly lag: readonly { readonly group: string }[] | null
}

const region = (name: string, on = page) => on.getByRole('region', { name, exact: true }).first()

/** What no row may do on a phone: run past the edge of its panel, where it has to be scrolled sideways. */
const cutOff = (on: Page) =>
  on.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main section')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((each) => `${each.ariaLabel}: ${each.scrollWidth} in ${each.clientWidth}`),
  )

test('System tells of services, feeds, lag, comparisons and dead letters what the API has', async () => {
  await page.goto('/system')
  const told = await admin.get<SystemAnswer>('/system')
  const facts = region('This process')
  for (const fact of [told.version, told.accountId, 'simulator', 'PAPER'])
    await facts.getByText(fact, { exact: true }).first().waitFor()
  expect(told.services.length).toBeGreaterThan(3)
  for (const { name } of told.services)
    await region('Services')
      .getByRole('row', { name: new RegExp(`^${name} Ready`) })
      .waitFor()
  for (const { venue, state } of told.feeds)
    await region('Feeds')
      .getByRole('row', { name: new RegExp(`${venue}.*${state}`) })
      .first()
      .waitFor()
  for (const { group } of told.lag ?? []) await region('Consumer lag').getByText(group).first().waitFor()
  await region('Reconciliation differences').getByRole('row').nth(1).waitFor()
  await region('Dead letters').getByText('No dead letters').waitFor()
  expect(open.complaints()).toEqual([])
})

const LONG = 'waiting_for_coinbase.main.paper/'.repeat(6)

test('what is bad is said by name, and all of it has room on a phone', async () => {
  const { page: phone } = await openPage(browser, system.address, { viewport: PHONE })
  onTestFinished(() => phone.context().close())
  await logIn(phone)
  await phone.route('**/api/v1/system', async (route) => {
    const answer = await route.fetch()
    const now = (await answer.json()) as SystemAnswer & { readonly audit: object }
    const json = {
      ...now,
      ready: false,
      services: now.services.map((each, i) => (i > 0 ? each : { ...each, ready: false, detail: LONG })),
      feeds: now.feeds.map((each) => ({ ...each, gaps: 7, resyncs: null })),
      reconciliation: { venue: [{ kind: 'order_unknown', account: now.accountId, count: 3 }], audit: [] },
      deadLetters: {
        count: 1,
        recent: [
          {
            topic: 'market-data.trades.coinbase',
            partition: 0,
            offset: '41',
            reason: LONG,
            ts: '2026-01-02T03:04:05Z',
          },
        ],
      },
      audit: { ...now.audit, fault: 'entry 12 was altered' },
    }
    await route.fulfill({ response: answer, json })
  })
  await phone.goto('/system')
  await region('Services', phone).getByText('Not ready').waitFor()
  await region('Services', phone).getByText(LONG).waitFor()
  await region('Feeds', phone).getByRole('cell', { name: '7', exact: true }).first().waitFor()
  await region('Reconciliation differences', phone)
    .getByRole('row', { name: /order_unknown.*3/ })
    .waitFor()
  await region('Dead letters', phone).getByText('market-data.trades.coinbase/0/41').waitFor()
  await phone.getByText('The audit log is not whole: entry 12 was altered').waitFor()
  expect(await cutOff(phone)).toEqual([])
  await expectNoOverflow(phone)
  expect(await violationsOf(phone)).toEqual([])
})

test('waits with grey lines, tells what failed and since when, and shows it once it can be read', async () => {
  let mayAnswer = () => {}
  const held = new Promise<void>((resolve) => {
    mayAnswer = resolve
  })
  await page.route('**/api/v1/system', async (route) => {
    await held
    await route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: {
        type: 'about:blank',
        title: 'Internal',
        status: 500,
        code: 'OTS_HTTP_INTERNAL',
        detail: 'a disk is full',
      },
    })
  })
  await page.goto('/system')
  const loading = page.locator('main').getByRole('status', { name: 'Loading' })
  await loading.locator('div').first().waitFor()
  mayAnswer()
  const failed = page.locator('main').getByRole('alert')
  await failed.getByText("The system's state could not be read").waitFor()
  await failed.getByText(/Failed at\s*\d\d:\d\d/).waitFor()
  await page.unroute('**/api/v1/system')
  await failed
    .getByRole('button', { name: 'Retry now' })
    .click()
    // It may have asked again by itself just now.
    .catch(() => undefined)
  await region('Services').waitFor()
  expect(await failed.count()).toBe(0)
  open.complaints()
})

const row = (index: number) => page.locator(`tbody tr[aria-rowindex="${index}"]`)
const rowTexts = () => page.locator('tbody tr[aria-rowindex]').allTextContents()

test('Audit shows who did what; its filters are in the address and survive a reload', async () => {
  await page.goto('/audit')
  await row(2).waitFor()
  expect((await rowTexts()).some((text) => text.includes('LOGIN'))).toBe(true)
  await page.getByRole('searchbox', { name: 'Who, the whole name' }).fill('vera')
  await page.waitForURL(/actor=vera/)
  await expect.poll(async () => (await rowTexts()).every((text) => text.includes('vera'))).toBe(true)
  const ofVera = (await rowTexts()).length
  await page.reload()
  await row(2).waitFor()
  expect((await rowTexts()).every((text) => text.includes('vera'))).toBe(true)
  expect((await rowTexts()).length).toBe(ofVera)
  await page.getByRole('searchbox', { name: /^Action/ }).fill('NOTHING_LIKE_THIS')
  await page.getByText('No entries').waitFor()
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await page.waitForURL((url) => url.search === '')
  await row(2).waitFor()
  expect(open.complaints()).toEqual([])
})

test('an entry opens beside the list with what it changed, and the back button closes it', async () => {
  await page.goto('/audit?action=COMMAND_REQUESTED')
  await row(2).click()
  await page.waitForURL(/entry=\d+/)
  const drawer = page.getByRole('complementary', { name: /^Entry \d+$/ })
  await drawer.getByText('admin').first().waitFor()
  await drawer.getByText('What changed').waitFor()
  await drawer
    .getByText(/maxOpenOrders/)
    .first()
    .waitFor()
  await drawer.getByText('two are enough').first().waitFor()
  await drawer.getByText('Seal', { exact: true }).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.reload()
  await drawer.getByText('What changed').waitFor()
  await page.goBack()
  await expect.poll(() => drawer.count()).toBe(0)
  expect(page.url()).toContain('action=COMMAND_REQUESTED')
})

test('a viewer is told that the log is for admins', async () => {
  const { page: hers } = await openPage(browser, system.address)
  onTestFinished(() => hers.context().close())
  await logIn(hers, 'vera')
  await hers.goto('/audit')
  await hers.getByText('For admins only').waitFor()
  expect(await hers.locator('tbody tr').count()).toBe(0)
})

test('the log is verified from end to end; what somebody alters in its file is found and named', async () => {
  await page.goto('/audit')
  const bar = page.locator('main').getByText(/entries are as written: none altered, deleted or moved/)
  await bar.waitFor()
  const file = new DatabaseSync(system.controlCenterFile())
  try {
    file.exec('PRAGMA busy_timeout = 10000')
    file.prepare("UPDATE audit_log SET result = 'DONE, nothing to see' WHERE seq = 3").run()
  } finally {
    file.close()
  }
  await page.getByRole('button', { name: 'Verify again' }).click()
  await page
    .locator('main')
    .getByRole('alert')
    .getByText(/^Entry 3:/)
    .waitFor()
  expect(await bar.count()).toBe(0)
  expect(await violationsOf(page)).toEqual([])
})
