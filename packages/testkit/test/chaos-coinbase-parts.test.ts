/** The parts of the chaos run on the Coinbase simulator that need no process to be judged. */
import { BY_HAND, type VenueLedger } from '@oasis/coinbase-simulator'
import { orderService, type PlaceOrderReply } from '@oasis/contracts'
import type { UnixNanos } from '@oasis/domain'
import type { RpcClient, Venue } from '@oasis/ports'
import { createVirtualScheduler } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { CHAOS_SABOTAGES, coinbaseSettings } from '../src/chaos/coinbase/coinbase-settings.ts'
import { ownLedger } from '../src/chaos/coinbase/own-ledger.ts'
import { repeatingVenue } from '../src/chaos/coinbase/repeating-venue.ts'
import { compareEvents } from '../src/chaos/run/compare-events.ts'
import type { Books } from '../src/chaos/run/read-books.ts'
import { type RpcFaultChances, unreliableRpc } from '../src/chaos/trading/unreliable-rpc.ts'

describe('the ledger that a run is judged by', () => {
  const order = (clientOrderId: string, keyName: string, acceptedAt: bigint, endedAt?: bigint) => ({
    ...{ clientOrderId, keyName, acceptedAt, endedAt, instrumentId: 'coinbase:SOL-USD' },
  })
  const moment = (at: bigint, clientOrderId: string | undefined, cause = 'ACCEPTED') => ({
    ...{ at, clientOrderId, cause, instrumentId: 'coinbase:SOL-USD', openOrders: 2, openOrdersOfAll: 3 },
  })
  const fill = (at: bigint, clientOrderId: string, kind = 'FILL') => ({ at, clientOrderId, kind })
  const judged = ownLedger({
    orders: [order('ours', 'key', 1n), order('theirs', BY_HAND, 2n, 5n)],
    executions: [fill(4n, 'theirs'), fill(6n, 'ours'), fill(7n, 'ours', 'REVERSAL')],
    exposures: [moment(3n, 'ours'), moment(4n, 'theirs', 'FILLED'), moment(6n, 'ours', 'FILLED')].concat(
      moment(7n, 'ours', 'FILLED'),
      moment(8n, undefined, 'TRANSFER'),
    ),
    requests: [{ keyName: 'key' }, { keyName: BY_HAND }],
    ...{ openOrders: [], transfers: [], balances: [] },
  } as unknown as VenueLedger)

  it('has no client order id of ours where a person has acted', () => {
    expect(judged.orders.map((one) => one.clientOrderId)).toEqual(['ours', undefined])
    expect(judged.executions.map((one) => one.clientOrderId)).toEqual([undefined, 'ours', 'ours'])
    expect(judged.exposures.map((one) => one.clientOrderId)).toEqual([
      ...['ours', undefined, 'ours', 'ours', undefined],
    ])
    expect(judged.requests).toHaveLength(1)
  })

  it('counts a person’s order among nobody’s open ones, as long as it is open', () => {
    expect(judged.exposures.map((one) => one.openOrdersOfAll)).toEqual([2, 2, 3, 3, 3])
    expect(judged.exposures.map((one) => one.openOrders)).toEqual([1, 1, 2, 2, 2])
  })

  it('tells what was taken back from what filled', () => {
    expect(judged.exposures.map(({ cause }) => cause)).toEqual([
      ...['ACCEPTED', 'FILLED', 'FILLED', 'REVERSED', 'TRANSFER'],
    ])
  })
})

describe('the log of order events', () => {
  const events = (...seqs: readonly number[]) =>
    seqs.map((accountSeq) => ({ accountSeq, eventId: `event ${accountSeq}` }))
  const found = (published: ReturnType<typeof events>) =>
    compareEvents(published, { accountSeq: 3 } as Books).map(({ what }) => what)

  it('may repeat itself, and is whole', () => {
    expect(found(events(1, 2, 2, 3, 1))).toEqual([])
  })

  it('has a hole that is found, in the middle and at the end', () => {
    expect(found(events(1))).toEqual([
      'order event 2 was never published',
      'order event 3 was never published',
    ])
  })

  it('has two events under one number, which is found', () => {
    const twice = [...events(1, 2, 3), { accountSeq: 2, eventId: 'another' }]
    expect(found(twice)).toEqual(['order event 2 is both event 2 and another'])
  })
})

describe('the network between risk and the order manager', () => {
  const PLACED = { kind: 'PLACED' } as unknown as PlaceOrderReply

  async function place(chances: Partial<RpcFaultChances>) {
    const scheduler = createVirtualScheduler({ startAt: 1_790_000_000_000_000_000n as UnixNanos })
    let delivered = 0
    const rpc = {
      call: async () => {
        delivered++
        return PLACED
      },
    } as unknown as RpcClient
    const network = unreliableRpc(rpc, {
      ...{ chances: { late: 0, lost: 0, answerLost: 0, epochLost: 0, ...chances }, scheduler },
      random: () => 0.5,
    })
    const answer = network
      .call(orderService.placeOrder, {} as never, { timeoutMs: 1_000 })
      .catch((error: Error) => error.name)
    const reply = await scheduler.runUntilSettled(answer)
    const before = delivered
    await scheduler.runUntil((scheduler.now() + 5_000_000_000n) as UnixNanos)
    return { reply, before, after: delivered }
  }

  it('delivers an order once, whatever becomes of its answer, or never', async () => {
    expect(await place({})).toEqual({ reply: PLACED, before: 1, after: 1 })
    expect(await place({ late: 1 })).toEqual({ reply: 'RpcError', before: 0, after: 1 })
    expect(await place({ answerLost: 1 })).toEqual({ reply: 'RpcError', before: 1, after: 1 })
    expect(await place({ lost: 1 })).toEqual({ reply: 'RpcError', before: 0, after: 0 })
    expect(await place({ epochLost: 1 })).toMatchObject({ reply: { reason: 'RISK_EPOCH' }, after: 0 })
  })
})

describe('an intermediary that repeats requests', () => {
  const outcomes = async (...answers: readonly string[]) => {
    let asked = 0
    const venue = {
      submit: async () => ({ kind: answers[asked++], reason: '', venueOrderId: `${asked}` }),
    } as unknown as Venue
    const signal = new AbortController().signal
    const outcome = await repeatingVenue(venue, 1, () => 0).submit({} as never, signal, () => undefined)
    return { asked, kind: outcome.kind }
  }

  it('repeats what was acknowledged and nothing else, and keeps what is known', async () => {
    expect(await outcomes('ACKNOWLEDGED', 'ACKNOWLEDGED')).toEqual({ asked: 2, kind: 'ACKNOWLEDGED' })
    expect(await outcomes('ACKNOWLEDGED', 'UNKNOWN')).toEqual({ asked: 2, kind: 'ACKNOWLEDGED' })
    expect(await outcomes('UNKNOWN')).toEqual({ asked: 1, kind: 'UNKNOWN' })
    expect(await outcomes('REJECTED')).toEqual({ asked: 1, kind: 'REJECTED' })
  })
})

it('has an occasion for each sabotage of the order path', () => {
  expect(CHAOS_SABOTAGES).toEqual([
    ...['blind-retry', 'no-outbox', 'no-fill-dedupe', 'submit-before-commit'],
    ...['free-reservation-on-timeout', 'no-epoch'],
  ])
  for (const name of CHAOS_SABOTAGES) expect(coinbaseSettings(name).sizes.orders).toBeLessThan(1_000)
})
