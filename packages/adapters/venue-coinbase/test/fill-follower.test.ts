/** Fills and updates as they may come: in any order, twice, late, with looks that fail in between. */
import { addMillis, formatQuantity, fromMillis, parseQuantity, type Quantity } from '@oasis/domain'
import type { VenueEvent } from '@oasis/ports'
import { createSilentLogger, createVirtualScheduler, seededRandom } from '@oasis/runtime'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShownFill } from '../src/rest/account/list-fills.ts'
import { FillFollower } from '../src/trading/fill-follower.ts'
import { FillReader } from '../src/trading/fill-reader.ts'
import { OrderIndex } from '../src/trading/order-index.ts'
import { readUpdates } from '../src/trading/user-updates.ts'
import { userOrderSchema } from '../src/user-stream/user-order.ts'
import { shownFill, userOrder } from './order-bodies.ts'

const START = fromMillis(Date.UTC(2026, 8, 30, 2))
const PATIENCE_MS = 20_000

interface LedgerFill {
  readonly order: number
  readonly entry: string
  readonly quantity: bigint
  readonly reversed: boolean
  /** After the start. */
  readonly listedAfterMs: number
}

interface Update {
  readonly order: number
  readonly cumulative: bigint
  readonly afterMs: number
}

interface Story {
  readonly fills: readonly LedgerFill[]
  readonly updates: readonly Update[]
  /** Every so many looks fail. */
  readonly failEvery: number
}

const story: fc.Arbitrary<Story> = fc
  .array(
    fc.record({
      order: fc.integer({ min: 0, max: 3 }),
      quantity: fc.bigInt({ min: 1n, max: 10n ** 13n }),
      reversed: fc.nat(9).map((n) => n === 0),
      listedAfterMs: fc.nat(5_000),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((fills) => fills.map((fill, n) => ({ ...fill, entry: `e${n}` })))
  .chain((fills) =>
    fc.record({
      fills: fc.constant(fills),
      updates: updatesOf(fills),
      failEvery: fc.integer({ min: 2, max: 5 }),
    }),
  )

/** The last number of each order comes for certain; the others may, any number of times and at any time. */
function updatesOf(fills: readonly LedgerFill[]): fc.Arbitrary<readonly Update[]> {
  const totals = new Map<number, bigint>()
  const steps: { order: number; cumulative: bigint }[] = []
  for (const { order, quantity } of fills) {
    const cumulative = (totals.get(order) ?? 0n) + quantity
    totals.set(order, cumulative)
    steps.push({ order, cumulative })
  }
  const last = [...totals].map(([order, cumulative]) => ({ order, cumulative }))
  const at = fc.nat(6_000)
  const some = fc.array(fc.record({ step: fc.constantFrom(...steps), afterMs: at }), { maxLength: 20 })
  const each = fc.tuple(...last.map(() => at))
  return fc
    .tuple(some, each)
    .map(([others, times]) => [
      ...others.map(({ step, afterMs }) => ({ ...step, afterMs })),
      ...last.map((step, n) => ({ ...step, afterMs: times[n] ?? 0 })),
    ])
}

const idOf = (order: number): string => `order-${order}`

const wireFill = (fill: LedgerFill): ShownFill =>
  shownFill({
    entry_id: fill.entry,
    order_id: idOf(fill.order),
    size: formatQuantity(fill.quantity as Quantity),
    price: '2',
    trade_type: 'FILL',
    trade_time: '2026-09-30T02:00:00Z',
  }) as unknown as ShownFill

function world({ fills, failEvery }: Pick<Story, 'fills' | 'failEvery'>, ignoresFilter = false) {
  const scheduler = createVirtualScheduler({ startAt: START })
  const random = seededRandom(3)
  const logger = createSilentLogger()
  const index = new OrderIndex()
  const context = { index, incrementOf: () => parseQuantity('0.000000000001') }
  const events: VenueEvent[] = []
  let looks = 0
  const listed = (orderIds: readonly string[]) =>
    fills.flatMap((fill) => {
      const isListed = scheduler.now() >= addMillis(START, fill.listedAfterMs)
      if (!isListed || !(ignoresFilter || orderIds.includes(idOf(fill.order)))) return []
      const reversal = { ...wireFill(fill), entry_id: `${fill.entry}-back`, trade_type: 'REVERSAL' }
      return fill.reversed ? [wireFill(fill), reversal] : [wireFill(fill)]
    })
  const client = {
    fills: async ({ orderIds = [] }: { readonly orderIds?: readonly string[] }) => {
      looks++
      if (looks % failEvery === 0) throw new Error('503')
      return listed(orderIds).reverse()
    },
    getOrder: async () => undefined,
    orderPages: async function* () {},
  }
  const follower = new FillFollower({
    ...{
      fills: new FillReader({ ...context, client, logger }),
      scheduler,
      random,
      logger,
      patienceMs: PATIENCE_MS,
    },
    onExecution: (execution) => events.push({ kind: 'EXECUTION', execution }),
    onReport: (report) => events.push({ kind: 'ORDER', report }),
  })
  const update = (order: number, cumulative: bigint, more: object = {}) => {
    const wire = userOrder({
      order_id: idOf(order),
      client_order_id: `c${order}`,
      cumulative_quantity: formatQuantity(cumulative as Quantity),
      ...more,
    })
    const { read } = readUpdates(
      [{ orders: [userOrderSchema.parse(wire)], count: 1 }],
      scheduler.now(),
      context,
    )
    for (const { report, orderedAt } of read) follower.follow(report, orderedAt)
  }
  return { scheduler, follower, events, update, looks: () => looks }
}

const executionIds = (events: readonly VenueEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'EXECUTION' ? [event.execution.executionId] : []))

describe('updates and fills, in any order, twice and late', () => {
  it('become exactly the executions of the ledger, each once, before the reports that speak of them', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.boolean(), async (told, ignoresFilter) => {
        const { scheduler, events, update } = world(told, ignoresFilter)
        for (const { order, cumulative, afterMs } of told.updates)
          scheduler.after(afterMs, () => update(order, cumulative))
        await scheduler.runUntilIdle()

        const ledger = told.fills.flatMap(({ entry, reversed }) =>
          reversed ? [entry, `${entry}-back`] : [entry],
        )
        // A reversal that is listed with nothing left to fetch is reconciliation's to find.
        const seen = executionIds(events)
        expect(new Set(seen).size).toBe(seen.length)
        expect([...seen].sort()).toEqual([...ledger].sort())
        const booked = new Map<string, bigint>()
        for (const event of events) {
          if (event.kind === 'EXECUTION' && event.execution.kind === 'FILL') {
            const { venueOrderId, quantity } = event.execution
            booked.set(venueOrderId, (booked.get(venueOrderId) ?? 0n) + quantity)
          }
          if (event.kind === 'ORDER') {
            expect(event.report.filledQuantity).toBeLessThanOrEqual(
              booked.get(event.report.venueOrderId) ?? 0n,
            )
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are told without their fills when these are not listed in time', async () => {
    const { scheduler, events, update } = world({ fills: [], failEvery: 1_000 })
    update(1, 10n, { status: 'FILLED' })
    await scheduler.runUntil(addMillis(START, PATIENCE_MS - 3_000))
    expect(events).toEqual([])
    await scheduler.runUntil(addMillis(START, PATIENCE_MS + 3_000))
    expect(events).toMatchObject([{ kind: 'ORDER', report: { status: 'FILLED', filledQuantity: 10n } }])
  })

  it('ask for the fills of many orders together', async () => {
    const fills = Array.from({ length: 40 }, (_, n) => ({
      order: n,
      entry: `e${n}`,
      quantity: 5n,
      reversed: false,
      listedAfterMs: 0,
    }))
    const { scheduler, events, update, looks } = world({ fills, failEvery: 1_000 })
    for (const { order } of fills) update(order, 5n)
    await scheduler.runUntilIdle()
    expect(executionIds(events)).toHaveLength(40)
    expect(looks()).toBeLessThan(4)
  })

  it('ask for those of each order, however many are not listed', async () => {
    const listed = { order: 99, entry: 'e', quantity: 5n, reversed: false, listedAfterMs: 0 }
    const { scheduler, events, update } = world({ fills: [listed], failEvery: 1_000 })
    for (let order = 0; order < 80; order++) update(order, 5n)
    update(99, 5n)
    await scheduler.runUntil(addMillis(START, 1_000))
    expect(executionIds(events)).toEqual(['e'])
  })

  it('without anything new ask for nothing', async () => {
    const { scheduler, events, update, looks } = world({ fills: [], failEvery: 1_000 })
    update(1, 0n)
    update(1, 0n, { status: 'CANCELLED' })
    await scheduler.runUntilIdle()
    expect([events.length, looks()]).toEqual([2, 0])
  })

  it('tell nothing after the stop', async () => {
    const fills = [{ order: 1, entry: 'e', quantity: 5n, reversed: false, listedAfterMs: 3_000 }]
    const { scheduler, follower, events, update } = world({ fills, failEvery: 1_000 })
    update(1, 5n)
    await scheduler.runUntil(addMillis(START, 1_000))
    await follower.stop()
    update(1, 5n)
    await scheduler.runUntilIdle()
    expect(events).toEqual([])
  })
})
