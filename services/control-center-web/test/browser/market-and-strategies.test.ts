/** Market, Strategies and Portfolio: prices that move, what is ours drawn among them, and what one may set in motion or end. */
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  keepScreenshots,
  launchBrowser,
  logIn,
  type OpenPage,
  openPage,
  violationsOf,
} from './support/browser.ts'
import { cutTexts, drawnTexts, recordDrawnTexts } from './support/drawn-texts.ts'
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
  open = await openPage(browser, system.address)
  ;({ page } = open)
  await recordDrawnTexts(page)
  await logIn(page)
})

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const region = (name: string) => page.getByRole('region', { name, exact: true }).first()
const number = (text: string | null) => Number(text?.replaceAll(/[^\d.-]/g, ''))
const stat = (name: string) =>
  page
    .locator('main dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .first()
const commandToast = (title: string) => page.locator('[data-command-state]').filter({ hasText: title })
const applied = (title: string) =>
  page.locator('[data-command-state=APPLIED]').filter({ hasText: title }).first().waitFor()

test('of a young account, too, every label of the equity chart is whole', async () => {
  await page.goto('/')
  const isClock = (text: string) => /^\d\d:\d\d(:\d\d)?$/.test(text)
  await expect.poll(async () => (await drawnTexts(page)).some(isClock)).toBe(true)
  // The line grows, and its labels move towards its beginning.
  for (let second = 0; second < 8; second++) {
    await page.waitForTimeout(1_000)
    expect(await cutTexts(page)).toEqual([])
  }
})

test('Market: last price, book and tape move by themselves, and the book is in order', async () => {
  await page.goto('/market')
  const last = stat('Last')
  const price = await last.textContent()
  await expect.poll(() => last.textContent()).not.toBe(price)
  const levels = page.getByRole('table', { name: 'Best levels of coinbase:BTC-USD' })
  await levels.getByRole('row').nth(3).waitFor()
  const prices = async () => {
    const cells = await levels.locator('tbody tr td:first-child:not([colspan])').allTextContents()
    return cells.map(number)
  }
  const shown = await prices()
  expect(shown.length).toBeGreaterThanOrEqual(4)
  // Asks above, bids below: dearest first.
  expect(shown).toEqual(shown.toSorted((a, b) => b - a))
  expect(new Set(shown).size).toBe(shown.length)
  await expect.poll(prices).not.toEqual(shown)
  await expect
    .poll(async () => number(await stat('Ask').textContent()) > number(await stat('Bid').textContent()))
    .toBe(true)
  const newest = region('Tape').getByRole('listitem').first()
  const trade = await newest.textContent()
  expect(trade).toMatch(/Bought|Sold/)
  await expect.poll(() => newest.textContent()).not.toBe(trade)
  await region('What strategies saw').getByRole('link', { name: 'ticks' }).waitFor()
  expect(open.complaints()).toEqual([])
})

/** Of our own, as the chart says to who cannot see it. */
async function drawnOfOurs(instrument: string) {
  const text = await page.getByRole('img', { name: `Candles of ${instrument}` }).getAttribute('aria-label')
  const counted = (what: string) => Number(new RegExp(`(\\d+) ${what}`).exec(text ?? '')?.[1] ?? 0)
  return { fills: counted('marks? of own fills'), orders: counted('resting orders?') }
}

test('Market: own fills and resting orders are drawn on the candles; instrument and interval are in the address', async () => {
  await page.getByRole('img', { name: 'Candles of coinbase:BTC-USD' }).waitFor()
  await expect.poll(async () => (await drawnOfOurs('coinbase:BTC-USD')).fills).toBeGreaterThan(0)
  // By the day all of a side stand at one candle, and are counted there; at two, around midnight, there is no room to write.
  await page.getByRole('radio', { name: '1d', exact: true }).check()
  await page.waitForURL(/interval=1d/)
  const isCount = (text: string) => /^(\d+×|(Buy|Sell) 0\.0002)$/.test(text)
  await expect
    .poll(
      async () => (await drawnTexts(page)).some(isCount) || (await drawnOfOurs('coinbase:BTC-USD')).fills > 2,
    )
    .toBe(true)
  await page.goto('/market')
  await page.getByRole('radio', { name: 'ETH-USD' }).check()
  await page.waitForURL(/instrument=coinbase(:|%3A)ETH-USD/)
  await page
    .getByRole('img', { name: /ETH-USD/ })
    .first()
    .waitFor()
  await expect.poll(() => drawnTexts(page)).toContain('Buy 0.01')
  await expect.poll(async () => (await drawnOfOurs('coinbase:ETH-USD')).orders).toBeGreaterThan(0)
  await page.getByRole('radio', { name: '5m', exact: true }).check()
  await page.waitForURL(/interval=5m/)
  await page.reload()
  await page.getByRole('table', { name: 'Best levels of coinbase:ETH-USD' }).waitFor()
  expect(await page.getByRole('radio', { name: '5m', exact: true }).isChecked()).toBe(true)
  await page.goBack()
  await page.getByRole('table', { name: 'Best levels of coinbase:BTC-USD' }).waitFor()
  expect(open.complaints()).toEqual([])
})

test('Market: a book with a gap in it shows no levels', async () => {
  await page.route('**/market/*/book**', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), state: 'QUARANTINED' } })
  })
  await page.goto('/market')
  await region('Depth').getByText('The book is not to be trusted').waitFor()
  expect(await page.getByRole('table', { name: /^Best levels/ }).count()).toBe(0)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.getByRole('table', { name: /^Best levels/ }).waitFor()
})

test('Strategies: a card for each, which opens it', async () => {
  await page.goto('/strategies')
  const cards = page.locator('main li').filter({ has: page.getByRole('heading', { level: 2 }) })
  await expect.poll(() => cards.count()).toBe(3)
  expect(await cards.getByText('Running', { exact: true }).count()).toBe(3)
  await cards.filter({ hasText: 'bids' }).getByRole('img').waitFor()
  await page.getByRole('link', { name: 'bids', exact: true }).click()
  await page.waitForURL(/id=bids/)
  await region('Signals').getByRole('row').nth(1).waitFor()
  await expect.poll(() => drawnTexts(page)).toContain('Buy 0.01')
  await region('Signals').getByRole('link').last().click()
  await page
    .getByRole('complementary', { name: 'Order timeline' })
    .getByText('Signal of bids')
    .first()
    .waitFor()
})

test('Strategies: stopping says what it does, cancels its orders, and is in the history with its reason; so is starting', async () => {
  await page.goto('/strategies?id=bids')
  await page.getByRole('button', { name: 'Stop strategy' }).click()
  const dialog = page.getByRole('dialog', { name: 'Stop bids' })
  await dialog.getByText(/^Its orders are canceled/).waitFor()
  expect(await dialog.getByRole('button', { name: 'Stop strategy' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Reason, kept in the audit log').fill('rests too long')
  expect(await violationsOf(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Stop strategy' }).click()
  await applied('Stopping bids')
  await page.locator('main header').getByText('Stopped', { exact: true }).first().waitFor()
  const newest = region('Changes').getByRole('listitem').first()
  await newest.getByText('rests too long').waitFor()
  const ofBids = async () =>
    (await admin.get<{ items: { strategyId: string }[] }>('/operations?state=OPEN&limit=100')).items.filter(
      ({ strategyId }) => strategyId.startsWith('bids'),
    ).length
  await expect.poll(ofBids).toBe(0)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  const start = page.getByRole('dialog', { name: 'Start bids' })
  await start.getByLabel('Reason, kept in the audit log').fill('rested enough')
  await start.getByRole('button', { name: 'Start', exact: true }).click()
  await applied('Starting bids')
  await newest.getByText('rested enough').waitFor()
  await expect.poll(ofBids).toBeGreaterThan(0)
})

test('Strategies: a change is PENDING until its owner has answered, and nothing has changed by then', async () => {
  const held: Route[] = []
  let mayAnswer = false
  onTestFinished(() => page.unrouteAll({ behavior: 'ignoreErrors' }))
  // Neither by the live connection nor by asking is anything told of it.
  await page.route('**/api/v1/events**', (route) => route.abort())
  await page.route('**/api/v1/commands/*', async (route) => {
    if (mayAnswer) await route.continue()
    else held.push(route)
  })
  await page.goto('/strategies?id=waiting')
  const quantity = page.getByLabel('quantity', { exact: true })
  await quantity.fill('0.02')
  await region('Parameters')
    .getByRole('listitem')
    .filter({ hasText: /quantity.*0\.01.*0\.02/ })
    .waitFor()
  await page.getByLabel('Reason, kept in the audit log').fill('twice as much')
  await page.getByRole('button', { name: 'Apply 1 change' }).click()
  const toast = commandToast('Setting 1 parameter of waiting')
  await toast.getByText('Pending. Nothing has changed yet.').waitFor()
  expect(await toast.getAttribute('data-command-state')).toBe('PENDING')
  mayAnswer = true
  for (const route of held) await route.continue()
  await applied('Setting 1 parameter of waiting')
  await region('Changes').getByText('twice as much').waitFor()
  open.complaints()
})

test('Strategies: what the strategy itself refuses is REJECTED, with why, and stays as it was', async () => {
  await page.goto('/strategies?id=waiting')
  const quantity = page.getByLabel('quantity', { exact: true })
  await expect.poll(() => quantity.inputValue()).toBe('0.02')
  await quantity.fill('-3')
  await page.getByLabel('Reason, kept in the audit log').fill('a slip of the hand')
  await page.getByRole('button', { name: 'Apply 1 change' }).click()
  const toast = commandToast('Setting 1 parameter of waiting')
  await toast.getByText(/^Rejected: .+/).waitFor()
  await region('Changes').getByRole('listitem').first().getByText('Rejected').waitFor()
  await page.getByRole('button', { name: 'Discard' }).click()
  expect(await quantity.inputValue()).toBe('0.02')
  const { params } = await admin.get<{ params: object }>('/strategies/waiting')
  expect(params).toMatchObject({ quantity: '0.02' })
})

test.each(['going on after that', 'in the very moment in which it appears'])(
  'what is typed before the form is loaded is not lost; %s',
  async (when) => {
    const { promise: loading, resolve: mayLoad } = Promise.withResolvers<void>()
    const { page: slow } = await openPage(browser, system.address)
    onTestFinished(() => slow.context().close())
    await logIn(slow)
    await slow.goto('/strategies?id=ticks')
    const n = slow.getByLabel('n', { exact: true })
    await n.waitFor()
    await slow.route('**/_next/static/**', async (route) => {
      await loading
      await route.continue()
    })
    await n.focus()
    await slow.keyboard.press('Control+a')
    await slow.keyboard.type('37')
    expect(await slow.getByRole('heading', { name: 'Before applying' }).count()).toBe(0)
    const isAtOnce = when.startsWith('in')
    // Sooner than any hand: as soon as the one form has taken the place of the other.
    if (isAtOnce)
      await n.evaluate((before) => {
        new MutationObserver((_, watch) => {
          if (before.isConnected) return
          watch.disconnect()
          document.execCommand('insertText', false, '5')
        }).observe(document.body, { childList: true, subtree: true })
      })
    mayLoad()
    await slow.getByRole('heading', { name: 'Before applying' }).waitFor()
    // It goes on where one was.
    if (!isAtOnce) await slow.keyboard.type('5')
    await expect.poll(() => n.inputValue()).toBe('375')
    await slow
      .getByRole('region', { name: 'Parameters' })
      .getByRole('listitem')
      .filter({ hasText: /n.*4.*375/ })
      .waitFor()
  },
)

interface Portfolios {
  readonly accounts: readonly {
    readonly positions: readonly { readonly instrumentId: string; readonly quantity: string }[]
  }[]
}

test('Portfolio: what is held, by instrument and by strategy, cost and price, what is free of each balance', async () => {
  const held = async () => {
    const { accounts } = await admin.get<Portfolios>('/portfolio')
    const positions = accounts[0]?.positions ?? []
    return Number(positions.find(({ instrumentId }) => instrumentId === 'coinbase:BTC-USD')?.quantity ?? 0)
  }
  const become = async (id: string, status: 'RUNNING' | 'STOPPED') => {
    await admin.put(`/strategies/${id}/status`, { status, reason: 'to be counted' })
    await expect
      .poll(async () => (await admin.get<{ status: string }>(`/strategies/${id}`)).status)
      .toBe(status)
  }
  for (const id of ['bids', 'waiting']) await become(id, 'STOPPED')
  // It buys and sells in turn: until it was stopped between the two.
  await expect
    .poll(
      async () => {
        await become('ticks', 'RUNNING')
        await expect.poll(held).toBeGreaterThan(0)
        await become('ticks', 'STOPPED')
        return held()
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0)
  await page.goto('/portfolio')
  const cells = async (panel: string, name: RegExp) => {
    const rows = await region(panel).getByRole('row', { name }).all()
    return Promise.all(
      rows.map(async (row) => (await row.getByRole('cell').allTextContents()).map((text) => text.trim())),
    )
  }
  const sum = (amounts: readonly (string | undefined)[]) =>
    amounts.reduce((total, amount) => total + number(amount ?? ''), 0)
  // All at one moment: a last fill may be on its way to any of them.
  await expect
    .poll(async () => {
      const [positions, own] = [await cells('Positions', /BTC-USD/), await cells('By strategy', /BTC-USD/)]
      const amounts = [sum(positions.map(([, of]) => of)), sum(own.map(([, , of]) => of)), await held()]
      return [...new Set(amounts.map((amount) => amount.toFixed(8)))]
    })
    .toHaveLength(1)
  const [shown = []] = await cells('Positions', /BTC-USD/)
  // Average cost and mark are prices of one thing, minutes apart.
  expect(number(shown[2] ?? '') / number(shown[3] ?? '')).toBeCloseTo(1, 1)
  const [[, total, heldBack, free] = []] = await cells('Balances', /^USD/)
  expect(number(total ?? '') - number(heldBack ?? '')).toBeCloseTo(number(free ?? ''), 2)
  expect(await violationsOf(page)).toEqual([])
  await page.getByRole('radio', { name: '7D' }).check()
  await region('Equity history')
    .getByRole('img')
    .or(region('Equity history').getByText('No history yet'))
    .waitFor()
})

test('Portfolio: the paper account begins again only for who is sure and says why; the history of orders stays', async () => {
  await page.goto('/portfolio')
  await page.getByRole('button', { name: 'Reset paper account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reset paper account' })
  const reset = dialog.getByRole('button', { name: 'Reset', exact: true })
  await dialog.getByText(/positions? are gone/).waitFor()
  await dialog.getByLabel('Reason, kept in the audit log').fill('from the beginning')
  expect(await reset.isDisabled()).toBe(true)
  await dialog.getByLabel('I know that this cannot be undone').check()
  await reset.click()
  await applied('Resetting the paper account')
  await expect.poll(() => stat('Equity USD').textContent()).toBe('100,000.00')
  await expect
    .poll(() =>
      region('Positions')
        .getByRole('row', { name: /BTC-USD/ })
        .count(),
    )
    .toBe(0)
  await page.goto('/operations')
  await page.locator('tbody tr[aria-rowindex="2"]').waitFor()
})
