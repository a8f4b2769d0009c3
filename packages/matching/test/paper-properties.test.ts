/** The matcher's invariants under generated markets and orders. */
import type {
  ClientOrderId,
  Currency,
  LimitTerms,
  OrderTerms,
  Price,
  Quantity,
  Quote,
  Side,
  TakerSide,
  Trade,
} from '@oasis/domain'
import { formatPrice, formatQuantity } from '@oasis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PaperEvent, PaperMatcher } from '../src/index.ts'
import {
  at,
  BTC_USD,
  createMatcher,
  limit,
  market,
  quarantined,
  quote,
  request,
  spend,
  stopLimit,
  trade,
} from './paper-market.ts'

type Step =
  | { readonly kind: 'ORDER'; readonly side: Side; readonly terms: OrderTerms }
  | { readonly kind: 'QUOTE'; readonly quote: () => Quote }
  | { readonly kind: 'TRADE'; readonly what: string; readonly taker: TakerSide }
  | { readonly kind: 'CANCEL'; readonly pick: number }
  | { readonly kind: 'REPLACE'; readonly pick: number; readonly terms: LimitTerms }
  | { readonly kind: 'EXPIRE' }

const side = fc.constantFrom<Side>('BUY', 'SELL')
/** Few prices around 100, so that orders, trades and levels meet. */
const price = fc.integer({ min: 95, max: 105 }).map((dollars) => dollars.toFixed(2))
const size = fc.integer({ min: 1, max: 300_000_000 }).map((units) => (units / 1e8).toFixed(8))
const priced = fc.tuple(price, size).map(([p, q]) => `${p}x${q}`)

const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  fc
    .tuple(priced, fc.constantFrom('GTC' as const, 'IOC' as const, 'FOK' as const))
    .map(([what, tif]) => limit(what, tif)),
  priced.map((what) => limit(what, 'GTC', true)),
  fc.tuple(price, priced).map(([stop, what]) => stopLimit(stop, what)),
  fc
    .tuple(size, fc.constantFrom('IOC' as const, 'FOK' as const))
    .map(([quantity, tif]) => market(quantity, tif)),
  size.map(spend),
  priced.map((what): OrderTerms => ({ ...limit(what), timeInForce: 'GTD', expiresAt: at(20) }) as OrderTerms),
)

const book = fc
  .record({
    best: fc.integer({ min: 97, max: 102 }),
    spread: fc.integer({ min: 1, max: 3 }),
    sizes: fc.array(fc.tuple(size, size), { minLength: 0, maxLength: 4 }),
  })
  .map(({ best, spread, sizes }) => () => {
    const level = (dollars: number, quantity: string) => `${dollars}x${quantity}`
    const bids = sizes.map(([bid], i) => level(best - i, bid)).join(' ')
    const asks = sizes.map(([, ask], i) => level(best + spread + i, ask)).join(' ')
    return quote(bids, asks, 1)
  })

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ORDER' as const), side, terms }) },
  { weight: 4, arbitrary: book.map((make): Step => ({ kind: 'QUOTE', quote: make })) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'QUOTE', quote: () => quarantined(1) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('TRADE' as const),
      what: priced,
      taker: fc.constantFrom<TakerSide>('BUY', 'SELL', 'UNKNOWN'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('CANCEL' as const), pick: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(20), priced, fc.boolean())
      .map(
        ([pick, what, postOnly]): Step => ({ kind: 'REPLACE', pick, terms: limit(what, 'GTC', postOnly) }),
      ),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'EXPIRE' }) },
)
const steps = fc.array(step, { minLength: 30, maxLength: 80 })

interface Observer {
  onEvents?(events: readonly PaperEvent[], cause: Step, seen: Trade | undefined): void
  after?(matcher: PaperMatcher): void
}

function play(script: readonly Step[], observer: Observer = {}): PaperMatcher {
  const matcher = createMatcher({ USD: '3000', BTC: '20' })
  const ids: string[] = []
  script.forEach((each, index) => {
    // All but the last steps happen within the life of a last trade.
    const now = at(1 + index * 0.2)
    let events: readonly PaperEvent[] = []
    let seen: Trade | undefined
    if (each.kind === 'ORDER') {
      const order = request(each.side, each.terms)
      ids.push(order.clientOrderId)
      events = matcher.submit(order, now)
    } else if (each.kind === 'QUOTE') matcher.onQuote(each.quote())
    else if (each.kind === 'TRADE') {
      seen = trade(each.what, each.taker, 1 + index * 0.2)
      events = matcher.onTrade(seen, now)
    } else if (each.kind === 'CANCEL') {
      events = matcher.cancel(pickOf(ids, each.pick), now) ?? []
    } else if (each.kind === 'REPLACE') {
      events = matcher.replace(pickOf(ids, each.pick), each.terms, now)?.events ?? []
    } else events = matcher.expire(at(30))
    observer.onEvents?.(events, each, seen)
    observer.after?.(matcher)
  })
  return matcher
}

const pickOf = (ids: readonly string[], pick: number): ClientOrderId =>
  (ids[pick % Math.max(1, ids.length)] ?? '') as ClientOrderId

const quantityOf = (terms: OrderTerms): Quantity | undefined => {
  if (terms.type !== 'MARKET') return terms.quantity
  return terms.size.unit === 'BASE' ? terms.size.quantity : undefined
}

test('an order never fills beyond its quantity, nor at a price worse than its limit', () => {
  fc.assert(
    fc.property(steps, (script) => {
      play(script, {
        onEvents: (events) => {
          for (const event of events) {
            const { terms, filledQuantity } = event.order
            const wanted = quantityOf(terms)
            if (wanted !== undefined) expect(filledQuantity <= wanted).toBe(true)
            if (event.kind !== 'EXECUTION' || terms.type === 'MARKET') continue
            const { price: filled, side: orderSide } = event.execution
            expect(orderSide === 'BUY' ? filled <= terms.limitPrice : filled >= terms.limitPrice).toBe(true)
          }
        },
      })
    }),
  )
})

test('an order sized in quote currency never spends more than its amount', () => {
  fc.assert(
    fc.property(steps, (script) => {
      play(script, {
        onEvents: (events) => {
          for (const { order } of events) {
            if (order.terms.type !== 'MARKET' || order.terms.size.unit !== 'QUOTE') continue
            expect(order.filledNotional + order.fees <= order.terms.size.amount).toBe(true)
          }
        },
      })
    }),
  )
})

test('0 ≤ held ≤ total always, holds are those of the open orders, and totals are what executions explain', () => {
  fc.assert(
    fc.property(steps, (script) => {
      let usd = 3_000n * 10n ** 18n
      let btc = 20n * 10n ** 18n
      play(script, {
        onEvents: (events) => {
          for (const event of events) {
            if (event.kind !== 'EXECUTION') continue
            const { price: p, quantity: q, fee, side: s } = event.execution
            const value = (p * q) / 10n ** 6n
            usd += (s === 'BUY' ? -value : value) - fee
            btc += (s === 'BUY' ? q : -q) * 10n ** 6n
          }
        },
        after: (matcher) => {
          const held = { USD: 0n, BTC: 0n }
          for (const order of matcher.openOrders()) held[order.side === 'BUY' ? 'USD' : 'BTC'] += order.held
          for (const [code, total] of [['USD', usd] as const, ['BTC', btc] as const]) {
            const balance = matcher.balances.of(code as Currency)
            expect(balance.total).toBe(total)
            expect(balance.held).toBe(held[code])
            expect(balance.held >= 0n && balance.held <= balance.total).toBe(true)
          }
        },
      })
    }),
  )
})

test('one trade fills no more than its size of our resting orders', () => {
  fc.assert(
    fc.property(steps, (script) => {
      play(script, {
        onEvents: (events, _cause, seen) => {
          if (!seen) return
          let filled = 0n
          for (const event of events)
            if (event.kind === 'EXECUTION' && event.execution.liquidity === 'MAKER')
              filled += event.execution.quantity
          expect(filled <= seen.quantity).toBe(true)
        },
      })
    }),
  )
})

test('one quote’s level fills no more than its displayed size, all our orders together', () => {
  fc.assert(
    fc.property(steps, (script) => {
      let shown = new Map<string, bigint>()
      const key = (s: Side, p: Price) => `${s} ${formatPrice(p)}`
      const matcher = createMatcher({ USD: '3000', BTC: '20' })
      script.forEach((each, index) => {
        const now = at(1 + index * 0.2)
        let events: readonly PaperEvent[] = []
        if (each.kind === 'QUOTE') {
          const fresh = each.quote()
          shown = new Map([
            ...fresh.asks.map((l) => [key('BUY', l.price), l.quantity] as const),
            ...fresh.bids.map((l) => [key('SELL', l.price), l.quantity] as const),
          ])
          matcher.onQuote(fresh)
        } else if (each.kind === 'ORDER') events = matcher.submit(request(each.side, each.terms), now)
        else if (each.kind === 'TRADE') events = matcher.onTrade(trade(each.what, each.taker, 1 + index), now)
        for (const event of events) {
          if (
            event.kind !== 'EXECUTION' ||
            event.execution.liquidity === 'MAKER' ||
            event.execution.synthetic
          )
            continue
          const { side: s, price: p, quantity: q } = event.execution
          const left = (shown.get(key(s, p)) ?? 0n) - q
          expect(left >= 0n).toBe(true)
          shown.set(key(s, p), left)
        }
      })
    }),
  )
})

test('the same calls give the same events, orders and balances', () => {
  const trace = (script: readonly Step[]) => {
    const lines: string[] = []
    const matcher = play(script, {
      onEvents: (events) => {
        for (const event of events)
          lines.push(
            event.kind === 'ORDER'
              ? `${event.order.arrival} ${event.order.status} ${event.order.reason ?? ''} ${event.order.held}`
              : `${event.order.arrival} ${formatQuantity(event.execution.quantity)} ${formatPrice(event.execution.price)}`,
          )
      },
    })
    return [...lines, ...matcher.balances.entries().map(([code, b]) => `${code} ${b.total} ${b.held}`)]
  }
  fc.assert(
    fc.property(steps, (script) => {
      expect(trace(script)).toEqual(trace(script))
    }),
  )
})

test('a preview says exactly what the order then comes to, and changes nothing', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const matcher = createMatcher({ USD: '3000', BTC: '20' })
      script.forEach((each, index) => {
        const now = at(1 + index * 0.2)
        if (each.kind === 'QUOTE') matcher.onQuote(each.quote())
        if (each.kind === 'TRADE') matcher.onTrade(trade(each.what, each.taker, 1 + index * 0.2), now)
        if (each.kind !== 'ORDER') return
        const order = request(each.side, each.terms)
        const before = [...matcher.balances.entries()]
        const preview = matcher.preview(order, now)
        expect([...matcher.balances.entries()]).toEqual(before)
        const events = matcher.submit(order, now)
        const [first] = events
        expect(preview?.refusal?.reason).toBe(
          first?.order.status === 'REJECTED' ? first.order.reason : undefined,
        )
        if (preview?.refusal) return
        const filled = events.flatMap((event) => (event.kind === 'EXECUTION' ? [event.execution] : []))
        const killed = each.terms.timeInForce === 'FOK' && preview?.plan.complete === false
        expect(filled.map(({ price, quantity }) => [price, quantity])).toEqual(
          killed ? [] : preview?.plan.fills.map(({ price, quantity }) => [price, quantity]),
        )
      })
    }),
  )
})

test('an order that is not refused is either open, or final with nothing held', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const last = new Map<string, PaperEvent>()
      const matcher = play(script, {
        onEvents: (events) => {
          for (const event of events) last.set(event.order.clientOrderId, event)
        },
      })
      const open = new Set([...matcher.openOrders()].map((order) => order.clientOrderId as string))
      for (const [id, event] of last) {
        if (open.has(id)) expect(event.order.status).toBe('OPEN')
        else expect(event.order.held).toBe(0n)
        if (event.kind === 'EXECUTION') expect(open.has(id)).toBe(true)
      }
      expect(matcher.hasOpenOrders(BTC_USD.id)).toBe(open.size > 0)
    }),
  )
})
