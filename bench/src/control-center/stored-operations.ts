/**
 * Orders and fills as a system leaves them behind that has traded for half a year: sixty strategies of very different
 * activity on forty instruments and three accounts, a few orders of each hundred refused, cancelled or expired, some filled
 * in several parts, and the newest few still open. The same seed makes the same history.
 */
import {
  type AccountId,
  accountId,
  clientOrderIdOf,
  createOrder,
  currency,
  type Execution,
  executionId,
  type InstrumentId,
  instrumentId,
  intentIdOf,
  type Order,
  type OrderIntent,
  type OrderState,
  parseMoney,
  parsePrice,
  parseQuantity,
  type StrategyId,
  strategyId,
  type TradingMode,
  tradeEventId,
  type UnixNanos,
  venueOrderId,
} from '@oasis/domain'
import type { Numbered, NumberedFill, ReadModelStore } from '@oasis/ports'
import { seededRandom } from '@oasis/runtime'

interface Trading {
  readonly strategyId: StrategyId
  readonly instrumentId: InstrumentId
  readonly accountId: AccountId
  readonly mode: TradingMode
}

export const STORED_ACCOUNT = accountId('coinbase.main.paper')
const ACCOUNTS = [
  { accountId: STORED_ACCOUNT, mode: 'PAPER' },
  { accountId: accountId('coinbase.second.paper'), mode: 'PAPER' },
  { accountId: accountId('coinbase.main.real'), mode: 'REAL' },
] as const
export const STORED_INSTRUMENTS = Array.from({ length: 40 }, (_, i) => `coinbase:C${i}-USD`)
export const STORED_STRATEGIES = Array.from({ length: 60 }, (_, i) => `strategy-${i}`)

/** Strategy i trades one or two instruments on one account. */
const TRADINGS: readonly Trading[] = STORED_STRATEGIES.flatMap((id, i) =>
  [i, ...(i % 3 === 0 ? [i * 7 + 5] : [])].map((k) => ({
    strategyId: strategyId(id),
    instrumentId: instrumentId(STORED_INSTRUMENTS[k % STORED_INSTRUMENTS.length] ?? ''),
    ...(ACCOUNTS[i % ACCOUNTS.length] ?? ACCOUNTS[0]),
  })),
)

const DAY = 86_400_000_000_000n
const SPAN = 180n * DAY
const OPEN_ORDERS = 400
const OPEN_STATES: readonly OrderState[] = [
  'OPEN',
  'OPEN',
  'OPEN',
  'PARTIALLY_FILLED',
  'SUBMITTED',
  'UNKNOWN',
]

interface Made {
  readonly order: Order
  readonly fills: readonly Execution[]
}

export class StoredOperations {
  readonly #random = seededRandom('stored operations')
  readonly #count: number
  readonly #now: UnixNanos
  readonly #open: number

  /** `open`: of the newest, how many are not final. */
  constructor(count: number, now: UnixNanos, { open = OPEN_ORDERS } = {}) {
    this.#count = count
    this.#now = now
    this.#open = open
  }

  /** The n-th, oldest first, from 0; to be asked for in turn. */
  make(n: number): Made {
    const trading = TRADINGS[Math.floor(this.#random() ** 3 * TRADINGS.length)]
    if (trading === undefined) throw new Error('no strategy trades')
    const step = SPAN / BigInt(this.#count)
    const createdAt = (this.#now -
      SPAN +
      step * BigInt(n) +
      BigInt(Math.floor(this.#random() * 1e6))) as UnixNanos
    const quantity = parseQuantity((0.0001 + Math.floor(this.#random() * 5_000) / 10_000).toFixed(4))
    const price = (10 + this.#random() * 60_000).toFixed(2)
    const intent = this.#intent(n, trading, createdAt, quantity, price)
    const created = createOrder(intent, clientOrderIdOf(intent.intentId), createdAt)
    const placed = { ...created, venueOrderId: venueOrderId(`venue-${n}`), updatedAt: later(createdAt, 40) }
    const state = this.#state(n)
    if (state === 'REJECTED')
      return { order: { ...created, state, version: 3, reason: 'REJECTED (no funds)' }, fills: [] }
    if (state !== 'FILLED' && state !== 'PARTIALLY_FILLED')
      return { order: { ...placed, state, version: 4 }, fills: [] }
    return this.#filled({ ...placed, state }, n, price)
  }

  #state(n: number): OrderState {
    const chance = this.#random()
    if (n >= this.#count - this.#open) return OPEN_STATES[Math.floor(chance * OPEN_STATES.length)] ?? 'OPEN'
    if (chance < 0.05) return 'REJECTED'
    if (chance < 0.14) return 'CANCELED'
    return chance < 0.17 ? 'EXPIRED' : 'FILLED'
  }

  #intent(
    n: number,
    trading: Trading,
    ts: UnixNanos,
    quantity: Order['filledQuantity'],
    price: string,
  ): OrderIntent {
    const causeEventId = tradeEventId(trading.instrumentId, String(n))
    const identity = { accountId: trading.accountId, strategyId: trading.strategyId, generation: 1 }
    const isLimit = this.#random() < 0.4
    return {
      intentId: intentIdOf({ ...identity, causeEventId, ordinal: 0 }),
      ...trading,
      side: this.#random() < 0.52 ? 'BUY' : 'SELL',
      terms: isLimit
        ? { type: 'LIMIT', timeInForce: 'GTC', quantity, limitPrice: parsePrice(price), postOnly: false }
        : { type: 'MARKET', timeInForce: 'IOC', size: { unit: 'BASE', quantity } },
      reduceOnly: false,
      cause: { eventId: causeEventId, tsEvent: ts, tsInit: ts },
    }
  }

  #filled(order: Order, n: number, price: string): Made {
    const parts = this.#random() < 0.15 ? 3 : 1
    const { intent, clientOrderId, createdAt } = order
    const { accountId: account, mode, strategyId: strategy, instrumentId: instrument, side } = intent
    const fills = Array.from(
      { length: parts },
      (_, part): Execution => ({
        ...{ executionId: executionId(`execution-${n}-${part}`), kind: 'FILL', accountId: account, mode },
        ...{ strategyId: strategy, clientOrderId, instrumentId: instrument, side },
        price: parsePrice(price),
        quantity: parseQuantity('0.0001'),
        fee: parseMoney('0.01234567'),
        feeCurrency: currency('USD'),
        liquidity: 'TAKER',
        synthetic: false,
        tsEvent: later(createdAt, 30 + part),
        tsInit: later(createdAt, 45 + part),
      }),
    )
    const filledQuantity = parseQuantity((0.0001 * parts).toFixed(4))
    const filledNotional = parseMoney((Number(price) * 0.0001 * parts).toFixed(8))
    return {
      order: { ...order, version: 3 + parts, filledQuantity, filledNotional, fees: parseMoney('0.01') },
      fills,
    }
  }
}

const later = (ts: UnixNanos, ms: number): UnixNanos => (ts + BigInt(ms) * 1_000_000n) as UnixNanos

const BATCH = 1_000

export interface FillOptions {
  readonly open?: number
  readonly onProgress?: (written: number) => void
}

/** By the store's own writer, as its projector would have written them. */
export async function fillStore(
  store: ReadModelStore,
  count: number,
  now: UnixNanos,
  { open = OPEN_ORDERS, onProgress = () => {} }: FillOptions = {},
): Promise<void> {
  const operations = new StoredOperations(count, now, { open })
  let seq = (await store.load()).lastSeq
  for (let from = 0; from < count; from += BATCH) {
    const orders: Numbered<Order>[] = []
    const fills: NumberedFill[] = []
    for (let n = from; n < Math.min(count, from + BATCH); n++) {
      const made = operations.make(n)
      orders.push({ seq: ++seq, value: made.order })
      for (const value of made.fills) fills.push({ seq: ++seq, value, orderCreatedAt: made.order.createdAt })
    }
    await store.commit({ orders, fills })
    onProgress(from + orders.length)
  }
}
