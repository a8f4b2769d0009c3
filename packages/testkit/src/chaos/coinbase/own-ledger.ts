/**
 * The exchange's ledger as a run is judged by it: what persons did by hand has no client order id of ours, and does not
 * count among our open orders; what the exchange took back is told from what filled.
 */
import { BY_HAND, type VenueLedger } from '@oasis/coinbase-simulator'
import type { JudgedOrder, LedgerDump } from '../place/venue-messages.ts'

type ExchangeOrder = VenueLedger['orders'][number]
type ExchangeMoment = VenueLedger['exposures'][number]
type JudgedMoment = LedgerDump['exposures'][number]

export function ownLedger(ledger: VenueLedger): LedgerDump {
  const { orders, executions, transfers, balances, requests, exposures } = ledger
  const byHand = orders.filter(isByHand)
  const strange = new Set<string>(byHand.map(({ clientOrderId }) => clientOrderId))
  const ownId = <Id extends string>(id: Id): Id | undefined => (strange.has(id) ? undefined : id)
  const reversals = new Set(
    executions
      .filter(({ kind }) => kind === 'REVERSAL')
      .map(({ at, clientOrderId }) => `${at} ${clientOrderId}`),
  )
  const judged = (moment: ExchangeMoment): JudgedMoment => {
    const { at, clientOrderId: id, openOrders, openOrdersOfAll, instrumentId } = moment
    const open = byHand.filter((order) => isOpenAt(order, at))
    const here = open.filter((order) => order.instrumentId === instrumentId)
    return {
      ...moment,
      clientOrderId: id === undefined ? undefined : ownId(id),
      cause: moment.cause === 'FILLED' && reversals.has(`${at} ${id}`) ? 'REVERSED' : moment.cause,
      openOrders: openOrders - here.length,
      openOrdersOfAll: openOrdersOfAll - open.length,
    }
  }
  return {
    orders: orders.map((order): JudgedOrder => ({ ...order, clientOrderId: ownId(order.clientOrderId) })),
    executions: executions.map((one) => ({ ...one, clientOrderId: ownId(one.clientOrderId) })),
    ...{ transfers, balances },
    requests: requests.filter(({ keyName }) => keyName !== BY_HAND),
    exposures: exposures.map(judged),
  }
}

export const isByHand = ({ keyName }: Pick<ExchangeOrder, 'keyName'>): boolean => keyName === BY_HAND

const isOpenAt = ({ acceptedAt, endedAt }: ExchangeOrder, at: bigint): boolean =>
  acceptedAt <= at && (endedAt === undefined || endedAt > at)
