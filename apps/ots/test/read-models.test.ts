/** `ots read-models rebuild` on the data of a system that has traded: what is made again is what was projected as it happened. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { Projector } from '@oasis/control-center-api'
import { createNoMetrics, createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { openReadModelStore } from '@oasis/store-sql'
import { afterAll, expect, test } from 'vitest'
import { type RunningOts, runOts, startOts, ticksConfig, until } from './support/ots-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-read-models-'))
const config = ticksConfig(folder, 5)
const env = {
  OTS_DATA_DIR: join(folder, 'data'),
  // Nothing listens there.
  OTS_COINBASE_REST_URL: 'http://127.0.0.1:9',
  OTS_COINBASE_WS_URL: 'ws://127.0.0.1:9',
}
const STATE = join(folder, 'data', 'simulator')

let running: RunningOts | undefined
afterAll(async () => {
  await running?.stop('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Numbers and facets are those of the order in which topics were read, which is another one: rows are what counts. */
const ROWS = {
  orders: 'client_order_id, version, ts, hex(data)',
  fills: 'execution_id, client_order_id, ts, hex(data)',
  decisions: 'event_id, client_order_id, ts, hex(data)',
  signals: 'event_id, client_order_id, ts, hex(data)',
  account_events: 'account_id, account_seq, client_order_id, hex(data)',
  feeds: 'ts, hex(data)',
  command_events: 'event_id, ts, target, hex(data)',
  equity: 'account_id, resolution, ts, first_equity, high, low, last_equity, gross_exposure, open_orders',
  holes: 'account_id, from_seq, to_seq, ts',
  topic_positions: 'topic, partition_id, next_offset',
} as const

/** In the order of their columns. */
function rows(): Readonly<Record<string, readonly string[]>> {
  const database = new DatabaseSync(join(STATE, 'read-models.sqlite'), { readOnly: true })
  try {
    return Object.fromEntries(
      Object.entries(ROWS).map(([table, columns]) => {
        const statement = database.prepare(`SELECT ${columns} FROM ${table}`)
        statement.setReadBigInts(true)
        return [
          table,
          statement
            .all()
            .map((row) => Object.values(row).join(' '))
            .sort(),
        ]
      }),
    )
  } finally {
    database.close()
  }
}

/** What was published while the system stopped: as its next start would. */
async function catchUp(): Promise<void> {
  const shared = {
    scheduler: createRealScheduler(),
    logger: createSilentLogger(),
    metrics: createNoMetrics(),
  }
  const file = (name: string) => ({ path: join(STATE, name), durability: 'process' }) as const
  const bus = await createEmbeddedBus({ ...file('bus.sqlite'), ...shared })
  const store = await openReadModelStore(file('read-models.sqlite'))
  const orders = { openOrders: async () => [], findByClientOrderId: async () => undefined }
  const projector = new Projector({ ...shared, bus, store, orders })
  await projector.start()
  await projector.caughtUp
  await projector.stop()
  await store.close()
  await bus.close()
}

const rebuild = (...options: string[]) =>
  runOts(['read-models', 'rebuild', '--config', config, ...options], { env, cwd: folder })

test('is refused while the system runs, and then makes the very rows that were projected', async () => {
  running = await startOts(['--config', config, '--port', '0'], { env })
  const ots = running
  await until(
    async () => {
      const { items } = await ots.json<{ items: { state: string }[] }>('/status/operations?limit=50')
      return items.filter(({ state }) => state === 'FILLED').length >= 5
    },
    60_000,
    () => `no orders: ${ots.stdout()}`,
    100,
  )
  const refused = await rebuild()
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toMatch(/OTS_DATA_DIR_LOCKED: the system in .* runs[\s\S]*Stop it, rebuild/)
  await ots.stop('SIGTERM')
  await catchUp()
  const projected = rows()
  for (const table of ['orders', 'fills', 'decisions', 'signals', 'account_events', 'equity'])
    expect([table, projected[table]?.length]).not.toEqual([table, 0])

  const again = await rebuild('--json')
  expect(again).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(again.stdout)).toMatchObject({ holes: 0, resumed: false, rows: expect.any(Number) })
  expect(rows()).toEqual(projected)
})
