/**
 * The adapter meets every kind of fault of the local exchange once: UNKNOWN wherever the outcome cannot be told, never a
 * second order, and nothing that the exchange's ledger contradicts. The compiler asks for a case of each kind.
 */
import type { ChanceFault, FaultKind } from '@oasis/coinbase-simulator'
import type { CancelOutcome, SubmitOutcome } from '@oasis/ports'
import { afterEach, describe, expect, it } from 'vitest'
import { FaultyVenue, LATE_MS, MARKET } from './faulty-venue.ts'
import { anySignal, stopAll, until } from './private-venue.ts'

afterEach(stopAll)

type Case = (world: FaultyVenue) => Promise<void>
/** Of channels that the user's connection does not have. */
type MarketFault = 'snapshot-cut' | 'snapshot-truncated'
type Kind = Exclude<FaultKind, MarketFault>

const idsOf = (executions: readonly { readonly kind: string; readonly executionId: string }[]): string[] =>
  executions.map(({ kind, executionId }) => `${kind} ${executionId}`).sort()

/** One create meets the fault; `accepted` orders are there for it in the end. */
const submitted =
  (kind: ChanceFault, outcome: SubmitOutcome['kind'], accepted: number): Case =>
  async (world) => {
    const order = world.order()
    world.simulator.faults.force(kind)
    expect((await world.submit(order)).kind).toBe(outcome)
    await world.bites(kind)
    expect(world.accepted).toBe(accepted)
    // Whatever it said, the same order again is no second one.
    await world.submitAgain(order)
    expect(world.accepted).toBe(1)
    expect((await world.find(order))?.venueOrderId).toBe(world.simulator.ledger.orders[0]?.venueOrderId)
  }

/** A frame of the user's connection is lost, or unreadable: the order manager is told to look. */
const missed =
  (kind: 'event-dropped' | 'event-swapped' | 'event-cut' | 'event-truncated'): Case =>
  async (world) => {
    world.simulator.faults.force(kind)
    const id = await world.acknowledged()
    await world.reconnects()
    await until(() => world.told(id) === 'OPEN')
  }

/** One of the frames that keep the connection alive. */
const beat =
  (kind: 'frame-dropped' | 'frame-swapped', reconnects: boolean): Case =>
  async (world) => {
    world.simulator.faults.force(kind, 1, 'heartbeats')
    await world.bites(kind)
    if (reconnects) await world.reconnects()
    const id = await world.acknowledged()
    await until(() => world.told(id) === 'OPEN')
  }

const harmless =
  (kind: 'event-duplicated' | 'event-late' | 'event-lost' | 'frame-duplicated' | 'frame-late'): Case =>
  async (world) => {
    world.simulator.faults.force(kind)
    const id = await world.acknowledged(world.order(MARKET))
    await until(() => world.told(id) === 'FILLED')
    expect(idsOf(world.toldExecutions)).toEqual(idsOf(world.simulator.ledger.executions))
    await world.bites(kind)
  }

const cancelled =
  (
    kind: ChanceFault & `cancel-${string}`,
    outcomes: readonly CancelOutcome['kind'][],
    again: boolean,
  ): Case =>
  async (world) => {
    const order = world.order()
    const id = await world.acknowledged(order)
    await until(() => world.told(id) === 'OPEN')
    world.simulator.faults.force(kind)
    expect(outcomes).toContain((await world.venue.cancel(id, AbortSignal.timeout(2_000))).kind)
    await world.bites(kind)
    if (again) expect((await world.find(order))?.status).toBe('OPEN')
    if (again) expect((await world.venue.cancel(id, anySignal())).kind).toBe('REQUESTED')
    await until(() => world.simulator.ledger.openOrders.length === 0)
    const [truth] = world.simulator.ledger.orders
    expect(await world.find(order)).toMatchObject({ status: truth?.status, filledQuantity: truth?.filled })
    await until(() => world.told(id) === truth?.status)
    expect(idsOf(world.toldExecutions)).toEqual(idsOf(world.simulator.ledger.executions))
  }

/** A look that fails, or shows less, is made again or waited for: never half an answer. */
const looked =
  (kind: 'look-failed' | 'page-short' | 'cursor-stuck'): Case =>
  async (world) => {
    for (let n = 0; n < 8; n++) await world.acknowledged()
    // Several lists make up the answer, and not each has more than a page.
    if (kind !== 'look-failed') world.simulator.faults.force('page-short', 4, 'list_orders')
    if (kind !== 'page-short') world.simulator.faults.force(kind, 1)
    const open = await world.venue.openOrders(anySignal())
    expect(new Set(open.map(({ venueOrderId }) => venueOrderId)).size).toBe(8)
    expect(open).toHaveLength(8)
    expect(world.simulator.faults.counts[kind]).toBeGreaterThan(0)
  }

const CASES: Readonly<Record<Kind, Case>> = {
  'submit-lost': submitted('submit-lost', 'UNKNOWN', 0),
  'submit-broken': submitted('submit-broken', 'UNKNOWN', 0),
  'submit-error-before': submitted('submit-error-before', 'UNKNOWN', 0),
  'submit-taken-late': submitted('submit-taken-late', 'UNKNOWN', 1),
  'submit-rejected': submitted('submit-rejected', 'REJECTED', 0),
  'submit-answer-lost': submitted('submit-answer-lost', 'UNKNOWN', 1),
  'submit-answer-broken': submitted('submit-answer-broken', 'UNKNOWN', 1),
  'submit-error-after': submitted('submit-error-after', 'UNKNOWN', 1),
  'submit-answer-late': submitted('submit-answer-late', 'UNKNOWN', 1),
  'rate-limited-after': submitted('rate-limited-after', 'UNKNOWN', 1),
  'rate-limited-json': submitted('rate-limited-json', 'UNKNOWN', 0),
  'rate-limited-html': submitted('rate-limited-html', 'UNKNOWN', 0),
  // Once more with a new token: a 401 is given before anything is looked at.
  unauthorized: submitted('unauthorized', 'ACKNOWLEDGED', 1),
  // Later than a submit waits.
  'request-late': submitted('request-late', 'UNKNOWN', 0),
  'answer-late': submitted('answer-late', 'UNKNOWN', 1),
  'answer-repeated': async (world) => {
    // As often as it takes for one of the two to be there while we still listen.
    for (let n = 0; n < 12; n++) {
      world.simulator.faults.force('answer-repeated', 2)
      const order = world.order()
      const id = await world.acknowledged(order)
      expect((await world.find(order))?.venueOrderId).toBe(id)
    }
    await world.bites('answer-repeated')
  },
  'answer-odd': submitted('answer-odd', 'UNKNOWN', 1),
  'answer-cut': submitted('answer-cut', 'UNKNOWN', 1),
  'refused-by-status': async (world) => {
    world.simulator.faults.force('submit-rejected')
    world.simulator.faults.force('refused-by-status')
    expect((await world.submit()).kind).toBe('REJECTED')
    expect(world.accepted).toBe(0)
    // Where the order is there, a refusal is none, by whatever status.
    const order = world.order()
    const id = await world.acknowledged(order)
    world.simulator.faults.force('duplicate-otherwise')
    world.simulator.faults.force('refused-by-status')
    expect(await world.submit(order)).toEqual({ kind: 'ACKNOWLEDGED', venueOrderId: id })
  },
  'order-late': async (world) => {
    world.simulator.faults.force('order-late')
    const order = world.order(MARKET)
    const id = await world.acknowledged(order)
    expect(await world.find(order)).toMatchObject({ status: 'PENDING', filledQuantity: 0n })
    await until(() => world.told(id) === 'FILLED')
  },
  'order-failed': async (world) => {
    world.simulator.faults.force('order-failed')
    const order = world.order()
    const id = await world.acknowledged(order)
    await until(() => world.told(id) === 'REJECTED')
    expect(await world.find(order)).toMatchObject({ status: 'REJECTED', filledQuantity: 0n })
  },
  'fill-early': async (world) => {
    world.simulator.faults.force('fill-early')
    const order = world.order(MARKET)
    const outcome = await world.venue.submit(order, anySignal(), () => undefined)
    const [execution] = world.toldExecutions
    expect(outcome).toMatchObject({ kind: 'ACKNOWLEDGED', venueOrderId: execution?.venueOrderId })
    expect(execution?.clientOrderId).toBe(order.clientOrderId)
  },
  'duplicate-otherwise': async (world) => {
    const order = world.order()
    const id = await world.acknowledged(order)
    world.simulator.faults.force('duplicate-otherwise')
    expect(await world.submit(order)).toEqual({ kind: 'ACKNOWLEDGED', venueOrderId: id })
    expect(world.accepted).toBe(1)
  },
  // A cancel is repeated: what it does is the same each time.
  'cancel-request-lost': cancelled('cancel-request-lost', ['REQUESTED'], false),
  'cancel-lost': cancelled('cancel-lost', ['REQUESTED'], true),
  'cancel-answer-lost': cancelled('cancel-answer-lost', ['REQUESTED', 'REJECTED'], false),
  'cancel-late': cancelled('cancel-late', ['REQUESTED'], false),
  'cancel-refused': cancelled('cancel-refused', ['REJECTED'], true),
  'cancel-raced': cancelled('cancel-raced', ['REQUESTED'], false),
  'look-failed': looked('look-failed'),
  'page-short': looked('page-short'),
  'cursor-stuck': looked('cursor-stuck'),
  'lookup-lagging': async (world) => {
    world.simulator.faults.force('lookup-lagging')
    const order = world.order()
    const id = await world.acknowledged(order)
    // By what the stream has told, or not at all: never something else.
    expect([id, undefined]).toContain((await world.find(order))?.venueOrderId)
    await new Promise((resolve) => setTimeout(resolve, LATE_MS))
    expect((await world.find(order))?.venueOrderId).toBe(id)
  },
  'order-hidden': async (world) => {
    const order = world.order()
    const id = await world.acknowledged(order)
    expect(await world.venue.openOrders(anySignal())).toHaveLength(1)
    world.simulator.faults.force('order-hidden')
    expect(await world.venue.openOrders(anySignal())).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, LATE_MS))
    expect(await world.venue.openOrders(anySignal())).toMatchObject([{ venueOrderId: id }])
  },
  'fill-listed-late': async (world) => {
    world.simulator.faults.force('fill-listed-late')
    const id = await world.acknowledged(world.order(MARKET))
    await until(() => world.told(id) === 'FILLED')
    const report = world.events.findIndex(
      (event) => event.kind === 'ORDER' && event.report.filledQuantity > 0n,
    )
    const fill = world.events.findIndex(({ kind }) => kind === 'EXECUTION')
    expect(fill).toBeGreaterThanOrEqual(0)
    expect(fill).toBeLessThan(report)
  },
  'balances-lagging': async (world) => {
    const held = async () =>
      (await world.venue.balances(anySignal())).find(({ currency }) => currency === 'USD')?.held
    await new Promise((resolve) => setTimeout(resolve, LATE_MS + 50))
    await world.acknowledged()
    await until(() => world.simulator.ledger.balances.some((balance) => balance.held > 0n))
    world.simulator.faults.force('balances-lagging')
    expect(await held()).toBe(0n)
    expect(await held()).toBeGreaterThan(0n)
  },
  'event-lost': harmless('event-lost'),
  'event-dropped': missed('event-dropped'),
  'event-duplicated': harmless('event-duplicated'),
  'event-swapped': missed('event-swapped'),
  'event-late': harmless('event-late'),
  'event-cut': missed('event-cut'),
  'event-truncated': missed('event-truncated'),
  'frame-dropped': beat('frame-dropped', true),
  'frame-duplicated': harmless('frame-duplicated'),
  'frame-swapped': beat('frame-swapped', true),
  'frame-late': harmless('frame-late'),
  unreachable: async (world) => {
    world.simulator.faults.provoke('unreachable')
    const order = world.order()
    expect((await world.submit(order)).kind).toBe('UNKNOWN')
    expect(world.accepted).toBe(0)
    await world.reconnects()
    await world.submitAgain(order)
    expect(world.accepted).toBe(1)
  },
  'stream-silent': async (world) => {
    world.simulator.faults.provoke('stream-silent', { forMs: 4_000 })
    const order = world.order()
    const id = await world.acknowledged(order)
    expect(world.told(id)).toBeUndefined()
    await world.reconnects()
    await until(() => world.told(id) === 'OPEN')
  },
  'stream-closed': async (world) => {
    world.simulator.faults.provoke('stream-closed')
    await world.reconnects()
  },
  'stream-broken': async (world) => {
    world.simulator.faults.provoke('stream-broken')
    await world.reconnects()
  },
  'clock-skewed': async (world) => {
    world.simulator.faults.provoke('clock-skewed', { skewMs: 600_000, forMs: 60_000 })
    // Every token looks expired until the venue's clock has been read.
    expect((await world.submit()).kind).toBe('REJECTED')
    expect(world.accepted).toBe(0)
    const now = Number(await world.venue.time(anySignal())) / 1_000_000
    expect(Math.round((now - Date.now()) / 60_000)).toBe(10)
    expect((await world.submit()).kind).toBe('ACKNOWLEDGED')
  },
  maintenance: async (world) => {
    world.simulator.faults.provoke('maintenance', { flag: 'trading_disabled', productId: 'BTC-USD' })
    expect((await world.submit()).kind).toBe('REJECTED')
    expect(world.accepted).toBe(0)
  },
  'manual-trade': async (world) => {
    world.provoke('manual-trade')
    await until(() => world.simulator.ledger.orders[0]?.status === 'FILLED')
    const ledger = idsOf(world.simulator.ledger.executions)
    expect(idsOf(await world.executions())).toEqual(ledger)
    await until(() => world.toldExecutions.length === ledger.length)
  },
  'external-order': async (world) => {
    world.provoke('external-order')
    const [order] = world.simulator.ledger.orders
    await until(() => order !== undefined && world.told(order.venueOrderId) !== undefined)
  },
  'external-cancel': async (world) => {
    const id = await world.acknowledged()
    await until(() => world.told(id) === 'OPEN')
    expect(world.simulator.faults.provoke('external-cancel')).toBe(true)
    await until(() => world.told(id) === 'CANCELED')
  },
  deposit: async (world) => {
    world.provoke('deposit')
    await agreeOnBalances(world)
  },
  withdrawal: async (world) => {
    world.provoke('withdrawal')
    await agreeOnBalances(world)
  },
  'fill-reversed': async (world) => {
    const id = await world.acknowledged(world.order(MARKET))
    await until(() => world.told(id) === 'FILLED')
    world.provoke('fill-reversed')
    const listed = await world.executions()
    expect(idsOf(listed)).toEqual(idsOf(world.simulator.ledger.executions))
    expect(listed.at(-1)?.kind).toBe('REVERSAL')
  },
}

async function agreeOnBalances(world: FaultyVenue): Promise<void> {
  const shown = await world.venue.balances(anySignal())
  for (const { currency, total, held } of world.simulator.ledger.balances)
    expect(shown).toContainEqual({ currency, available: total - held, held })
}

describe('the adapter meets', () => {
  // Its keys are the kinds.
  it.each(Object.keys(CASES) as Kind[])('%s, and says what is known, never more', async (kind) => {
    const world = await FaultyVenue.open()
    await CASES[kind](world)
    expect(world.simulator.faults.counts[kind]).toBeGreaterThan(0)
    const { orders } = world.simulator.ledger
    expect(new Set(orders.map(({ clientOrderId }) => clientOrderId)).size).toBe(orders.length)
  })
})
