/** Where two admins must agree, one proposes to go on and another one confirms; and real money looks like nothing else. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { keepScreenshots, launchBrowser, logIn, openPage, violationsOf } from './support/browser.ts'
import { Admin, type RunningSystem, startSystem } from './support/running-system.ts'

let system: RunningSystem
let browser: Browser
let admin: Admin
let page: Page
keepScreenshots(() => page)

beforeAll(async () => {
  const config = { controlCenter: { twoPersonApproval: true } }
  ;[system, browser] = await Promise.all([startSystem({ config }), launchBrowser()])
  admin = await new Admin(system.address).begin(system.firstPassword())
  // Where two must agree, one admin alone makes no second one.
  await expect(admin.addUser('eve', 'admin')).rejects.toThrow('at the terminal')
  await new Admin(system.address).choosePassword('ada', await system.addUserAtTerminal('ada', 'admin'))
  ;({ page } = await openPage(browser, system.address))
  await logIn(page)
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

test('who proposes to resume cannot confirm it; another admin can', async () => {
  await admin.put('/bot/status', { status: 'HALTED', reason: 'to be looked at' })
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Resume trading' })
  await dialog.getByText('Two admins are needed').waitFor()
  await dialog.getByLabel('Why it may go on, kept in the audit log').fill('looked at')
  await dialog.getByRole('button', { name: 'Propose to resume' }).click()
  await page.locator('[data-command-state=PROPOSED]').waitFor()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await dialog.getByText('admin proposes to resume: looked at').waitFor()
  expect(await dialog.getByRole('button', { name: 'Confirm and resume' }).isDisabled()).toBe(true)
  expect(await admin.get<object>('/bot')).toMatchObject({ status: 'HALTED' })

  const { page: hers } = await openPage(browser, system.address)
  onTestFinished(() => hers.context().close())
  await logIn(hers, 'ada')
  await hers.getByRole('button', { name: 'Resume', exact: true }).click()
  await hers.getByRole('dialog').getByRole('button', { name: 'Confirm and resume' }).click()
  await hers.locator('[data-command-state=APPLIED]').waitFor()
  await expect.poll(() => admin.get<object>('/bot')).toMatchObject({ status: 'RUNNING' })
})

interface Limits {
  readonly limits: readonly { readonly limit: string; readonly allowed: string }[]
}

const orderSize = async (): Promise<number> => {
  const { limits } = await admin.get<Limits>('/risk')
  return Number(limits.find(({ limit }) => limit === 'maxOrderNotional')?.allowed)
}

/** As far as the button that asks for it. */
async function editOrderSize(to: number, reason: string) {
  await page.goto('/risk')
  await page.getByRole('button', { name: 'Edit limits' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit limits' })
  const field = dialog.getByLabel('Order size')
  await field.fill('much')
  await dialog.getByText('Not a value of this limit').waitFor()
  await field.fill(String(to))
  await dialog.getByLabel('Reason, kept in the audit log').fill(reason)
  return dialog
}

test('raising a limit: the difference, a proposal, another admin, and then it is in force', async () => {
  const before = await orderSize()
  const dialog = await editOrderSize(before * 2, 'larger orders')
  await dialog
    .getByRole('listitem')
    .filter({ hasText: `maxOrderNotional` })
    .getByText(String(before * 2))
    .waitFor()
  await dialog.getByText(/^Raising a limit needs a second admin/).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Apply 1 change' }).click()
  await page.locator('[data-command-state=PROPOSED]').waitFor()
  const waiting = page.getByRole('region', { name: 'Waiting for a second admin' })
  await waiting.getByText(/larger orders/).waitFor()
  await waiting.getByText('You proposed it: another admin confirms').waitFor()
  expect(await waiting.getByRole('button', { name: 'Confirm' }).count()).toBe(0)
  expect(await orderSize()).toBe(before)

  const { page: hers } = await openPage(browser, system.address)
  onTestFinished(() => hers.context().close())
  await logIn(hers, 'ada')
  await hers.goto('/settings')
  const approvals = hers.getByRole('region', { name: 'Two-person approvals' })
  await approvals.getByText(/larger orders/).waitFor()
  await approvals.getByRole('button', { name: 'Confirm' }).click()
  await hers.locator('[data-command-state=APPLIED]').waitFor()
  await expect.poll(orderSize).toBe(before * 2)
  const shown = (before * 2).toLocaleString('en', { minimumFractionDigits: 2 })
  const row = page
    .getByRole('region', { name: 'Limits' })
    .first()
    .getByRole('row', { name: /Order size/ })
  await expect.poll(() => row.textContent()).toContain(shown)
  await expect.poll(() => waiting.count()).toBe(0)
})

test('lowering a limit needs nobody else', async () => {
  const before = await orderSize()
  const dialog = await editOrderSize(before / 4, 'smaller orders')
  await dialog.getByText(/maxOrderNotional/).waitFor()
  expect(await dialog.getByText(/^Raising a limit/).count()).toBe(0)
  await dialog.getByRole('button', { name: 'Apply 1 change' }).click()
  await page.locator('[data-command-state=APPLIED]').first().waitFor()
  await expect.poll(orderSize).toBe(before / 4)
})

test('real money is said in words and by the bar, and the stop button is filled', async () => {
  const looks = async () => {
    const bar = page.getByRole('banner')
    const style = (name: string, of = bar) =>
      of.evaluate((e, name) => getComputedStyle(e).getPropertyValue(name), name)
    const stop = page.getByRole('button', { name: 'Stop', exact: true })
    return [await style('background-image'), await style('background-color', stop)]
  }
  await page.goto('/')
  await page.getByRole('banner').getByText('PAPER').waitFor()
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor()
  const paper = await looks()
  // The mode alone is changed of what the API says: no test trades real money.
  await page.route('**/api/v1/bot', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), mode: 'REAL' } })
  })
  await page.goto('/')
  await page.getByRole('banner').getByText('REAL MONEY').waitFor()
  const real = await looks()
  for (const n of [0, 1]) expect(real[n]).not.toBe(paper[n])
  expect(await violationsOf(page)).toEqual([])
})
