/** `ots up` on the simulator as a process of its own, trading at some 20 orders a second, and an admin's page on it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { freePort } from '../../../tools/services/src/free-ports.ts'
import { provideProgram } from '../../../tools/services/src/provision/debian-packages.ts'
import { CHROMIUM } from '../../../tools/services/src/provision/programs.ts'
import { newRunFolder } from '../../../tools/services/src/run-folder.ts'
import { ServerProcess } from '../../../tools/services/src/server.ts'

const OTS = fileURLToPath(new URL('../../../apps/ots/src/main.ts', import.meta.url))
const PASSWORD = 'a long enough secret 42'
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage']
const WIDE = { width: 1440, height: 900 }

export interface WatchedSystem {
  readonly address: string
  readonly browser: Browser
  /** As JSON of the API, with an admin's token. */
  get<T>(path: string): Promise<T>
  /** In a context of its own, logged in; `script` runs before any of the page's. */
  openPage(script: string): Promise<Page>
  stop(): Promise<void>
}

export async function startWatchedSystem(): Promise<WatchedSystem> {
  const folder = newRunFolder('watched')
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  writeFileSync(join(folder, 'ots.yaml'), JSON.stringify(CONFIG))
  const server = new ServerProcess({
    name: 'ots up',
    command: process.execPath,
    args: [OTS, 'up', '--source', 'simulator', '--config', join(folder, 'ots.yaml')],
    folder,
    logFile: join(folder, 'ots.log'),
    env: { OTS_DATA_DIR: join(folder, 'data'), OTS_HTTP_PORT: String(port), HOME: folder },
    ready: async () => (await fetch(`${address}/login`, { signal: AbortSignal.timeout(1_000) })).ok,
    readyWithinMs: 60_000,
    stopSignal: 'SIGINT',
    stopWithinMs: 10_000,
  })
  await server.restart()
  const token = await firstLogin(address, /with the password (\S+)/.exec(server.log())?.[1] ?? '')
  const browser = await chromium.launch({ executablePath: await provideProgram(CHROMIUM), args: QUIET })
  return {
    address,
    browser,
    get: (path) => ask(address, path, { authorization: `Bearer ${token}` }),
    openPage: async (script) => {
      const context = await browser.newContext({ baseURL: address, viewport: WIDE })
      await context.addInitScript(script)
      const page = await context.newPage()
      await page.goto('/login')
      await page.locator('input[autocomplete=username]').fill('admin')
      await page.locator('input[autocomplete=current-password]').fill(PASSWORD)
      await page.locator('button[type=submit]').click()
      await page.waitForURL(({ pathname }) => pathname === '/')
      return page
    },
    stop: async () => {
      await browser.close()
      await server.stop()
    },
  }
}

async function firstLogin(address: string, given: string): Promise<string> {
  const login = await ask<Granted>(address, '/auth/login', {}, { username: 'admin', password: given })
  const change = { currentPassword: given, newPassword: PASSWORD }
  const authorization = `Bearer ${login.accessToken}`
  return (await ask<Granted>(address, '/auth/password', { authorization }, change)).accessToken
}

interface Granted {
  readonly accessToken: string
}

async function ask<T>(
  address: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
): Promise<T> {
  const answer = await fetch(`${address}/api/v1${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    signal: AbortSignal.timeout(20_000),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Each takes its turn as soon as its last order is done: some five orders a second each. */
const TRADERS = 6
const ACCOUNT = 'coinbase.main.paper'
const CONFIG = {
  limits: { account: { [ACCOUNT]: { maxOrdersPerSecond: 500, maxDailyLoss: '0.9', maxDrawdown: '0.9' } } },
  strategies: Array.from({ length: TRADERS }, (_, n) => ({
    id: `trader-${n}`,
    type: 'every-n-ticks',
    instruments: [n % 2 === 0 ? 'coinbase:BTC-USD' : 'coinbase:ETH-USD'],
    params: { n: 1, quantity: n % 2 === 0 ? '0.0002' : '0.005' },
  })),
}
