/** What a client sees of each fault, and what is true at the venue meanwhile. */
import {
  addMillis,
  type ClientOrderId,
  type OrderTerms,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  type VenueOrderId,
} from '@oasis/domain'
import { describe, expect, it } from 'vitest'
import type { ChanceFault } from '../src/simulated-venue/fault-plan.ts'
import { type Bench, BTC, deadline, limit, market, mayLeave, openBench } from './simulated-venue-run.ts'

const ID = 'mine-1' as ClientOrderId
const RESTING = limit('0.01', '19000')

const submit = (bench: Bench, terms: OrderTerms, id = ID) =>
  bench.scheduler.runUntilSettled(
    bench.line.submit(
      { clientOrderId: id, instrumentId: BTC, side: 'BUY', terms },
      deadline(bench.scheduler, 5_000),
      mayLeave,
    ),
  )
const cancel = (bench: Bench, id: VenueOrderId) =>
  bench.scheduler.runUntilSettled(bench.line.cancel(id, deadline(bench.scheduler, 5_000)))
const find = (bench: Bench, id = ID) =>
  bench.scheduler.runUntilSettled(bench.line.findOrder(id, deadline(bench.scheduler, 5_000)))
const pass = (bench: Bench, ms: number) => bench.scheduler.runUntil(addMillis(bench.scheduler.now(), ms))
const onlyOrder = (bench: Bench) => {
  const [order, ...others] = bench.venue.ledger.orders
  if (!order || others.length > 0) throw new Error('one order was expected')
  return order
}
/** An order of its own, resting. */
async function resting(bench: Bench): Promise<VenueOrderId> {
  const outcome = await submit(bench, RESTING)
  if (outcome.kind !== 'ACKNOWLEDGED') throw new Error(`resting failed: ${outcome.kind}`)
  return outcome.venueOrderId
}

describe('a submit to the simulated venue', () => {
  it('that may not leave is NOT_SENT, and nothing arrives', async () => {
    const bench = openBench(1)
    const order = { clientOrderId: ID, instrumentId: BTC, side: 'BUY', terms: RESTING } as const
    const outcome = bench.line.submit(order, deadline(bench.scheduler, 5_000), () => 'halted')
    expect(await bench.scheduler.runUntilSettled(outcome)).toEqual({ kind: 'NOT_SENT', reason: 'halted' })
    await pass(bench, 60_000)
    expect(bench.venue.ledger.requests).toEqual([])
  })

  const cases: readonly { fault: ChanceFault; outcome: string; ordersThen: number; ordersAtLast: number }[] =
    [
      { fault: 'submit-refused', outcome: 'NOT_SENT', ordersThen: 0, ordersAtLast: 0 },
      { fault: 'submit-lost', outcome: 'UNKNOWN', ordersThen: 0, ordersAtLast: 0 },
      { fault: 'submit-error-before', outcome: 'UNKNOWN', ordersThen: 0, ordersAtLast: 0 },
      { fault: 'submit-answer-lost', outcome: 'UNKNOWN', ordersThen: 1, ordersAtLast: 1 },
      { fault: 'submit-error-after', outcome: 'UNKNOWN', ordersThen: 1, ordersAtLast: 1 },
      { fault: 'submit-answer-late', outcome: 'UNKNOWN', ordersThen: 1, ordersAtLast: 1 },
      { fault: 'submit-taken-late', outcome: 'UNKNOWN', ordersThen: 0, ordersAtLast: 1 },
      { fault: 'submit-rejected', outcome: 'REJECTED', ordersThen: 0, ordersAtLast: 0 },
    ]
  for (const { fault, outcome, ordersThen, ordersAtLast } of cases) {
    it(`that meets ${fault} is ${outcome}, with ${ordersThen} orders then and ${ordersAtLast} at last`, async () => {
      const bench = openBench(1)
      bench.venue.force(fault)
      expect((await submit(bench, RESTING)).kind).toBe(outcome)
      expect(bench.venue.ledger.orders).toHaveLength(ordersThen)
      await pass(bench, 60_000)
      expect(bench.venue.ledger.orders).toHaveLength(ordersAtLast)
      expect(bench.venue.faultCounts[fault]).toBe(1)
    })
  }

  it('again is the same order where that is promised, and a second one elsewhere', async () => {
    for (const [submitIsIdempotent, orders] of [
      [true, 1],
      [false, 2],
    ] as const) {
      const bench = openBench(1, {
        traits: { submitIsIdempotent, lookupIsConclusive: false, goodTilDate: true },
      })
      await submit(bench, RESTING)
      await submit(bench, RESTING)
      expect(bench.venue.ledger.orders).toHaveLength(orders)
      expect(bench.venue.ledger.requests).toHaveLength(2)
    }
  })

  it('again with other terms is refused where ids are deduplicated', async () => {
    const bench = openBench(1)
    await submit(bench, RESTING)
    expect((await submit(bench, limit('0.02', '19000'))).kind).toBe('REJECTED')
  })

  it('is refused when the account cannot hold it', async () => {
    const bench = openBench(1)
    const outcome = await submit(bench, limit('1', '19000'))
    expect(outcome).toMatchObject({ kind: 'REJECTED', venueReason: 'INSUFFICIENT_FUND' })
  })

  it('takes effect though its process has died, and answers it no more', async () => {
    const bench = openBench(1)
    let answered = false
    const order = { clientOrderId: ID, instrumentId: BTC, side: 'BUY', terms: RESTING } as const
    void bench.line.submit(order, deadline(bench.scheduler, 5_000), mayLeave).then(() => {
      answered = true
    })
    bench.line.sever()
    await pass(bench, 10_000)
    expect(onlyOrder(bench).clientOrderId).toBe(ID)
    expect(answered).toBe(false)
    expect(bench.events).toEqual([])
  })
})

describe('a cancel at the simulated venue', () => {
  const statusAfter = async (fault: ChanceFault | undefined, seed = 1) => {
    const bench = openBench(seed)
    const id = await resting(bench)
    if (fault) bench.venue.force(fault)
    const outcome = await cancel(bench, id)
    const then = onlyOrder(bench).status
    await pass(bench, 60_000)
    return { outcome: outcome.kind, then, atLast: onlyOrder(bench).status, counts: bench.venue.faultCounts }
  }

  it('is requested, then done', async () => {
    expect(await statusAfter(undefined)).toMatchObject({ outcome: 'REQUESTED', atLast: 'CANCELED' })
  })
  it('that is lost is requested and never done', async () => {
    expect(await statusAfter('cancel-lost')).toMatchObject({ outcome: 'REQUESTED', atLast: 'OPEN' })
  })
  it('that is late leaves the order open for a while', async () => {
    const { then, atLast } = await statusAfter('cancel-late')
    expect([then, atLast]).toEqual(['PENDING_CANCEL', 'CANCELED'])
  })
  it('that is refused leaves the order as it was', async () => {
    expect(await statusAfter('cancel-refused')).toMatchObject({ outcome: 'REJECTED', atLast: 'OPEN' })
  })
  it('whose answer is lost is unknown, whether done or not', async () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 10; seed++) {
      const { outcome, atLast } = await statusAfter('cancel-answer-lost', seed)
      expect(outcome).toBe('UNKNOWN')
      seen.add(atLast)
    }
    expect(seen).toEqual(new Set(['OPEN', 'CANCELED']))
  })
  it('races a fill, which may win', async () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 20; seed++) seen.add((await statusAfter('cancel-raced', seed)).atLast)
    expect(seen).toEqual(new Set(['FILLED', 'CANCELED']))
  })
})

describe('what the simulated venue shows', () => {
  it('lacks a new order for a while in lookups and lists', async () => {
    const bench = openBench(1)
    bench.venue.force('lookup-lagging')
    await resting(bench)
    expect(await find(bench)).toBeUndefined()
    await pass(bench, 10_000)
    expect((await find(bench))?.status).toBe('OPEN')
  })

  it('loses an open order from sight for a while, and only from the list where lookups are conclusive', async () => {
    for (const lookupIsConclusive of [false, true]) {
      const traits = { lookupIsConclusive, submitIsIdempotent: true, goodTilDate: true }
      const bench = openBench(1, { traits })
      bench.venue.force('order-hidden')
      await resting(bench)
      const listed: boolean[] = []
      const found: boolean[] = []
      for (let n = 0; n < 80; n++) {
        await pass(bench, 1_000)
        const { signal } = new AbortController()
        listed.push((await bench.scheduler.runUntilSettled(bench.line.openOrders(signal))).length > 0)
        found.push((await find(bench)) !== undefined)
      }
      expect(listed).toContain(false)
      expect(listed.at(-1)).toBe(true)
      expect(found.includes(false)).toBe(!lookupIsConclusive)
    }
  })

  it('reports a fill that its list of executions, and its stream, have only later', async () => {
    const bench = openBench(3)
    bench.venue.force('fill-listed-late', 10)
    await submit(bench, market('0.01'))
    const { signal } = new AbortController()
    const list = () => bench.scheduler.runUntilSettled(bench.line.executionsSince(0n as UnixNanos, signal))
    expect((await find(bench))?.filledQuantity).toBeGreaterThan(0n)
    expect(await list()).toEqual([])
    await pass(bench, 30_000)
    expect((await list()).length).toBe(bench.venue.ledger.executions.length)
    const told = bench.events.filter(({ kind }) => kind === 'EXECUTION')
    expect(told.length).toBe(bench.venue.ledger.executions.length)
  })

  it('has balances of some time ago', async () => {
    const bench = openBench(1)
    await pass(bench, 5_000)
    await submit(bench, market('0.01'))
    bench.venue.force('balances-lagging')
    const { signal } = new AbortController()
    const read = () => bench.scheduler.runUntilSettled(bench.line.balances(signal))
    const [stale, fresh] = [await read(), await read()]
    expect(stale).not.toEqual(fresh)
  })

  it('is told by its stream: twice, late or never', async () => {
    const told = async (fault: ChanceFault | undefined) => {
      const bench = openBench(1)
      await pass(bench, 100)
      if (fault) bench.venue.force(fault)
      const outcome = submit(bench, RESTING)
      await outcome
      await pass(bench, 150)
      const soon = bench.events.length
      await pass(bench, 10_000)
      return [soon, bench.events.length]
    }
    expect(await told(undefined)).toEqual([1, 1])
    expect(await told('event-lost')).toEqual([0, 0])
    expect((await told('event-duplicated'))[1]).toBe(2)
    expect(await told('event-late')).toEqual([0, 1])
  })

  it('gives a fill away before the submit is answered', async () => {
    const bench = openBench(1)
    await pass(bench, 100)
    bench.venue.force('fill-early')
    const answer = bench.line.submit(
      { clientOrderId: ID, instrumentId: BTC, side: 'BUY', terms: market('0.01') },
      deadline(bench.scheduler, 5_000),
      mayLeave,
    )
    let early = false
    await bench.scheduler.runUntilSettled(
      answer.then(() => {
        early = bench.events.some(({ kind }) => kind === 'EXECUTION')
      }),
    )
    expect(early).toBe(true)
    expect(bench.venue.faultCounts['fill-early']).toBeGreaterThan(0)
  })
})

describe('by itself, at the simulated venue', () => {
  it('an outage fails every call, and its end says RECONNECTED', async () => {
    const bench = openBench(1)
    await pass(bench, 100)
    const from = bench.scheduler.now()
    bench.venue.provoke('unreachable')
    const outcome = await submit(bench, RESTING)
    expect(['NOT_SENT', 'UNKNOWN']).toContain(outcome.kind)
    await expect(find(bench)).rejects.toThrow()
    await pass(bench, 30_000)
    expect(bench.venue.ledger.orders).toEqual([])
    expect(bench.events).toEqual([{ kind: 'RECONNECTED' }])
    const reachable = bench.venue.ledger.reachableMs(from, bench.scheduler.now())
    expect(reachable).toBeGreaterThan(15_000)
    expect(reachable).toBeLessThan(Number(bench.scheduler.now() - from) / 1e6)
  })

  it('an interrupted stream loses what happens, and what is on its way', async () => {
    const bench = openBench(1, { latency: { minMs: 100, maxMs: 100 } })
    await pass(bench, 200)
    await resting(bench)
    await pass(bench, 1_000)
    const heard = bench.events.length
    bench.venue.person.order(BTC, 'BUY', parseQuantity('0.01'), parsePrice('19000'))
    await pass(bench, 50)
    bench.venue.provoke('stream-interrupted')
    bench.venue.person.order(BTC, 'BUY', parseQuantity('0.02'), parsePrice('19000'))
    await pass(bench, 10_000)
    expect(bench.events.slice(heard)).toEqual([{ kind: 'RECONNECTED' }])
  })

  it('a person trades and leaves orders, which carry ids named after the venue', async () => {
    const bench = openBench(1)
    expect(bench.venue.person.trade(BTC, 'BUY', parseQuantity('0.01'))).toBe(true)
    expect(bench.venue.person.order(BTC, 'BUY', parseQuantity('0.01'), parsePrice('19000'))).toBe(true)
    const { signal } = new AbortController()
    const open = await bench.scheduler.runUntilSettled(bench.line.openOrders(signal))
    expect(open[0]).toMatchObject({
      clientOrderId: `external-${open[0]?.venueOrderId}`,
      terms: { type: 'LIMIT' },
    })
    expect(bench.venue.ledger.orders.map((order) => order.clientOrderId)).toEqual([undefined, undefined])
  })

  it('a fill is taken back once, as an execution of its own', async () => {
    const bench = openBench(1, { matching: { fillChance: 1, partialChance: 0, thinChance: 0, maxPieces: 1 } })
    await submit(bench, market('0.01'))
    const before = bench.venue.ledger.balances
    expect(bench.venue.provoke('fill-reversed')).toBe(true)
    expect(bench.venue.provoke('fill-reversed')).toBe(false)
    expect(bench.venue.ledger.executions.map(({ kind }) => kind)).toEqual(['FILL', 'REVERSAL'])
    expect(bench.venue.ledger.balances).not.toEqual(before)
    expect(bench.venue.ledger.balances.find((b) => b.currency === 'USD')?.total).toBe(10_000n * 10n ** 18n)
    expect(onlyOrder(bench)).toMatchObject({ status: 'FILLED', filled: 0n })
    expect(await find(bench)).toMatchObject({ status: 'FILLED', filledQuantity: 0n })
  })

  it('the clock goes wrong, and right again', async () => {
    const bench = openBench(1)
    const offset = async () => {
      const { signal } = new AbortController()
      const ts = await bench.scheduler.runUntilSettled(bench.line.time(signal))
      return Math.abs(Number(ts - bench.scheduler.now()) / 1e6)
    }
    expect(await offset()).toBeLessThan(60)
    bench.venue.provoke('clock-skewed')
    expect(await offset()).toBeGreaterThan(60)
    await pass(bench, 30_000)
    expect(await offset()).toBeLessThan(60)
  })

  it('an order ends at its expiry by the venue’s clock', async () => {
    const bench = openBench(1)
    const expiresAt = addMillis(bench.scheduler.now(), 3_000)
    await submit(bench, { ...RESTING, timeInForce: 'GTD', expiresAt } as OrderTerms)
    await pass(bench, 2_000)
    expect(onlyOrder(bench).status).toBe('OPEN')
    await pass(bench, 2_000)
    expect(onlyOrder(bench).status).toBe('EXPIRED')
  })

  it('a stop order waits for its price, then acts as a limit order', async () => {
    const bench = openBench(1, { matching: { fillChance: 1, partialChance: 0, thinChance: 0, maxPieces: 1 } })
    const amounts = { quantity: parseQuantity('0.01'), limitPrice: parsePrice('20200') }
    await submit(bench, {
      type: 'STOP_LIMIT',
      timeInForce: 'GTC',
      ...amounts,
      stopPrice: parsePrice('20100'),
    })
    expect(bench.venue.ledger.executions).toEqual([])
    bench.venue.quote(BTC, parsePrice('20099'), parsePrice('20100'))
    expect(onlyOrder(bench).status).toBe('FILLED')
  })
})
