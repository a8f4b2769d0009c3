/** The Control Center's API over given stores, as it is composed elsewhere, and an empty Fastify route in the same process. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { createMemoryCache } from '@oasis/cache-memory'
import { topicSpecs } from '@oasis/contracts'
import {
  type ControlCenterApi,
  controlCenterConfigSchema,
  createControlCenterApi,
  createControlView,
  createLiveView,
} from '@oasis/control-center-api'
import type { Bus, ControlCenterStore, ReadModelStore } from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import { createLogger, createMetrics, createRealScheduler, Secret } from '@oasis/runtime'
import fastify from 'fastify'
import { samplePortfolio } from './sample-portfolio.ts'
import { STORED_ACCOUNT } from './stored-operations.ts'

export interface ServedApi {
  /** `http://127.0.0.1:port` */
  readonly address: string
  /** `GET /` there answers `{}`, and nothing is asked of it. */
  readonly emptyAddress: string
  readonly bus: Bus
  /** Of a viewer. */
  readonly token: string
  stop(): Promise<void>
}

/** The stores are closed by whoever opened them. */
export async function serveApi(store: ControlCenterStore, readModels: ReadModelStore): Promise<ServedApi> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-api-'))
  const [scheduler, metrics] = [createRealScheduler(), createMetrics()]
  const logger = createLogger({ level: 'error', pretty: false })
  const bus = await createEmbeddedBus({
    ...{ path: join(folder, 'bus.sqlite'), durability: 'process', scheduler, logger },
  })
  await bus.createTopics(topicSpecs(['coinbase']))
  const views = { bus, scheduler, logger, metrics }
  const [control, live] = [createControlView(views), createLiveView(views, { instruments: [] })]
  await control.start()
  await live.start()
  const portfolios = createMemoryCache()
  await portfolios.put(samplePortfolio(scheduler.now()))
  const api = createControlCenterApi(
    {
      ...{ store, readModels, bus, control, live, portfolios, scheduler, logger, metrics },
      secret: new Secret('a secret of the benchmark, as long as it has to be'),
      auditHeads: { read: async () => undefined, put: async () => {} },
      rpc: createInProcessRpc({ scheduler, logger }),
      health: () => ({}),
      onFirstAdmin: () => {},
    },
    config(),
  )
  await api.start()
  const empty = fastify()
  empty.get('/', async () => ({}))
  const emptyAddress = await empty.listen({ host: '127.0.0.1', port: 0 })
  return {
    ...{ address: api.address(), emptyAddress, bus, token: await viewerToken(api) },
    stop: async () => {
      await empty.close()
      await api.stop()
      await live.stop()
      await control.stop()
      await bus.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const config = () =>
  controlCenterConfigSchema.parse({
    port: 0,
    accountId: STORED_ACCOUNT,
    facts: {
      ...{ version: '0', mode: 'PAPER', dryRun: false, venue: 'paper', source: 'simulator' },
      startedAt: '2026-11-22T00:00:00.000000000Z',
    },
    // Nothing of logins is measured; the token has to last.
    passwordHashing: { logN: 10, r: 8, p: 1 },
    accessTokenMs: 3_600_000,
  })

async function viewerToken(api: ControlCenterApi): Promise<string> {
  const { password } = await api.users.add({ name: 'bench', role: 'system', address: '-' }, 'bench', 'viewer')
  const ask = async (path: string, body: object, token?: string): Promise<string> => {
    const response = await fetch(`${api.address()}/api/v1/auth/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as { accessToken?: string }
    if (answer.accessToken === undefined) throw new Error(`no login: ${JSON.stringify(answer)}`)
    return answer.accessToken
  }
  const first = await ask('login', { username: 'bench', password })
  return ask('password', { currentPassword: password, newPassword: 'correct horse battery staple' }, first)
}
