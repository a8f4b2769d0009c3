/** What an operator does in a day, one thing after the other, on a system that trades. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
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
  open = await openPage(browser, system.address)
  ;({ page } = open)
  await logIn(page)
})

afterEach(() => expect(open.complaints()).toEqual([]))

afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const row = (index: number) => page.locator(`tbody tr[aria-rowindex="${index}"]`)
const applied = (title: string | RegExp) =>
  page.locator('[data-command-state=APPLIED]').filter({ hasText: title }).first().waitFor()

test('sees orders arrive in Operations as they are placed, each once', async () => {
  await page.goto('/operations')
  await row(2).waitFor()
  const newest = await row(2).textContent()
  await expect.poll(() => row(2).textContent()).not.toBe(newest)
  const shown = await page.locator('tbody tr[aria-rowindex]').allTextContents()
  expect(new Set(shown).size).toBe(shown.length)
})

test('opens an order by the keyboard: its signal, the rules it passed, the venue, its executions', async () => {
  await page.getByRole('search').getByRole('button', { name: 'State' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Filled', exact: true }).click()
  await page.keyboard.press('Escape')
  await page.waitForURL(/state=FILLED/)
  await page.getByRole('group', { name: 'Orders' }).focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/order=/)
  const drawer = page.getByRole('complementary', { name: 'Order timeline' })
  for (const step of ['Tick received', 'Signal of ticks', 'Risk approved', 'Submitted to the venue'])
    await drawer.getByText(step).first().waitFor()
  await drawer.getByText(/^Execution 1 of \d/).waitFor()
  await drawer.getByText('ORDER_NOTIONAL_LIMIT').first().waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.searchParams.has('order'))
})

test('what is read stays where it is while orders come before it, and what is marked stays marked', async () => {
  const { page: low } = await openPage(browser, system.address, { viewport: { width: 1440, height: 420 } })
  onTestFinished(() => low.context().close())
  await logIn(low)
  await low.goto('/operations')
  const list = low.getByRole('group', { name: 'Orders' })
  const count = async () => Number(await low.getByRole('table').getAttribute('aria-rowcount'))
  const comeMore = async () => {
    const before = await count()
    await expect.poll(count, { timeout: 30_000 }).toBeGreaterThan(before + 1)
  }
  await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(30)
  await list.focus()
  for (let n = 0; n < 3; n++) await low.keyboard.press('j')
  const marked = () => low.locator('tbody tr[aria-current=true]').textContent()
  const first = await marked()
  await comeMore()
  expect(await marked()).toBe(first)

  await list.evaluate((box) => {
    box.scrollTop = 210
  })
  // As long as one scrolls, the newest push on what is there.
  await low.waitForTimeout(300)
  /** The first that is wholly in sight, and where. */
  const seen = () =>
    list.evaluate((box) => {
      const top = box.getBoundingClientRect().top + 28
      const row = [...box.querySelectorAll('tbody tr')].find((tr) => tr.getBoundingClientRect().top >= top)
      return [row?.textContent, row?.getBoundingClientRect().top]
    })
  const read = await seen()
  await comeMore()
  expect(await seen()).toEqual(read)
  await list.evaluate((box) => {
    box.scrollTop = 0
  })
  const newest = () => low.locator('tbody tr[aria-rowindex="2"]').textContent()
  const before = await newest()
  await expect.poll(newest).not.toBe(before)
  expect(await list.evaluate((box) => box.scrollTop)).toBe(0)
})

test('on a phone, each step of an order that rested has its time in one line, and in seconds where it took some', async () => {
  interface Orders {
    readonly items: readonly { readonly id: string; readonly createdAt: string }[]
  }
  /** Old enough to have rested for seconds. */
  const rested = async () =>
    (await admin.get<Orders>('/operations?state=OPEN&limit=100')).items.find(
      ({ createdAt }) => Date.now() - Date.parse(createdAt) > 2_000,
    )
  await expect.poll(rested).toBeDefined()
  const order = await rested()
  if (order === undefined) throw new Error('the bids rest until they are canceled')
  await admin.post(`/orders/${order.id}/cancel`, { reason: 'rests too long' })
  const { page: phone } = await openPage(browser, system.address, { viewport: PHONE })
  onTestFinished(() => phone.context().close())
  await logIn(phone)
  await phone.goto(`/operations?order=${order.id}`)
  const steps = phone.getByRole('list', { name: 'Order timeline' }).getByRole('listitem')
  await steps.filter({ hasText: 'CANCELED' }).waitFor()
  const offsets = steps.locator('> span:first-child > b')
  const texts = await offsets.allTextContents()
  expect(texts.filter((text) => !/^\+?\d{1,3}\.\d (ms|s)$/.test(text))).toEqual([])
  expect(texts.at(-1)).toMatch(/ s$/)
  const sizes = await offsets.evaluateAll((all) =>
    all.map(({ clientHeight, scrollWidth, clientWidth }) => [clientHeight, scrollWidth - clientWidth]),
  )
  expect(new Set(sizes.map(String))).toEqual(new Set(['15,0']))
  await expectNoOverflow(phone)
})

test('keeps filters in the address: they survive a reload, a saved view brings them back, CSV is what they let through', async () => {
  await page.goto('/operations?side=SELL&state=FILLED')
  await row(2).waitFor()
  const sides = () => page.locator('tbody tr[aria-rowindex] td:nth-child(2)').allTextContents()
  expect(new Set((await sides()).map((side) => side.trim()))).toEqual(new Set(['Sell']))
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByLabel('Name of the view').fill('Sold')
  await page.keyboard.press('Enter')
  await page.goto('/operations')
  await page.getByRole('button', { name: 'Sold', exact: true }).click()
  await page.waitForURL(/side=SELL/)
  await page.reload()
  await row(2).waitFor()
  expect(new Set((await sides()).map((side) => side.trim()))).toEqual(new Set(['Sell']))
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await downloading).createReadStream()) chunks.push(chunk as Buffer)
  const [head = '', ...lines] = Buffer.concat(chunks).toString().trim().split(/\r?\n/)
  const side = head.split(',').indexOf('side')
  expect(lines.length).toBeGreaterThan(0)
  expect(new Set(lines.map((line) => line.split(',')[side]))).toEqual(new Set(['SELL']))
})

const LISTS = ['/operations', '/operations?list=fills', '/operations?list=denials', '/audit']
const ROWS = '[role=table] tbody tr, [role=group] > ul > li'

/** Heads that are cut off or run into the next one, and what has no room in the table's width. */
const cutOff = () =>
  page.locator('[role=group]:has([role=table])').evaluateAll((tables) =>
    tables.flatMap((table) => {
      const heads = [...table.querySelectorAll('[role=columnheader]')].filter((head) => {
        const [cell, text] = [head.getBoundingClientRect(), document.createRange()]
        text.selectNodeContents(head)
        const { left, right } = text.getBoundingClientRect()
        return left < cell.left - 0.5 || right > cell.right + 0.5
      })
      const over = table.scrollWidth - table.clientWidth
      return [...heads.map((head) => head.textContent), ...(over > 0 ? [`${over} px too wide`] : [])]
    }),
  )

test.each([1440, 1280, 1100, 960, 780])(
  'lists on a screen of %i px show columns that are whole, beside an open entry as well',
  async (width) => {
    const usual = page.viewportSize()
    onTestFinished(() => page.setViewportSize(usual ?? { width: 1440, height: 900 }))
    await page.setViewportSize({ width, height: 900 })
    for (const address of LISTS) {
      await page.goto(address)
      const table = page.locator(`:is(${ROWS}), main :text("No denials")`)
      await table.first().waitFor()
      expect({ address, cut: await cutOff() }).toEqual({ address, cut: [] })
      if ((await page.locator(ROWS).count()) === 0) continue
      await page.locator(ROWS).first().click()
      await page
        .getByRole('complementary')
        .filter({ has: page.getByRole('button', { name: 'Close' }) })
        .waitFor()
      await expect.poll(async () => ({ address, cut: await cutOff() })).toEqual({ address, cut: [] })
    }
  },
)

test('changes a parameter: sees the difference, PENDING and APPLIED, and the strategy trade by it', async () => {
  await page.goto('/strategies?id=ticks')
  const n = page.getByLabel('n', { exact: true })
  await n.waitFor()
  expect(await n.inputValue()).toBe('4')
  await n.fill('0.5')
  await expect.poll(() => n.getAttribute('aria-invalid')).toBe('true')
  await n.fill('2')
  await page.getByRole('heading', { name: 'Before applying' }).waitFor()
  expect(await page.getByRole('button', { name: 'Apply 1 change' }).isDisabled()).toBe(true)
  await page.getByLabel('Reason, kept in the audit log').fill('twice as often')
  // Held up, so that what is told meanwhile is there to be read.
  await page.route('**/events?**', (route) => route.abort())
  await page.getByRole('button', { name: 'Apply 1 change' }).click()
  await page.locator('[data-command-state]').filter({ hasText: 'Setting 1 parameter of ticks' }).waitFor()
  await applied('Setting 1 parameter of ticks')
  await page.unroute('**/events?**')
  await expect.poll(() => n.inputValue()).toBe('2')
  await page.getByText('generation 2', { exact: true }).waitFor()
  const newest = page.getByRole('region', { name: 'Changes' }).getByRole('listitem').first()
  await newest.getByText('n 4 → 2').or(newest.getByText('Parameters set')).waitFor()
  await newest.getByText('twice as often', { exact: true }).waitFor()
  const { params } = await admin.get<{ params: object }>('/strategies/ticks')
  expect(params).toMatchObject({ n: 2 })
})

test('stops by holding: every order is cancelled, and it says what was verified', async () => {
  const openOrders = async () =>
    (await admin.get<{ accounts: { openOrders: number }[] }>('/portfolio')).accounts[0]?.openOrders
  await expect.poll(openOrders).toBeGreaterThanOrEqual(3)
  await page.goto('/')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Stop trading' })
  await dialog.getByText(/open orders? (is|are) canceled at the venue/).waitFor()
  await dialog.getByText('ETH-USD').first().waitFor()
  expect(await violationsOf(page)).toEqual([])
  const hold = dialog.getByRole('button', { name: 'Hold to stop' })
  // A tap is no hold.
  await hold.click()
  expect(await admin.get<object>('/bot')).toMatchObject({ status: 'RUNNING' })
  await hold.hover()
  await page.mouse.down()
  await dialog.getByText('Halted, and verified at the venue: nothing is open').waitFor()
  await page.mouse.up()
  expect(await violationsOf(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.getByRole('banner').getByText('Halted').waitFor()
  expect(await openOrders()).toBe(0)
  await page.getByRole('region', { name: 'Live orders' }).getByText('No live orders').waitFor()
})

test('resumes that halt, and orders go on', async () => {
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Resume trading' })
  await dialog.getByText('Stop pressed on the page').waitFor()
  expect(await dialog.getByRole('button', { name: 'Resume', exact: true }).isDisabled()).toBe(true)
  await dialog.getByLabel('Why it may go on, kept in the audit log').fill('seen, goes on')
  await dialog.getByRole('button', { name: 'Resume', exact: true }).click()
  await applied('Resume trading')
  await page.getByRole('banner').getByText('Running').waitFor()
  await page.getByRole('region', { name: 'Live orders' }).getByText('ETH-USD').first().waitFor()
})

test('finds both in the history of the kill switch, each with the reason that was given', async () => {
  await page.goto('/risk')
  const changes = page.getByRole('region', { name: 'Kill switch' }).getByRole('listitem')
  await changes.filter({ hasText: 'Halted' }).getByText('Stop pressed on the page').waitFor()
  await changes.filter({ hasText: 'Resumed' }).getByText('seen, goes on', { exact: true }).waitFor()
})

test('stops by the keyboard as well', async () => {
  const stop = page.getByRole('button', { name: 'Stop', exact: true })
  await stop.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Stop trading' })
  await dialog.getByRole('button', { name: 'Hold to stop' }).focus()
  await page.keyboard.down(' ')
  await dialog.getByText('Halted, and verified at the venue: nothing is open').waitFor()
  await page.keyboard.up(' ')
  await page.keyboard.press('Escape')
  await expect.poll(() => admin.get<object>('/bot')).toMatchObject({ status: 'HALTED' })
})

test('finds all of it in the audit log', async () => {
  const { items } = await admin.get<{ items: object[] }>('/audit?limit=100')
  const told = JSON.stringify(items)
  for (const reason of ['twice as often', 'Stop pressed on the page', 'seen, goes on'])
    expect(told).toContain(reason)
})
