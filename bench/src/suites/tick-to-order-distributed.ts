/**
 * From a trade's frame to its order at the venue, across the five processes of the path: connector, normalizer, strategy host,
 * risk engine, order manager, over Kafka, gRPC and PostgreSQL whose commits wait for the disk. 200 trades a second, open-loop:
 * latency counts from the moment at which the trade was due. Once about every tenth trade is an order, as with the strategy's
 * default, and once each is: then the path takes most of two processors, and orders wait for each other.
 *
 * The end is the paper venue's own time of the order's arrival, which is the next turn of the event loop after it was handed
 * over; clocks of two processes differ by up to a millisecond.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type AccountEvent, millisBetween, symbolOf } from '@oasis/domain'
import { type BenchServers, startBenchServers } from '../distributed/bench-servers.ts'
import { denials } from '../distributed/denials.ts'
import { type LoadedProcesses, startLoadedProcesses } from '../distributed/loaded-processes.ts'
import { PATH, PathFloors } from '../distributed/path-floors.ts'
import { type Usage, usageOf } from '../distributed/process-usage.ts'
import { serverUsages } from '../distributed/server-usage.ts'
import { stageMeans } from '../distributed/stage-means.ts'
import type { Row } from '../harness.ts'
import { percentile, rounded } from '../latency.ts'
import type { LoadReport } from '../load/load-sender.ts'
import { arrivals, frameOfTrade, type LoadPlan, symbolsOfLoad } from '../load/plan.ts'
import type { SuiteOptions } from './suite.ts'

const TRADES_PER_SECOND = 200
/** Half a second between two trades of one: the strategy places nothing while an order is open. */
const INSTRUMENTS = 100
const BOOK_EVERY_MS = 2_000
const MOST_P50 = 2.5
const MOST_P99 = 4
/** Compiled code, caches and connections as they are in operation; what is due before is left out. */
const WARM_UP_SECONDS = 20
const DRAIN_MS = 3_000

interface Pace {
  readonly name: string
  readonly ordersPerSecond: number
  /** Of the strategies, one beside the other on instruments of their own: an order every so many trades. */
  readonly everyTrades: readonly number[]
}

const PACES: readonly Pace[] = [
  // Different ones, since trades come to all instruments in turn: alike, all would order within the same half second.
  { name: 'every tenth an order', ordersPerSecond: 20, everyTrades: [6, 7, 8, 9, 10, 11, 12, 13, 14, 15] },
  { name: 'each an order', ordersPerSecond: TRADES_PER_SECOND, everyTrades: [1] },
]

interface Latencies {
  /** Microseconds. */
  readonly fromDue: readonly number[]
  readonly fromReceipt: readonly number[]
}

export async function tickToOrderDistributedSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const pace of PACES) rows.push(await measureAt(pace, quick))
  return rows
}

async function measureAt(pace: Pace, quick: boolean): Promise<Row> {
  const plan: LoadPlan = {
    ...{ instruments: INSTRUMENTS, framesPerSecond: TRADES_PER_SECOND, tradesPerFrame: 1, poisson: true },
    ...{ bookEveryMs: BOOK_EVERY_MS, seconds: WARM_UP_SECONDS + (quick ? 10 : 60) },
  }
  const samples = pace.ordersPerSecond * (quick ? 5 : 15)
  const servers = await startBenchServers()
  const floors = await PathFloors.open(servers)
  try {
    await floors.measure(samples, pace.ordersPerSecond)
    const loaded = await startLoadedProcesses({
      ...{ servers, plan, strategies: strategiesOf(pace, plan) },
      counts: { 'order-manager': 1, 'risk-engine': 1, auditor: 0, 'control-center-api': 0 },
    })
    const measured = await measure(servers, loaded, plan).finally(() => loaded.stop())
    // Before and after: a machine that has become slower meanwhile has done so for both.
    await floors.measure(samples, pace.ordersPerSecond)
    return row(pace, plan, measured, floors)
  } finally {
    await floors.close()
    await servers.stop()
  }
}

const strategiesOf = ({ everyTrades }: Pace, plan: LoadPlan) =>
  everyTrades.map((n, i) => ({
    ...{ id: `load-${n}`, type: 'every-n-ticks', params: { n, quantity: '0.002' } },
    symbols: symbolsOfLoad(plan).filter((_, at) => at % everyTrades.length === i),
  }))

type Measured = Latencies & { readonly extra: Readonly<Record<string, number | string>> }

async function measure(servers: BenchServers, loaded: LoadedProcesses, plan: LoadPlan): Promise<Measured> {
  const processes = loaded.system.processes.map(({ spec }) => spec)
  const usages = async () => [...(await Promise.all(processes.map(usageOf))), ...serverUsages(servers)]
  const idle = await usages()
  const report = await loaded.run()
  await sleep(DRAIN_MS)
  const urls = processes.map(({ url }) => url)
  const said = { ...(await stageMeans(urls)), ...(await denials(urls)) }
  const taken = processorMillis(idle, await usages(), arrivals(plan).length)
  const latencies = latenciesOf(await loaded.accountEvents(), plan, report)
  const late = { 'sender late at most ms': rounded(report.senderLatestMs) }
  return { ...latencies, extra: { ...said, ...taken, ...late } }
}

/** Of each process for each trade: what all of them take together is what the machine has to have. */
function processorMillis(
  before: readonly Usage[],
  after: readonly Usage[],
  trades: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    after.map(({ name, processorSeconds }, i) => {
      const seconds = processorSeconds - (before[i]?.processorSeconds ?? Number.NaN)
      return [`${name} processor ms`, Math.round((seconds / trades) * 1e5) / 100]
    }),
  )
}

function latenciesOf(events: readonly AccountEvent[], plan: LoadPlan, { startedAt }: LoadReport): Latencies {
  const due = arrivals(plan)
  const [fromDue, fromReceipt]: [number[], number[]] = [[], []]
  const filled = new Set<string>()
  for (const { body } of events) {
    if (body.kind !== 'EXECUTION' || filled.has(body.order.clientOrderId)) continue
    filled.add(body.order.clientOrderId)
    const { cause, instrumentId } = body.order.intent
    const tradeId = Number(cause.eventId.slice(cause.eventId.lastIndexOf('/') + 1))
    const instrument = Number(/\d+/.exec(symbolOf(instrumentId))?.[0])
    const dueNanos = due[frameOfTrade(plan, instrument, tradeId)] ?? Number.NaN
    if (dueNanos < WARM_UP_SECONDS * 1e9) continue
    const arrived = body.execution.tsEvent
    fromDue.push((Number(arrived - startedAt) - dueNanos) / 1_000)
    fromReceipt.push(millisBetween(cause.tsInit, arrived) * 1_000)
  }
  return { fromDue, fromReceipt }
}

function row(pace: Pace, plan: LoadPlan, { fromDue, fromReceipt, extra }: Measured, floors: PathFloors): Row {
  const [p50, p99] = [percentile(fromDue, 0.5), percentile(fromDue, 0.99)]
  const floor = floors.sum()
  const trades = arrivals(plan).filter((nanos) => nanos >= WARM_UP_SECONDS * 1e9).length
  const due = (trades * pace.ordersPerSecond) / TRADES_PER_SECOND
  const complete = fromDue.length > due * 0.9
  return {
    name: `tick-to-order across processes, ${TRADES_PER_SECOND} trades/s, ${pace.name}`,
    unit: 'µs p50',
    subject: { unit: 'µs', median: p50, min: Math.min(...fromDue), max: Math.max(...fromDue) },
    floor: {
      name: `${PATH.hops} bare hops, ${PATH.echoes} empty echoes, ${PATH.commits} bare commits`,
      ...{ unit: 'µs', median: floor.p50, min: floor.p50, max: floor.p99 },
    },
    ratio: floor.p50 / p50,
    target: `p50 ≤ ${MOST_P50} ×, p99 ≤ ${MOST_P99} × the floors'`,
    met: complete && p50 <= MOST_P50 * floor.p50 && p99 <= MOST_P99 * floor.p99,
    extra: {
      ...{ orders: fromDue.length, trades },
      ...{ 'p99 µs': Math.round(p99), 'floors p99 µs': Math.round(floor.p99) },
      ...{ 'p50 ×': rounded(p50 / floor.p50), 'p99 ×': rounded(p99 / floor.p99) },
      'from receipt p50 µs': Math.round(percentile(fromReceipt, 0.5)),
      'from receipt p99 µs': Math.round(percentile(fromReceipt, 0.99)),
      ...floor.parts,
      ...extra,
    },
  }
}
