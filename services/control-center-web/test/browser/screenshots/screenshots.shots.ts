/**
 * `npm run screenshots`: the whole system on the simulated market, as its first user meets it, and after it has traded for some minutes:
 * each page in four looks, and what an operator sees when something happens. Written to docs/screenshots, to be looked at.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillLogin, launchBrowser, logIn, openPage } from '../support/browser.ts'
import { Admin, PASSWORD, type RunningSystem } from '../support/running-system.ts'
import { keepShot } from './keep-shot.ts'
import { DARK, LOOKS, nameOf, settled } from './looks.ts'
import { newDay, steer } from './trading-day.ts'

const TRADED_MS = Number(process.env.OTS_SCREENSHOTS_AFTER_MS ?? 240_000)

let system: RunningSystem
let browser: Browser
let admin: Admin

beforeAll(async () => {
  ;[system, browser] = await Promise.all([newDay(), launchBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const keepWide = (page: Page, name: string) => keepShot(page, nameOf(name, DARK))

test('the first minute: the printed password, one of their own, and orders that come by themselves', async () => {
  const { page } = await openPage(browser, system.address, DARK)
  await page.goto('/')
  await page.getByRole('heading', { name: 'Log in' }).waitFor()
  await keepWide(page, 'first-1-login')
  await fillLogin(page, 'admin', system.firstPassword())
  await page.getByRole('heading', { name: 'Choose your password' }).waitFor()
  await keepWide(page, 'first-2-password')
  await page.getByLabel('Password you logged in with').fill(system.firstPassword())
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('New password, once more').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('region', { name: 'Positions' }).getByText('ETH-USD').first().waitFor()
  await sleep(20_000)
  await keepWide(page, 'first-3-overview')
  await page.context().close()
  admin = await new Admin(system.address).login()
  await steer(admin)
  await sleep(TRADED_MS)
})

const PAGES = {
  overview: '/',
  market: '/market',
  portfolio: '/portfolio',
  operations: '/operations',
  'operations-fills': '/operations?list=fills',
  'operations-denials': '/operations?list=denials',
  order: '/operations?order=FILLED',
  strategies: '/strategies',
  strategy: '/strategies?id=btc-maker',
  risk: '/risk',
  backtests: '/backtests',
  system: '/system',
  audit: '/audit',
  settings: '/settings',
  missing: '/no-such-page',
}

describe.each(LOOKS)('$theme, $language, $viewport.width', (look) => {
  let page: Page
  beforeAll(async () => {
    ;({ page } = await openPage(browser, system.address, look))
    await page.goto('/login')
    await settled(page)
    await keepShot(page, nameOf('login', look))
    await logIn(page)
  })
  afterAll(() => page.context().close())

  test.each(Object.entries(PAGES))('%s', async (name, address) => {
    await page.goto(address.replace('FILLED', await filledOrder()))
    await settled(page)
    await keepShot(page, nameOf(name, look))
  })
})

/** The newest that btc-maker has bought or sold. */
async function filledOrder(): Promise<string> {
  const { items } = await admin.get<{ items: { id: string }[] }>(
    '/operations?state=FILLED&strategy=btc-maker&limit=1',
  )
  return items[0]?.id ?? ''
}

/** The page's live stream passes through here, so that it can be held up. */
const HOLDABLE_EVENTS = `{
  const ask = window.fetch
  window.fetch = async (...asked) => {
    const answer = await ask(...asked)
    if (!answer.url.includes('/events') || answer.body === null) return answer
    const transform = async (chunk, stream) => {
      await window.held?.promise
      stream.enqueue(chunk)
    }
    return new Response(answer.body.pipeThrough(new TransformStream({ transform })), answer)
  }
}`
const HOLD_EVENTS = 'void (window.held = Promise.withResolvers())'
const RELEASE_EVENTS = 'window.held.resolve()'

describe('what an operator sees happen', () => {
  let page: Page
  beforeAll(async () => {
    ;({ page } = await openPage(browser, system.address, DARK))
    await page.addInitScript(HOLDABLE_EVENTS)
    await logIn(page)
  })

  test('a change of a parameter: its difference, PENDING, APPLIED', async () => {
    await page.goto('/strategies?id=eth-ticks')
    await settled(page)
    await page.getByLabel('n', { exact: true }).fill('20')
    await page.getByLabel('Reason, kept in the audit log').fill('Trade more often in the afternoon')
    await page.getByRole('heading', { name: 'Before applying' }).waitFor()
    await keepWide(page, 'parameters-1-difference')
    // What tells the answer is held up, or nobody could take a picture of the moment before it.
    await page.evaluate(HOLD_EVENTS)
    const taken = Promise.withResolvers<void>()
    await page.route('**/api/v1/commands/*', async (route) => {
      await taken.promise
      await route.continue()
    })
    await page.getByRole('button', { name: 'Apply 1 change' }).click()
    await page.locator('[data-command-state=PENDING]').waitFor()
    await keepWide(page, 'parameters-2-pending')
    taken.resolve()
    await page.evaluate(RELEASE_EVENTS)
    await page.locator('[data-command-state=APPLIED]').waitFor()
    await page.getByText('generation 3', { exact: true }).waitFor()
    await keepWide(page, 'parameters-3-applied')
  })

  test('Stop: what it will do, that it is held, what it has verified, and the way back', async () => {
    await page.goto('/')
    await settled(page)
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Stop trading' })
    await dialog.getByText('BTC-USD').first().waitFor()
    await keepWide(page, 'stop-1-what-it-does')
    await dialog.getByRole('button', { name: 'Hold to stop' }).hover()
    await page.mouse.down()
    await dialog.getByText('Halted, and verified at the venue: nothing is open').waitFor()
    await page.mouse.up()
    await keepWide(page, 'stop-2-verified')
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByRole('banner').getByText('Halted').waitFor()
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await page.getByLabel('Why it may go on, kept in the audit log').fill('Seen, goes on')
    await keepWide(page, 'stop-3-resume')
    await page.getByRole('dialog').getByRole('button', { name: 'Resume', exact: true }).click()
    await page.getByRole('banner').getByText('Running').waitFor()
    await page.goto('/audit')
    await settled(page)
    await keepWide(page, 'stop-4-audit')
  })

  test('the palette, and the shortcuts', async () => {
    await page.goto('/')
    await settled(page)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await keepWide(page, 'palette')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await keepWide(page, 'shortcuts')
    await page.keyboard.press('Escape')
  })

  test('a lost connection: nothing stale looks live, wide and on a phone', async () => {
    const phone = await openPage(browser, system.address, {
      theme: 'dark',
      viewport: { width: 390, height: 844 },
    })
    await logIn(phone.page)
    for (const each of [page, phone.page]) {
      await each.goto('/')
      await settled(each)
    }
    await system.kill()
    await expect.poll(() => page.locator('main').getAttribute('data-stale')).toBe('true')
    await sleep(20_000)
    await keepWide(page, 'lost-connection')
    await keepShot(phone.page, 'lost-connection-dark-en-390')
  })
})
