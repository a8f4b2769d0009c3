/**
 * The recorded session through the distributed system's services over real Kafka, gRPC, PostgreSQL and Redis comes to
 * the orders, executions, positions and cash of the embedded system. Both run on virtual time, which stands still while
 * anything real is under way; so the services are in one process. Times, epochs and attempts are not compared.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMillis } from '@oasis/domain'
import type { OrderStore } from '@oasis/ports'
import { openOrderStore } from '@oasis/store-sql'
import { readOutcome, SCENARIO_ACCOUNT } from '@oasis/testkit'
import { describe, expect, inject, test } from 'vitest'
import { ORDERS_FILE } from '../../src/composition/open-state.ts'
import { loadServiceConfig } from '../../src/config/load-service-config.ts'
import { replay } from '../../src/replay/replay.ts'
import { openReplay } from '../../src/source/open-source.ts'
import { openInProcess } from '../scenarios/in-process-distributed.ts'
import { recording } from '../support/recording.ts'

const servers = {
  kafka: inject('kafka'),
  postgres: inject('postgres'),
  // A database of its own in the Redis that all test files share.
  redis: { url: `${inject('redis').url}/10` },
}
const CONFIG = {
  strategies: [
    {
      ...{ id: 'every-n-ticks', type: 'every-n-ticks', params: { n: 5, quantity: '0.001' } },
      instruments: ['coinbase:BTC-USD', 'coinbase:ETH-USD'],
    },
  ],
  venues: { paper: { latencyMs: [20] } },
  logLevel: 'silent',
}
const MANY = 1_000
/** As `ots replay` has it: orders on their way arrive. */
const SETTLE_MS = 5_000

/** What was decided and booked, in the order of booking, without a time. */
async function tradedIn(store: Pick<OrderStore, 'listOrders' | 'listExecutions'>) {
  const orders = await store.listOrders({ accountId: SCENARIO_ACCOUNT, limit: MANY })
  const executions = await store.listExecutions(MANY)
  return {
    orders: orders
      .map(({ clientOrderId, state, filledQuantity, intent }) => ({
        ...{ clientOrderId, state, filledQuantity, side: intent.side, terms: intent.terms },
        ...{ strategyId: intent.strategyId, cause: intent.cause.eventId },
      }))
      .toSorted((a, b) => (a.clientOrderId < b.clientOrderId ? -1 : 1)),
    executions: executions.map(({ clientOrderId, instrumentId, side, price, quantity, fee }) => ({
      ...{ clientOrderId, instrumentId, side, price, quantity, fee },
    })),
  }
}

const nonZero = (entries: readonly (readonly [string, string])[]) =>
  Object.fromEntries(entries.filter(([, amount]) => amount !== '0'))

async function embedded(file: string) {
  const folder = mkdtempSync(join(tmpdir(), 'ots-replay-equality-'))
  try {
    const { config } = await loadServiceConfig({ OTS_CONFIG: JSON.stringify(CONFIG) }, {})
    const summary = await replay(file, config, { speed: 'max', resumeFolder: folder, progress: () => {} })
    const store = await openOrderStore({ path: join(folder, ORDERS_FILE), durability: 'process' })
    const traded = await tradedIn(store).finally(() => store.close())
    const positions = Object.entries(summary.positions).map(([id, { quantity }]) => [id, quantity] as const)
    return {
      ...traded,
      positions: nonZero(positions),
      cash: nonZero(Object.entries(summary.cash)),
      denials: summary.decisions.denied,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function distributed(file: string) {
  const loaded = await loadServiceConfig({ OTS_CONFIG: JSON.stringify(CONFIG) }, {})
  const opened = await openReplay(file, 'max')
  const { scheduler, finished } = opened.replay
  const market = { ...opened.feed, ...opened.reference }
  const system = await openInProcess({ servers, loaded, scheduler, random: opened.random, market })
  try {
    await scheduler.runUntilSettled(finished)
    await scheduler.runUntil(addMillis(scheduler.now(), SETTLE_MS))
    expect(system.failure()).toBeUndefined()
    const asked = { ...system, market: undefined as never, now: () => scheduler.now() }
    const { positions, cash, denials, disagreements } = await scheduler.runUntilSettled(
      readOutcome(
        { ...asked, pass: async () => {}, drive: (work) => work, restart: async () => {} },
        SCENARIO_ACCOUNT,
      ),
    )
    expect(disagreements).toEqual([])
    return { ...(await scheduler.runUntilSettled(tradedIn(system.orders))), positions, cash, denials }
  } finally {
    await system.stop()
    await opened.close()
  }
}

describe.skipIf(recording === undefined)('the recorded session over real servers', () => {
  test('comes to the same orders, executions, positions and cash as in one process', async () => {
    const file = recording ?? ''
    const expected = await embedded(file)
    expect(expected.executions.length).toBeGreaterThanOrEqual(10)
    expect(await distributed(file)).toEqual(expected)
  }, 600_000)
})
