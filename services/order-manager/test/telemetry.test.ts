/** What people are alerted by: the age of doubts, the clock, and how far an order has come. */
import { instrumentId } from '@oasis/domain'
import { createNoMetrics, type Metrics } from '@oasis/runtime'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, expect, test } from 'vitest'
import { createWorld, type Desk, orderOf, pass, place, reconcile, startDesk, type World } from './fixture.ts'

const SINCE = 'ots_orders_unknown_since_timestamp_seconds'

let world: World
let desk: Desk
let gauges: Map<string, number>
let stages: string[]
let metrics: Metrics

beforeEach(async () => {
  world = await createWorld()
  world.venue.conclusive = false
  gauges = new Map()
  stages = []
  metrics = {
    ...createNoMetrics(),
    set: (name, _labels, value) => void gauges.set(name, value),
    observe: (name, { stage }) => void (name === 'ots_order_stage_seconds' && stages.push(stage ?? '')),
  }
  desk = await startDesk(world, { metrics })
})

const restart = async (): Promise<void> => {
  await desk.settled(desk.manager.stop())
  gauges.clear()
  desk = await startDesk(world, { metrics })
}

const secondsNow = (): number => Number(world.scheduler.now()) / 1e9

test('without a doubt there is none since never', async () => {
  expect([gauges.get('ots_orders_unknown'), gauges.get('ots_orders_review'), gauges.get(SINCE)]).toEqual([
    0, 0, 0,
  ])
  await place(world, desk)
  expect(gauges.get(SINCE)).toBe(0)
})

test('an order that is lost is in doubt since then, over a restart, and until it is absent', async () => {
  world.venue.script = 'LOST'
  await place(world, desk)
  const lostAt = secondsNow()
  expect((await orderOf(world)).state).toBe('UNKNOWN')
  expect(gauges.get('ots_orders_unknown')).toBe(1)
  expect(gauges.get(SINCE)).toBeCloseTo(lostAt, 3)
  await pass(world, 10_000)
  await restart()
  expect(gauges.get('ots_orders_unknown')).toBe(1)
  expect(gauges.get(SINCE)).toBeCloseTo(lostAt, 3)
  await pass(world, 60_000)
  expect((await orderOf(world)).state).toBe('REJECTED')
  expect([gauges.get('ots_orders_unknown'), gauges.get(SINCE)]).toEqual([0, 0])
})

test('of two doubts the older counts', async () => {
  world.venue.script = 'LOST'
  await place(world, desk)
  const lostAt = secondsNow()
  await pass(world, 5_000)
  await place(world, desk, buildIntent(2, { instrumentId: instrumentId('coinbase:ETH-USD') }))
  expect(gauges.get('ots_orders_unknown')).toBe(2)
  expect(gauges.get(SINCE)).toBeCloseTo(lostAt, 3)
})

test("a clock behind the venue's is told with its offset, right or not", async () => {
  world.venue.clockOffsetMs = 40
  await reconcile(desk)
  expect(gauges.get('ots_clock_offset_seconds')).toBe(0.04)
  world.venue.clockOffsetMs = -3_000
  await reconcile(desk)
  expect(gauges.get('ots_clock_offset_seconds')).toBe(-3)
})

test('an order that is written down has reached that stage once, however often it is placed', async () => {
  await place(world, desk)
  await place(world, desk)
  expect(stages).toEqual(['written'])
})
