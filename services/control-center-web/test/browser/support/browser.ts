/** Chromium, and pages in it that remember whatever the browser complains of. */
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterEach, expect, inject } from 'vitest'
import { PASSWORD } from './running-system.ts'

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage']
const STEP_MS = 20_000

export const WIDE = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

export type Theme = 'dark' | 'light'
export type Language = 'en' | 'pt-BR'

export interface PageOptions extends BrowserContextOptions {
  readonly theme?: Theme
  readonly language?: Language
}

/** A page, and what was said in its console that nobody should have to read. */
export interface OpenPage {
  readonly page: Page
  /** Errors, warnings, what the policy for scripts has kept from running; emptied by reading. */
  complaints(): readonly string[]
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: inject('chromium'), args: QUIET })

/** A person of their own: nothing is shared with other pages. */
export async function openPage(
  browser: Browser,
  address: string,
  { theme = 'dark', language = 'en', ...options }: PageOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: WIDE,
    timezoneId: 'America/Sao_Paulo',
    ...options,
  })
  context.setDefaultTimeout(STEP_MS)
  await context.addInitScript(
    ([theme, language]) => {
      // Only where nothing was chosen yet: a choice made in a test stays.
      localStorage.setItem('theme', localStorage.getItem('theme') ?? theme)
      localStorage.setItem('ots-language', localStorage.getItem('ots-language') ?? language)
    },
    [theme, language] as const,
  )
  const page = await context.newPage()
  return { page, complaints: complaintsOf(page) }
}

function complaintsOf(page: Page): () => readonly string[] {
  const said: string[] = []
  page.on('console', (message) => {
    // A refused script is told as an error, too.
    if (['error', 'warning'].includes(message.type())) said.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => said.push(`${page.url()}: ${error.stack ?? error.message}`))
  return () => said.splice(0)
}

export async function logIn(page: Page, username = 'admin', password = PASSWORD): Promise<void> {
  await page.goto('/login')
  await fillLogin(page, username, password)
  await page.waitForURL(({ pathname }) => pathname !== '/login')
}

/** Works in either language: the fields say what they are for. */
export async function fillLogin(page: Page, username: string, password: string): Promise<void> {
  await page.locator('input[autocomplete=username]').fill(username)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.locator('button[type=submit]').click()
}

/** What was on the screen when a test failed, under node_modules/.cache/ots-browser. */
export function keepScreenshots(page: () => Page | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const path = join('node_modules/.cache/ots-browser', `${task.name.replaceAll(/[^\w]+/g, '-')}.png`)
    await page()?.screenshot({ path })
    console.log(`the screen is kept in ${path}`)
  })
}

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Every rule of WCAG 2.2 AA that a program can check, told by element. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

/** What sticks out to the right of the window, where one would have to scroll sideways. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect([page.url(), content]).toEqual([page.url(), window])
}
