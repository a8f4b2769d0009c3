/** Live events into what was asked for: what a page shows follows without asking again. */
import type { QueryClient } from '@tanstack/react-query'
import type { Order, Portfolios } from '../api/types.ts'
import type { LiveEvent, LivePayload } from './live-event.ts'

export interface OrderPage<Listed> {
  readonly items: readonly Listed[]
  readonly nextCursor: string | null
}

export function applyEvents(cache: QueryClient, events: readonly LiveEvent[]): void {
  const asksAnew = new Set<string>()
  for (const event of events) applyEvent(cache, event, asksAnew)
  for (const key of asksAnew) void askAnew(cache, key)
}

const waiting = new WeakMap<QueryClient, Set<string>>()

/**
 * What is on its way may have been answered before the event: it is waited for, and asked again. (Invalidating alone takes
 * a first answer on its way for good, and begins any other anew, so that under many events none would ever arrive.)
 */
export async function askAnew(cache: QueryClient, key: string): Promise<void> {
  const keys = waiting.get(cache) ?? new Set<string>()
  waiting.set(cache, keys)
  if (keys.has(key)) return
  if (cache.isFetching({ queryKey: [key] }) > 0) {
    keys.add(key)
    await cache.refetchQueries({ queryKey: [key] }, { cancelRefetch: false }).finally(() => keys.delete(key))
  }
  await cache.invalidateQueries({ queryKey: [key] })
}

function applyEvent(cache: QueryClient, event: LiveEvent, asksAnew: Set<string>): void {
  switch (event.kind) {
    case 'portfolio':
      cache.setQueryData<Portfolios>(['portfolio'], (known) => withAccount(known, event.data))
      break
    case 'order':
      cache.setQueryData<OrderPage<Order>>(['orders', 'open'], (known) => withOrder(known, event.data.order))
      break
    case 'command':
      cache.setQueryData(['command', event.data.id], event.data)
      asksAnew.add('commands')
      break
    case 'control':
      // What a command has changed is its owner's to say.
      for (const key of ['bot', 'strategies', 'strategy', 'risk']) asksAnew.add(key)
      break
    case 'feed':
      asksAnew.add('feeds')
      break
    case 'denial':
      asksAnew.add('risk')
      break
    case 'reset':
      for (const key of ['portfolio', 'orders', 'fills', 'equity']) asksAnew.add(key)
      break
    default:
      break
  }
}

function withAccount(
  known: Portfolios | undefined,
  account: LivePayload<'portfolio'>,
): Portfolios | undefined {
  if (known === undefined) return undefined
  const others = known.accounts.filter(({ accountId }) => accountId !== account.accountId)
  const before = known.accounts.find(({ accountId }) => accountId === account.accountId)
  // What was asked for may be newer than what was on its way.
  if (before !== undefined && before.accountSeq > account.accountSeq) return known
  return { ...known, accounts: [...others, account] }
}

/** By version: events come again, and an answer may be newer than an event. */
export function withOrder(known: OrderPage<Order> | undefined, order: Order): OrderPage<Order> | undefined {
  if (known === undefined) return undefined
  const before = known.items.find(({ id }) => id === order.id)
  if (before !== undefined && before.version >= order.version) return known
  const others = known.items.filter(({ id }) => id !== order.id)
  return { ...known, items: order.isOpen ? [order, ...others] : others }
}
