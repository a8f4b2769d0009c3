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
import type { FaultCounts } from '../../simulated-venue/fault-dice.ts'
import type { FromTrading, ToTrading, TradingArguments } from '../trading/trading-process.ts'
import type { FromVenue, LedgerDump, ToVenue } from '../venue/venue-process.ts'
import { type Child, ChildEnded, startChild } from './child.ts'
import { compareLimits } from './compare-limits.ts'
import { compareBalances, compareExecutions, comparePositions } from './compare-money.ts'
import { compareOrders, inReview } from './compare-orders.ts'
import { type Kill, planKills } from './kill-plan.ts'
import { type Books, readBooksOf } from './read-books.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly randomKills: number
  /** At each marked crash point. */
  readonly pointKills: number
  readonly minOrders: number
  /** The venue's lookups are conclusive: less is in doubt, and the run is shorter. */
  readonly conclusive: boolean
  readonly onProgress: (line: string) => void
}

export interface ChaosReport {
  readonly seed: number
  readonly randomKills: number
  readonly pointKills: Readonly<Record<CrashPoint, number>>
  /** Starts that were killed before they were ready. */
  readonly killedStarting: number
  readonly ordersAtVenue: number
  readonly ordersOfPersons: number
  readonly executions: number
  readonly intents: number
  readonly inReview: number
  readonly faults: FaultCounts
  readonly failures: readonly string[]
  readonly seconds: number
}

const VENUE = fileURLToPath(new URL('../venue/venue-process.ts', import.meta.url))
const TRADING = fileURLToPath(new URL('../trading/trading-process.ts', import.meta.url))
/** A crash point that is not come by until then is given up, and tried again later. */
const POINT_WITHIN_MS = 60_000
const POINT_ATTEMPTS = 3
/** Longer than an order in doubt needs to be given up for absent. */
const TRADED_WITHIN_MS = 60_000
const COUNT_EVERY_MS = 200
const REST_WITHIN_MS = 150_000
const REST_LOOK_MS = 1_000

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-chaos-'))
  const venue = startChild<FromVenue>({ program: VENUE })
  try {
    venue.send({ kind: 'OPEN', seed: options.seed, conclusive: options.conclusive } satisfies ToVenue)
    const { port } = await venue.heard('LISTENING')
    const report = await new ChaosRun(options, venue, folder, port).run()
    if (report.failures.length === 0) rmSync(folder, { recursive: true, force: true })
    else options.onProgress(`files and logs are kept in ${folder}`)
    return report
  } finally {
    venue.kill()
  }
}

class ChaosRun {
  readonly #options: ChaosOptions
  readonly #venue: Child<FromVenue>
  readonly #folder: string
  readonly #port: number
  readonly #startedAt = Date.now()
  readonly #points = new Map<CrashPoint, number>()
  readonly #failures: string[] = []
  #randomKills = 0
  #killedStarting = 0
  readonly #readyMs: number[] = []

  constructor(options: ChaosOptions, venue: Child<FromVenue>, folder: string, port: number) {
    this.#options = options
    this.#venue = venue
    this.#folder = folder
    this.#port = port
  }

  async run(): Promise<ChaosReport> {
    const { seed, randomKills, pointKills, onProgress } = this.#options
    const kills = planKills({ randomKills, pointKills, random: seededRandom(`kills ${seed}`) })
    for (const [n, kill] of kills.entries()) {
      await this.#kill(kill)
      if ((n + 1) % 10 === 0) onProgress(await this.#progress(n + 1, kills.length))
    }
    const { books, ledger, faults } = await this.#comeToRest()
    return this.#report(books, ledger, faults)
  }

  async #kill(kill: Kill): Promise<void> {
    if (kill.kind === 'RANDOM') return this.#killAtRandom(kill)
    for (let attempt = 1; attempt <= POINT_ATTEMPTS; attempt++) {
      if (await this.#killAtPoint(kill)) return
    }
    this.#failures.push(`crash point ${kill.point} was not come by in ${POINT_ATTEMPTS} starts`)
  }

  async #killAtRandom({ starting, afterMs }: Extract<Kill, { kind: 'RANDOM' }>): Promise<void> {
    const child = this.#startTrading(false)
    const ready = child.heard('READY')
    if (starting) ready.catch(() => {})
    else {
      await this.#timed(ready)
      await this.#untilTraded()
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
  async #untilTraded(): Promise<void> {
    const { orders: before } = await this.#count()
    const deadline = Date.now() + TRADED_WITHIN_MS
    while (Date.now() < deadline && (await this.#count()).orders === before) await sleep(COUNT_EVERY_MS)
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
    const { seed, conclusive } = this.#options
    const given: TradingArguments = { seed, folder, venuePort: this.#port, conclusive, quiet }
    child.send({ kind: 'START', given } satisfies ToTrading)
    return child
  }

  /** Waits until the books are the venue's, or for as long as rest may take; then stops the system and reads again. */
  async #comeToRest() {
    this.#options.onProgress('healing the venue, coming to rest …')
    this.#venue.send({ kind: 'HEAL' } satisfies ToVenue)
    await this.#venue.heard('HEALED')
    const child = this.#startTrading(true)
    await this.#untilEqual(child).catch((error: unknown) => {
      if (!(error instanceof ChildEnded)) throw error
      this.#failures.push(`the system ended while coming to rest: ${error.message}`)
    })
    child.send({ kind: 'STOP' } satisfies ToTrading)
    const { code, signal } = await child.ended
    if (code !== 0) this.#failures.push(`the last stop was ${signal ?? code}: ${child.stderr}`)
    const { ledger, faults } = await this.#ledger()
    return { books: await readBooksOf(join(this.#folder, 'state')), ledger, faults }
  }

  /** Or until the time for it is up. */
  async #untilEqual(child: Child<FromTrading>): Promise<void> {
    await child.heard('READY')
    const deadline = Date.now() + REST_WITHIN_MS
    while (Date.now() < deadline) {
      await sleep(REST_LOOK_MS)
      const answer = child.heard('BOOKS')
      child.send({ kind: 'READ' } satisfies ToTrading)
      const { books } = await answer
      const { ledger } = await this.#ledger()
      if (this.#compare(books, ledger).length === 0) return
    }
  }

  async #count(): Promise<Extract<FromVenue, { kind: 'COUNTED' }>> {
    const answer = this.#venue.heard('COUNTED')
    this.#venue.send({ kind: 'COUNT' } satisfies ToVenue)
    return answer
  }

  async #ledger(): Promise<Extract<FromVenue, { kind: 'LEDGER' }>> {
    const answer = this.#venue.heard('LEDGER')
    this.#venue.send({ kind: 'READ' } satisfies ToVenue)
    return answer
  }

  #compare(books: Books, ledger: LedgerDump): readonly string[] {
    return [
      ...compareOrders(ledger, books),
      ...compareExecutions(ledger, books),
      ...compareBalances(ledger, books),
      ...comparePositions(ledger, books),
    ]
  }

  #report(books: Books, ledger: LedgerDump, faults: FaultCounts): ChaosReport {
    const own = ledger.orders.filter(({ clientOrderId }) => clientOrderId !== undefined)
    const { seed, minOrders, pointKills } = this.#options
    // The names of the keys are those of the list.
    const points = Object.fromEntries(
      CRASH_POINTS.map((point) => [point, this.#points.get(point) ?? 0]),
    ) as Record<CrashPoint, number>
    const missed = CRASH_POINTS.filter((point) => points[point] < pointKills)
    return {
      seed,
      randomKills: this.#randomKills,
      pointKills: points,
      killedStarting: this.#killedStarting,
      ordersAtVenue: own.length,
      ordersOfPersons: ledger.orders.length - own.length,
      executions: ledger.executions.length,
      intents: books.orders.length,
      inReview: inReview(books).length,
      faults,
      failures: [
        ...this.#failures,
        ...this.#compare(books, ledger),
        ...compareLimits(ledger),
        ...(own.length < minOrders
          ? [`only ${own.length} orders at the venue, ${minOrders} are needed`]
          : []),
        ...missed.map((point) => `crash point ${point} was hit ${points[point]} times of ${pointKills}`),
      ],
      seconds: Math.round((Date.now() - this.#startedAt) / 1_000),
    }
  }

  #meanReadyMs(): number {
    return Math.round(this.#readyMs.reduce((sum, ms) => sum + ms, 0) / Math.max(1, this.#readyMs.length))
  }

  async #progress(done: number, of: number): Promise<string> {
    const { orders, executions } = await this.#count()
    const seconds = Math.round((Date.now() - this.#startedAt) / 1_000)
    return `${done} of ${of} kills, ${orders} orders, ${executions} executions, ${seconds} s, ready after ${this.#meanReadyMs()} ms`
  }
}
