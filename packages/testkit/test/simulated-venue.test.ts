import { addMillis, type ClientOrderId } from '@oasis/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_FAULTS, FAULT_KINDS } from '../src/simulated-venue/fault-plan.ts'
import type { VenueLedger } from '../src/simulated-venue/venue-ledger.ts'
import { BTC, deadline, ETH, limit, mayLeave, openBench, trade } from './simulated-venue-run.ts'

const seeds = fc.integer({ min: 1, max: 1_000_000 })
const RUNS = { numRuns: 15 }
const UNIT = 10n ** 6n

/** What the account must hold, from transfers and executions alone. */
function explained(ledger: VenueLedger): Map<string, bigint> {
  const totals = new Map<string, bigint>()
  const add = (name: string, amount: bigint): void => void totals.set(name, (totals.get(name) ?? 0n) + amount)
  for (const { currency: name, amount } of ledger.transfers) add(name, amount)
  for (const { instrumentId, side, kind, price, quantity, fee } of ledger.executions) {
    const sign = (side === 'BUY') === (kind === 'FILL') ? 1n : -1n
    add(instrumentId === BTC ? 'BTC' : 'ETH', sign * quantity * UNIT)
    add('USD', -sign * ((price * quantity) / UNIT) - (kind === 'FILL' ? fee : -fee))
  }
  return totals
}

describe('simulated venue', () => {
  it('holds what transfers, trades and fees explain, to the last digit', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { venue } = await trade(seed, 120)
        const totals = explained(venue.ledger)
        for (const { currency: name, total } of venue.ledger.balances) {
          expect(total, name).toBe(totals.get(name) ?? 0n)
        }
      }),
      RUNS,
    )
  })

  it('holds for open orders and never below zero nor above what is there', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { venue, held } = await trade(seed, 120)
        expect(held.every((amount) => amount >= 0n)).toBe(true)
        const sells = venue.ledger.openOrders.filter(
          (order) => order.side === 'SELL' && order.instrumentId === BTC,
        )
        const expected = sells.reduce((sum, order) => sum + (order.quantity - order.filled) * UNIT, 0n)
        expect(venue.ledger.balances.find((balance) => balance.currency === 'BTC')?.held).toBe(expected)
        for (const { total, held: now } of venue.ledger.balances) expect(now <= total).toBe(true)
      }),
      RUNS,
    )
  })

  it('counts each execution once, under its order and never beyond its quantity', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { ledger } = (await trade(seed, 120)).venue
        expect(new Set(ledger.executions.map(({ executionId }) => executionId)).size).toBe(
          ledger.executions.length,
        )
        for (const order of ledger.orders) {
          const own = ledger.executions.filter(({ venueOrderId }) => venueOrderId === order.venueOrderId)
          const filled = own.reduce(
            (sum, { kind, quantity }) => sum + (kind === 'FILL' ? quantity : -quantity),
            0n,
          )
          expect(filled).toBe(order.filled)
          expect(order.filled <= order.quantity).toBe(true)
        }
      }),
      RUNS,
    )
  })

  it('does the same again by the same seed, and something else by another', async () => {
    const first = await trade(7, 150)
    const second = await trade(7, 150)
    const other = await trade(8, 150)
    expect(second.lines).toEqual(first.lines)
    expect(second.venue.ledger.exposures).toEqual(first.venue.ledger.exposures)
    expect(other.lines).not.toEqual(first.lines)
  })

  it('shows every kind of fault, and counts it', async () => {
    const total = new Map<string, number>()
    for (let seed = 1; seed <= 20; seed++) {
      const { venue } = await trade(seed, 250)
      for (const kind of FAULT_KINDS) total.set(kind, (total.get(kind) ?? 0) + venue.faultCounts[kind])
    }
    const unseen = FAULT_KINDS.filter((kind) => (total.get(kind) ?? 0) === 0)
    expect(unseen).toEqual([])
  })

  it('tells everything once it is healed: orders, executions and balances as its ledger has them', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { venue, line, scheduler } = await trade(seed, 100)
        const { signal } = new AbortController()
        const { ledger } = venue
        const [open, executions, balances] = await scheduler.runUntilSettled(
          Promise.all([
            line.openOrders(signal),
            line.executionsSince(0n as Parameters<typeof line.executionsSince>[0], signal),
            line.balances(signal),
          ]),
        )
        expect(open.map((order) => order.venueOrderId)).toEqual(ledger.openOrders.map((o) => o.venueOrderId))
        expect(new Set(executions.map((fill) => fill.executionId))).toEqual(
          new Set(ledger.executions.map((fill) => fill.executionId)),
        )
        expect(balances.map((b) => b.available + b.held)).toEqual(ledger.balances.map((b) => b.total))
      }),
      RUNS,
    )
  })

  it('finds any order at once, or never, where lookups are conclusive: nothing overtakes a submit', async () => {
    const traits = { lookupIsConclusive: true, submitIsIdempotent: true, goodTilDate: true }
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { venue, line, scheduler } = openBench(seed, { traits, faults: DEFAULT_FAULTS })
        for (let n = 0; n < 30; n++) {
          const clientOrderId = `mine-${n}` as ClientOrderId
          const order = {
            clientOrderId,
            instrumentId: BTC,
            side: 'BUY',
            terms: limit('0.01', '19000'),
          } as const
          void line.submit(order, deadline(scheduler, 5_000), mayLeave)
          const other = venue.connect()
          const found = other
            .findOrder(clientOrderId, deadline(scheduler, 5_000))
            .catch(() => 'failed' as const)
          const answer = await scheduler.runUntilSettled(found)
          await scheduler.runUntil(addMillis(scheduler.now(), 60_000))
          if (answer !== undefined) continue
          expect(venue.ledger.orders.some((one) => one.clientOrderId === clientOrderId)).toBe(false)
        }
        expect(venue.ledger.orders.length).toBeGreaterThan(0)
      }),
      RUNS,
    )
  })

  it('knows at every moment what the account was exposed to', async () => {
    const { venue } = await trade(11, 200)
    const { exposures, orders, balances } = venue.ledger
    const accepted = exposures.filter(({ cause }) => cause === 'ACCEPTED')
    expect(accepted.length).toBe(orders.length)
    const last = exposures.findLast(({ instrumentId }) => instrumentId === ETH)
    const base = balances.find((balance) => balance.currency === 'ETH')
    expect(last && last.position * UNIT).toBe(base?.total)
    const open = venue.ledger.openOrders.filter((order) => order.instrumentId === ETH && order.side === 'BUY')
    expect(last?.openBuys).toBe(open.reduce((sum, order) => sum + order.quantity - order.filled, 0n))
  })
})
