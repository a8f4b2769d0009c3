/** Our adapter at a local exchange that misbehaves when it is asked to: one world for each kind of fault. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type FaultPlan, NO_FAULTS, type Simulator } from '@oasis/coinbase-simulator'
import {
  addMillis,
  clientOrderId,
  fromMillis,
  instrumentId,
  type OrderTerms,
  parsePrice,
  parseQuantity,
  uuidV5,
  type VenueOrderId,
} from '@oasis/domain'
import type { SubmitOutcome, Venue, VenueEvent, VenueOrder, VenueOrderReport } from '@oasis/ports'
import { createRealScheduler, createSilentLogger, seededRandom } from '@oasis/runtime'
import { createCoinbaseVenue, readKeyFile } from '../src/index.ts'
import { mayLeave } from './order-bodies.ts'
import { anySignal, onStop, until } from './private-venue.ts'

/** How long late things are late: longer than a submit waits. */
export const LATE_MS = 900
export const PATIENCE_MS = 500

const span = { minMs: LATE_MS, maxMs: LATE_MS }
const spans = Object.fromEntries(Object.keys(NO_FAULTS.spans).map((kind) => [kind, span]))

export const RESTING: OrderTerms = {
  ...{ type: 'LIMIT', timeInForce: 'GTD', postOnly: true, expiresAt: fromMillis(Date.now() + 86_400_000) },
  ...{ quantity: parseQuantity('0.01'), limitPrice: parsePrice('1000') },
}
export const MARKET: OrderTerms = {
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'BASE', quantity: parseQuantity('0.01') },
}

let orders = 0

export class FaultyVenue {
  readonly simulator: Simulator
  readonly venue: Venue
  readonly events: VenueEvent[] = []
  readonly #startedAt = addMillis(fromMillis(Date.now()), -1_000)

  private constructor(simulator: Simulator, venue: Venue) {
    this.simulator = simulator
    this.venue = venue
  }

  static async open(): Promise<FaultyVenue> {
    const dataDir = mkdtempSync(join(tmpdir(), 'ots-faulty-venue-'))
    const simulator = await createSimulator({
      ...{ port: 0, dataDir, historyHours: 1, products: ['BTC-USD'] },
      ...{ messagesPerSecond: 0, privateRequestsPerSecond: 0, balances: { USD: '1000000', BTC: '5' } },
      faults: { spans: spans as FaultPlan['spans'] },
    })
    onStop(async () => {
      await simulator.stop()
      rmSync(dataDir, { recursive: true })
    })
    const venue = createCoinbaseVenue({
      key: await readKeyFile(simulator.keyFile ?? ''),
      ...{ restUrl: simulator.restUrl, userWsUrl: simulator.wsUrl },
      ...{ scheduler: createRealScheduler(), random: seededRandom(1), logger: createSilentLogger() },
      ...{ requestsPerSecond: 1_000, attemptTimeoutMs: PATIENCE_MS },
      stream: { maxBackoffMs: 300, silenceMs: 2_000 },
      instrumentOf: () => ({ quantityIncrement: parseQuantity('0.00000001') }),
    })
    onStop(() => venue.stop())
    const world = new FaultyVenue(simulator, venue)
    await venue.start((event) => world.events.push(event))
    return world
  }

  order(terms: OrderTerms = RESTING): VenueOrder {
    const id = clientOrderId(uuidV5(`a fault's order ${orders++}`))
    return { clientOrderId: id, instrumentId: instrumentId('coinbase:BTC-USD'), side: 'BUY', terms }
  }

  submit(order: VenueOrder = this.order()): Promise<SubmitOutcome> {
    return this.venue.submit(order, AbortSignal.timeout(PATIENCE_MS), mayLeave)
  }

  /** As soon as the adapter's own limiter lets it. */
  async submitAgain(order: VenueOrder): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      if ((await this.submit(order)).kind === 'ACKNOWLEDGED') return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('it was never acknowledged')
  }

  async acknowledged(order: VenueOrder = this.order()): Promise<VenueOrderId> {
    const outcome = await this.submit(order)
    if (outcome.kind !== 'ACKNOWLEDGED') throw new Error(JSON.stringify(outcome))
    return outcome.venueOrderId
  }

  find(order: VenueOrder): Promise<VenueOrderReport | undefined> {
    return this.venue.findOrder(order.clientOrderId, anySignal(), { createdAt: this.#startedAt })
  }

  executions() {
    return this.venue.executionsSince(this.#startedAt, anySignal())
  }

  /** What the exchange knows: by this the adapter's word is judged. */
  get accepted(): number {
    return this.simulator.ledger.orders.length
  }

  /** Draws may come out too small to do anything with: they are drawn again. */
  provoke(kind: Parameters<Simulator['faults']['provoke']>[0]): void {
    for (let tries = 0; tries < 50; tries++) if (this.simulator.faults.provoke(kind)) return
    throw new Error(`${kind} did not happen`)
  }

  bites(kind: keyof Simulator['faults']['counts']): Promise<void> {
    return until(() => this.simulator.faults.counts[kind] > 0)
  }

  reconnects(): Promise<void> {
    return until(() => this.events.some(({ kind }) => kind === 'RECONNECTED'))
  }

  /** The order's last state that the stream told. */
  told(id: VenueOrderId): string | undefined {
    const event = this.events.findLast((one) => one.kind === 'ORDER' && one.report.venueOrderId === id)
    return event?.kind === 'ORDER' ? event.report.status : undefined
  }

  get toldExecutions() {
    return this.events.flatMap((event) => (event.kind === 'EXECUTION' ? [event.execution] : []))
  }
}
