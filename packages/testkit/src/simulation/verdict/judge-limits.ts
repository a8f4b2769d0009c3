/**
 * Limits at the venue, from its own ledger: each time it takes one of our orders, what the account could come to with
 * everything open at its worst. Prices: the lowest mid of the last minute, since an order is checked at the price of its
 * time and may reach the venue much later. Allowed on top: what a person did at the venue (trades, orders, transfers,
 * and fills that the venue took back) within the last two minutes, since nobody could know of it sooner.
 */
import {
  formatMoney,
  type InstrumentId,
  type LimitScope,
  type Limits,
  type Money,
  strategyId,
} from '@oasis/domain'
import type { ExposureMoment, LedgerOrder } from '../../simulated-venue/venue-ledger.ts'
import { ACCOUNT } from '../world/setup.ts'
import type { World } from '../world/world.ts'
import { strategiesOf } from './strategies-of.ts'

const PRICE_WINDOW_MS = 60_000
const PERSON_WINDOW_MS = 120_000

type MoneyLimit = 'maxOrderNotional' | 'maxPositionNotional' | 'maxGrossExposure' | 'maxNetExposure'
const ACCOUNT_SCOPE: LimitScope = { level: 'account', id: ACCOUNT }

/** An instrument's latest moment, and the price to value it by. */
type Book = ReadonlyMap<InstrumentId, ExposureMoment>

export function judgeLimits(world: World): string[] {
  const failures: string[] = []
  const book = new Map<InstrumentId, ExposureMoment>()
  const byClientId = new Map(world.venue.ledger.orders.map((order) => [order.clientOrderId, order]))
  const surprises: { readonly at: bigint; readonly instrumentId: InstrumentId; readonly quantity: bigint }[] =
    []
  for (const moment of world.venue.ledger.exposures) {
    const before = book.get(moment.instrumentId)
    book.set(moment.instrumentId, moment)
    if (isSurprise(moment)) {
      surprises.push({ ...moment, quantity: changeOf(before, moment) })
      continue
    }
    const order = moment.clientOrderId && byClientId.get(moment.clientOrderId)
    if (moment.cause !== 'ACCEPTED' || !order) continue
    const since = moment.at - BigInt(PERSON_WINDOW_MS) * 1_000_000n
    const allowance = surprises
      .filter(({ at }) => at >= since)
      .reduce((sum, one) => sum + worth(one.quantity, priceOf(world, one.instrumentId, moment.at)), 0n)
    failures.push(...breaches(world, book, moment, order, allowance))
  }
  return failures
}

const isSurprise = ({ cause, clientOrderId }: ExposureMoment): boolean =>
  clientOrderId === undefined || cause === 'TRANSFER' || cause === 'REVERSED'

function changeOf(before: ExposureMoment | undefined, after: ExposureMoment): bigint {
  const changes = [
    after.position - (before?.position ?? 0n),
    after.openBuys - (before?.openBuys ?? 0n),
    after.openSells - (before?.openSells ?? 0n),
  ]
  return changes.reduce((sum: bigint, change) => sum + abs(change), 0n)
}

function breaches(
  world: World,
  book: Book,
  moment: ExposureMoment,
  order: LedgerOrder,
  allowance: bigint,
): string[] {
  const price = priceOf(world, moment.instrumentId, moment.at)
  const found: string[] = []
  const complain = (what: string, value: bigint, limit: Money | undefined) => {
    if (limit === undefined || value <= limit + allowance) return
    found.push(
      `order ${order.clientOrderId}: ${what} ${formatMoney(value as Money)}, limit ${formatMoney(limit)}`,
    )
  }
  const ofAccount = (key: MoneyLimit) => limitAt(world, ACCOUNT_SCOPE, key, moment)
  complain('its value is', worth(order.quantity, ownPrice(order, price)), ofAccount('maxOrderNotional'))
  found.push(...openOrderBreaches(world, moment, order))
  if (isReduction(moment, order)) return found
  const position = worth(sideWorst(moment, order.side), price)
  complain('the position may come to', position, ofAccount('maxPositionNotional'))
  const own: LimitScope = { level: 'instrument', id: moment.instrumentId }
  complain('the position may come to', position, limitAt(world, own, 'maxPositionNotional', moment))
  const { gross, net } = exposureOf(world, book, moment)
  complain('gross exposure may come to', gross, ofAccount('maxGrossExposure'))
  complain('net exposure may come to', net, ofAccount('maxNetExposure'))
  return found
}

/** The widest of the time in which the order may have been approved: a limit lowered since could not stop it. */
const limitAt = <K extends keyof Limits>(world: World, scope: LimitScope, key: K, { at }: ExposureMoment) =>
  world.limits.widest(scope, key, at - BigInt(PRICE_WINDOW_MS) * 1_000_000n, at)

/** A limit order is worth what it says, where that is less. */
function ownPrice({ terms }: LedgerOrder, price: bigint): bigint {
  return terms.type !== 'MARKET' && terms.limitPrice < price ? terms.limitPrice : price
}

const sideWorst = ({ position, openBuys, openSells }: ExposureMoment, side: 'BUY' | 'SELL'): bigint =>
  abs(side === 'BUY' ? position + openBuys : position - openSells)

/** It cannot cross zero, even if everything on its side fills. */
function isReduction({ position, openBuys, openSells }: ExposureMoment, { side }: LedgerOrder): boolean {
  return side === 'SELL' ? position > 0n && position >= openSells : position < 0n && -position >= openBuys
}

function exposureOf(world: World, book: Book, { at }: ExposureMoment): { gross: bigint; net: bigint } {
  let gross = 0n
  let low = 0n
  let high = 0n
  for (const [id, { position, openBuys, openSells }] of book) {
    const price = priceOf(world, id, at)
    const [down, up] = [signedWorth(position - openSells, price), signedWorth(position + openBuys, price)]
    gross += larger(abs(down), abs(up))
    low += down
    high += up
  }
  return { gross, net: larger(abs(low), abs(high)) }
}

function openOrderBreaches(world: World, moment: ExposureMoment, order: LedgerOrder): string[] {
  const found: string[] = []
  const complain = (whose: string, open: number, limit: number | undefined) => {
    if (limit === undefined || open <= limit) return
    found.push(`order ${order.clientOrderId} is number ${open} open of ${whose}, limit ${limit}`)
  }
  complain('the account', moment.openOrdersOfAll, limitAt(world, ACCOUNT_SCOPE, 'maxOpenOrders', moment))
  const strategyOf = strategiesOf(world)
  const instance = order.clientOrderId && strategyOf.get(order.clientOrderId)
  const strategy = world.setup.strategies.find(({ id }) => instance === id || instance?.startsWith(`${id}-`))
  if (instance === undefined || strategy === undefined) return found
  const open = world.venue.ledger.orders.filter(
    ({ clientOrderId, acceptedAt, endedAt }) =>
      clientOrderId !== undefined &&
      strategyOf.get(clientOrderId) === instance &&
      acceptedAt <= moment.at &&
      (endedAt === undefined || endedAt > moment.at),
  )
  // A strategy's limits bind each of its instances.
  const scope: LimitScope = { level: 'strategy', id: strategyId(strategy.id) }
  complain(`strategy ${instance}`, open.length, limitAt(world, scope, 'maxOpenOrders', moment))
  return found
}

const priceOf = (world: World, id: InstrumentId, at: bigint): bigint =>
  world.prices.lowestMid(id, at - BigInt(PRICE_WINDOW_MS) * 1_000_000n, at)

/** In units of money, 10⁻¹⁸. */
const signedWorth = (quantity: bigint, price: bigint): bigint => (quantity * price) / 1_000_000n
const worth = (quantity: bigint, price: bigint): bigint => signedWorth(abs(quantity), price)
const abs = (value: bigint): bigint => (value < 0n ? -value : value)
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
