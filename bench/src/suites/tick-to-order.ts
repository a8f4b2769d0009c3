/**
 * From a trade's frame to its order handed to the venue: socket, connector, log, normalizer, log, strategy, emission
 * committed, risk, order written down and committed as submitted. 500 orders a second, open-loop, on the real
 * composition, state on disk with durability `process`. Latency counts from the moment the arrival was due, so that
 * a stall is paid by everything that waits behind it; and, as the metric has it, from the frame's receipt.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { millisBetween, type OrderIntent, symbolOf, type UnixNanos } from '@oasis/domain'
import type { Durability } from '@oasis/runtime'
import { build, type Histogram } from 'hdr-histogram-js'
import { commitFloor } from '../commit-floor.ts'
import type { Row } from '../harness.ts'
import { startLoadedSystem } from '../load/loaded-system.ts'
import { arrivals, frameOfTrade, type LoadPlan } from '../load/plan.ts'
import type { SuiteOptions } from './suite.ts'

/** Commits that the protocol demands between tick and order: raw, normalized, emission, order row, SUBMITTED. */
const COMMITS = 5
const TARGET = { p50Micros: 300, p99Micros: 3_000 }
/** Of those, the last three are synced with durability `power`; market data is committed in groups and is not. */
const SYNCED = 3
/** What disks sync in a second is soon used up: three and more for each order. */
const POWER_ORDERS_PER_SECOND = 50
const FLOOR_ROUNDS = 200

export async function tickToOrderSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const seconds = quick ? 8 : 40
  const base = { instruments: 25, framesPerSecond: 500, tradesPerFrame: 1, bookEveryMs: 500, poisson: true }
  return [
    await measure('tick-to-order, 500/s', { ...base, seconds }),
    await measure('tick-to-order, 500/s, 5 MB snapshot in mid-run', {
      ...base,
      seconds,
      bigSnapshotAtMs: seconds * 500,
    }),
    await measure(
      `tick-to-order, ${POWER_ORDERS_PER_SECOND}/s, durability power`,
      { ...base, framesPerSecond: POWER_ORDERS_PER_SECOND, seconds },
      'power',
    ),
  ]
}

async function measure(name: string, plan: LoadPlan, durability: Durability = 'process'): Promise<Row> {
  await warmUp(plan)
  const due = arrivals(plan)
  const handed: { readonly intent: OrderIntent; readonly mono: bigint; readonly at: UnixNanos }[] = []
  const loaded = await startLoadedSystem({
    plan,
    durability,
    strategy: { type: 'every-n-ticks', params: { n: 1, quantity: '0.002' } },
    onHandedToVenue: (intent, at) => handed.push({ intent, mono: process.hrtime.bigint(), at }),
  })
  const delay = monitorEventLoopDelay({ resolution: 1 })
  await settle()
  delay.enable()
  const { startNanos, senderLatestMs } = await loaded.run()
  await settle()
  delay.disable()
  await loaded.stop()
  const fromDue = histogram()
  const fromReceipt = histogram()
  for (const { intent, mono, at } of handed) {
    const frame = frameOf(plan, intent)
    fromDue.recordValue(Math.max(0, Number(mono - startNanos) - (due[frame] ?? 0)) / 1_000)
    fromReceipt.recordValue(millisBetween(intent.cause.tsInit, at) * 1_000)
  }
  return row(name, durability, fromDue, {
    orders: handed.length,
    arrivals: due.length,
    'p90 µs': fromDue.getValueAtPercentile(90),
    'p99 µs': fromDue.getValueAtPercentile(99),
    'p99.9 µs': fromDue.getValueAtPercentile(99.9),
    'max µs': fromDue.maxValue,
    'from receipt p50 µs': fromReceipt.getValueAtPercentile(50),
    'from receipt p99 µs': fromReceipt.getValueAtPercentile(99),
    'longest event-loop stall ms': (delay.max / 1e6).toFixed(1),
    'sender late at most ms': senderLatestMs.toFixed(1),
  })
}

function row(
  name: string,
  durability: Durability,
  latency: Histogram,
  extra: Readonly<Record<string, number | string>>,
): Row {
  const floor =
    durability === 'process' ? { name: `${COMMITS} bare commits`, ...commitFloor(COMMITS) } : powerFloor()
  const p50 = latency.getValueAtPercentile(50)
  const p99 = latency.getValueAtPercentile(99)
  const unit = 'µs p50'
  const measured = {
    name,
    unit,
    subject: { unit, median: p50, min: latency.minNonZeroValue, max: latency.maxValue },
    floor,
    ratio: floor.median / p50,
    extra,
  }
  if (durability === 'power') return measured
  return {
    ...measured,
    target: `p50 < ${TARGET.p50Micros} µs, p99 < ${TARGET.p99Micros} µs`,
    met:
      p50 < TARGET.p50Micros &&
      p99 < TARGET.p99Micros &&
      Number(extra.orders) > Number(extra.arrivals) * 0.95,
  }
}

function powerFloor() {
  const synced = commitFloor(SYNCED, FLOOR_ROUNDS, 'power')
  const others = commitFloor(COMMITS - SYNCED)
  const sum = (of: (measured: typeof synced) => number) => of(synced) + of(others)
  return {
    ...synced,
    name: `${COMMITS} bare commits, ${SYNCED} of them synced`,
    median: sum(({ median }) => median),
    min: sum(({ min }) => min),
    max: sum(({ max }) => max),
  }
}

function frameOf(plan: LoadPlan, intent: OrderIntent): number {
  const tradeId = Number(intent.cause.eventId.slice(intent.cause.eventId.lastIndexOf('/') + 1))
  return frameOfTrade(plan, Number(symbolOf(intent.instrumentId).slice(1, 3)), tradeId)
}

/** The compiled code of a process that has run for a while: a short load of the same kind first. */
async function warmUp(plan: LoadPlan): Promise<void> {
  const loaded = await startLoadedSystem({
    plan: { ...plan, seconds: 6, bigSnapshotAtMs: 1_000 },
    strategy: { type: 'every-n-ticks', params: { n: 1, quantity: '0.002' } },
  })
  await settle()
  await loaded.run()
  await loaded.stop()
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 1_500))
const histogram = () =>
  build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 })
