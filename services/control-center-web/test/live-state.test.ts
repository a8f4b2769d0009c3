import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import type { Fill, Instrument, Order, Portfolio } from '../src/api/types.ts'
import { applyEvents } from '../src/live/apply-events.ts'
import type { LiveEvent } from '../src/live/live-event.ts'
import { ticksOf, withEvents } from '../src/live/market-store.ts'
import { ofFill, toRecent, withRecent } from '../src/live/recent-events.ts'
import { RecentOrders } from '../src/live/recent-orders.ts'

// Of what the API sends, only what these look at.
const order = (id: string, version: number, isOpen = true): Order =>
  ({
    id,
    version,
    isOpen,
    state: isOpen ? 'OPEN' : 'FILLED',
    updatedAt: `2026-01-01T00:00:0${version}Z`,
  }) as Order
const told = (order: Order): LiveEvent =>
  ({ kind: 'order', data: { accountId: 'a', accountSeq: 1, ts: '', trigger: '', order } }) as LiveEvent

describe('live orders', () => {
  const cacheOf = (...items: Order[]) => {
    const cache = new QueryClient()
    cache.setQueryData(['orders', 'open'], { items, nextCursor: null })
    return {
      apply: (...events: LiveEvent[]) => applyEvents(cache, events),
      ids: () =>
        (cache.getQueryData(['orders', 'open']) as { items: Order[] }).items.map(
          ({ id, version }) => `${id}${version}`,
        ),
    }
  }

  test('come and go with their events', () => {
    const { apply, ids } = cacheOf(order('a', 1))
    apply(told(order('b', 1)), told(order('a', 2, false)))
    expect(ids()).toEqual(['b1'])
  })

  test('do not go back to what they were when an event comes late or again', () => {
    const { apply, ids } = cacheOf(order('a', 3))
    apply(told(order('a', 2)), told(order('a', 2, false)))
    expect(ids()).toEqual(['a3'])
  })
})

describe('the portfolio', () => {
  test('is the newest, whichever came last', () => {
    const cache = new QueryClient()
    const account = (accountSeq: number) =>
      ({ accountId: 'a', accountSeq, equity: String(accountSeq) }) as Portfolio
    cache.setQueryData(['portfolio'], { mode: 'PAPER', accounts: [account(5)] })
    applyEvents(cache, [{ kind: 'portfolio', data: account(6) }])
    applyEvents(cache, [{ kind: 'portfolio', data: account(4) }])
    expect(cache.getQueryData(['portfolio'])).toEqual({ mode: 'PAPER', accounts: [account(6)] })
  })
})

describe('ages of ticks', () => {
  const instrument = { id: 'x', followed: true, lastTradeAgeMs: 900, quoteAgeMs: 200, bid: '1' } as Instrument

  test('are counted by the clock of the page, from when it was told', () => {
    const known = ticksOf([instrument, { ...instrument, id: 'y', followed: false }], 10_000)
    expect([...known.keys()]).toEqual(['x'])
    expect(known.get('x')?.tickedAt).toBe(9_800)
    const quote = { instrumentId: 'x', state: 'LIVE', bid: { price: '2', quantity: '1' }, ask: null }
    const next = withEvents(known, [{ kind: 'quote', data: quote } as LiveEvent], 11_000)
    expect(next.get('x')).toMatchObject({ bid: '2', ask: null, bookState: 'LIVE', tickedAt: 11_000 })
  })

  test('stay where nothing of the market was told', () => {
    const known = ticksOf([instrument], 10_000)
    expect(withEvents(known, [told(order('a', 1))], 11_000)).toBe(known)
  })
})

describe('what happened last', () => {
  const fill = (id: string, ts: string) => ofFill({ id, ts } as Fill)

  test('is told once, newest first, however often it comes', () => {
    const [a, b] = [fill('a', '2026-01-01T00:00:01Z'), fill('b', '2026-01-01T00:00:02Z')]
    const known = withRecent([], [a, b, a])
    expect(known.map(({ key }) => key)).toEqual(['fill/b', 'fill/a'])
    expect(withRecent(known, [b, undefined])).toBe(known)
  })

  test('leaves out states of orders that say nothing to a person', () => {
    expect(toRecent(told({ ...order('a', 1), state: 'SUBMITTED' }))).toBeUndefined()
    expect(toRecent(told(order('a', 1)))?.key).toBe('order/a/OPEN')
  })
})

describe('an answer that was asked for before something happened', () => {
  const idsOf = (cache: QueryClient) =>
    cache.getQueryData<{ items: readonly Order[] }>(['orders', 'open'])?.items.map(({ id }) => id)
  const answer = (cache: QueryClient, ...items: readonly Order[]) =>
    cache.fetchQuery({ queryKey: ['orders', 'open'], queryFn: async () => ({ items, nextCursor: null }) })

  test('brings no order back that is done, and leaves out none that has come', async () => {
    const [cache, orders] = [new QueryClient(), new RecentOrders()]
    const stop = orders.correctAnswersOf(cache)
    orders.remember([told(order('done', 1)), told(order('done', 2, false)), told(order('new', 1))])
    await answer(cache, order('done', 1), order('resting', 1))
    expect(idsOf(cache)).toEqual(['new', 'resting'])
    stop()
  })

  test('that is newer than the events stands, and so does any after a break', async () => {
    const [cache, orders] = [new QueryClient(), new RecentOrders()]
    const stop = orders.correctAnswersOf(cache)
    orders.remember([told(order('again', 1, false))])
    await answer(cache, order('again', 2))
    expect(idsOf(cache)).toEqual(['again'])
    orders.remember([told(order('again', 3, false))])
    orders.forget()
    await answer(cache, order('again', 2))
    expect(idsOf(cache)).toEqual(['again'])
    stop()
  })
})
