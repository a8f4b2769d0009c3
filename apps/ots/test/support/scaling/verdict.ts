/**
 * Whether all that was published came through once and in order. Trades by their ids. Strategies by their own count: each
 * order tells how many trades its strategy had seen, and the trade that caused it tells, by its id, how many there were.
 * Orders by the venue's own journal.
 */
import type { InstrumentId, Signal } from '@oasis/domain'
import type { Ledger } from './ledger.ts'
import type { SeenTrade } from './watched-flow.ts'

export interface Evidence {
  /** Of each instrument, how many trades were published. */
  readonly published: ReadonlyMap<InstrumentId, number>
  readonly trades: readonly SeenTrade[]
  readonly signals: readonly Signal[]
  /** Why, by intent. */
  readonly denied: ReadonlyMap<string, string>
  readonly ledger: Ledger
}

export interface Verdict {
  readonly trades: number
  /** Normalized records that were written twice: seen, and dropped by their ids. */
  readonly writtenTwice: number
  readonly signals: number
  readonly orders: number
  /** By risk, which says why; no order was to come of them. */
  readonly denied: readonly string[]
  /** Of what should not be, at most ten of a kind. */
  readonly faults: readonly string[]
}

export function judge({ published, trades, signals, denied, ledger }: Evidence): Verdict {
  const faults = [
    ...first('trades', tradeFaults(published, trades)),
    ...first('strategies', signalFaults(signals)),
    ...first('orders', orderFaults(signals, denied, ledger)),
  ]
  const writtenTwice = trades.filter(({ again }) => again).length
  return {
    ...{ trades: trades.length - writtenTwice, writtenTwice, faults },
    ...{ signals: signals.length, orders: ledger.orders.length, denied: [...denied.values()] },
  }
}

function tradeFaults(published: Evidence['published'], trades: readonly SeenTrade[]): readonly string[] {
  const faults: string[] = []
  const last = new Map<string, number>()
  for (const { instrumentId, tradeId, again } of trades) {
    const before = last.get(instrumentId) ?? 0
    if (again) continue
    if (tradeId !== before + 1) faults.push(`${instrumentId}: ${tradeId} after ${before}`)
    last.set(instrumentId, tradeId)
  }
  for (const [id, count] of published) {
    if (last.get(id) !== count)
      faults.push(`${id}: ${count} published, the last that came was ${last.get(id)}`)
  }
  return faults
}

function signalFaults(signals: readonly Signal[]): readonly string[] {
  const faults: string[] = []
  const last = new Map<string, number>()
  for (const { strategyId, cause, values } of signals) {
    const tradeId = tradeIdOf(cause.eventId)
    if (Number(values.ticks) !== tradeId) {
      faults.push(`${strategyId} had counted ${values.ticks} trades at the ${tradeId}th`)
    }
    const before = last.get(strategyId) ?? 0
    if (tradeId <= before) faults.push(`${strategyId}: of trade ${tradeId} after that of ${before}`)
    last.set(strategyId, tradeId)
  }
  return faults
}

function orderFaults(
  signals: readonly Signal[],
  denied: Evidence['denied'],
  { orders, executions, atVenue }: Ledger,
): readonly string[] {
  const wanted = new Set<string>(signals.map(({ intentId }) => intentId))
  for (const id of denied.keys()) wanted.delete(id)
  const placed = new Set(orders.map(({ intentId }) => intentId))
  const causes = orders.map(({ strategyId, cause }) => `${strategyId} of ${cause}`)
  const known = new Set(orders.map(({ id }) => id))
  const booked = new Set(executions)
  return [
    ...[...wanted].filter((id) => !placed.has(id)).map((id) => `no order of intent ${id}`),
    ...[...placed].filter((id) => !wanted.has(id)).map((id) => `no signal of the order of intent ${id}`),
    ...twice(causes).map((cause) => `two orders: ${cause}`),
    ...orders.filter(({ state }) => state !== 'FILLED').map(({ id, state }) => `order ${id} is ${state}`),
    ...[...known].filter((id) => !atVenue.orders.has(id)).map((id) => `the venue does not know ${id}`),
    ...[...atVenue.orders].filter((id) => !known.has(id)).map((id) => `only the venue knows ${id}`),
    ...twice(executions).map((id) => `booked twice: ${id}`),
    ...twice(atVenue.executions).map((id) => `executed twice: ${id}`),
    ...atVenue.executions.filter((id) => !booked.has(id)).map((id) => `not booked: ${id}`),
    ...(booked.size === new Set(atVenue.executions).size ? [] : ['more was booked than executed']),
  ]
}

const tradeIdOf = (eventId: string): number => Number(eventId.slice(eventId.lastIndexOf('/') + 1))

function twice(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return ids.filter((id) => seen.has(id) || !seen.add(id))
}

function first(kind: string, faults: readonly string[]): readonly string[] {
  const more = faults.length > 10 ? [`${kind}: ${faults.length - 10} more`] : []
  return [...faults.slice(0, 10).map((fault) => `${kind}: ${fault}`), ...more]
}
