/**
 * One distributed chaos run: all services as processes of their own on real Kafka, PostgreSQL and Redis, every fault of
 * the list again and again while orders flow, and at the end the books held against the venue's ledger.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '@oasis/ports'
import { describeError, seededRandom } from '@oasis/runtime'
import { inReview } from '../run/compare-orders.ts'
import { compareBooks, type Evidence, judge } from '../run/judge.ts'
import { DISTRIBUTED_LIMITS } from './distributed-config.ts'
import type { DistributedReport, FaultTally } from './distributed-report.ts'
import { DistributedWorld } from './distributed-world.ts'
import { allFaults, nextFault } from './faults/all-faults.ts'
import type { Fault } from './faults/fault.ts'
import type { ServiceSabotage } from './service-sabotages.ts'
import { Steering } from './steering.ts'

export interface DistributedOptions {
  readonly seed: number
  readonly minutes: number
  readonly brokers: 1 | 3
  readonly instruments: number
  /** Of each kind; fewer are a failure. The run goes on for them, for half as long again at most. */
  readonly faultsOfEachKind: number
  /** Fewer than so many a second, downtimes included, are a failure. */
  readonly ordersPerSecond: number
  /** Only faults whose name has one of these in it; all of them where there are none. */
  readonly only: readonly string[]
  readonly sabotage?: ServiceSabotage | undefined
  /** Keeps files and logs whatever the run comes to, the logs from this level on. */
  readonly keepLogs?: string | undefined
  readonly onProgress: (line: string) => void
}

/** After a fault is healed: what is in doubt takes half a minute, on the instruments concerned alone. */
const TRADES_AGAIN_WITHIN_MS = 90_000
const IDLE_MS = 2_000
const CALM_MS = 2_000
const OVERTIME = 0.5
/** The rest is for faults that take longer than their share. */
const SLOTS_SHARE = 0.9
const REST_WITHIN_MS = 150_000
const READY_WITHIN_MS = 90_000
const LOOK_EVERY_MS = 1_000
const STOP_EVERY_LOOKS = 10
const CANCEL_EVERY_LOOKS = 4

export async function runDistributed(options: DistributedOptions): Promise<DistributedReport> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-chaos-distributed-'))
  const world = await DistributedWorld.open({
    ...{ ...options, folder, sabotage: options.sabotage, logLevel: options.keepLogs ?? 'warn' },
  })
  try {
    const steering = await Steering.open(world, options.seed)
    const report = await new DistributedRun(options, world, steering).run()
    const isKept = options.keepLogs !== undefined || report.failures.length > 0
    if (!isKept) rmSync(folder, { recursive: true, force: true })
    else options.onProgress(`files and logs are kept in ${folder}`)
    return report
  } finally {
    await world.close()
  }
}

interface Tally {
  struck: number
  tried: number
  longestGapMs: number
}

class DistributedRun {
  readonly #options: DistributedOptions
  readonly #world: DistributedWorld
  readonly #steering: Steering
  readonly #faults: readonly Fault[]
  readonly #tallies = new Map<string, Tally>()
  readonly #failures: string[] = []
  readonly #startedAt = performance.now()
  #tradedMs = 0

  constructor(options: DistributedOptions, world: DistributedWorld, steering: Steering) {
    this.#options = options
    this.#world = world
    this.#steering = steering
    const { brokers, only } = options
    this.#faults = allFaults(brokers).filter(
      ({ kind }) => only.length === 0 || only.some((part) => kind.includes(part)),
    )
    for (const { kind } of this.#faults) this.#tallies.set(kind, { struck: 0, tried: 0, longestGapMs: 0 })
  }

  async run(): Promise<DistributedReport> {
    const { seed, minutes, onProgress } = this.#options
    const random = seededRandom(`distributed ${seed}`)
    this.#steering.start()
    const flows = await this.#world.flow.comesAfter(0, TRADES_AGAIN_WITHIN_MS)
    if (!flows) this.#failures.push('no order came before the first fault')
    const startedAt = performance.now()
    const until = startedAt + minutes * 60_000
    for (let n = 1; performance.now() < until || this.#isLacking(until); n++) {
      const fault = this.#next(random)
      if (fault === undefined) break
      await this.#strike(fault, random)
      // Every other one comes upon a system that is not yet what it was, and makes the next one's calm the longer.
      if (random() < 0.5) await sleep(random() * CALM_MS)
      else await this.#calm(startedAt + n * this.#slotMs)
    }
    this.#tradedMs = performance.now() - startedAt
    onProgress('healing, coming to rest …')
    return this.#report(await this.#comeToRest())
  }

  /** Within the overtime, of faults that have been seen less than is asked for. */
  #isLacking(until: number): boolean {
    const { minutes } = this.#options
    return performance.now() < until + minutes * OVERTIME * 60_000 && this.#lacking().length > 0
  }

  #lacking(): readonly string[] {
    const { faultsOfEachKind } = this.#options
    return [...this.#tallies].filter(([, { struck }]) => struck < faultsOfEachKind).map(([kind]) => kind)
  }

  #next(random: Random): Fault | undefined {
    return nextFault(this.#faults, (kind) => this.#tallies.get(kind)?.tried ?? 0, random)
  }

  async #strike(fault: Fault, random: Random): Promise<void> {
    const tally = this.#tallies.get(fault.kind)
    if (tally === undefined) return
    const { flow } = this.#world
    const from = performance.now()
    tally.tried += 1
    const struck = await fault.inject(this.#world, random).catch((error: unknown) => {
      this.#failures.push(`${fault.kind}: ${describeError(error)}`)
      return false
    })
    const healedAt = performance.now()
    const trades = await flow.comesAfter(healedAt, TRADES_AGAIN_WITHIN_MS)
    const to = performance.now()
    if (struck) tally.struck += 1
    const gap = Math.round(flow.longestGap(from, to))
    tally.longestGapMs = Math.max(tally.longestGapMs, gap)
    if (!trades) this.#failures.push(`no order came within ${TRADES_AGAIN_WITHIN_MS} ms after: ${fault.kind}`)
    const seconds = ((healedAt - this.#startedAt) / 1_000).toFixed(0)
    const outcome = struck ? '' : ' (no occasion)'
    this.#options.onProgress(
      `${seconds} s  ${fault.kind}${outcome}: ${((healedAt - from) / 1_000).toFixed(1)} s, ${(gap / 1_000).toFixed(1)} s without an order, ${flow.orders} orders`,
    )
  }

  /** Of the run's time, what one fault has, if each kind of them is to come as often as is asked for. */
  get #slotMs(): number {
    const { minutes, faultsOfEachKind } = this.#options
    return (SLOTS_SHARE * minutes * 60_000) / (this.#faults.length * Math.max(1, faultsOfEachKind))
  }

  /** Everybody is ready, and the next fault's time has come. */
  async #calm(until: number): Promise<void> {
    await this.#world.untilReady(READY_WITHIN_MS)
    await sleep(Math.max(0, until - performance.now()))
  }

  async #comeToRest(): Promise<Evidence> {
    const { operator } = this.#steering
    await this.#world.heal()
    await this.#world.venue.heal()
    operator.stop()
    if (!(await this.#world.untilReady(READY_WITHIN_MS)))
      this.#failures.push('not everybody is ready after all is healed')
    await operator.stopStrategies()
    await this.#untilEqual()
    const { ledger } = await this.#world.venue.read()
    const [books, events] = [await this.#steering.books(), await this.#steering.events()]
    const evidence = { ledger, books, events, limits: DISTRIBUTED_LIMITS }
    await this.#world.flow.stop()
    await this.#steering.close()
    await this.#world.stopServices()
    return evidence
  }

  /** Equal with whatever is open, and then without. */
  async #untilEqual(): Promise<void> {
    const { operator } = this.#steering
    const until = performance.now() + REST_WITHIN_MS
    for (let look = 1; performance.now() < until; look++) {
      await sleep(LOOK_EVERY_MS)
      if (look % STOP_EVERY_LOOKS === 0) await operator.stopStrategies()
      const books = await this.#steering.books()
      const { ledger } = await this.#world.venue.read()
      const [first] = compareBooks(ledger, books)
      if (first && look % STOP_EVERY_LOOKS === 0) this.#options.onProgress(first.what)
      const isOpen = ledger.orders.some(({ clientOrderId: id, endedAt }) => id !== undefined && !endedAt)
      if (first === undefined && !isOpen) return
      if (isOpen && look % CANCEL_EVERY_LOOKS === 0) await operator.cancelOrders()
    }
  }

  #report(evidence: Evidence): DistributedReport {
    const { seed, minutes, brokers, sabotage, faultsOfEachKind, ordersPerSecond } = this.#options
    const { ledger, books, events } = evidence
    const own = ledger.orders.filter(({ clientOrderId }) => clientOrderId !== undefined)
    const findings = judge(evidence)
    const faults = [...this.#tallies].map(([kind, tally]): FaultTally => ({ kind, ...tally }))
    const rate = own.length / (this.#tradedMs / 1_000)
    const tradingSeconds = (this.#tradedMs - this.#world.flow.idleMs(IDLE_MS)) / 1_000
    return {
      ...{ seed, minutes, brokers, sabotage, faults, findings },
      ordersAtVenue: own.length,
      ordersPerSecond: Number(rate.toFixed(2)),
      ordersPerSecondTrading: Number((own.length / tradingSeconds).toFixed(2)),
      executions: ledger.executions.length,
      instruments: new Set(own.map(({ instrumentId }) => instrumentId)).size,
      intents: books.orders.length,
      inReview: inReview(books).length,
      orderEvents: books.accountSeq,
      orderEventsPublished: events.length,
      restarts: this.#world.restarts,
      ends: Object.fromEntries(this.#world.ends),
      failures: [
        ...this.#failures,
        ...this.#world.faults,
        ...findings.map(({ what }) => what),
        ...(rate < ordersPerSecond
          ? [`only ${rate.toFixed(2)} orders a second, ${ordersPerSecond} are needed`]
          : []),
        ...faults
          .filter(({ struck }) => struck < faultsOfEachKind)
          .map(({ kind, struck }) => `${kind}: injected ${struck} times of ${faultsOfEachKind}`),
      ],
      seconds: Math.round((performance.now() - this.#startedAt) / 1_000),
    }
  }
}
