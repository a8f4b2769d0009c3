/** The adapter against the local exchange: a whole account over real sockets, judged by the exchange's own ledger. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator } from '@oasis/coinbase-simulator'
import {
  clientOrderId,
  fromMillis,
  instrumentId,
  type OrderTerms,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Side,
  uuidV5,
  type VenueOrderId,
} from '@oasis/domain'
import type { Venue, VenueEvent, VenueOrder } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { checkKey, createCoinbaseReference, createCoinbaseVenue, readKeyFile } from '../src/index.ts'
import { mayLeave } from './order-bodies.ts'
import { anySignal, onStop, stopAll, until } from './private-venue.ts'

afterEach(stopAll)

const BTC_USD = instrumentId('coinbase:BTC-USD')
let orders = 0
const orderOf = (side: Side, terms: OrderTerms): VenueOrder => ({
  clientOrderId: clientOrderId(uuidV5(`order ${orders++}`)),
  instrumentId: BTC_USD,
  side,
  terms,
})
const resting: OrderTerms = {
  ...{ type: 'LIMIT', timeInForce: 'GTD', postOnly: true, expiresAt: fromMillis(Date.now() + 86_400_000) },
  ...{ quantity: parseQuantity('0.01'), limitPrice: parsePrice('1000') },
}
const market = (size: Extract<OrderTerms, { type: 'MARKET' }>['size']): OrderTerms => ({
  type: 'MARKET',
  timeInForce: 'IOC',
  size,
})

async function world(options: Parameters<typeof createSimulator>[0] = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'ots-venue-'))
  const simulator = await createSimulator({
    port: 0,
    dataDir,
    messagesPerSecond: 0,
    privateRequestsPerSecond: 0,
    balances: { USD: '1000000', BTC: '5' },
    ...options,
  })
  onStop(async () => {
    await simulator.stop()
    rmSync(dataDir, { recursive: true })
  })
  const settings = {
    key: await readKeyFile(simulator.keyFile ?? ''),
    ...{ restUrl: simulator.restUrl, userWsUrl: simulator.wsUrl },
    ...{ scheduler: createRealScheduler(), random: Math.random, logger: createSilentLogger() },
    requestsPerSecond: 500,
  }
  const [instrument] = await createCoinbaseReference(settings).instruments(['BTC-USD'], anySignal())
  const venue = createCoinbaseVenue({ ...settings, instrumentOf: () => instrument })
  onStop(() => venue.stop())
  const events: VenueEvent[] = []
  await venue.start((event) => events.push(event))
  return { simulator, venue, events, settings }
}

async function acknowledged(venue: Venue, order: VenueOrder): Promise<VenueOrderId> {
  const outcome = await venue.submit(order, anySignal(), mayLeave)
  if (outcome.kind !== 'ACKNOWLEDGED') throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`)
  return outcome.venueOrderId
}

const statusOf = (events: readonly VenueEvent[], id: VenueOrderId) =>
  events
    .flatMap((event) =>
      event.kind === 'ORDER' && event.report.venueOrderId === id ? [event.report.status] : [],
    )
    .at(-1)

const executionsOf = (simulator: Simulator) =>
  simulator.ledger.executions.map(({ executionId, quantity, price, fee }) => ({
    executionId,
    quantity,
    price,
    fee,
  }))

describe.each(['ES256', 'EdDSA'] as const)('with a key that signs %s', (keyAlgorithm) => {
  it('an order rests, is found, is told by the stream, and is cancelled', async () => {
    const { venue, events } = await world({ keyAlgorithm })
    const order = orderOf('BUY', resting)
    const id = await acknowledged(venue, order)
    await until(() => statusOf(events, id) === 'OPEN')
    expect(await venue.openOrders(anySignal())).toMatchObject([
      { clientOrderId: order.clientOrderId, venueOrderId: id, status: 'OPEN', terms: resting },
    ])
    const known = { createdAt: fromMillis(Date.now()) }
    expect(await venue.findOrder(order.clientOrderId, anySignal(), known)).toMatchObject({ venueOrderId: id })
    expect(
      (await venue.balances(anySignal())).find(({ currency }) => currency === 'USD')?.held,
    ).toBeGreaterThan(parseMoney('10'))
    expect(await venue.cancel(id, anySignal())).toEqual({ kind: 'REQUESTED' })
    await until(() => statusOf(events, id) === 'CANCELED')
    expect(await venue.openOrders(anySignal())).toEqual([])
  })
})

describe('market orders', () => {
  it.each<[string, Side, OrderTerms]>([
    ['a buy by base', 'BUY', market({ unit: 'BASE', quantity: parseQuantity('0.5') })],
    ['a buy by quote, fees inside', 'BUY', market({ unit: 'QUOTE', amount: parseMoney('25000') })],
    ['a sell', 'SELL', market({ unit: 'BASE', quantity: parseQuantity('0.5') })],
  ])(
    '%s becomes exactly the executions of the ledger, before the report that it is done',
    async (_, side, terms) => {
      const { simulator, venue, events } = await world()
      const id = await acknowledged(venue, orderOf(side, terms))
      await until(() =>
        events.some(
          (event) => event.kind === 'ORDER' && ['FILLED', 'CANCELED'].includes(event.report.status),
        ),
      )
      const told = events.flatMap((event) => (event.kind === 'EXECUTION' ? [event.execution] : []))
      const ledger = executionsOf(simulator)
      expect(ledger.length).toBeGreaterThan(0)
      expect(
        told
          .map(({ executionId, quantity, price, fee }) => ({ executionId, quantity, price, fee }))
          .sort(byId),
      ).toEqual([...ledger].sort(byId))
      expect(events.findLastIndex(({ kind }) => kind === 'EXECUTION')).toBeLessThan(
        events.findIndex((event) => event.kind === 'ORDER' && event.report.filledQuantity > 0n),
      )
      const listed = await venue.executionsSince(fromMillis(Date.now() - 60_000), anySignal())
      expect(new Set(listed.map(({ executionId }) => executionId))).toEqual(
        new Set(ledger.map(({ executionId }) => executionId)),
      )
      expect(listed.every(({ venueOrderId }) => venueOrderId === id)).toBe(true)
    },
  )
})

const byId = (a: { executionId: string }, b: { executionId: string }) =>
  a.executionId < b.executionId ? -1 : 1

describe('the exchange', () => {
  it.each(['existing', 'error'] as const)(
    'that answers a repeated client order id with "%s" has one order all the same',
    async (duplicateClientOrderId) => {
      const { simulator, venue } = await world({ duplicateClientOrderId })
      const order = orderOf('BUY', resting)
      const ids = [await acknowledged(venue, order), await acknowledged(venue, order)]
      expect(new Set(ids).size).toBe(1)
      expect(simulator.ledger.orders).toHaveLength(1)
    },
  )

  it.each<[string, OrderTerms, string]>([
    ['a price off the grid', { ...resting, limitPrice: parsePrice('1000.001') }, 'PRICE_INCREMENT'],
    ['more than there is', { ...resting, quantity: parseQuantity('3000') }, 'INSUFFICIENT_BALANCE'],
  ])('refuses %s', async (_, terms, meaning) => {
    const { venue, simulator } = await world()
    const outcome = await venue.submit(orderOf('BUY', terms as OrderTerms), anySignal(), mayLeave)
    expect(outcome).toMatchObject({ kind: 'REJECTED', message: expect.stringContaining(meaning) })
    expect(simulator.ledger.orders).toHaveLength(0)
  })

  it('refuses a post-only order that would cross', async () => {
    const { venue, settings } = await world()
    const { asks } = await createCoinbaseReference(settings).book('BTC-USD', 1, anySignal())
    const [best] = asks
    if (best === undefined) throw new Error('no book')
    // Far enough behind the best that the market does not walk away from it meanwhile.
    const limitPrice = ((best.price * 101n) / 100n -
      (((best.price * 101n) / 100n) % parsePrice('1'))) as typeof best.price
    const terms = { ...resting, limitPrice, quantity: parseQuantity('0.001') } as OrderTerms
    expect(await venue.submit(orderOf('BUY', terms), anySignal(), mayLeave)).toMatchObject({
      kind: 'REJECTED',

      message: expect.stringContaining('POST_ONLY_WOULD_CROSS'),
    })
  })

  it('pages: many orders are all found, by a venue that has forgotten them', async () => {
    const { venue, settings } = await world()
    const placed = Array.from({ length: 60 }, () =>
      orderOf('BUY', { ...resting, quantity: parseQuantity('0.001') }),
    )
    await Promise.all(placed.map((order) => acknowledged(venue, order)))
    const forgetful = createCoinbaseVenue(settings)
    const open = await forgetful.openOrders(anySignal())
    expect(new Set(open.map((each) => each.clientOrderId))).toEqual(
      new Set(placed.map((each) => each.clientOrderId)),
    )
    const known = { createdAt: fromMillis(Date.now()) }
    const found = await Promise.all(
      placed.slice(0, 5).map((each) => forgetful.findOrder(each.clientOrderId, anySignal(), known)),
    )
    expect(found.every((report) => report !== undefined)).toBe(true)
    const outcomes = await Promise.all(open.map((each) => venue.cancel(each.venueOrderId, anySignal())))
    expect(outcomes.every(({ kind }) => kind === 'REQUESTED')).toBe(true)
    await forgetful.stop()
  })

  it('that breaks every connection is connected to again', async () => {
    const { simulator, venue, events } = await world()
    simulator.faults.closeAll(1006)
    await until(() => events.some(({ kind }) => kind === 'RECONNECTED'))
    const id = await acknowledged(venue, orderOf('BUY', resting))
    await until(() => statusOf(events, id) !== undefined)
  })

  it.each(['dropNextFrame', 'swapNext'] as const)(
    'whose stream suffers %s is reconciled with',
    async (fault) => {
      const { simulator, venue, events } = await world()
      simulator.faults[fault](1, 'user')
      await acknowledged(venue, orderOf('BUY', resting))
      await until(() => events.some(({ kind }) => kind === 'RECONNECTED'))
    },
  )

  it('tells what the key may do, and previews instead of ordering in a dry run', async () => {
    const { settings, simulator } = await world()
    expect(await checkKey(settings, anySignal())).toMatchObject({
      kind: 'ACCEPTED',
      permissions: { canView: true, canTrade: true, canTransfer: false },
    })
    const dry = createCoinbaseVenue({ ...settings, dryRun: true })
    const outcome = await dry.submit(orderOf('BUY', resting), anySignal(), mayLeave)
    expect(outcome).toMatchObject({
      kind: 'NOT_SENT',
      reason: expect.stringContaining('the venue would take it'),
    })
    expect(simulator.ledger.orders).toHaveLength(0)
    await dry.stop()
  })
})
