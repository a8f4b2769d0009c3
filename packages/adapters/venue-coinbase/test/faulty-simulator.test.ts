/**
 * The adapter against a local exchange that misbehaves by seed: answers lost before and after their effect, 401, 429 in
 * JSON and HTML, 5xx, cut and swapped and forgotten frames, orders and fills that are shown late, both answers to a
 * repeated id. Whatever the adapter said of an order is held against the exchange's ledger.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createSimulator, type Seams, type SeamsFactory, type Simulator } from '@oasis/coinbase-simulator'
import {
  addMillis,
  clientOrderId,
  fromMillis,
  instrumentId,
  parsePrice,
  parseQuantity,
  uuidV5,
} from '@oasis/domain'
import type { SubmitOutcome, VenueEvent, VenueExecution, VenueOrder } from '@oasis/ports'
import { createRealScheduler, createSilentLogger, seededRandom } from '@oasis/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { createCoinbaseVenue, readKeyFile } from '../src/index.ts'
import { mayLeave } from './order-bodies.ts'
import { anySignal, onStop, stopAll } from './private-venue.ts'

afterEach(stopAll)

const HIDDEN_MS = 1_500
const ANSWER_WITHIN_MS = 1_000

/** `share` of everything goes wrong, until it is healed. */
function faultySeams(seed: number, share: number) {
  const random = seededRandom(seed)
  const bitten = new Map<string, number>()
  let healed = false
  const bites = (kind: string, part = share): boolean => {
    if (healed || random() >= part) return false
    bitten.set(kind, (bitten.get(kind) ?? 0) + 1)
    return true
  }
  const hidden = new Map<string, boolean>()
  const hides = (kind: string, id: string, since: bigint, now: bigint): boolean => {
    if (!hidden.has(id)) hidden.set(id, bites(kind))
    return !healed && hidden.get(id) === true && now - since < BigInt(HIDDEN_MS) * 1_000_000n
  }
  const page = (status: number, html: boolean) => ({
    status,
    body: html
      ? '<html>no</html>'
      : { errors: [{ id: 'rate_limit_exceeded', message: 'Too many requests' }] },
    ...(html ? { contentType: 'text/html' } : {}),
  })
  const seams: SeamsFactory = (frames) => ({
    rest: {
      before: ({ isPrivate }) => {
        if (!isPrivate) return { kind: 'PROCEED' }
        if (bites('timeout before', share / 4)) return { kind: 'HANG' }
        if (bites('break before')) return { kind: 'BREAK' }
        if (bites('401')) return { kind: 'ANSWER', answer: { status: 401, body: 'Unauthorized' } }
        if (bites('429 JSON')) return { kind: 'ANSWER', answer: page(429, false) }
        if (bites('429 HTML')) return { kind: 'ANSWER', answer: page(429, true) }
        return { kind: 'PROCEED' }
      },
      after: ({ isPrivate }, answer) => {
        if (!isPrivate) return { kind: 'ANSWER', answer }
        if (bites('timeout after', share / 4)) return { kind: 'HANG' }
        if (bites('break after')) return { kind: 'BREAK' }
        if (bites('503 after')) return { kind: 'ANSWER', answer: page(503, true) }
        return { kind: 'ANSWER', answer, delayMs: bites('slow') ? 100 : 0 }
      },
    },
    frames: {
      get silent() {
        return frames.silent
      },
      fateOf: (frame) => {
        if (frame.channel === 'user') {
          for (const fate of ['DROP', 'OMIT', 'DUPLICATE', 'SWAP', 'CUT', 'TRUNCATE'] as const)
            if (bites(fate, share / 3)) return fate
        }
        return frames.fateOf(frame)
      },
    },
    orders: {
      latencyMs: (_step, _order, usualMs) => (bites('latency') ? 200 : usualMs),
      failure: () => (bites('failed after', share / 2) ? 'HOLD_FAILURE' : undefined),
    },
    sight: {
      hidesOrder: (order, now) => hides('order late', `o${order.orderId}`, order.createdAt, now),
      hidesFill: (execution, now) => hides('fill late', `f${execution.entryId}`, execution.at, now),
    },
    venueTime: (now) => now,
    duplicateAnswer: (usual) =>
      bites('other duplicate') ? (usual === 'existing' ? 'error' : 'existing') : usual,
  })
  return {
    seams: seams as (frames: Parameters<SeamsFactory>[0]) => Seams,
    bitten,
    heal: () => (healed = true),
  }
}

async function settled(simulator: Simulator): Promise<void> {
  let before = -1
  let ended = false
  while (!ended || before !== simulator.ledger.requests.length) {
    before = simulator.ledger.requests.length
    await delay(400)
    ended = simulator.ledger.orders.every(({ status }) => status !== 'PENDING_CANCEL')
  }
}

const BTC_USD = instrumentId('coinbase:BTC-USD')

function orderOf(seed: number, n: number): VenueOrder {
  const order = {
    clientOrderId: clientOrderId(uuidV5(`${seed} ${n}`)),
    instrumentId: BTC_USD,
    side: n % 4 === 3 ? 'SELL' : 'BUY',
  } as const
  const quantity = parseQuantity('0.01')
  if (n % 2 === 1)
    return { ...order, terms: { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity } } }
  const expiresAt = fromMillis(Date.now() + 86_400_000)
  return {
    ...order,
    terms: {
      type: 'LIMIT',
      timeInForce: 'GTD',
      quantity,
      limitPrice: parsePrice('1000'),
      postOnly: false,
      expiresAt,
    },
  }
}

describe.each([1, 2])('an exchange that misbehaves, seed %i', (seed) => {
  it('is told the truth about: every outcome, every order and every execution', {
    timeout: 120_000,
  }, async () => {
    const { seams, bitten, heal } = faultySeams(seed, 0.06)
    const dataDir = mkdtempSync(join(tmpdir(), 'ots-venue-'))
    const options = {
      port: 0,
      dataDir,
      messagesPerSecond: 0,
      privateRequestsPerSecond: 0,
      balances: { USD: '10000000', BTC: '50' },
    }
    const simulator = await createSimulator(options, createRealScheduler(), seams)
    onStop(async () => {
      await simulator.stop()
      rmSync(dataDir, { recursive: true })
    })
    const startedAt = fromMillis(Date.now())
    const events: VenueEvent[] = []
    const venue = createCoinbaseVenue({
      key: await readKeyFile(simulator.keyFile ?? ''),
      ...{ restUrl: simulator.restUrl, userWsUrl: simulator.wsUrl },
      ...{ scheduler: createRealScheduler(), random: seededRandom(seed), logger: createSilentLogger() },
      ...{
        requestsPerSecond: 2_000,
        attemptTimeoutMs: 500,
        stream: { maxBackoffMs: 300, subscribeTimeoutMs: 500 },
      },
      instrumentOf: () => ({ quantityIncrement: parseQuantity('0.00000001') }),
    })
    onStop(() => venue.stop())
    await venue.start((event) => events.push(event))

    const outcomes = new Map<string, SubmitOutcome>()
    const place = async (order: VenueOrder): Promise<void> => {
      const outcome = await venue.submit(order, AbortSignal.timeout(ANSWER_WITHIN_MS), mayLeave)
      outcomes.set(order.clientOrderId, outcome)
      if (outcome.kind === 'ACKNOWLEDGED' && order.terms.type === 'LIMIT')
        await venue.cancel(outcome.venueOrderId, AbortSignal.timeout(2_000))
    }
    const orders = Array.from({ length: 120 }, (_, n) => orderOf(seed, n))
    for (let at = 0; at < orders.length; at += 8) await Promise.all(orders.slice(at, at + 8).map(place))
    heal()
    // A request that was given up may still be on its way, and what it orders takes its time to end.
    await settled(simulator)

    const inLedger = new Map(simulator.ledger.orders.map((order) => [order.clientOrderId, order]))
    expect(inLedger.size).toBe(simulator.ledger.orders.length)
    for (const order of orders) {
      const outcome = outcomes.get(order.clientOrderId)
      const truth = inLedger.get(order.clientOrderId)
      if (outcome?.kind === 'ACKNOWLEDGED') expect(truth?.venueOrderId).toBe(outcome.venueOrderId)
      if (outcome?.kind === 'REJECTED' || outcome?.kind === 'NOT_SENT')
        expect(truth, `${JSON.stringify(outcome)}`).toBeUndefined()
      const found = await venue.findOrder(order.clientOrderId, anySignal(), { createdAt: startedAt })
      expect(found?.venueOrderId).toBe(truth?.venueOrderId)
      expect(found?.filledQuantity ?? 0n).toBe(truth?.filled ?? 0n)
    }
    const facts = ({
      executionId,
      venueOrderId,
      clientOrderId: name,
      quantity,
      price,
      fee,
    }: Omit<VenueExecution, 'kind'>) => [executionId, venueOrderId, name, quantity, price, fee].join(' ')
    const ledger = simulator.ledger.executions.map((each) => facts({ ...each, synthetic: false })).sort()
    const listed = await venue.executionsSince(addMillis(startedAt, -1_000), anySignal())
    expect(listed.map(facts).sort()).toEqual(ledger)
    const told = events.flatMap((event) => (event.kind === 'EXECUTION' ? [facts(event.execution)] : []))
    expect(ledger).toEqual(expect.arrayContaining([...new Set(told)]))
    expect(new Set(told).size).toBe(told.length)
    // The run was what it is meant to be.
    expect([...outcomes.values()].filter(({ kind }) => kind === 'UNKNOWN').length).toBeGreaterThan(3)
    expect(bitten.size).toBeGreaterThan(12)
  })
})
