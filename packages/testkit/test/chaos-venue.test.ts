/** The simulated venue over HTTP: what its client may say of each answer, and of none. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientOrderId, parsePrice, type UnixNanos } from '@oasis/domain'
import type { Venue, VenueEvent } from '@oasis/ports'
import { createRealScheduler, createSilentLogger, seededRandom } from '@oasis/runtime'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpVenue } from '../src/chaos/venue/http-venue.ts'
import { openVenueServer, type VenueServer } from '../src/chaos/venue/venue-server.ts'
import { decodeWire, encodeWire } from '../src/chaos/venue/wire-json.ts'
import { createSimulatedVenue } from '../src/simulated-venue/simulated-venue.ts'
import type { SimulatedVenue } from '../src/simulated-venue/simulated-venue-api.ts'
import { BTC, buildVenueConfig, limit, mayLeave } from './simulated-venue-run.ts'

const DEADLINE_MS = 300
const ID = 'mine-1' as ClientOrderId
const ORDER = { clientOrderId: ID, instrumentId: BTC, side: 'BUY', terms: limit('0.01', '19000') } as const

interface Setting {
  readonly venue: SimulatedVenue
  readonly server: VenueServer
  readonly client: Venue
  readonly sent: { count: number }
}

const open: Setting[] = []
afterEach(async () => {
  for (const { client, server, venue } of open.splice(0)) {
    venue.stop()
    await client.stop()
    await server.close()
  }
})

async function openVenue(): Promise<Setting> {
  const scheduler = createRealScheduler()
  const venue = createSimulatedVenue({ scheduler, random: seededRandom(1) }, buildVenueConfig())
  venue.quote(BTC, parsePrice('20000'), parsePrice('20001'))
  const server = await openVenueServer(venue)
  const sent = { count: 0 }
  const client = createHttpVenue({
    ...{ id: venue.id, traits: venue.traits, port: server.port, scheduler, logger: createSilentLogger() },
    onSubmitSent: () => {
      sent.count++
    },
  })
  const setting = { venue, server, client, sent }
  open.push(setting)
  return setting
}

const within = (ms = DEADLINE_MS): AbortSignal => AbortSignal.timeout(ms)

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5)
}

describe('the client of the HTTP venue', () => {
  it('places an order, finds it, and cancels it', async () => {
    const { client, venue, sent } = await openVenue()
    const outcome = await client.submit(ORDER, within(5_000), mayLeave)
    expect(outcome).toEqual({ kind: 'ACKNOWLEDGED', venueOrderId: venue.ledger.orders[0]?.venueOrderId })
    expect(sent.count).toBe(1)
    expect(await client.findOrder(ID, within(5_000))).toMatchObject({ status: 'OPEN', terms: ORDER.terms })
    expect(await client.openOrders(within(5_000))).toHaveLength(1)
    if (outcome.kind !== 'ACKNOWLEDGED') throw new Error(outcome.kind)
    expect(await client.cancel(outcome.venueOrderId, within(5_000))).toEqual({ kind: 'REQUESTED' })
    await until(() => venue.ledger.openOrders.length === 0)
    expect(await client.findOrder('none' as ClientOrderId, within(5_000))).toBeUndefined()
  })

  it('reads balances, executions and the clock as they are', async () => {
    const { client, venue } = await openVenue()
    venue.person.trade(BTC, 'BUY', 10_000_000_000n)
    const since = 0n as UnixNanos
    const executions = await client.executionsSince(since, within(5_000))
    expect(executions.map((one) => one.executionId)).toEqual(
      venue.ledger.executions.map((one) => one.executionId),
    )
    const balances = await client.balances(within(5_000))
    expect(balances.map((one) => one.available + one.held)).toEqual(
      venue.ledger.balances.map((one) => one.total),
    )
    expect(Math.abs(Number(await client.time(within(5_000))) / 1e6 - Date.now())).toBeLessThan(5_000)
  })

  it('tells a business rejection by its reason', async () => {
    const { client } = await openVenue()
    const outcome = await client.submit({ ...ORDER, terms: limit('9', '19000') }, within(5_000), mayLeave)
    expect(outcome).toMatchObject({ kind: 'REJECTED', venueReason: 'INSUFFICIENT_FUND' })
  })

  it('says NOT_SENT where the connection is refused, and nothing has left', async () => {
    const { client, server, venue, sent } = await openVenue()
    await server.setReachable(false)
    expect((await client.submit(ORDER, within(), mayLeave)).kind).toBe('NOT_SENT')
    expect(sent.count).toBe(0)
    await server.setReachable(true)
    expect((await client.submit(ORDER, within(5_000), mayLeave)).kind).toBe('ACKNOWLEDGED')
    expect(venue.ledger.orders).toHaveLength(1)
  })

  it('says NOT_SENT, and sends nothing, where the order may not leave when there is a connection', async () => {
    const { client, venue, sent } = await openVenue()
    const asked: number[] = []
    const veto = () => {
      asked.push(venue.ledger.orders.length)
      return 'halted'
    }
    // On a new connection, then on one that was used before.
    for (const orders of [0, 1]) {
      const outcome = await client.submit(ORDER, within(5_000), veto)
      expect(outcome).toEqual({ kind: 'NOT_SENT', reason: 'halted' })
      expect(venue.ledger.requests).toHaveLength(orders)
      expect((await client.submit(ORDER, within(5_000), mayLeave)).kind).toBe('ACKNOWLEDGED')
    }
    expect(asked).toEqual([0, 1])
    expect(sent.count).toBe(2)
  })

  it('says UNKNOWN where an error or nothing is answered, whether the order was taken or not', async () => {
    for (const [fault, orders] of [
      ['submit-error-after', 1],
      ['submit-error-before', 0],
      ['submit-answer-lost', 1],
      ['submit-lost', 0],
    ] as const) {
      const { client, venue, sent } = await openVenue()
      venue.force(fault)
      expect((await client.submit(ORDER, within(), mayLeave)).kind, fault).toBe('UNKNOWN')
      expect(sent.count).toBe(1)
      expect(venue.ledger.orders.length, fault).toBe(orders)
    }
  })

  it('says UNKNOWN where the connection is cut after the request', async () => {
    const { client, server, venue } = await openVenue()
    venue.force('submit-answer-lost')
    const outcome = client.submit(ORDER, within(10_000), mayLeave)
    await until(() => venue.ledger.orders.length > 0)
    await server.setReachable(false)
    expect((await outcome).kind).toBe('UNKNOWN')
  })

  it('hears events, and RECONNECTED after each interruption', async () => {
    const { client, server } = await openVenue()
    const events: VenueEvent[] = []
    await client.start((event) => events.push(event))
    await client.submit(ORDER, within(5_000), mayLeave)
    await until(() => events.length > 0)
    expect(events[0]).toMatchObject({ kind: 'ORDER', report: { clientOrderId: ID, status: 'OPEN' } })
    await server.setReachable(false)
    await server.setReachable(true)
    await until(() => events.some(({ kind }) => kind === 'RECONNECTED'))
  })
})

describe('the wire', () => {
  it('brings values with bigints back as they were', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        fc.bigInt(),
        fc.string(),
        fc.boolean(),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(
          fc.string().filter((key) => key !== '$n' && key !== '__proto__'),
          tie('any'),
          { maxKeys: 3 },
        ),
      ),
    })).any
    fc.assert(
      fc.property(value, (one) => {
        expect(decodeWire(encodeWire(one))).toEqual(one)
      }),
    )
  })
})
