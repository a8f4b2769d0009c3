/**
 * One chaos run: the venue in a process that lives through it, the embedded system in one that is killed again and
 * again. At the end all faults are healed, the system comes to rest, and its books are held against the venue's ledger.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { CRASH_POINTS, type CrashPoint } from '@oasis/ports'
import { seededRandom } from '@oasis/runtime'
import type { ChaosSabotage } from '../coinbase/coinbase-settings.ts'
import type { PlaceKind } from '../place/place.ts'
import type { FromTrading, ToTrading, TradingArguments } from '../trading/trading-process.ts'
import { awaitRest } from './await-rest.ts'
import type { ChaosReport } from './chaos-report.ts'
import { type Child, ChildEnded, startChild } from './child.ts'
import { readEventsOf } from './compare-events.ts'
import { inReview } from './compare-orders.ts'
import { type Evidence, judge, limitsOf } from './judge.ts'
import { type Kill, planKills } from './kill-plan.ts'
import { readBooksOf } from './read-books.ts'
import { type Read, VenueLink } from './venue-link.ts'

export interface ChaosOptions {
  readonly venue: PlaceKind
  readonly seed: number
  readonly randomKills: number
  /** At each marked crash point. */
  readonly pointKills: number
  /** At the venue; fewer are a failure. */
  readonly orders: number
  /** Of a venue that can have more or fewer of them. */
  readonly instruments: number
  /** Of each kind of fault that the venue has; fewer are a failure. */
  readonly faultsOfEachKind: number
  /** Less is in doubt, and the run is shorter: lookups are conclusive, or the exchange has no faults. */
  readonly conclusive: boolean
  /** A promise of the order path that is broken on purpose: the run is to fail. */
  readonly sabotage?: ChaosSabotage | undefined
  readonly onProgress: (line: string) => void
}

const TRADING = fileURLToPath(new URL('../trading/trading-process.ts', import.meta.url))
/** A crash point that is not come by until then is given up, and tried again later. */
const POINT_WITHIN_MS = 60_000
const POINT_ATTEMPTS = 3
/** Longer than an order in doubt needs to be given up for absent. */
const TRADED_WITHIN_MS = 60_000
/** For what is missing of orders and faults after the last kill. */
const ENOUGH_WITHIN_MS = 900_000
/** A system whose promises are broken may never trade on, nor come to rest. */
const SABOTAGED_WITHIN_MS = 60_000
const COUNT_EVERY_MS = 200
const HASTEN_EVERY_MS = 2_000
const REST_WITHIN_MS = 150_000

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-chaos-'))
  const { seed, conclusive, instruments, sabotage } = options
  const venue = await VenueLink.open({
    ...{ place: options.venue, seed, folder, conclusive, instruments, sabotage },
  })
  try {
    const report = await new ChaosRun(options, venue, folder).run()
    if (report.failures.length === 0) rmSync(folder, { recursive: true, force: true })
    else options.onProgress(`files and logs are kept in ${folder}`)
    return report
  } finally {
    venue.close()
  }
}

class ChaosRun {
  readonly #options: ChaosOptions
  readonly #venue: VenueLink
  readonly #folder: string
  readonly #startedAt = Date.now()
  readonly #points = new Map<CrashPoint, number>()
  readonly #failures: string[] = []
  #randomKills = 0
  #killedStarting = 0
  readonly #readyMs: number[] = []

  constructor(options: ChaosOptions, venue: VenueLink, folder: string) {
    this.#options = options
    this.#venue = venue
    this.#folder = folder
  }

  async run(): Promise<ChaosReport> {
    const { seed, randomKills, pointKills, orders, onProgress } = this.#options
    const kills = planKills({ randomKills, pointKills, orders, random: seededRandom(`kills ${seed}`) })
    for (const [n, kill] of kills.entries()) {
      await this.#kill(kill)
      if ((n + 1) % 10 === 0) onProgress(await this.#progress(n + 1, kills.length))
    }
    await this.#untilEnough()
    const { evidence, faults } = await this.#comeToRest()
    return this.#report(evidence, faults)
  }

  async #kill(kill: Kill): Promise<void> {
    if (kill.kind === 'RANDOM') return this.#killAtRandom(kill)
    for (let attempt = 1; attempt <= POINT_ATTEMPTS; attempt++) {
      if (await this.#killAtPoint(kill)) return
    }
    this.#failures.push(`crash point ${kill.point} was not come by in ${POINT_ATTEMPTS} starts`)
  }

  async #killAtRandom({ starting, orders, afterMs }: Extract<Kill, { kind: 'RANDOM' }>): Promise<void> {
    const child = this.#startTrading(false)
    const ready = child.heard('READY')
    if (starting) ready.catch(() => {})
    else {
      await this.#timed(ready)
      await this.#untilTraded(orders)
    }
    await sleep(afterMs)
    child.kill()
    const { signal } = await child.ended
    this.#randomKills++
    if (starting) this.#killedStarting++
    if (signal !== 'SIGKILL') this.#failures.push(`the system ended by itself: ${child.stderr}`)
  }

  /** False: it was not come by, and the process was ended otherwise. */
  async #killAtPoint({ point, pass }: Extract<Kill, { kind: 'POINT' }>): Promise<boolean> {
    const child = this.#startTrading(false, { OTS_CRASH_AT: `${point}:${pass}` })
    const timer = setTimeout(() => child.kill(), POINT_WITHIN_MS)
    const startedAt = Date.now()
    const { code, signal } = await child.ended
    clearTimeout(timer)
    if (signal !== 'SIGKILL') this.#failures.push(`the system ended by itself (${code}): ${child.stderr}`)
    if (Date.now() - startedAt >= POINT_WITHIN_MS) return false
    this.#points.set(point, (this.#points.get(point) ?? 0) + 1)
    return true
  }

  /** Not every start finds the market open to it: what is in doubt takes its time, and a kill then shows little. */
  async #untilTraded(count: number): Promise<void> {
    const { orders: before } = await this.#venue.count()
    const deadline = Date.now() + TRADED_WITHIN_MS
    while (Date.now() < deadline && (await this.#venue.count()).orders < before + count) {
      await sleep(COUNT_EVERY_MS)
    }
  }

  /** One more life for what the kills have not left time for; it ends like the others. */
  async #untilEnough(): Promise<void> {
    const { onProgress, faultsOfEachKind } = this.#options
    let lacking = await this.#lacking()
    if (lacking.length === 0) return
    const child = this.#startTrading(false)
    await this.#timed(child.heard('READY'))
    const deadline = this.#deadline(ENOUGH_WITHIN_MS)
    for (let n = 1; Date.now() < deadline && lacking.length > 0; n++) {
      if (n % 10 === 1) onProgress(`still to come: ${lacking.join(', ')}`)
      // What is rare comes about while the last orders do.
      this.#venue.hasten(faultsOfEachKind)
      await sleep(HASTEN_EVERY_MS)
      lacking = await this.#lacking()
    }
    child.kill()
    await child.ended
  }

  /** Orders, and kinds of faults. */
  async #lacking(): Promise<readonly string[]> {
    const { orders, faults } = await this.#venue.count()
    const { orders: wanted, faultsOfEachKind } = this.#options
    return [
      ...(orders < wanted ? [`${wanted - orders} orders`] : []),
      ...Object.entries(faults).flatMap(([kind, count]) =>
        count < faultsOfEachKind ? [`${kind} (${count})`] : [],
      ),
    ]
  }

  #deadline(withinMs: number): number {
    return Date.now() + (this.#options.sabotage === undefined ? withinMs : SABOTAGED_WITHIN_MS)
  }

  async #timed(ready: Promise<unknown>): Promise<void> {
    const startedAt = Date.now()
    await ready
    this.#readyMs.push(Date.now() - startedAt)
  }

  #startTrading(quiet: boolean, env: Readonly<Record<string, string>> = {}): Child<FromTrading> {
    const child = startChild<FromTrading>({
      program: TRADING,
      logFile: join(this.#folder, 'trading.log'),
      env: { NODE_COMPILE_CACHE: join(this.#folder, 'compiled'), NODE_OPTIONS: '', ...env },
    })
    const folder = join(this.#folder, 'state')
    const { seed, sabotage } = this.#options
    const given: TradingArguments = { seed, folder, place: this.#venue.address, quiet, sabotage }
    child.send({ kind: 'START', given } satisfies ToTrading)
    return child
  }

  /** Waits until the books are the venue's, or for as long as rest may take; then stops the system and reads again. */
  async #comeToRest(): Promise<{ readonly evidence: Evidence; readonly faults: Read['faults'] }> {
    this.#options.onProgress('healing the venue, coming to rest …')
    await this.#venue.heal()
    const child = this.#startTrading(true)
    const { onProgress } = this.#options
    const rest = { child, venue: this.#venue, until: this.#deadline(REST_WITHIN_MS), onProgress }
    await awaitRest(rest).catch((error: unknown) => {
      if (!(error instanceof ChildEnded)) throw error
      this.#failures.push(`the system ended while coming to rest: ${error.message}`)
    })
    child.send({ kind: 'STOP' } satisfies ToTrading)
    const { code, signal } = await child.ended
    if (code !== 0) this.#failures.push(`the last stop was ${signal ?? code}: ${child.stderr}`)
    const { ledger, faults } = await this.#venue.read()
    const state = join(this.#folder, 'state')
    const [books, events] = [await readBooksOf(state), await readEventsOf(state)]
    const { venue, sabotage } = this.#options
    return { evidence: { ledger, books, events, limits: limitsOf(venue, sabotage) }, faults }
  }

  #report(evidence: Evidence, faults: Read['faults']): ChaosReport {
    const { ledger, books } = evidence
    const own = ledger.orders.filter(({ clientOrderId }) => clientOrderId !== undefined)
    const findings = judge(evidence)
    // The names of the keys are those of the list.
    const points = Object.fromEntries(
      CRASH_POINTS.map((point) => [point, this.#points.get(point) ?? 0]),
    ) as Record<CrashPoint, number>
    return {
      venue: this.#options.venue,
      sabotage: this.#options.sabotage,
      seed: this.#options.seed,
      randomKills: this.#randomKills,
      pointKills: points,
      killedStarting: this.#killedStarting,
      ordersAtVenue: own.length,
      ordersOfPersons: ledger.orders.length - own.length,
      instruments: new Set(own.map(({ instrumentId }) => instrumentId)).size,
      executions: ledger.executions.length,
      intents: books.orders.length,
      inReview: inReview(books).length,
      faults,
      findings,
      failures: [
        ...this.#failures,
        ...findings.map(({ what }) => what),
        ...this.#missing(own.length, points, faults),
      ],
      seconds: Math.round((Date.now() - this.#startedAt) / 1_000),
    }
  }

  /** A run that has tried less than it was asked to has shown less. */
  #missing(orders: number, points: Readonly<Record<CrashPoint, number>>, faults: Read['faults']): string[] {
    const { orders: wanted, pointKills, faultsOfEachKind } = this.#options
    return [
      ...(orders < wanted ? [`only ${orders} orders at the venue, ${wanted} are needed`] : []),
      ...CRASH_POINTS.filter((point) => points[point] < pointKills).map(
        (point) => `crash point ${point} was hit ${points[point]} times of ${pointKills}`,
      ),
      ...Object.entries(faults)
        .filter(([, count]) => count < faultsOfEachKind)
        .map(([kind, count]) => `fault ${kind} struck ${count} times of ${faultsOfEachKind}`),
    ]
  }

  #meanReadyMs(): number {
    return Math.round(this.#readyMs.reduce((sum, ms) => sum + ms, 0) / Math.max(1, this.#readyMs.length))
  }

  async #progress(done: number, of: number): Promise<string> {
    const { orders, executions } = await this.#venue.count()
    const seconds = Math.round((Date.now() - this.#startedAt) / 1_000)
    return `${done} of ${of} kills, ${orders} orders, ${executions} executions, ${seconds} s, ready after ${this.#meanReadyMs()} ms`
  }
}
