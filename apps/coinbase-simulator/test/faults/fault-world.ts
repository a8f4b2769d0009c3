/** A scripted venue on which one kind of fault is asked for, and what a client sees of it. */
import type { EpisodeWish } from '../../src/faults/episodes.ts'
import { type FaultKind, LASTING_FAULTS } from '../../src/faults/fault-kinds.ts'
import type { SimulatorFaults, SimulatorOptionsInput, VenueLedger } from '../../src/index.ts'
import { subscribeText } from '../frame.ts'
import { RecordingTransport } from '../recording-transport.ts'
import { acceptedId, limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from '../scripted-venue.ts'
import type { Answer, TradingClient } from '../trading-client.ts'

export const SOON_MS = 400
/** Long enough for an answer that is not late. */
const PATIENCE_MS = 150

const spans = Object.fromEntries(LASTING_FAULTS.map((kind) => [kind, { minMs: SOON_MS, maxMs: SOON_MS }]))

/** Asks for the kind and looks at its effect; the count is looked at by whoever runs it. */
export type FaultCase = (world: FaultWorld) => Promise<void>

export class FaultWorld {
  readonly venue: ScriptedVenue
  readonly client: TradingClient

  private constructor(venue: ScriptedVenue) {
    this.venue = venue
    this.client = venue.client()
  }

  static async open(options: SimulatorOptionsInput = {}, folder?: string): Promise<FaultWorld> {
    const setup = folder === undefined ? {} : { folder }
    const given = { faults: { spans }, faultSeed: 'tests', ...options }
    const world = new FaultWorld(await openScriptedVenue(given, setup))
    // The first request of a process takes longest.
    await world.client.get('/key_permissions')
    return world
  }

  close(): Promise<void> {
    return this.venue.close()
  }

  get faults(): SimulatorFaults {
    return this.venue.exchange.faults
  }

  get ledger(): VenueLedger {
    return this.venue.exchange.venue.ledger()
  }

  /** The fault has met what was sent: from here on nothing more of it is on its way. */
  bites(kind: FaultKind): Promise<void> {
    return eventually(() => this.faults.counts[kind] === 1)
  }

  /** Draws may come out too small to do anything with: they are drawn again. */
  provoke(kind: Parameters<SimulatorFaults['provoke']>[0], wish?: EpisodeWish): void {
    for (let tries = 0; tries < 50; tries++) if (this.faults.provoke(kind, wish)) return
    throw new Error(`${kind} did not happen`)
  }

  /** A limit order that rests. */
  resting(price = '90'): ReturnType<typeof newOrder> {
    return newOrder('BUY', limitGtc('1', price))
  }

  async place(order: object = this.resting()): Promise<string> {
    return acceptedId(await this.client.post('/orders', order))
  }

  cancel(...order_ids: string[]): Promise<Answer> {
    return this.client.post('/orders/batch_cancel', { order_ids })
  }

  // Bodies of many shapes, looked into by tests alone.
  // biome-ignore lint/suspicious/noExplicitAny: a test states the shape by what it expects
  async order(id: string): Promise<any> {
    const { status, body } = await this.client.get(`/orders/historical/${id}`)
    return status === 200 ? body.order : undefined
  }

  async listed(): Promise<string[]> {
    const { body } = await this.client.get('/orders/historical/batch')
    return body.orders.map(({ order_id }: { order_id: string }) => order_id)
  }

  /** A connection without a socket, subscribed to the client's orders. */
  async userStream(): Promise<RecordingTransport> {
    const transport = new RecordingTransport()
    const session = this.venue.exchange.connect(transport)
    const jwt = await this.client.webSocketToken()
    session.receive(JSON.stringify({ type: 'subscribe', channel: 'user', jwt }))
    await eventually(() => transport.texts.length === 2)
    return transport
  }

  /** The same, subscribed to nothing but a first ticker. */
  marketStream() {
    const transport = new RecordingTransport()
    const session = this.venue.exchange.connect(transport)
    const subscribe = (channel: string, products = ['BTC-USD']) =>
      session.receive(subscribeText(channel, products))
    return { transport, subscribe }
  }
}

/** What became of a request within the time that a prompt answer takes. */
export async function soon(request: Promise<Answer>): Promise<Answer | 'BROKEN' | 'NO_ANSWER'> {
  const settled = request.catch(() => 'BROKEN' as const)
  const waited = new Promise<'NO_ANSWER'>((resolve) => setTimeout(resolve, PATIENCE_MS, 'NO_ANSWER'))
  return Promise.race([settled, waited])
}

export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 8_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('it did not come to hold within 8 s')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Kinds that have bitten. */
export const bitten = (faults: SimulatorFaults): Partial<Record<FaultKind, number>> =>
  Object.fromEntries(Object.entries(faults.counts).filter(([, count]) => count > 0))
