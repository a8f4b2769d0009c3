/** Where state is kept: no space, read-only, damaged. The system says which, and loses nothing that it had said. */
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, type RunningOts, runOts, startOts, ticksConfig, until } from './support/ots-process.ts'
import { mountSmallDisk } from './support/small-disk.ts'
import { allOrders, expectEquityToAddUp, type OrderJson, type PortfolioJson } from './support/status-api.ts'
import { storedAccount, sumsOf } from './support/stored-orders.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-storage-'))
const config = ticksConfig(folder, 3)
afterAll(() => rmSync(folder, { recursive: true }))

const args = ['--config', config, '--source', 'simulator', '--port', '0']
const start = (dataDir: string) => startOts(args, { env: { OTS_DATA_DIR: dataDir } })
const run = (dataDir: string) => runOts(['up', ...args], { env: { OTS_DATA_DIR: dataDir } })

function expectPlainRefusal({ code, stderr }: Ended, message: RegExp): void {
  expect(stderr).toMatch(message)
  expect(stderr).toMatch(/\n {2}→ /)
  expect(stderr).not.toMatch(/\n\s+at |"stack"|unexpected error/)
  expect(code).toBe(1)
}

async function untilFilled(ots: RunningOts, atLeast: number): Promise<OrderJson[]> {
  const filled = async () => (await allOrders(ots)).filter(({ state }) => state === 'FILLED')
  await until(
    async () => (await filled()).length >= atLeast,
    60_000,
    () => ots.stdout() + ots.stderr(),
    100,
  )
  return filled()
}

async function expectConsistent(ots: RunningOts, state: string): Promise<void> {
  const portfolio = await ots.json<PortfolioJson>('/status/portfolio')
  const sums = sumsOf(storedAccount(state), portfolio.accounts[0]?.accountSeq)
  const [position] = portfolio.accounts[0]?.positions ?? []
  expect(position?.quantity).toBe(sums.positions['coinbase:BTC-USD'])
  expect(portfolio.accounts[0]?.balances.find(({ currency }) => currency === 'USD')?.total).toBe(
    sums.cash.USD,
  )
  if (typeof portfolio.accounts[0]?.equity === 'string') expectEquityToAddUp(portfolio)
}

describe('a disk that fills up', () => {
  const disk = mountSmallDisk(96)
  afterAll(() => disk?.remove())

  test.skipIf(disk === undefined)(
    'stops trading with OTS_DISK_FULL, and a restart with space has lost nothing',
    async () => {
      const dataDir = join(disk?.path ?? '', 'data')
      const ots = await start(dataDir)
      const before = await untilFilled(ots, 2)
      const ballast = join(disk?.path ?? '', 'ballast')
      fill(ballast)
      const { code } = await ots.ended
      expect(code).toBe(1)
      expect(ots.stderr()).toMatch(/^OTS_DISK_FULL: no space left for .*\n {2}→ Free some space/m)
      expect(ots.stderr()).not.toMatch(/\n\s+at |"stack"|unexpected error/)
      expectPlainRefusal(await run(dataDir), /^OTS_DISK_FULL: /)

      rmSync(ballast)
      const again = await start(dataDir)
      const after = await untilFilled(again, before.length + 1)
      for (const order of before) expect(after).toContainEqual(order)
      expect(new Set(after.map(({ cause }) => cause)).size).toBe(after.length)
      await expectConsistent(again, join(dataDir, 'simulator'))
      expect((await again.stop('SIGINT')).code).toBe(0)
    },
    90_000,
  )

  test.skipIf(disk === undefined)('a read-only disk is refused by name before anything starts', async () => {
    disk?.setReadOnly()
    const end = await run(join(disk?.path ?? '', 'data'))
    expectPlainRefusal(end, /^OTS_DATA_DIR_UNUSABLE: .*its file system is read-only/)
    expect(end.stdout).toBe('')
  })

  function fill(file: string): void {
    for (const bytes of [1 << 20, 1 << 12, 1]) {
      const block = new Uint8Array(bytes)
      for (;;) {
        try {
          appendFileSync(file, block)
        } catch {
          break
        }
      }
    }
  }
})

test('a data folder that is a file, or cannot exist, is refused by name', async () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const [asFile, nowhere] = await Promise.all([run(file), run('/proc/ots')])
  expectPlainRefusal(asFile, /^OTS_DATA_DIR_UNUSABLE: .*a-file/)
  expectPlainRefusal(nowhere, /^OTS_DATA_DIR_UNUSABLE: .*\/proc\/ots/)
})

describe('state files damaged after a kill', () => {
  const killed = join(folder, 'killed')
  const stopped = join(folder, 'stopped')
  let orders: OrderJson[] = []

  beforeAll(async () => {
    const ots = await start(killed)
    orders = await untilFilled(ots, 4)
    // Events that not everybody has read yet are the ones that a damaged log may lose.
    await ots.printed('fill ')
    await ots.stop('SIGKILL')
    cpSync(killed, stopped, { recursive: true })
    // A clean stop leaves everything in the files themselves and nothing in their logs.
    await (await start(stopped)).stop('SIGINT')
  }, 90_000)

  /** A copy with a fault in it. */
  function damaged(from: string, name: string, damage: (state: string) => void): string {
    const copy = join(folder, name)
    cpSync(from, copy, { recursive: true })
    damage(join(copy, 'simulator'))
    return copy
  }

  /** Turns over the bits of some bytes, at a share of the file's length. */
  function flip(file: string, share: number, count: number): void {
    const bytes = readFileSync(file)
    const from = Math.floor(bytes.length * share)
    for (let i = from; i < Math.min(from + count, bytes.length); i++) bytes[i] = (bytes[i] ?? 0) ^ 0xff
    writeFileSync(file, bytes)
  }

  const cutBy = (file: string, bytes: number) => truncateSync(file, statSync(file).size - bytes)

  test.concurrent.each<[string, (state: string) => void]>([
    ['the end of the log of topics is cut off', (state) => cutBy(join(state, 'bus.sqlite-wal'), 5_000)],
    ['the second half of the log of topics is lost', (state) => flip(join(state, 'bus.sqlite-wal'), 0.5, 64)],
    [
      "the end of the order manager's log is damaged",
      (state) => cutBy(join(state, 'order-manager.sqlite-wal'), 3_000),
    ],
    [
      "the second half of the strategies' log is lost",
      (state) => flip(join(state, 'strategy-framework.sqlite-wal'), 0.5, 64),
    ],
  ])(
    '%s: it goes on from the last whole record, trades on, and loses no fill',
    async (name, damage) => {
      const copy = damaged(killed, `log ${name.length}`, damage)
      const ots = await start(copy)
      try {
        const after = await untilFilled(ots, orders.length + 1)
        const executionsOf = (list: readonly OrderJson[]) => list.flatMap(({ executions }) => executions)
        const kept = new Set(executionsOf(after).map(({ executionId }) => executionId))
        for (const { executionId } of executionsOf(orders)) expect(kept).toContain(executionId)
        expect(kept.size).toBe(executionsOf(after).length)
        await expectConsistent(ots, join(copy, 'simulator'))
      } finally {
        await ots.stop('SIGKILL')
      }
    },
    60_000,
  )

  test.concurrent.each<[string, string, (state: string) => void]>([
    ['the log of topics, cut short', 'bus', (state) => cutBy(join(state, 'bus.sqlite'), 20_000)],
    ['the orders, cut short', 'order-manager', (state) => cutBy(join(state, 'order-manager.sqlite'), 4_096)],
    [
      'the orders, overwritten',
      'order-manager',
      (state) => flip(join(state, 'order-manager.sqlite'), 0.2, 30_000),
    ],
    [
      "the paper venue's journal, no such file at all",
      'venue-paper',
      (state) => writeFileSync(join(state, 'venue-paper.sqlite'), 'hello '.repeat(2_000)),
    ],
    [
      "the simulator's market",
      'market.json',
      (state) => truncateSync(join(state, 'coinbase-simulator', 'market.json'), 100),
    ],
  ])('%s: it refuses to start, names the file, and says what to do', async (name, file, damage) => {
    const end = await run(damaged(stopped, `file ${name.length}`, damage))
    expectPlainRefusal(end, new RegExp(`^OTS_STORE_CORRUPT: .*${file}`))
    expect(end.stderr).toMatch(/→ .*Move /)
  })
})
