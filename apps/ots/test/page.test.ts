/** The status page in a real browser, on a running system; skipped, and said so, where there is no Chromium. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningOts, startOts, ticksConfig, until } from './support/ots-process.ts'
import type { PortfolioJson } from './support/status-api.ts'

const executablePath = [
  process.env.OTS_CHROMIUM ?? '',
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
].find((path) => path !== '' && existsSync(path))
if (executablePath === undefined) console.warn('SKIPPED: no Chromium here (name one with OTS_CHROMIUM)')

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage']

describe.skipIf(executablePath === undefined)('the status page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ots-page-'))
  const complaints: string[] = []
  let ots: RunningOts
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const args = ['--config', ticksConfig(folder, 3), '--source', 'simulator', '--port', '0']
    ots = await startOts(args, { env: { OTS_DATA_DIR: join(folder, 'data') } })
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: QUIET })
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(`${ots.address}/status`)
    await until(async () => (await page.locator('#orders tbody tr').count()) >= 2, 60_000)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await ots?.stop('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  // biome-ignore lint/performance/useDomNodeTextContent: what a person sees, cells apart
  const text = (selector: string) => page.locator(selector).innerText()

  test('says PAPER and simulator, and that everything runs', async () => {
    expect(await text('#mode')).toBe('PAPER')
    expect(await text('#source')).toMatch(/^simulator/)
    expect(await text('#feed')).toBe('connected')
    expect(await text('#ready')).toBe('running')
    expect(await page.title()).toContain('PAPER')
  })

  test('shows equity, position, prices, orders, signals and decisions as the API has them', async () => {
    await until(async () => {
      const { accounts } = await ots.json<PortfolioJson>('/status/portfolio')
      const [whole = ''] = (accounts[0]?.equity ?? '').split('.')
      return (await text('#equity')).replaceAll(',', '').startsWith(whole)
    }, 10_000)
    expect(await text('#positions')).toMatch(/BTC-USD/)
    expect(await text('#prices')).toMatch(/BTC-USD\s+[\d,]+\.?\d*\s+[\d,]+\.?\d*\s+[\d,]+\.?\d*\s+LIVE/)
    expect(await text('#orders')).toMatch(/(Buy|Sell)\s+BTC-USD\s+ticks\s+MARKET[\s\S]*FILLED/)
    expect(await text('#signals')).toMatch(/ticks \d+/)
    expect(await text('#decisions')).toMatch(/approved/)
  })

  test('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    const wider = await page.evaluate(
      "[...document.querySelectorAll('html, section')].filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.tagName)",
    )
    expect(wider).toEqual([])
  })

  test('with real money says nothing but that, in red; and whether it is a dry run', async () => {
    const background = () =>
      page.evaluate("getComputedStyle(document.querySelector('#mode')).backgroundColor")
    const onPaper = await background()
    for (const dryRun of [false, true]) {
      await page.route('**/status/system', async (route) => {
        await route.fulfill({ json: { ...(await ots.json<object>('/status/system')), mode: 'REAL', dryRun } })
      })
      const expected = dryRun ? 'REAL MONEY · DRY RUN: no order is sent' : 'REAL MONEY'
      await until(async () => (await text('#mode')) === expected, 10_000)
      expect(await page.title()).toContain(dryRun ? 'REAL (dry run)' : 'REAL')
      expect(await background()).toBe('rgb(179, 0, 27)')
    }
    expect(onPaper).not.toBe('rgb(179, 0, 27)')
    await page.unroute('**/status/system')
    await until(async () => (await text('#mode')) === 'PAPER', 10_000)
  })

  test('the browser complains of nothing, the content security policy included', () => {
    expect(complaints).toEqual([])
  })

  test('says that the connection is lost when the system has stopped, and as of when the values are', async () => {
    await ots.stop('SIGINT')
    await page.locator('#lost').waitFor({ state: 'visible', timeout: 10_000 })
    expect(await text('#lost')).toMatch(/No connection: values below are as of \d\d:\d\d:\d\d/)
  })
})
