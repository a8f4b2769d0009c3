/**
 * One run: trade while things go wrong, then let everything heal and come to rest, then judge by the venue's ledger.
 * The same seed gives the same run, to the last line of its trace.
 */
import { topics } from '@oasis/contracts'
import { addMillis, type UnixNanos } from '@oasis/domain'
import { seededRandom } from '@oasis/runtime'
import { FAULT_KINDS as VENUE_FAULTS } from '../simulated-venue/fault-plan.ts'
import { judge } from './verdict/judge.ts'
import { LEAST_ORDERS } from './verdict/judge-orders.ts'
import { START } from './world/setup.ts'
import { World, type WorldOptions } from './world/world.ts'

export interface SeedResult {
  readonly seed: string
  /** What must not be; empty when the run was right. */
  readonly failures: readonly string[]
  readonly hash: string
  readonly trace: readonly string[]
  readonly faults: Readonly<Record<string, number>>
  readonly crashes: Readonly<Record<string, number>>
  readonly crashPoints: Readonly<Record<string, number>>
  /** Risk's decisions as published, by code; approved ones under APPROVED. */
  readonly decisions: Readonly<Record<string, number>>
  /** The orders' states at rest. */
  readonly states: Readonly<Record<string, number>>
  readonly intents: number
  readonly orders: number
  readonly executions: number
  readonly virtualMs: number
}

const MOST_TRADING_MS = 300_000
const MOST_HEALTHY_MS = 1_200_000
const STRETCH_MS = 20_000
/** After healing: markets go on, so that what was held up is done. */
const RECOVERY_MS = 20_000
/** Three looks over 30 s and more, a minute to a review, and an interval of reconciliation on top of either. */
const REST_MS = 180_000
/** For what the operator changed to be taken in everywhere. */
const TIDY_MS = 10_000
/** The longest downtime, and a reconciliation. */
const RESTART_MS = 60_000
const KILL_EVERY_MS = 30_000

export async function runSeed(options: WorldOptions): Promise<SeedResult> {
  const world = new World(options)
  const onRejection = (error: unknown) => world.bugs.push(`a rejection that nobody handled: ${String(error)}`)
  process.on('unhandledRejection', onRejection)
  try {
    start(world)
    await trade(world)
    await rest(world)
    const failures = await judge(world)
    return result(world, failures)
  } finally {
    process.off('unhandledRejection', onRejection)
  }
}

function start(world: World): void {
  const { processes, markets, venue, operator, rogue } = world
  for (const process of Object.values(processes)) process.launch()
  for (const market of markets) market.start()
  venue.start()
  operator.start()
  rogue.start()
  killNow(world)
}

/**
 * A seed that trades little goes on for longer; then without faults, in which a system that is well must trade. A person
 * looks after what keeps trading closed.
 */
async function trade(world: World): Promise<void> {
  const { scheduler, setup, orderStore, operator } = world
  const enough = () => orderStore.ownOrders.length >= LEAST_ORDERS
  const goOn = async (until: UnixNanos) => {
    while (!enough() && scheduler.now() < until) {
      // A call that fails is tried at the next look.
      void operator.settle().catch(() => {})
      await scheduler.runUntil(addMillis(scheduler.now(), STRETCH_MS))
    }
  }
  await scheduler.runUntil(addMillis(START, setup.tradingMs))
  await goOn(addMillis(START, MOST_TRADING_MS))
  heal(world)
  if (!enough()) void operator.makeRoom()
  await goOn(addMillis(scheduler.now(), MOST_HEALTHY_MS))
}

function heal({ faults, venue, processes, trace }: World): void {
  trace.note('world', 'heals')
  faults.heal()
  venue.heal()
  for (const process of Object.values(processes)) process.heal()
}

async function rest(world: World): Promise<void> {
  const { scheduler, venue, markets, operator } = world
  await scheduler.runUntil(addMillis(scheduler.now(), RECOVERY_MS))
  void operator.leave()
  for (const market of markets) market.stop()
  venue.stop()
  await scheduler.runUntil(addMillis(scheduler.now(), REST_MS))
  await tidyUp(world)
  // What was in memory only must not matter.
  if (world.faults.chance(0.5)) await restartAll(world)
}

async function restartAll({ scheduler, processes }: World): Promise<void> {
  for (const process of Object.values(processes)) process.kill('killed')
  await scheduler.runUntil(addMillis(scheduler.now(), RESTART_MS))
}

/** A person decides what is left to one. */
async function tidyUp(world: World): Promise<void> {
  const { scheduler, operator, bugs } = world
  await world
    .settled(operator.settle())
    .catch((error) => bugs.push(`the operator's calls failed: ${String(error)}`))
  await scheduler.runUntil(addMillis(scheduler.now(), TIDY_MS))
}

/** Now and then one process is killed from outside, or all of them, as when a machine goes down. */
function killNow(world: World): void {
  const { scheduler, faults, processes, seed } = world
  const random = seededRandom(`${seed}/kills`)
  const plan = () => {
    scheduler.after(Math.floor(2 * KILL_EVERY_MS * random()), () => {
      if (faults.healed) return
      const all = Object.values(processes)
      const victims = random() < 0.2 ? all : [all[Math.floor(random() * all.length)]]
      for (const victim of victims) victim?.kill('killed')
      plan()
    })
  }
  plan()
}

function result(world: World, failures: readonly string[]): SeedResult {
  const { faults, venue, crashes, crashPoints, trace, orderStore, seed, scheduler } = world
  for (const kind of VENUE_FAULTS) faults.note(`venue.${kind}`, venue.faultCounts[kind])
  for (const failure of failures) trace.note('verdict', failure)
  return {
    seed,
    failures,
    hash: trace.digest(),
    trace: trace.lines,
    faults: Object.fromEntries(faults.counts),
    crashes: Object.fromEntries(crashes),
    crashPoints: Object.fromEntries(crashPoints),
    decisions: decisionsOf(world),
    states: countBy(orderStore.orders, ({ state }) => state),
    intents: world.strategyStore.emitted.size,
    orders: orderStore.ownOrders.length,
    executions: venue.ledger.executions.length,
    virtualMs: elapsedMs(scheduler.now()),
  }
}

const elapsedMs = (now: UnixNanos): number => Number((now - START) / 1_000_000n)

function decisionsOf({ broker }: World): Record<string, number> {
  const { spec, codec } = topics.riskDecisions
  const records = broker.partitions(spec.name).flatMap((partition) => partition.records)
  return countBy(records, ({ value }) => {
    const verdict = value && codec.decode(value).verdict
    return verdict?.result === 'DENIED' ? verdict.code : 'APPROVED'
  })
}

function countBy<T>(items: readonly T[], name: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[name(item)] = (counts[name(item)] ?? 0) + 1
  return counts
}
