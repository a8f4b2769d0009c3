/** Chromium with pages in it that an admin has logged in to, and what it tells of them by CDP. */
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { provideProgram } from '../../../tools/services/src/provision/debian-packages.ts'
import { CHROMIUM } from '../../../tools/services/src/provision/programs.ts'
import { PASSWORD } from './watched-system.ts'

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage']
const WIDE = { width: 1440, height: 900 }
/** On a machine that does everything else, too. */
const STEP_MS = 120_000

export const launchBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await provideProgram(CHROMIUM), args: QUIET })

/** In a context of its own, on the overview; `script` runs before any of the page's. */
export async function openPage(browser: Browser, address: string, script: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, viewport: WIDE })
  context.setDefaultTimeout(STEP_MS)
  await context.addInitScript(script)
  const page = await context.newPage()
  await page.goto('/login')
  await page.locator('input[autocomplete=username]').fill('admin')
  await page.locator('input[autocomplete=current-password]').fill(PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(({ pathname }) => pathname === '/')
  return page
}

/** What a page has taken and holds. */
export class PageMeter {
  readonly #session: CDPSession

  private constructor(session: CDPSession) {
    this.#session = session
  }

  /** Times are of the processor: what else the machine does is not in them. */
  static async open(page: Page): Promise<PageMeter> {
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    return new PageMeter(session)
  }

  async metrics(): Promise<ReadonlyMap<string, number>> {
    const { metrics } = await this.#session.send('Performance.getMetrics')
    return new Map(metrics.map(({ name, value }) => [name, value]))
  }

  /** In MB, of what is still referred to; and the elements and nodes of the page. */
  async memory(): Promise<{ readonly heap: number; readonly nodes: number; readonly listeners: number }> {
    await this.#session.send('HeapProfiler.collectGarbage')
    const metrics = await this.metrics()
    const of = (name: string) => metrics.get(name) ?? Number.NaN
    return { heap: of('JSHeapUsedSize') / 1e6, nodes: of('Nodes'), listeners: of('JSEventListeners') }
  }

  /** A profile of the main thread's script while `run` runs, as DevTools opens it. */
  async profiled<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly profile: object }> {
    await this.#session.send('Profiler.enable')
    await this.#session.send('Profiler.setSamplingInterval', { interval: 500 })
    await this.#session.send('Profiler.start')
    const result = await run()
    const { profile } = await this.#session.send('Profiler.stop')
    return { result, profile }
  }
}
