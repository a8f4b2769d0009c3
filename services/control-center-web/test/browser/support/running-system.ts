/**
 * The whole system as `ots up` runs it, on the simulator and a port of its own, as a child process: it can be killed and
 * started again. Three strategies: one fills an order every few ticks, one keeps bids that rest, one waits.
 */
import { execFile } from 'node:child_process'
import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '../../../../../tools/services/src/free-ports.ts'
import { newRunFolder } from '../../../../../tools/services/src/run-folder.ts'
import { ServerProcess } from '../../../../../tools/services/src/server.ts'

const OTS = fileURLToPath(new URL('../../../../../apps/ots/src/main.ts', import.meta.url))
const READY_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 10_000
const REQUEST_MS = 20_000

/** What every test's users log in with. */
export const PASSWORD = 'a long enough secret 42'

export interface RunningSystem {
  readonly address: string
  /** The database of users, commands and the audit log. */
  controlCenterFile(): string
  /** Of `admin`, as it was printed at the first start. */
  firstPassword(): string
  /** By `ots user add`, with a password that was told there. */
  addUserAtTerminal(name: string, role: 'viewer' | 'operator' | 'admin'): Promise<string>
  /** SIGKILL, to the simulator as well. */
  kill(): Promise<void>
  /** On the same port, with the same state. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface SystemOptions {
  /** Merged into ots.yaml, which is JSON here. */
  readonly config?: object
}

export async function startSystem({ config = {} }: SystemOptions = {}): Promise<RunningSystem> {
  const folder = newRunFolder('pages')
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  writeFileSync(join(folder, 'resting-bids.ts'), RESTING_BIDS)
  writeFileSync(join(folder, 'ots.yaml'), JSON.stringify({ ...CONFIG, strategiesDir: folder, ...config }))
  const env = { OTS_DATA_DIR: join(folder, 'data'), OTS_HTTP_PORT: String(port), HOME: folder }
  const server = new ServerProcess({
    name: 'ots up',
    command: process.execPath,
    args: [OTS, 'up', '--source', 'simulator', '--config', join(folder, 'ots.yaml')],
    folder,
    logFile: join(folder, 'ots.log'),
    env,
    ready: async () =>
      (await fetch(new URL('/api/v1/openapi.json', address), { signal: AbortSignal.timeout(1_000) })).ok,
    readyWithinMs: READY_WITHIN_MS,
    stopSignal: 'SIGINT',
    stopWithinMs: STOP_WITHIN_MS,
  })
  await server.restart()
  return {
    address,
    controlCenterFile: () => {
      const [file] = globSync(join(folder, 'data/**/control-center.sqlite'))
      if (file === undefined) throw new Error('the control center has no database yet')
      return file
    },
    firstPassword: () => {
      const password = /with the password (\S+)/.exec(server.log())?.[1]
      if (password === undefined) throw new Error(`no password was printed:\n${server.log()}`)
      return password
    },
    addUserAtTerminal: async (name, role) => {
      const args = [OTS, 'user', 'add', name, '--role', role, '--json', '--config', join(folder, 'ots.yaml')]
      const options = { env: { ...process.env, ...env }, timeout: REQUEST_MS }
      const { stdout } = await promisify(execFile)(process.execPath, args, options)
      return JSON.parse(stdout).password
    },
    kill: () => server.kill(),
    restart: () => server.restart(),
    stop: () => server.stop(),
  }
}

/** An admin with a password of their own, as a program sees the API: to prepare what a test looks at. */
export class Admin {
  readonly #address: string
  #token = ''

  constructor(address: string) {
    this.#address = address
  }

  /** The first login of a new system. */
  async begin(firstPassword: string): Promise<this> {
    const first = { username: 'admin', password: firstPassword }
    this.#token = (await this.post<Granted>('/auth/login', first)).accessToken
    const change = { currentPassword: firstPassword, newPassword: PASSWORD }
    this.#token = (await this.post<Granted>('/auth/password', change)).accessToken
    return this
  }

  async login(username = 'admin', password = PASSWORD): Promise<this> {
    this.#token = (await this.post<Granted>('/auth/login', { username, password })).accessToken
    return this
  }

  /** Somebody else who may look or steer, their own password already chosen. */
  async addUser(username: string, role: 'viewer' | 'operator' | 'admin'): Promise<void> {
    const { password: given } = await this.post<{ password: string }>('/users', { name: username, role })
    await new Admin(this.#address).choosePassword(username, given)
  }

  /** Their own, in the place of the one that was given to them. */
  async choosePassword(username: string, given: string): Promise<void> {
    await this.login(username, given)
    await this.post('/auth/password', { currentPassword: given, newPassword: PASSWORD })
  }

  get<T>(path: string): Promise<T> {
    return this.#ask<T>('GET', path)
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.#ask<T>('POST', path, body)
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.#ask<T>('PUT', path, body)
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(new URL(`/api/v1${path}`, this.#address), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_MS),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

interface Granted {
  readonly accessToken: string
}

const BTC = 'coinbase:BTC-USD'
/** Not where the other one trades: it would be denied to trade with itself. */
const ETH = 'coinbase:ETH-USD'
const CONFIG = {
  // A busy machine must not end a strategy that behaves.
  strategyBudgetMs: 1_000,
  strategies: [
    { id: 'ticks', type: 'every-n-ticks', instruments: [BTC], params: { n: 4, quantity: '0.0002' } },
    { id: 'bids', type: 'resting-bids', instruments: [ETH], params: { most: 3, quantity: '0.01' } },
    { id: 'waiting', type: 'simple-momentum', instruments: [BTC], params: { quantity: '0.01' } },
  ],
}

/** Keeps bids one in a hundred below the market, where they rest until somebody cancels them. */
const RESTING_BIDS = `
import { decimal, defineStrategy, z } from '@oasis/strategy-sdk'

const DOLLAR = 10n ** 12n

export default defineStrategy({
  id: 'resting-bids',
  params: z.strictObject({ most: z.int().positive(), quantity: decimal({ positive: true }) }),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ placed: 0 }) },
  create: ({ params, state }) => ({
    onTrade(trade, ctx) {
      if (trade.origin !== 'LIVE' || ctx.openOrders.length >= params.most) return
      state.placed++
      const below = (trade.price * 99n) / 100n
      const limitPrice = below - (below % DOLLAR) - BigInt(state.placed % 10) * DOLLAR
      ctx.buy({ quantity: params.quantity, limitPrice, values: { placed: String(state.placed) } })
    },
  }),
})
`
