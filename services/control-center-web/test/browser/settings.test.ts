/** Settings: users and what becomes of their sessions, one's password, tokens, approvals, how the pages look. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  fillLogin,
  keepScreenshots,
  launchBrowser,
  logIn,
  type OpenPage,
  openPage,
  violationsOf,
} from './support/browser.ts'
import { Admin, PASSWORD, type RunningSystem, startSystem } from './support/running-system.ts'

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
  open = await openPage(browser, system.address)
  ;({ page } = open)
  await logIn(page)
  await page.goto('/settings')
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const region = (name: string) => page.getByRole('region', { name, exact: true }).first()
const userRow = (name: string) => region('Users').getByRole('row', { name: new RegExp(`^${name}`) })

/** As the page shows it, once; put away afterwards. */
async function secretOf(title: string): Promise<string> {
  const told = region(title)
  const secret = await told.locator('code').textContent()
  expect(await violationsOf(page)).toEqual([])
  await told.getByRole('button', { name: 'I have kept it' }).click()
  await expect.poll(() => page.getByText(secret ?? '').count()).toBe(0)
  return secret ?? ''
}

let given = ''

test('an admin adds a user, whose password is shown once', async () => {
  await region('Users').getByRole('button', { name: 'Add user' }).click()
  const form = region('Add user')
  await form.getByLabel('Name').fill('not a name!')
  await form.getByRole('button', { name: 'Add user' }).click()
  await form.getByText(/^Up to 64 letters/).waitFor()
  await form.getByLabel('Name').fill('ana')
  await form.getByLabel('Role').selectOption('operator')
  await form.getByRole('button', { name: 'Add user' }).click()
  given = await secretOf('Password of ana')
  await userRow('ana').getByText('Operator').waitFor()
  await userRow('ana').getByText('Password to be chosen').waitFor()
  expect(open.complaints()).toEqual([])
})

test('the user is in with it, chooses another one, and may do what the role lets', async () => {
  const { page: hers } = await openPage(browser, system.address)
  onTestFinished(() => hers.context().close())
  await hers.goto('/login')
  await fillLogin(hers, 'ana', given)
  await hers.waitForURL('**/password')
  await hers.getByLabel('Password you logged in with').fill(given)
  await hers.getByLabel('New password', { exact: true }).fill(PASSWORD)
  await hers.getByLabel('New password, once more').fill(PASSWORD)
  await hers.getByRole('button', { name: 'Set the password' }).click()
  await hers.getByRole('heading', { level: 1, name: 'Overview' }).waitFor({ state: 'attached' })
  await hers.goto('/risk')
  await expect.poll(() => hers.getByRole('button', { name: 'Pause entries' }).isEnabled()).toBe(true)
  expect(await hers.getByRole('button', { name: 'Limits: admin only' }).isDisabled()).toBe(true)
  await page.reload()
  await userRow('ana').getByText('Enabled').waitFor()
})

test('a change of a user is shown before it is made; who is shut out is out at once, in every tab', async () => {
  const { page: hers } = await openPage(browser, system.address)
  onTestFinished(() => hers.context().close())
  await logIn(hers, 'ana')
  await userRow('ana').getByRole('button', { name: 'Change ana' }).click()
  const form = region('Change ana')
  expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await form.getByLabel('Role').selectOption('viewer')
  await form.getByLabel('Access').selectOption({ label: 'Disabled' })
  await form
    .getByRole('listitem')
    .filter({ hasText: /Role.*Operator.*Viewer/ })
    .waitFor()
  await form.getByText(/^Out at once/).waitFor()
  await form.getByRole('button', { name: 'Save' }).click()
  await userRow('ana').getByText('Disabled').waitFor()
  await hers.waitForURL('**/login**')
  await fillLogin(hers, 'ana', PASSWORD)
  await hers.getByRole('alert').getByText('User name or password is wrong').waitFor()
})

test('the last admin cannot be taken away, and one who is let in again gets another password', async () => {
  await userRow('admin').getByRole('button', { name: 'Change admin' }).click()
  const form = region('Change admin')
  await form.getByLabel('Role').selectOption('viewer')
  await form.getByText(/^This is the last admin/).waitFor()
  expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => form.count()).toBe(0)
  await userRow('vera').getByRole('button', { name: 'Reset password of vera' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reset password of vera' })
  await dialog.getByRole('button', { name: 'Reset password' }).click()
  const secret = await secretOf('Password of vera')
  await expect(new Admin(system.address).login('vera')).rejects.toThrow('401')
  await new Admin(system.address).login('vera', secret)
})

test('a token opens what its role may, until it is revoked', async () => {
  await region('API tokens').getByRole('button', { name: 'New token' }).click()
  const form = region('New token')
  await form.getByLabel('Name').fill('a robot')
  await form.getByRole('button', { name: 'New token' }).click()
  const token = await secretOf('Token a robot')
  const ask = async (path: string, method = 'GET') => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = method === 'GET' ? {} : { body: '{}' }
    return (await fetch(new URL(`/api/v1${path}`, system.address), { method, headers, ...body })).status
  }
  expect(await ask('/bot')).toBe(200)
  expect(await ask('/risk/limits', 'PUT')).toBe(403)
  await region('API tokens').getByRole('button', { name: 'Revoke a robot' }).click()
  const dialog = page.getByRole('dialog', { name: 'Revoke a robot' })
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click()
  await region('API tokens').getByText('No token that opens anything').waitFor()
  expect(await ask('/bot')).toBe(401)
})

test('tells whether two admins are needed, and that nothing waits', async () => {
  await region('Two-person approvals').getByText('Not in force').waitFor()
  await region('Two-person approvals').getByText('Nothing waits for a second admin').waitFor()
  await region('Notifications').getByText('Not there yet').waitFor()
})

test('theme and language are chosen here, and stay', async () => {
  const look = () =>
    page.evaluate(() => [document.documentElement.dataset.theme, document.documentElement.lang])
  await region('Appearance').getByRole('radio', { name: 'Light' }).check()
  await expect.poll(look).toEqual(['light', 'en'])
  await region('Appearance').getByRole('radio', { name: 'Português' }).check()
  await page.getByRole('heading', { level: 1, name: 'Configurações' }).waitFor({ state: 'attached' })
  await page.reload()
  await expect.poll(look).toEqual(['light', 'pt-BR'])
  await page.getByRole('radio', { name: 'English' }).check()
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect.poll(look).toEqual(['dark', 'en'])
})

test('one changes the own password, and every other session of one ends', async () => {
  const { page: elsewhere } = await openPage(browser, system.address)
  onTestFinished(() => elsewhere.context().close())
  await logIn(elsewhere)
  open.complaints()
  await region('Account').getByRole('button', { name: 'Change password' }).click()
  const form = region('Change password')
  const fill = async (current: string, wanted: string) => {
    await form.getByLabel('Current password').fill(current)
    await form.getByLabel('New password', { exact: true }).fill(wanted)
    await form.getByLabel('New password, once more').fill(wanted)
    await form.getByRole('button', { name: 'Set the password' }).click()
  }
  const another = 'quite another secret 43'
  await fill('not the password', another)
  await form.getByText('This is not your password.').waitFor()
  await fill(PASSWORD, another)
  await region('Account')
    .getByText(/^Your password was changed/)
    .waitFor()
  await elsewhere.waitForURL('**/login**')
  await region('Users').getByText('vera').first().waitFor()
  await page.reload()
  await region('Account').getByText('admin', { exact: true }).waitFor()
  await expect(new Admin(system.address).login()).rejects.toThrow('401')
})

test('a viewer sees the own account, and that users are for admins', async () => {
  const { page: hers } = await openPage(browser, system.address)
  onTestFinished(() => hers.context().close())
  await admin.login('admin', 'quite another secret 43')
  await admin.addUser('otto', 'viewer')
  await logIn(hers, 'otto')
  await hers.goto('/settings')
  await hers.getByRole('region', { name: 'Users' }).getByText('For admins').waitFor()
  await hers.getByText('May look at everything, and change nothing.').first().waitFor()
})
