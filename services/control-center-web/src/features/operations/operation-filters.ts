'use client'
/** What Operations shows, kept in the address: it can be sent to somebody, and the back button undoes it. */
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { Order } from '../../api/types.ts'

export const LISTS = ['orders', 'fills', 'denials'] as const

export const ORDER_STATES = [
  'PENDING_SUBMIT',
  'SUBMITTED',
  'UNKNOWN',
  'REVIEW',
  'OPEN',
  'PARTIALLY_FILLED',
  'PENDING_CANCEL',
  'FILLED',
  'CANCELED',
  'REJECTED',
  'EXPIRED',
  'NOT_SENT',
  'VOIDED',
] as const satisfies readonly Order['state'][]

export const LIVE_STATES = [
  'PENDING_SUBMIT',
  'SUBMITTED',
  'UNKNOWN',
  'REVIEW',
  'OPEN',
  'PARTIALLY_FILLED',
  'PENDING_CANCEL',
] as const satisfies readonly Order['state'][]

export const DOUBTFUL_STATES = ['UNKNOWN', 'REVIEW', 'REJECTED'] as const satisfies readonly Order['state'][]

const texts = parseAsArrayOf(parseAsString).withDefault([])

const parsers = {
  list: parseAsStringLiteral(LISTS).withDefault('orders'),
  side: parseAsStringLiteral(['BUY', 'SELL'] as const),
  instrument: texts,
  strategy: texts,
  state: parseAsArrayOf(parseAsStringLiteral(ORDER_STATES)).withDefault([]),
  code: texts,
  from: parseAsString,
  to: parseAsString,
  q: parseAsString.withDefault(''),
  sort: parseAsString,
}

export function useOperationFilters() {
  return useQueryStates(parsers, { history: 'replace' })
}

export type OperationFilters = ReturnType<typeof useOperationFilters>[0]
export type SetOperationFilters = ReturnType<typeof useOperationFilters>[1]

/** The order whose drawer is open. The back button closes it. */
export const orderParser = parseAsString.withOptions({ history: 'push' })

/** What the API is asked for: nothing of what only the page does. */
export function queryOf({ side, instrument, strategy, from, to }: OperationFilters) {
  return {
    ...(side === null ? {} : { side }),
    ...(instrument.length === 0 ? {} : { instrument }),
    ...(strategy.length === 0 ? {} : { strategy }),
    ...(from === null ? {} : { from: startOf(from) }),
    ...(to === null ? {} : { to: startOf(to) }),
  }
}

/** A date of the address ("2026-11-22T09:30", in the user's zone) as the API wants it. */
function startOf(local: string): string {
  const date = new Date(local)
  return Number.isNaN(date.getTime()) ? local : date.toISOString()
}
