/**
 * One system in a process of its own, steered from a terminal: halted, resumed, paused, reconfigured, limited, reset, killed
 * and started again; and what is asked wrongly is refused in words.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, type RunningOts, runOts, startOts, ticksConfig, until } from './support/ots-process.ts'
import { allOrders, type OrderJson, type PortfolioJson, type SystemJson } from './support/status-api.ts'

const root = mkdtempSync(join(tmpdir(), 'ots-operator-'))
const config = ticksConfig(root, 2)
const env = { OTS_DATA_DIR: join(root, 'data'), OTS_HTTP_PORT: '0' }
const folder = join(root, 'data', 'simulator')
const socket = join(folder, 'operator.sock')
const latch = join(folder, 'halt-latch.json')
const me = userInfo().username
const BTC = 'coinbase:BTC-USD'
let ots: RunningOts

const start = () => startOts(['--config', config, '--source', 'simulator'], { env })
const ask = (...args: string[]): Promise<Ended> => runOts([...args, '--config', config], { env })
const system = () => ots.json<SystemJson>('/status/system')
const done = async (asked: Promise<Ended>, words: string | RegExp): Promise<void> => {
  const { code, stdout, stderr } = await asked
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(words)
}

/** Orders that were not there before, once `enough` says so. */
async function newOrders(enough: (orders: readonly OrderJson[]) => boolean): Promise<readonly OrderJson[]> {
  const before = new Set((await allOrders(ots)).map(({ clientOrderId }) => clientOrderId))
  let fresh: readonly OrderJson[] = []
  await until(
    async () => {
      fresh = (await allOrders(ots)).filter(({ clientOrderId }) => !before.has(clientOrderId))
      return enough(fresh)
    },
    30_000,
    () => `no such orders: ${ots.stdout()} ${ots.stderr()}`,
    50,
  )
  return fresh
}
const filled = (orders: readonly OrderJson[]) => orders.some(({ state }) => state === 'FILLED')

/** While the market goes on, and the strategy with it. */
async function withoutEntries(): Promise<void> {
  const before = new Set((await allOrders(ots)).map(({ clientOrderId }) => clientOrderId))
  const trades = async () => (await system()).instruments[0]?.lastPrice
  const seen = new Set<unknown>()
  await until(async () => seen.add(await trades()).size > 3, 30_000, undefined, 50)
  const after = (await allOrders(ots)).filter(({ clientOrderId }) => !before.has(clientOrderId))
  expect(after.filter(({ side }) => side === 'BUY')).toEqual([])
  expect(after.filter(({ state }) => ['OPEN', 'PARTIALLY_FILLED'].includes(state))).toEqual([])
}

const denied = async (code: string | null) => {
  await until(
    async () => (await system()).decisions[0]?.code === code,
    30_000,
    () => `never ${code}`,
    30,
  )
}

beforeAll(async () => {
  ots = await start()
  await newOrders(filled)
}, 90_000)

afterAll(async () => {
  await ots?.stop('SIGKILL')
  rmSync(root, { recursive: true })
})

describe('asked wrongly', () => {
  const nobody = '00000000-0000-5000-8000-000000000000'
  const setLimits = (level: string, id: string, limits: string) => [
    ...['command', 'set-risk-limits', level, id, limits],
  ]

  test.concurrent.each<[what: string, code: number, words: string | RegExp, ...args: string[]]>([
    ['a list of parameters', 2, 'JSON object', 'command', 'set-strategy-config', 'ticks', '[1]'],
    ['a status that does not exist', 2, 'WALKING', 'command', 'set-strategy-status', 'ticks', 'WALKING'],
    ['a limit as a number', 2, 'maxOrderNotional', ...setLimits('instrument', BTC, '{"maxOrderNotional":1}')],
    ['limits of a strategy that nobody has', 2, 'there are: ticks', ...setLimits('strategy', 'nobody', '{}')],
    ['a decision without a reason', 2, '--reason', 'orders', 'resolve', nobody, 'CANCELED'],
    ['a halt by a name', 2, '--halt', 'resume', '--reason', 'so', '--halt', 'first'],
    ['a source on which nothing runs', 1, 'NOT_RUNNING', 'resume', '--reason', 'so', '--source', 'live'],
    [
      'parameters that do not fit',
      1,
      'REJECTED: params.n',
      'command',
      'set-strategy-config',
      'ticks',
      '{"n":0}',
    ],
    ['a strategy that nobody has', 1, /REJECTED.*ticks/, 'command', 'set-strategy-config', 'nobody', '{}'],
    [
      'an order that nobody has',
      1,
      `REJECTED: there is no order ${nobody}`,
      'command',
      'cancel-order',
      nobody,
    ],
    ['a decision on it', 1, `no order ${nobody}`, 'orders', 'resolve', nobody, 'CANCELED', '--reason', 'so'],
  ])('%s: exit code %i', async (_what, code, words, ...args) => {
    const ended = await ask(...args)
    expect(ended.stdout + ended.stderr).toMatch(words)
    expect(ended.code).toBe(code)
  })
})

describe('steered', () => {
  test('the socket is open to this user alone, and a second system is kept out of the folder', async () => {
    expect(statSync(socket).isSocket()).toBe(true)
    expect(statSync(socket).mode & 0o777).toBe(0o600)
    const second = await runOts(['up', '--config', config, '--source', 'simulator'], { env })
    expect(second.code).toBe(1)
    expect(second.stderr).toContain('OTS_DATA_DIR_LOCKED')
    await done(ask('reconcile'), 'Everything is as at the venue.')
  })

  test('paused it makes no entries, and says so, until it is resumed', async () => {
    await done(ask('command', 'pause', '--reason', 'lunch'), /^APPLIED: status PAUSED/)
    expect((await system()).bot).toMatchObject({ status: 'PAUSED', reason: 'lunch', changedBy: me })
    await withoutEntries()
    await done(ask('resume', '--reason', 'back'), /^APPLIED: status RUNNING/)
    await newOrders(filled)
  })

  test('a limit denies from then on, and no more once it is taken away', async () => {
    const limits = (json: string) => ask('command', 'set-risk-limits', 'account', 'coinbase.main.paper', json)
    await done(limits('{"maxOrderNotional":"10"}'), /^APPLIED/)
    await denied('ORDER_NOTIONAL_LIMIT')
    await done(limits('{}'), /^APPLIED/)
    await newOrders(filled)
  })

  test('halted, it has verified that nothing is open, makes no entries, and says why wherever one looks', async () => {
    const { code, stdout } = await ask('halt', '--reason', 'smoke', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject([
      { source: 'simulator', haltEpoch: 1, verified: true, open: [], unresolved: [], recorded: true },
    ])
    await withoutEntries()
    expect((await system()).bot).toMatchObject({ status: 'HALTED', haltEpoch: 1, changedBy: me })
    expect((await system()).bot?.reason).toContain('smoke')
    expect((await ask('doctor')).stdout).toMatch(/system on simulator: runs, HALTED since .*smoke/)
    expect(ots.stdout()).toMatch(/control +SET_BOT_STATUS of account\/coinbase.main.paper by .*smoke/)
    const pause = await ask('command', 'pause')
    expect([pause.code, pause.stdout]).toEqual([1, expect.stringContaining('REJECTED: leaving HALTED')])
  })

  test('killed while halted, it starts halted, and only a resume that names this halt ends it', async () => {
    const { since } = (await system()).bot ?? {}
    await ots.stop('SIGKILL')
    ots = await start()
    await until(async () => (await system()).bot?.status === 'HALTED', 10_000)
    expect((await system()).bot).toMatchObject({ haltEpoch: 1, since })
    await withoutEntries()
    const nameless = await ask('resume', '--reason', 'clear')
    expect(nameless.code).toBe(2)
    expect(nameless.stderr).toMatch(/halt 1 is in force since .*smoke.*ots resume --halt 1 --reason/)
    expect((await system()).bot).toMatchObject({ resumeWith: 'ots resume --halt 1 --reason "…"' })
    const wrong = await ask('resume', '--reason', 'clear', '--halt', '7')
    expect([wrong.code, wrong.stdout]).toEqual([
      1,
      expect.stringContaining('REJECTED: halt 7 is not the one'),
    ])
    await done(ask('resume', '--reason', 'clear', '--halt', '1'), /^APPLIED: halt 1 ended, status RUNNING/)
    await newOrders(filled)
    expect(existsSync(latch)).toBe(false)
  }, 90_000)

  test('other parameters take effect at once; a stopped strategy does nothing, and can be reset', async () => {
    const set = (n: number) => ask('command', 'set-strategy-config', 'ticks', `{"n":${n},"quantity":"0.001"}`)
    await done(set(1_000_000), /^APPLIED: RUNNING, generation 2/)
    await withoutEntries()
    await done(ask('command', 'set-strategy-status', 'ticks', 'STOPPED'), /^APPLIED: STOPPED/)
    await done(set(1), /^APPLIED: STOPPED/)
    await withoutEntries()
    const id = randomUUID()
    const answer = new RegExp(`^APPLIED: .*${id}`)
    await done(ask('command', 'reset-paper', '--id', id), answer)
    await done(ask('command', 'reset-paper', '--id', id), answer)
    await until(async () => {
      const [account] = (await ots.json<PortfolioJson>('/status/portfolio')).accounts
      return account?.equity === '100000' && account.positions.every(({ quantity }) => quantity === '0')
    }, 10_000)
    await done(ask('reconcile', '--json'), /"differences": \[\]/)
    await done(ask('command', 'set-strategy-status', 'ticks', 'RUNNING'), /^APPLIED: RUNNING/)
    await newOrders(filled)
  }, 60_000)

  test('a halt while nothing runs is found by the next start, and what was set is as it was', async () => {
    const { strategies } = await system()
    await ots.stop('SIGINT')
    expect(existsSync(socket)).toBe(false)
    await done(
      ask('halt', '--reason', 'gone home'),
      'No system runs on simulator. Its next start begins HALTED',
    )
    expect((await ask('doctor')).stdout).toMatch(
      /system on simulator: does not run, HALTED since .*gone home/,
    )
    const [pausing, starting] = [ask('command', 'pause'), start()]
    const { code, stdout, stderr } = await pausing
    expect([code, stdout + stderr]).toEqual([1, expect.stringMatching(/OTS_NOT_RUNNING|REJECTED/)])
    ots = await starting
    await until(async () => (await system()).bot?.status === 'HALTED', 10_000)
    await withoutEntries()
    expect((await system()).strategies).toEqual(strategies)
    const halt = String((await system()).bot?.haltEpoch)
    await done(ask('resume', '--reason', 'here again', '--halt', halt), /^APPLIED: halt \d ended/)
  }, 90_000)

  test('a halt of a system that is just starting waits until it listens', async () => {
    await ots.stop('SIGINT')
    const [again, { code, stdout }] = await Promise.all([start(), ask('halt', '--reason', 'not yet')])
    ots = again
    expect([code, stdout]).toEqual([0, expect.stringMatching(/HALTED/)])
    await until(async () => (await system()).bot?.status === 'HALTED', 10_000)
  }, 90_000)
})
