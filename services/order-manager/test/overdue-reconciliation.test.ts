/** Trading goes on for minutes, and no longer, without a complete reconciliation. */
import type { Logger } from '@oasis/ports'
import { createNoMetrics, createSilentLogger, type Metrics } from '@oasis/runtime'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, expect, test } from 'vitest'
import { orderManagerConfigSchema } from '../src/index.ts'
import { askToCancelAll } from './commands.ts'
import {
  cancel,
  createWorld,
  type Desk,
  idOf,
  pass,
  place,
  reconcile,
  snapshot,
  startDesk,
  type World,
} from './fixture.ts'

const ALLOWED_MS = 300_000

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
})

let intents = 1
const placeNext = () => place(world, desk, buildIntent(++intents))
const CLOSED = { reason: 'NOT_RECONCILED', message: expect.stringContaining('last reconciled') }

test.each(['balances', 'executionsSince', 'openOrders', 'time'])(
  'trading closes when looks at %s have failed for five minutes, and opens with the first pass that is complete',
  async (look) => {
    world.venue.broken.add(look)
    await pass(world, ALLOWED_MS - 1_000)
    expect(await placeNext()).toMatchObject({ kind: 'PLACED' })
    await pass(world, 2_000)
    expect(await placeNext()).toMatchObject(CLOSED)
    expect(
      await place(world, desk, buildIntent(++intents, { side: 'SELL', reduceOnly: true })),
    ).toMatchObject(CLOSED)
    await expect(snapshot(desk, false)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(desk.manager.health()).toMatchObject({
      ready: false,
      detail: expect.stringContaining('last reconciled'),
    })
    world.venue.broken.clear()
    await pass(world, 2_000)
    expect(await placeNext()).toMatchObject({ kind: 'PLACED' })
    expect(await snapshot(desk, false)).toHaveLength(1)
    expect(desk.manager.health().ready).toBe(true)
  },
)

test('its beginning and its end are told, once each', async () => {
  const told: string[] = []
  const silent = createSilentLogger()
  const logger: Logger = {
    ...silent,
    child: () => logger,
    info: (_fields, message) => void told.push(message),
    error: (_fields, message) => void told.push(message),
  }
  const gauge: number[] = []
  const metrics: Metrics = {
    ...createNoMetrics(),
    set: (name, { kind }, value) => {
      if (name === 'ots_reconciliation_differences' && kind === 'overdue') gauge.push(value)
    },
  }
  await desk.settled(desk.manager.stop())
  desk = await startDesk(world, { logger, metrics })
  world.venue.broken.add('balances')
  await pass(world, 2 * ALLOWED_MS)
  world.venue.broken.clear()
  await pass(world, 60_000)
  const ours = told.filter((message) => message.includes('trading'))
  expect(ours).toEqual([
    'trading closed until a reconciliation is complete',
    'reconciled again: trading is open',
  ])
  expect(gauge).toEqual([1, 0])
})

test('one complete pass is enough for five minutes more', async () => {
  world.venue.broken.add('balances')
  await pass(world, ALLOWED_MS - 5_000)
  world.venue.broken.clear()
  await reconcile(desk)
  world.venue.broken.add('balances')
  await pass(world, ALLOWED_MS - 1_000)
  expect(await placeNext()).toMatchObject({ kind: 'PLACED' })
  await pass(world, 2_000)
  expect(await placeNext()).toMatchObject(CLOSED)
})

test('cancels go through all the same', async () => {
  await place(world, desk)
  await world.pass()
  world.venue.broken.add('balances')
  await pass(world, ALLOWED_MS + 10_000)
  expect(await cancel(desk, idOf(1))).toMatchObject({ accepted: true })
  expect(await desk.settled(askToCancelAll(desk, true))).toMatchObject({ haltEpoch: 1 })
})

test('differences that a complete pass finds close their own instruments, and not everything', async () => {
  world.venue.transfer('EUR', '1')
  await pass(world, 2 * ALLOWED_MS)
  expect(await placeNext()).toMatchObject({ kind: 'PLACED' })
})

test('an age below two intervals would close trading between any two passes, and is refused', () => {
  const config = { accountId: 'coinbase.default.paper', reconcileIntervalMs: 200_000 }
  expect(() => orderManagerConfigSchema.parse(config)).toThrow(/maxReconciliationAgeMs/)
  expect(orderManagerConfigSchema.parse({ ...config, maxReconciliationAgeMs: 400_000 })).toBeDefined()
})
