import {
  type ClientOrderId,
  type InstrumentId,
  instrumentId,
  type Limits,
  type Money,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Quantity,
  strategyId,
  type UnixNanos,
} from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import type { ExposureMoment, LedgerOrder } from '../../src/simulated-venue/venue-ledger.ts'
import { PriceHistory } from '../../src/simulation/market/price-history.ts'
import { judgeLimits, type LimitsEvidence } from '../../src/simulation/verdict/judge-limits.ts'
import { LimitHistory } from '../../src/simulation/verdict/limit-history.ts'
import { ACCOUNT } from '../../src/simulation/world/setup.ts'

const AAA = instrumentId('coinbase:AAA-USD')
const BBB = instrumentId('coinbase:BBB-USD')
const STRATEGY = strategyId('restless-0')
const seconds = (s: number): bigint => BigInt(Math.round(s * 1_000)) * 1_000_000n

/** A ledger written by hand, and what was known beside it. */
class Story {
  readonly prices = new PriceHistory()
  readonly #limits: Partial<Limits>
  readonly #exposures: ExposureMoment[] = []
  readonly #orders: LedgerOrder[] = []
  readonly #sentAt = new Map<ClientOrderId, bigint>()
  readonly limits: LimitHistory

  constructor(limits: Partial<Limits>) {
    this.#limits = limits
    this.limits = new LimitHistory([{ scope: { level: 'account', id: ACCOUNT }, limits: this.#limits }])
    this.price(0, AAA, '100')
    this.price(0, BBB, '25')
  }

  price(at: number, id: InstrumentId, mid: string): this {
    this.prices.note(id, seconds(at), parsePrice(mid), parsePrice(mid))
    return this
  }

  /** What is held and open of an instrument after something has happened to it. */
  moment(at: number, id: InstrumentId, has: Holding, changes: Partial<ExposureMoment> = {}): this {
    this.#exposures.push({
      at: seconds(at) as UnixNanos,
      instrumentId: id,
      cause: 'FILLED',
      clientOrderId: 'another' as ClientOrderId,
      bid: undefined,
      ask: undefined,
      position: parseQuantity(has.position ?? '0'),
      tradedPosition: 0n as Quantity,
      openBuys: parseQuantity(has.buys ?? '0'),
      openSells: parseQuantity(has.sells ?? '0'),
      openBuyNotional: 0n as Money,
      openSellNotional: 0n as Money,
      openOrders: 1,
      openOrdersOfAll: has.open ?? 1,
      ...changes,
    })
    return this
  }

  /** The venue takes a limit order of ours, sent so long before. */
  takes(
    at: number,
    id: InstrumentId,
    side: 'BUY' | 'SELL',
    quantity: string,
    has: Holding,
    sentBefore = 0,
  ): this {
    const clientOrderId = `order-${this.#orders.length + 1}` as ClientOrderId
    const amounts = { quantity: parseQuantity(quantity), limitPrice: parsePrice('100') }
    this.#orders.push({
      venueOrderId: clientOrderId as never,
      clientOrderId,
      instrumentId: id,
      side,
      terms: { type: 'LIMIT', timeInForce: 'GTC', postOnly: false, ...amounts },
      quantity: amounts.quantity,
      filled: 0n as Quantity,
      status: 'OPEN',
      acceptedAt: seconds(at) as UnixNanos,
      endedAt: undefined,
    })
    this.#sentAt.set(clientOrderId, seconds(at - sentBefore))
    return this.moment(at, id, has, { cause: 'ACCEPTED', clientOrderId })
  }

  get verdict(): string[] {
    const evidence: LimitsEvidence = {
      ledger: { exposures: this.#exposures, orders: this.#orders },
      prices: this.prices,
      limits: this.limits,
      sentAt: this.#sentAt,
      strategyOf: new Map(
        this.#orders.map(({ clientOrderId }) => [clientOrderId as ClientOrderId, STRATEGY]),
      ),
      strategies: [{ id: 'restless-0' }],
    }
    return judgeLimits(evidence)
  }
}

interface Holding {
  readonly position?: string
  readonly buys?: string
  readonly sells?: string
  readonly open?: number
}

const NET = { maxNetExposure: parseMoney('1033') }

describe('limits at the venue', () => {
  test('are broken when fills that risk had heard of by an answer alone counted nowhere', () => {
    // Seed 4869: 20.042 held and 11.567 wanted of BBB; risk had 8.598 held, and the fills' events were late.
    const story = new Story(NET)
      .moment(14.1, BBB, { position: '20.042', buys: '11.567', sells: '8' })
      .takes(14.7, AAA, 'BUY', '2.137', { position: '0.867', buys: '2.137' }, 0.1)
    expect(story.verdict).toEqual(['order order-1: net exposure may come to 1090.625, limit 1033'])
  })

  test('are kept where another instrument’s feed was silent and its price a lower one', () => {
    const story = new Story(NET)
      .price(-40, BBB, '22')
      .price(-39, BBB, '25')
      .moment(14.1, BBB, { position: '20.042', buys: '11.567', sells: '8' })
      .takes(14.7, AAA, 'BUY', '2.137', { position: '0.867', buys: '2.137' }, 0.1)
    expect(story.verdict).toEqual([])
  })

  test('know no such excuse for the order’s own instrument: its price was at most some seconds old', () => {
    const has = { position: '9', buys: '2' }
    const limits = { maxPositionNotional: parseMoney('1000') }
    const low = (at: number) =>
      new Story(limits)
        .price(at, AAA, '90')
        .price(at + 1, AAA, '100')
        .takes(100, AAA, 'BUY', '2', has, 1)
    expect(low(90).verdict).toEqual([])
    expect(low(80).verdict).toEqual(['order order-1: the position may come to 1100, limit 1000'])
  })

  test.each([
    ['sent before it was lowered, however long it took to arrive', 20, []],
    ['sent well after it was lowered', 0, ['order order-1: the position may come to 1100, limit 1000']],
  ])('are those of the time of the approval, for an order %s', (_, sentBefore, verdict) => {
    const story = new Story({ maxPositionNotional: parseMoney('1200') })
    const lowered = { maxPositionNotional: parseMoney('1000') }
    story.limits.note(seconds(80), [{ scope: { level: 'account', id: ACCOUNT }, limits: lowered }])
    story.takes(100, AAA, 'BUY', '2', { position: '9', buys: '2' }, sentBefore)
    expect(story.verdict).toEqual(verdict)
  })

  test('allow for what a person did within two minutes, and for nothing of ours', () => {
    const limits = { maxPositionNotional: parseMoney('1000') }
    const after = (who: ClientOrderId | undefined, at: number) =>
      new Story(limits)
        .moment(1, AAA, { position: '8' })
        .moment(at, AAA, { position: '9' }, { clientOrderId: who })
        .takes(200, AAA, 'BUY', '2', { position: '9', buys: '2' }).verdict
    expect(after(undefined, 100)).toEqual([])
    expect(after(undefined, 70)).toHaveLength(1)
    expect(after('order-0' as ClientOrderId, 199)).toHaveLength(1)
  })

  test('bind the sell side and the gross exposure, and let reductions pass', () => {
    const limits = { maxGrossExposure: parseMoney('500') }
    const sell = (quantity: string, has: Holding) =>
      new Story(limits).takes(10, AAA, 'SELL', quantity, has).verdict
    expect(sell('7', { position: '1', sells: '7' })).toEqual([
      'order order-1: gross exposure may come to 600, limit 500',
    ])
    expect(sell('7', { position: '9', sells: '7' })).toEqual([])
  })

  test('bind the value of one order, and how many are open', () => {
    const one = new Story({ maxOrderNotional: parseMoney('199') }).takes(10, AAA, 'BUY', '2', { buys: '2' })
    expect(one.verdict).toEqual(['order order-1: its value is 200, limit 199'])
    const many = new Story({ maxOpenOrders: 2 }).takes(10, AAA, 'BUY', '1', { buys: '1', open: 3 })
    expect(many.verdict).toEqual(['order order-1 is number 3 open of the account, limit 2'])
  })
})
