/** The first minute of a new system: the printed password, one's own, and an order that appears by itself. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillLogin, launchBrowser, type OpenPage, openPage, violationsOf } from './support/browser.ts'
import { PASSWORD, type RunningSystem, startSystem } from './support/running-system.ts'

let system: RunningSystem
let browser: Browser
let open: OpenPage

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  open = await openPage(browser, system.address)
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

test('asks for a login, says no to a wrong one, and makes one choose a password', async () => {
  const { page, complaints } = open
  await page.goto('/')
  await page.getByRole('heading', { name: 'Log in' }).waitFor()
  expect(await violationsOf(page)).toEqual([])
  expect(complaints()).toEqual([])
  await fillLogin(page, 'admin', 'not the password')
  await page.getByRole('alert').getByText('User name or password is wrong').waitFor()
  // Chromium tells every answer of 401 in its console.
  for (const said of complaints()) expect(said).toContain('401')

  await fillLogin(page, 'admin', system.firstPassword())
  await page.waitForURL('**/password')
  await page.getByRole('heading', { name: 'Choose your password' }).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.getByLabel('Password you logged in with').fill(system.firstPassword())
  await page.getByLabel('New password', { exact: true }).fill('too short')
  await page.getByLabel('New password, once more').fill('another')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByText('At least 12 characters are needed.').waitFor()
  await page.getByText('This is not the same.').waitFor()
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('New password, once more').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor({ state: 'attached' })
  expect(complaints()).toEqual([])
})

test('shows orders, their fills, what is held, and live prices, all by themselves', async () => {
  const { page, complaints } = open
  await page.getByRole('banner').getByText('PAPER').waitFor()
  const panel = (name: string) => page.getByRole('region', { name }).first()
  await panel('Live orders').getByText('ETH-USD').first().waitFor()
  await panel('Last events')
    .getByRole('listitem')
    .filter({ hasText: /Buy\s*0.0002 BTC at/ })
    .first()
    .waitFor()
  await panel('Positions')
    .getByRole('row', { name: /BTC-USD ticks 0.0002/ })
    .waitFor()
  const price = panel('Feeds')
    .getByRole('row', { name: /BTC-USD/ })
    .getByRole('cell')
    .nth(1)
  const before = await price.textContent()
  await expect.poll(() => price.textContent()).not.toBe(before)
  const equity = page.getByRole('region', { name: 'Equity' }).getByRole('paragraph').first()
  // Fees were paid: it is not what the account opened with.
  await expect.poll(() => equity.textContent()).toMatch(/^99,99\d\.\d\d/)
  expect(await violationsOf(page)).toEqual([])
  expect(complaints()).toEqual([])
})
