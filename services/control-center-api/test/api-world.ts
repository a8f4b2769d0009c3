/** The whole service over a store in memory, and a client that speaks HTTP to it. */

import { createMemoryCache } from '@oasis/cache-memory'
import {
  type ControlCenterApi,
  type ControlCenterPorts,
  type ControlCenterSettings,
  controlCenterConfigSchema,
  createControlCenterApi,
  createControlView,
  createLiveView,
} from '@oasis/control-center-api'
import { instrumentId } from '@oasis/domain'
import type { ControlCenterStore } from '@oasis/ports'
import { createMetrics, createRealScheduler, createSilentLogger, Secret } from '@oasis/runtime'
import { openControlCenterStore, openReadModelStore } from '@oasis/store-sql'
import { REFRESH_COOKIE } from '../src/auth/refresh-cookie.ts'
import type { AuditHead } from '../src/core/audit-chain.ts'
import { type Owners, openOwners } from './owners.ts'

export const PASSWORD = 'correct horse battery staple'

export const TEST_SECRET = new Secret('a secret of tests')

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // Whatever the API has answered: tests look into it freely, and fail where it is something else.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any
  readonly text: string
}

export interface Login {
  readonly token: string
  readonly cookie: string
}

export interface AskOptions {
  readonly token?: string | undefined
  readonly body?: unknown
  readonly cookie?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

export interface ApiWorld {
  readonly api: ControlCenterApi
  readonly owners: Owners
  readonly store: ControlCenterStore
  readonly ports: ControlCenterPorts
  readonly secret: Secret
  head: AuditHead | undefined
  readonly firstPassword: string
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>
  /** As a user with that role, whose password has been changed. */
  as(role: 'viewer' | 'operator' | 'admin', name?: string): Promise<Login>
  login(name: string, password: string): Promise<Answer>
  close(): Promise<void>
}

export interface WorldOptions {
  readonly settings?: Partial<ControlCenterSettings>
  readonly ports?: Partial<ControlCenterPorts>
}

export const TEST_SETTINGS = {
  port: 0,
  accountId: 'coinbase.main.paper',
  strategies: [{ id: 'btc-ticks', type: 'every-n-ticks', instruments: ['coinbase:BTC-USD'] }],
  facts: {
    version: '1.2.3',
    mode: 'PAPER',
    dryRun: false,
    venue: 'paper',
    source: 'simulator',
    startedAt: '2026-11-22T00:00:00.000000000Z',
  },
  // Weak, so that tests need not wait for what they do not look at.
  passwordHashing: { logN: 10, r: 8, p: 1 },
} as const satisfies ControlCenterSettings

export async function openWorld({ settings = {}, ports: given = {} }: WorldOptions = {}): Promise<ApiWorld> {
  const store = given.store ?? (await openControlCenterStore({ path: ':memory:', durability: 'process' }))
  const readModels =
    given.readModels ?? (await openReadModelStore({ path: ':memory:', durability: 'process' }))
  const secret = given.secret ?? TEST_SECRET
  const owners = await openOwners()
  const { bus, rpc } = owners
  const scheduler = createRealScheduler()
  const logger = createSilentLogger()
  const metrics = createMetrics()
  const instruments = (settings.instruments ?? []).map(instrumentId)
  const control = createControlView({ bus, scheduler, logger, metrics })
  const live = createLiveView({ bus, scheduler, logger, metrics }, { instruments })
  await control.start()
  await live.start()
  let head: AuditHead | undefined
  let firstPassword = ''
  const ports: ControlCenterPorts = {
    store,
    readModels,
    secret,
    auditHeads: {
      read: async () => head,
      put: async (newest) => {
        head = newest
      },
    },
    ...{ bus, rpc, control, live, scheduler, logger, metrics },
    portfolios: createMemoryCache(),
    health: () => ({}),
    onFirstAdmin: ({ password }) => {
      firstPassword = password
    },
    ...given,
  }
  const api = createControlCenterApi(
    ports,
    controlCenterConfigSchema.parse({ ...TEST_SETTINGS, ...settings }),
  )
  await api.start()
  const ask = client(() => api.address())
  const login = (username: string, password: string) =>
    ask('POST', '/api/v1/auth/login', { body: { username, password } })
  return {
    ...{ api, owners, store, ports, secret, firstPassword, ask, login },
    get head() {
      return head
    },
    set head(value) {
      head = value
    },
    as: async (role, name = role === 'admin' ? 'boss' : role) => {
      const actor = { name: 'test', role: 'system', address: '-' }
      const known = (await api.users.list()).find((user) => user.name === name)
      if (known === undefined) {
        const { password } = await api.users.add(actor, name, role)
        const first = loginOf(await login(name, password))
        const changed = await ask('POST', '/api/v1/auth/password', {
          token: first.token,
          body: { currentPassword: password, newPassword: PASSWORD },
        })
        return loginOf(changed)
      }
      return loginOf(await login(name, PASSWORD))
    },
    close: async () => {
      await api.stop()
      await live.stop()
      await control.stop()
      await owners.close()
      if (given.readModels === undefined) await readModels.close()
      if (given.store === undefined) await store.close()
    },
  }
}

export function loginOf({ status, body, headers }: Answer): Login {
  if (status !== 200) throw new Error(`not logged in: ${JSON.stringify(body)}`)
  return { token: body.accessToken, cookie: cookieOf(headers) }
}

export const cookieOf = (headers: Headers): string =>
  /ots_refresh=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? ''

function client(address: () => string) {
  return async (
    method: string,
    path: string,
    { token, body, cookie, headers = {} }: AskOptions = {},
  ): Promise<Answer> => {
    const response = await fetch(new URL(path, address()), {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie: `${REFRESH_COOKIE}=${cookie}`, 'x-ots-csrf': '1' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    // A stream has no end to wait for.
    const isStream = /event-stream/.test(response.headers.get('content-type') ?? '')
    if (isStream) await response.body?.cancel()
    const text = isStream ? '' : await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : text,
    }
  }
}
