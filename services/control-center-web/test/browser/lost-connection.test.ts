/** The system dies under an open page, and comes back: nothing stale looks live, and nothing is lost or shown twice. */
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { keepScreenshots, launchBrowser, logIn, openPage, violationsOf } from './support/browser.ts'
import { Admin, type RunningSystem, startSystem } from './support/running-system.ts'

let system: RunningSystem
let browser: Browser
let page: Page
let complaints: () => readonly string[]

keepScreenshots(() => page)

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  await new Admin(system.address).begin(system.firstPassword())
  ;({ page, complaints } = await openPage(browser, system.address))
  await logIn(page)
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

/** Until the end of the test. */
function watchRequests(): readonly Request[] {
  const seen: Request[] = []
  const keep = (request: Request) => void seen.push(request)
  page.on('request', keep)
  onTestFinished(() => void page.off('request', keep))
  return seen
}

/** Of a request that nobody answered the browser tells by itself. */
const ofTheNetwork =
  /ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|ABORTED|INTERNET_DISCONNECTED)|status of (401|502|503)/

test('values grey out with their age, Stop stays, and all recovers without a reload', async () => {
  await page.goto('/')
  const bar = page.getByRole('banner')
  await bar.getByText(/^Live/).waitFor()
  await page.getByRole('region', { name: 'Positions' }).getByText('BTC-USD').first().waitFor()
  const mark = 'this very document'
  await page.evaluate((mark) => document.body.setAttribute('data-mark', mark), mark)

  await system.kill()
  await bar.getByText('Reconnecting').waitFor()
  await expect.poll(() => page.locator('main').getAttribute('data-stale')).toBe('true')
  await bar.getByText(/^Equity, .* ago/).waitFor()
  await bar.getByText('ots halt').waitFor()
  expect(await bar.getByText(/^Live/).count()).toBe(0)
  expect(await page.locator('main').evaluate((main) => getComputedStyle(main).filter)).toContain('grayscale')
  expect(await page.getByRole('button', { name: 'Stop', exact: true }).isEnabled()).toBe(true)
  expect(await violationsOf(page)).toEqual([])

  const asked = watchRequests()
  await system.restart()
  await bar.getByText(/^Live/).waitFor()
  await expect.poll(() => page.locator('main').getAttribute('data-stale')).toBe('false')
  // Of what events keep up, too: they tell only what is new.
  await expect
    .poll(() => asked.map((request) => new URL(request.url()).pathname))
    .toContain('/api/v1/portfolio')
  const price = page
    .getByRole('region', { name: 'Feeds' })
    .first()
    .getByRole('row', { name: /BTC-USD/ })
    .getByRole('cell')
    .nth(1)
  const before = await price.textContent()
  await expect.poll(() => price.textContent()).not.toBe(before)
  expect(await page.evaluate(() => document.body.getAttribute('data-mark'))).toBe(mark)
  expect(complaints().filter((said) => !ofTheNetwork.test(said))).toEqual([])
})

interface Orders {
  readonly items: readonly { readonly id: string }[]
}

const newestOrders = async (admin: Admin): Promise<readonly string[]> =>
  (await admin.get<Orders>('/operations?limit=12')).items.map(({ id }) => id.slice(0, 8))

/** The newest orders are those that the system has, in its order, and no row is there twice. */
async function expectEveryOrderOnce(admin: Admin): Promise<void> {
  const rows = () => page.locator('tbody tr[aria-rowindex]').allTextContents()
  await expect
    .poll(async () => {
      const [ids, shown] = [await newestOrders(admin), await rows()]
      return ids.every((id, n) => shown[n]?.includes(id) === true)
    })
    .toBe(true)
  const shown = await rows()
  expect(new Set(shown).size).toBe(shown.length)
}

test('Operations shows every order once, those of the time between as well', async () => {
  await page.goto('/operations')
  await page.locator('tbody tr[aria-rowindex="2"]').waitFor()
  await system.kill()
  await page.getByRole('banner').getByText('Reconnecting').waitFor()
  await system.restart()
  const admin = await new Admin(system.address).login()
  await page.getByRole('banner').getByText(/^Live/).waitFor()
  await expectEveryOrderOnce(admin)
  expect(complaints().filter((said) => !ofTheNetwork.test(said))).toEqual([])
})

test('with the network pulled it is the same: stale with its age, and what happened meanwhile is there once', async () => {
  const admin = await new Admin(system.address).login()
  await page.goto('/operations')
  await page.locator('tbody tr[aria-rowindex="2"]').waitFor()
  const bar = page.getByRole('banner')
  await bar.getByText(/^Live/).waitFor()
  const [before = ''] = await newestOrders(admin)
  await page.context().setOffline(true)
  await bar.getByText('Reconnecting').waitFor()
  await expect.poll(() => page.locator('main').getAttribute('data-stale')).toBe('true')
  await bar.getByText(/^Equity, .* ago/).waitFor()
  // Trading goes on without the page.
  await expect.poll(async () => (await newestOrders(admin)).indexOf(before)).not.toBeLessThanOrEqual(2)
  const asked = watchRequests()
  await page.context().setOffline(false)
  await bar.getByText(/^Live/).waitFor()
  const resumed = asked.find((request) => request.url().endsWith('/api/v1/events'))
  expect(resumed?.headers()['last-event-id']).toMatch(/.+/)
  await expect.poll(() => page.locator('main').getAttribute('data-stale')).toBe('false')
  await expectEveryOrderOnce(admin)
  expect(complaints().filter((said) => !ofTheNetwork.test(said))).toEqual([])
})
