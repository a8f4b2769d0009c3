/**
 * The limits, judged by the venue's ledger: at each of our orders that it took, what the account could have come to with
 * everything open at its worst. What a person did at the venue within the last minute is allowed on top, since nobody
 * could know of it sooner; and a share for the price, which moves between check and arrival.
 */
import { formatMoney, type InstrumentId, type Money, parseMoney } from '@oasis/domain'
import type { ExposureMoment } from '../../simulated-venue/venue-ledger.ts'
import type { ChaosLimits } from '../place/place.ts'
import type { JudgedOrder, LedgerDump } from '../place/venue-messages.ts'
import { type Finding, finding } from './finding.ts'

const PERSON_WINDOW_NANOS = 60_000_000_000n
const TOLERANCE_PERCENT = 3n

export function compareLimits(ledger: LedgerDump, limits: ChaosLimits): readonly Finding[] {
  const orders = new Map(ledger.orders.map((order) => [order.clientOrderId, order]))
  const latest = new Map<InstrumentId, ExposureMoment>()
  let surprises: { readonly at: bigint; readonly worth: bigint }[] = []
  const findings: string[] = []
  for (const moment of ledger.exposures) {
    const before = latest.get(moment.instrumentId)
    latest.set(moment.instrumentId, moment)
    if (moment.clientOrderId === undefined || moment.cause === 'REVERSED') {
      surprises.push({ at: moment.at, worth: changeOf(before, moment) })
      continue
    }
    const order = orders.get(moment.clientOrderId)
    if (moment.cause !== 'ACCEPTED' || !order) continue
    surprises = surprises.filter(({ at }) => at >= moment.at - PERSON_WINDOW_NANOS)
    const allowance = surprises.reduce((sum, { worth }) => sum + worth, 0n)
    findings.push(...breaches({ moment, order, latest, allowance, limits }))
  }
  return findings.map((what) => finding('limit', what))
}

interface Taken {
  readonly moment: ExposureMoment
  readonly order: JudgedOrder
  readonly latest: ReadonlyMap<InstrumentId, ExposureMoment>
  readonly allowance: bigint
  readonly limits: ChaosLimits
}

function breaches({ moment, order, latest, allowance, limits }: Taken): string[] {
  const found: string[] = []
  const judge = (what: string, value: bigint, limit: string): void => {
    const most = (parseMoney(limit) * (100n + TOLERANCE_PERCENT)) / 100n + allowance
    if (value > most)
      found.push(`order ${order.clientOrderId}: ${what} ${text(value)}, the limit is ${limit}`)
  }
  judge('its value is', worth(order.quantity, moment), limits.maxOrderNotional)
  if (moment.openOrdersOfAll > limits.maxOpenOrders) {
    found.push(`order ${order.clientOrderId} is number ${moment.openOrdersOfAll} of the open ones`)
  }
  // Nothing is sold that is not held here: a sale reduces.
  if (order.side === 'SELL') return found
  judge('its position may come to', worstOf(moment), limits.maxPositionNotional)
  const gross = [...latest.values()].reduce((sum, one) => sum + worstOf(one), 0n)
  judge('the gross exposure may come to', gross, limits.maxGrossExposure)
  return found
}

const worstOf = (moment: ExposureMoment): bigint => worth(moment.position + moment.openBuys, moment)

const worth = (quantity: bigint, { bid = 0n as ExposureMoment['bid'] & bigint }: ExposureMoment): bigint =>
  (quantity * bid) / 1_000_000n

function changeOf(before: ExposureMoment | undefined, after: ExposureMoment): bigint {
  const changes = [
    after.position - (before?.position ?? 0n),
    after.openBuys - (before?.openBuys ?? 0n),
    after.openSells - (before?.openSells ?? 0n),
  ]
  return worth(
    changes.reduce((sum: bigint, change) => sum + (change < 0n ? -change : change), 0n),
    after,
  )
}

const text = (amount: bigint): string => formatMoney(amount as Money)
