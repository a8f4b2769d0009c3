/** Strategies of the user's own, from files in a folder, in a running system: they trade, and stop alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningOts, runOts, startOts, until } from './support/ots-process.ts'
import { allOrders, type SystemJson } from './support/status-api.ts'

const root = mkdtempSync(join(tmpdir(), 'ots-user-strategies-'))
const own = join(root, 'strategies')
const file = join(root, 'ots.yaml')
const env = { OTS_DATA_DIR: join(root, 'data'), OTS_HTTP_PORT: '0' }
let ots: RunningOts

/** After each `every`-th trade; `body` may use `state.trades`. */
const strategy = (id: string, body: string) => `
import { decimal, defineStrategy, z } from '@oasis/strategy-sdk'

interface Counted { trades: number }

export default defineStrategy({
  id: '${id}',
  params: z.strictObject({ every: z.int().positive(), quantity: decimal() }),
  subscriptions: () => [{ trades: true }],
  state: { initial: (): Counted => ({ trades: 0 }) },
  create: ({ params, state }) => ({
    onTrade(_trade, ctx) {
      state.trades++
      ${body}
    },
  }),
})
`
const ALTERNATE = `if (state.trades % params.every !== 0) return
      if (state.trades % (2 * params.every) === 0) ctx.sell({ quantity: params.quantity, values: { trades: state.trades } })
      else ctx.buy({ quantity: params.quantity, values: { trades: state.trades } })`

const configured = (id: string, type: string, params: object) => ({
  ...{ id, type, params },
  instruments: ['coinbase:BTC-USD'],
})

beforeAll(async () => {
  mkdirSync(own)
  writeFileSync(join(own, 'alternate.ts'), strategy('alternate', ALTERNATE))
  writeFileSync(join(own, 'stuck.ts'), strategy('stuck', 'while (state.trades > 2);'))
  writeFileSync(join(own, 'broken.ts'), 'export default nothing of the kind')
  const params = { every: 1, quantity: '0.001' }
  const strategies = [
    configured('mine', 'alternate', params),
    configured('stuck', 'stuck', params),
    configured('broken', 'broken', {}),
    configured('ticks', 'every-n-ticks', { n: 2, quantity: '0.001' }),
  ]
  // A busy machine must not end what behaves.
  writeFileSync(file, JSON.stringify({ strategiesDir: own, strategyBudgetMs: 1_000, strategies }))
  ots = await startOts(['--config', file, '--source', 'simulator'], { env })
}, 60_000)

afterAll(async () => {
  await ots?.stop('SIGKILL')
  rmSync(root, { recursive: true })
})

const found = async (id: string) =>
  (await ots.json<SystemJson>('/status/system')).strategies.find((each) => each.id === id)
const filledOf = async (id: string): Promise<number> =>
  (await allOrders(ots)).filter(({ strategyId, state }) => strategyId === id && state === 'FILLED').length

test('one in TypeScript trades; one that loops for ever and one that is broken are stopped, saying why', async () => {
  await until(async () => (await found('stuck'))?.status === 'STOPPED', 30_000)
  expect(await found('stuck')).toMatchObject({
    changedBy: 'strategy-framework',
    reason: expect.stringContaining('longer than its budget of 1000 ms'),
  })
  expect(await found('broken')).toMatchObject({ status: 'STOPPED', params: {} })
  const before = { mine: await filledOf('mine'), ticks: await filledOf('ticks') }
  await until(async () => (await filledOf('mine')) > before.mine + 2, 30_000)
  await until(async () => (await filledOf('ticks')) > before.ticks, 30_000)
  expect(await found('mine')).toMatchObject({ status: 'RUNNING', generation: 1 })
}, 90_000)

test('commands reach it: wrong parameters are refused by its own schema, right ones are taken', async () => {
  const set = (params: object) =>
    runOts(['command', 'set-strategy-config', 'mine', JSON.stringify(params), '--config', file], { env })
  const wrong = await set({ every: 0, quantity: '0.001' })
  expect([wrong.code, wrong.stdout]).toEqual([1, expect.stringContaining('REJECTED: params.every')])
  const right = await set({ every: 3, quantity: '0.001' })
  expect([right.code, right.stdout]).toEqual([0, expect.stringContaining('APPLIED: RUNNING, generation 2')])
})
