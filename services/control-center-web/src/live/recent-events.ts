/** What happened last, newest first, as one list of what an operator would tell: orders, fills, denials, commands. */
import type { Command, Denial, Fill, Order } from '../api/types.ts'
import type { LiveEvent } from './live-event.ts'

export type RecentEvent =
  | { readonly kind: 'order'; readonly key: string; readonly ts: string; readonly order: Order }
  | { readonly kind: 'fill'; readonly key: string; readonly ts: string; readonly fill: Fill }
  | { readonly kind: 'denial'; readonly key: string; readonly ts: string; readonly denial: Denial }
  | { readonly kind: 'command'; readonly key: string; readonly ts: string; readonly command: Command }

const MOST = 50

/** States in between say nothing to a person. */
const TOLD_STATES = new Set(['OPEN', 'UNKNOWN', 'REVIEW', 'CANCELED', 'REJECTED', 'EXPIRED', 'NOT_SENT'])

export const ofOrder = (order: Order): RecentEvent | undefined =>
  TOLD_STATES.has(order.state)
    ? { kind: 'order', key: `order/${order.id}/${order.state}`, ts: order.updatedAt, order }
    : undefined

export const ofFill = (fill: Fill): RecentEvent => ({
  kind: 'fill',
  key: `fill/${fill.id}`,
  ts: fill.ts,
  fill,
})

export const ofDenial = (denial: Denial): RecentEvent => ({
  kind: 'denial',
  key: `denial/${denial.id}`,
  ts: denial.ts,
  denial,
})

const ofCommand = (command: Command): RecentEvent | undefined =>
  command.state === 'PENDING'
    ? undefined
    : { kind: 'command', key: `command/${command.id}/${command.state}`, ts: command.updatedAt, command }

export function toRecent(event: LiveEvent): RecentEvent | undefined {
  switch (event.kind) {
    case 'order':
      return ofOrder(event.data.order)
    case 'fill':
      return ofFill(event.data.fill)
    case 'denial':
      return ofDenial(event.data)
    case 'command':
      return ofCommand(event.data)
    default:
      return undefined
  }
}

/** Each once, however often it was told; the same list where nothing is new. */
export function withRecent(
  known: readonly RecentEvent[],
  more: readonly (RecentEvent | undefined)[],
): readonly RecentEvent[] {
  const keys = new Set(known.map(({ key }) => key))
  const fresh = more.filter((event) => event !== undefined).filter(({ key }) => !keys.has(key))
  if (fresh.length === 0) return known
  const unique = new Map([...known, ...fresh].map((event) => [event.key, event]))
  return [...unique.values()].sort((a, b) => (a.ts < b.ts ? 1 : a.ts > b.ts ? -1 : 0)).slice(0, MOST)
}
