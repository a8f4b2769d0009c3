/**
 * `ots up` as a process of its own on a market of its own (`../exchange`), with a history of orders stored before it starts:
 * some 20 orders and at least 100 told quotes a second.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createRealScheduler } from '@oasis/runtime'
import { openReadModelStore } from '@oasis/store-sql'
import { freePort } from '../../../tools/services/src/free-ports.ts'
import { newRunFolder } from '../../../tools/services/src/run-folder.ts'
import { ServerProcess } from '../../../tools/services/src/server.ts'
import { fillStore } from '../control-center/stored-operations.ts'
import { type ExchangeChild, startExchange } from '../exchange/exchange-child.ts'

const OTS = fileURLToPath(new URL('../../../apps/ots/src/main.ts', import.meta.url))
const BUILD_PAGES = fileURLToPath(
  new URL('../../../services/control-center-web/build/main.ts', import.meta.url),
)
export const PASSWORD = 'a long enough secret 42'

export interface WatchedSystem {
  readonly address: string
  /** As JSON of the API, with an admin's token. */
  get<T>(path: string): Promise<T>
  /** The live events of these topics, as a bare client gets them. */
  events(topics: string): Promise<Response>
  stop(): Promise<void>
}

export async function startWatchedSystem(storedOrders: number): Promise<WatchedSystem> {
  // Of today's sources: what lies there may be the pages of another day.
  await promisify(execFile)(process.execPath, [BUILD_PAGES])
  const folder = newRunFolder('watched')
  await storeOrders(join(folder, 'data', 'live'), storedOrders)
  const exchange = await startExchange(MARKET)
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  writeFileSync(join(folder, 'ots.yaml'), JSON.stringify(configOn(exchange)))
  const server = new ServerProcess({
    name: 'ots up',
    command: process.execPath,
    args: [OTS, 'up', '--source', 'live', '--config', join(folder, 'ots.yaml')],
    folder,
    logFile: join(folder, 'ots.log'),
    env: { OTS_DATA_DIR: join(folder, 'data'), OTS_HTTP_PORT: String(port), HOME: folder },
    ready: async () => (await fetch(`${address}/login`, { signal: AbortSignal.timeout(1_000) })).ok,
    readyWithinMs: 120_000,
    stopSignal: 'SIGINT',
    stopWithinMs: 10_000,
  })
  const stop = async () => {
    await server.stop()
    exchange.stop()
  }
  try {
    await server.restart()
    const bearer = await firstLogin(address, /with the password (\S+)/.exec(server.log())?.[1] ?? '')
    return {
      address,
      get: async (path) => ask(address, path, await bearer()),
      events: async (topics) =>
        fetch(`${address}/api/v1/events?topics=${topics}`, { headers: await bearer() }),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** None of them open: those that are belong to what is traded now. */
async function storeOrders(folder: string, count: number): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const store = await openReadModelStore({ path: join(folder, 'read-models.sqlite'), durability: 'process' })
  await fillStore(store, count, createRealScheduler().now(), { open: 0 })
  await store.close()
}

/** Logs in once more when a token is about to expire. */
async function firstLogin(
  address: string,
  given: string,
): Promise<() => Promise<Readonly<Record<string, string>>>> {
  const login = await ask<Granted>(address, '/auth/login', {}, { username: 'admin', password: given })
  const change = { currentPassword: given, newPassword: PASSWORD }
  let granted = await ask<Granted>(address, '/auth/password', bearerOf(login), change)
  let until = performance.now() + TOKEN_MS
  return async () => {
    if (performance.now() > until) {
      granted = await ask<Granted>(address, '/auth/login', {}, { username: 'admin', password: PASSWORD })
      until = performance.now() + TOKEN_MS
    }
    return bearerOf(granted)
  }
}

interface Granted {
  readonly accessToken: string
}

/** Of the ten minutes that it is good for. */
const TOKEN_MS = 8 * 60_000
const bearerOf = ({ accessToken }: Granted) => ({ authorization: `Bearer ${accessToken}` })

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

/** Each takes its turn as soon as its last order is done: some two and a half orders a second each. */
const TRADERS = 9
const TRADED = ['BTC-USD', 'ETH-USD'] as const
/**
 * Clients are told the newest quote of an instrument four times a second at most: so many instruments, each changing oftener
 * than that, come to more than 100 quotes a second on the page.
 */
const QUOTED = Array.from({ length: 36 }, (_, n) => `Q${String(n).padStart(2, '0')}-USD`)
const MARKET = {
  products: [
    ...TRADED,
    ...QUOTED.map((id, n) => ({
      ...{ id, startPrice: (10 + n * 3.7).toFixed(2), tradesPerSecond: 0.2, levelsPerSide: 40 },
      bookChangesPerSecond: 12,
    })),
  ],
}

const ACCOUNT = 'coinbase.main.paper'

const configOn = ({ url, wsUrl }: ExchangeChild) => ({
  venues: { coinbase: { restUrl: url, wsUrl } },
  limits: { account: { [ACCOUNT]: { maxOrdersPerSecond: 500, maxDailyLoss: '0.9', maxDrawdown: '0.9' } } },
  strategies: [
    ...Array.from({ length: TRADERS }, (_, n) => ({
      id: `trader-${n}`,
      type: 'every-n-ticks',
      instruments: [`coinbase:${TRADED[n % TRADED.length]}`],
      params: { n: 1, quantity: n % TRADED.length === 0 ? '0.0002' : '0.005' },
    })),
    {
      ...{ id: 'watcher', type: 'every-n-ticks', params: { n: 1_000_000_000, quantity: '1' } },
      instruments: QUOTED.map((id) => `coinbase:${id}`),
    },
  ],
})
