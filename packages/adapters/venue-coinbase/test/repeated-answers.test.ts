/**
 * An answer that comes twice, or that nobody asked for, is never taken for the answer to another request. Whether a
 * repetition overtakes the next request is a matter of microseconds, so each is tried some times.
 */
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { createCoinbaseClient } from '../src/index.ts'
import { created, createRequest, ORDER_ID, refused, shownOrder } from './order-bodies.ts'
import { anySignal, onStop, stopAll, testKey, until } from './private-venue.ts'
import { type RawRequest, type RawVenue, rawAnswer, startRawVenue } from './raw-venue.ts'

afterEach(stopAll)

const TRIES = 12
const refusal = rawAnswer(200, refused({ error: 'INSUFFICIENT_FUND' }))
const acceptance = ({ body }: RawRequest) =>
  rawAnswer(200, created(ORDER_ID, JSON.parse(body).client_order_id))
const order = (client_order_id: string) => ({ ...createRequest, client_order_id })

function clientAt({ url }: RawVenue, idleConnectionMs = 10_000) {
  const client = createCoinbaseClient({
    ...{ key: testKey, restUrl: url, scheduler: createRealScheduler(), random: () => 0.1 },
    ...{ logger: createSilentLogger(), requestsPerSecond: 1_000, attemptTimeoutMs: 400, attempts: 3 },
    idleConnectionMs,
  })
  onStop(() => client.close())
  return client
}

/** Its first request is answered twice, so many milliseconds apart; the others as `then` says. */
const repeating = (first: string, apartMs: number, then: (request: RawRequest) => string) =>
  startRawVenue((request, socket, n) => {
    if (n > 1) return void setTimeout(() => socket.write(then(request)), 15)
    socket.write(first)
    setTimeout(() => socket.write(first), apartMs)
  })

describe('an answer that comes twice', () => {
  it.each([0, 3, 20])('%i ms apart, a refusal, does not refuse the next order', async (apartMs) => {
    for (let i = 0; i < TRIES; i++) {
      const client = clientAt(await repeating(refusal, apartMs, acceptance))
      expect((await client.createOrder(order('a'), anySignal())).kind).toBe('REFUSED')
      expect((await client.createOrder(order('b'), anySignal())).kind).toBe('ACCEPTED')
    }
  })

  it('of a look, does not refuse an order', async () => {
    const missing = rawAnswer(404, { error: 'unknown', message: 'order with this orderID was not found' })
    for (let i = 0; i < TRIES; i++) {
      const client = clientAt(await repeating(missing, 3, acceptance))
      await client.getOrder('x', anySignal())
      expect((await client.createOrder(order('b'), anySignal())).kind).toBe('ACCEPTED')
    }
  })

  it('of a look, is not what the next look sees', async () => {
    const none = rawAnswer(200, { orders: [], has_next: false, cursor: '' })
    const one = () => rawAnswer(200, { orders: [shownOrder()], has_next: false, cursor: '' })
    for (let i = 0; i < TRIES; i++) {
      const client = clientAt(await repeating(none, 3, one))
      expect((await Array.fromAsync(client.orderPages({}, anySignal()))).flat()).toHaveLength(0)
      expect((await Array.fromAsync(client.orderPages({}, anySignal()))).flat()).toHaveLength(1)
    }
  })

  it('a 401, is not the second 401 of an order that the venue takes', async () => {
    for (let i = 0; i < TRIES; i++) {
      const venue = await repeating(rawAnswer(401, 'Unauthorized'), 3, acceptance)
      expect((await clientAt(venue).createOrder(order('b'), anySignal())).kind).toBe('ACCEPTED')
      expect(venue.seen).toHaveLength(2)
    }
  })

  it('in one piece, is read once', async () => {
    const venue = await startRawVenue((request, socket) => socket.write(acceptance(request).repeat(2)))
    expect(await clientAt(venue).createOrder(order('b'), anySignal())).toEqual({
      kind: 'ACCEPTED',
      orderId: ORDER_ID,
    })
  })
})

describe('a connection', () => {
  const answered = (request: RawRequest, socket: Socket) => void socket.write(acceptance(request))

  it('carries one request, whatever it is', async () => {
    const venue = await startRawVenue((request, socket) => {
      const isOrder = request.line.includes('/orders HTTP')
      socket.write(isOrder ? acceptance(request) : rawAnswer(200, { order: shownOrder() }))
    })
    const client = clientAt(venue)
    client.keepReady()
    for (let i = 0; i < 4; i++) {
      await client.createOrder(order(`o${i}`), anySignal())
      await client.getOrder('x', anySignal())
    }
    expect(new Set(venue.seen.map(({ connection }) => connection)).size).toBe(8)
  })

  it('is ready before it is needed, from when that is asked for', async () => {
    const venue = await startRawVenue(answered)
    const client = clientAt(venue)
    await delay(30)
    expect(venue.connections).toHaveLength(0)
    client.keepReady()
    await until(() => venue.connections.length === 6)
    await delay(30)
    await client.createOrder(order('a'), anySignal())
    expect(venue.seen[0]?.connection).toBeLessThanOrEqual(6)
    await until(() => venue.connections.length === 7)
  })

  it('on which the venue speaks first is not used', async () => {
    const venue = await startRawVenue(answered)
    const client = clientAt(venue)
    client.keepReady()
    await until(() => venue.connections.length === 6)
    const spoken = [...venue.connections]
    for (const socket of spoken) socket.write(refusal)
    await until(() => spoken.every(({ destroyed }) => destroyed))
    expect((await client.createOrder(order('a'), anySignal())).kind).toBe('ACCEPTED')
    expect(venue.seen[0]?.connection).toBeGreaterThan(6)
  })

  it('that the venue ended meanwhile is not used, and a venue that ends all of them is not stormed', async () => {
    const venue = await startRawVenue(answered, (socket) => void socket.end())
    clientAt(venue).keepReady()
    await delay(300)
    expect(venue.connections.length).toBeLessThan(100)
  })

  it('that has waited too long is replaced', async () => {
    const venue = await startRawVenue(answered)
    const client = clientAt(venue, 60)
    client.keepReady()
    await until(() => venue.connections.length >= 12)
    expect(venue.connections.slice(0, 6).every(({ destroyed }) => destroyed)).toBe(true)
    expect((await client.createOrder(order('a'), anySignal())).kind).toBe('ACCEPTED')
  })
})
