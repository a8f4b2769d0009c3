/**
 * Limits at the venue, from its own ledger: each time it takes one of our orders, what the account could come to with
 * everything open at its worst.
 *
 * Strict, but by what risk could have known. An order was approved a few seconds before it was sent, and may arrive
 * much later: of its own instrument, and of limits, the lowest price and the widest limit since that approval count.
 * What is held of other instruments risk values at the last price it has seen, even in doubt, so that its feed may have
 * been silent for a while: of those the lowest price of a minute counts. Allowed on top: what a person did at the venue
 * (trades, orders, transfers, and fills that the venue took back) within the last two minutes, since nobody could know
 * of it sooner. Nothing is allowed for fills of our own orders, however late anybody is told of them: they were
 * reserved from the approval on, and must count somewhere at every moment.
 */
import {
  type ClientOrderId,
  formatMoney,
  type InstrumentId,
  type LimitScope,
  type Money,
  type StrategyId,
  strategyId,
} from '@oasis/domain'
import type { ExposureMoment, LedgerOrder, VenueLedger } from '../../simulated-venue/venue-ledger.ts'
import type { PriceHistory } from '../market/price-history.ts'
import { ACCOUNT } from '../world/setup.ts'
import type { LimitHistory } from './limit-history.ts'

/** What it takes to judge: nothing of it is what a service believes. */
export interface LimitsEvidence {
  readonly ledger: Pick<VenueLedger, 'exposures' | 'orders'>
  readonly prices: Pick<PriceHistory, 'lowestMid'>
  readonly limits: Pick<LimitHistory, 'widest'>
  /** When its bytes were handed to the network, by the true time. */
  readonly sentAt: ReadonlyMap<ClientOrderId, bigint>
  /** Whose order it is. */
  readonly strategyOf: ReadonlyMap<ClientOrderId, StrategyId>
  /** Those that were configured; each instance of one is named after it. */
  readonly strategies: readonly { readonly id: string }[]
}

/** An approval's two seconds, a price's five, and clocks that are seconds off until it is noticed. */
const APPROVED_BEFORE_MS = 15_000
const SILENT_FEED_MS = 60_000
const PERSON_WINDOW_MS = 120_000

type MoneyLimit = 'maxOrderNotional' | 'maxPositionNotional' | 'maxGrossExposure' | 'maxNetExposure'
const ACCOUNT_SCOPE: LimitScope = { level: 'account', id: ACCOUNT }

/** An instrument's latest moment. */
type Book = ReadonlyMap<InstrumentId, ExposureMoment>

/** An order of ours as the venue takes it. */
interface Taken {
  readonly order: LedgerOrder
  readonly moment: ExposureMoment
  /** From when on what risk has approved it by may be. */
  readonly approvedFrom: bigint
  readonly book: Book
  readonly allowance: bigint
}

export function judgeLimits(evidence: LimitsEvidence): string[] {
  const { ledger, sentAt } = evidence
  const failures: string[] = []
  const book = new Map<InstrumentId, ExposureMoment>()
  const byClientId = new Map(ledger.orders.map((order) => [order.clientOrderId, order]))
  const surprises: Surprise[] = []
  for (const moment of ledger.exposures) {
    const before = book.get(moment.instrumentId)
    book.set(moment.instrumentId, moment)
    if (isSurprise(moment)) {
      surprises.push({ ...moment, quantity: changeOf(before, moment) })
      continue
    }
    const order = moment.clientOrderId && byClientId.get(moment.clientOrderId)
    if (moment.cause !== 'ACCEPTED' || !order?.clientOrderId) continue
    const sent = sentAt.get(order.clientOrderId) ?? moment.at
    const allowance = allowed(evidence, surprises, sent, moment.at)
    const approvedFrom = earlier(sent, APPROVED_BEFORE_MS)
    failures.push(...breaches(evidence, { order, moment, approvedFrom, book, allowance }))
  }
  return failures
}

interface Surprise {
  readonly at: bigint
  readonly instrumentId: InstrumentId
  readonly quantity: bigint
}

function allowed(
  evidence: LimitsEvidence,
  surprises: readonly Surprise[],
  sent: bigint,
  now: bigint,
): bigint {
  return surprises
    .filter(({ at }) => at >= earlier(sent, PERSON_WINDOW_MS))
    .reduce((sum, { instrumentId, quantity }) => {
      const price = evidence.prices.lowestMid(instrumentId, earlier(sent, SILENT_FEED_MS), now)
      return sum + worth(quantity, price)
    }, 0n)
}

const earlier = (at: bigint, ms: number): bigint => at - BigInt(ms) * 1_000_000n

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

function breaches(evidence: LimitsEvidence, taken: Taken): string[] {
  const { order, moment, book, allowance, approvedFrom } = taken
  const price = evidence.prices.lowestMid(moment.instrumentId, approvedFrom, moment.at)
  const found: string[] = []
  const complain = (what: string, value: bigint, limit: Money | undefined) => {
    if (limit === undefined || value <= limit + allowance) return
    found.push(
      `order ${order.clientOrderId}: ${what} ${formatMoney(value as Money)}, limit ${formatMoney(limit)}`,
    )
  }
  const limitOf = (scope: LimitScope, key: MoneyLimit) =>
    evidence.limits.widest(scope, key, approvedFrom, moment.at)
  complain(
    'its value is',
    worth(order.quantity, ownPrice(order, price)),
    limitOf(ACCOUNT_SCOPE, 'maxOrderNotional'),
  )
  found.push(...openOrderBreaches(evidence, taken))
  if (isReduction(moment, order)) return found
  const position = worth(sideWorst(moment, order.side), price)
  complain('the position may come to', position, limitOf(ACCOUNT_SCOPE, 'maxPositionNotional'))
  const own: LimitScope = { level: 'instrument', id: moment.instrumentId }
  complain('the position may come to', position, limitOf(own, 'maxPositionNotional'))
  const { gross, net } = exposureOf(book, (id) =>
    id === moment.instrumentId
      ? price
      : evidence.prices.lowestMid(id, earlier(moment.at, SILENT_FEED_MS), moment.at),
  )
  complain('gross exposure may come to', gross, limitOf(ACCOUNT_SCOPE, 'maxGrossExposure'))
  complain('net exposure may come to', net, limitOf(ACCOUNT_SCOPE, 'maxNetExposure'))
  return found
}

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

function exposureOf(book: Book, priceOf: (id: InstrumentId) => bigint): { gross: bigint; net: bigint } {
  let gross = 0n
  let low = 0n
  let high = 0n
  for (const [id, { position, openBuys, openSells }] of book) {
    const price = priceOf(id)
    const [down, up] = [signedWorth(position - openSells, price), signedWorth(position + openBuys, price)]
    gross += larger(abs(down), abs(up))
    low += down
    high += up
  }
  return { gross, net: larger(abs(low), abs(high)) }
}

function openOrderBreaches(evidence: LimitsEvidence, { moment, order, approvedFrom }: Taken): string[] {
  const { ledger, limits, strategyOf, strategies } = evidence
  const found: string[] = []
  const complain = (whose: string, open: number, limit: number | undefined) => {
    if (limit === undefined || open <= limit) return
    found.push(`order ${order.clientOrderId} is number ${open} open of ${whose}, limit ${limit}`)
  }
  const limitOf = (scope: LimitScope) => limits.widest(scope, 'maxOpenOrders', approvedFrom, moment.at)
  complain('the account', moment.openOrdersOfAll, limitOf(ACCOUNT_SCOPE))
  const instance = order.clientOrderId && strategyOf.get(order.clientOrderId)
  const strategy = strategies.find(({ id }) => instance === id || instance?.startsWith(`${id}-`))
  if (instance === undefined || strategy === undefined) return found
  const open = ledger.orders.filter(
    ({ clientOrderId, acceptedAt, endedAt }) =>
      clientOrderId !== undefined &&
      strategyOf.get(clientOrderId) === instance &&
      acceptedAt <= moment.at &&
      (endedAt === undefined || endedAt > moment.at),
  )
  // A strategy's limits bind each of its instances.
  complain(`strategy ${instance}`, open.length, limitOf({ level: 'strategy', id: strategyId(strategy.id) }))
  return found
}

/** In units of money, 10⁻¹⁸. */
const signedWorth = (quantity: bigint, price: bigint): bigint => (quantity * price) / 1_000_000n
const worth = (quantity: bigint, price: bigint): bigint => signedWorth(abs(quantity), price)
const abs = (value: bigint): bigint => (value < 0n ? -value : value)
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
