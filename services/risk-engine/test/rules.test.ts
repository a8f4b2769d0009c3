import {
  addMillis,
  type BalanceAdjustment,
  clientOrderIdOf,
  createOrder,
  type DenialCode,
  type Execution,
  executionId,
  type OrderIntent,
  parseMoney,
  parsePrice,
  parseQuantity,
  type Side,
  strategyId,
} from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { applyAccountEvent, observeOrder } from '../src/core/account-events.ts'
import { check, reserve } from '../src/core/check.ts'
import { observeFeedStatus, observeQuote } from '../src/core/market-board.ts'
import { type RiskState, withPhase } from '../src/core/risk-state.ts'
import {
  ACCOUNT,
  BTC,
  BTC_QUOTE,
  ETH,
  ETH_QUOTE,
  instrument,
  intent,
  limitTerms,
  marketTerms,
  msAgo,
  NOW,
  OTHER_STRATEGY,
  openState,
  quote,
  STRATEGY,
  type StateOptions,
  spend,
  stopTerms,
  USD,
} from './risk-fixtures.ts'

const verdict = (state: RiskState, wish: OrderIntent) => {
  const result = check(state, wish, NOW)
  return result.result === 'APPROVED' ? 'APPROVED' : result.code
}

interface Case {
  readonly name: string
  readonly wish: Partial<OrderIntent>
  readonly state?: StateOptions | RiskState
  readonly verdict: DenialCode | 'APPROVED'
}

function cases(table: readonly Case[]): void {
  test.each(table)('$name: $verdict', ({ wish, state = {}, verdict: expected }) => {
    const actual = 'phase' in state ? state : openState(state)
    expect(verdict(actual, intent(1, wish))).toBe(expected)
  })
}

/** The state after one intent has been approved. */
function withOpen(state: RiskState, n: number, wish: Partial<OrderIntent>): RiskState {
  const result = check(state, intent(n, wish), NOW)
  if (result.result === 'DENIED') throw new Error(`the fixture was denied: ${result.code}`)
  return reserve(state, result)
}

/** The state after a fill of `strategy`, booked without fee. */
function withFill(state: RiskState, side: Side, quantity: string, strategy = STRATEGY): RiskState {
  const wish = intent(900, { side, strategyId: strategy, terms: limitTerms(quantity, '50000') })
  const order = { ...createOrder(wish, clientOrderIdOf(wish.intentId), NOW), state: 'FILLED' as const }
  const execution: Execution = {
    executionId: executionId(`e${state.accountSeq}`),
    accountId: ACCOUNT,
    mode: 'PAPER',
    strategyId: strategy,
    clientOrderId: order.clientOrderId,
    instrumentId: BTC,
    side,
    price: parsePrice('50000'),
    quantity: parseQuantity(quantity),
    fee: parseMoney('0'),
    feeCurrency: USD,
    liquidity: 'TAKER',
    synthetic: false,
    tsEvent: NOW,
    tsInit: NOW,
  }
  return applied(state, { kind: 'EXECUTION', execution, order })
}

type Body = Parameters<typeof applyAccountEvent>[1]['body']
function applied(state: RiskState, body: Body): RiskState {
  const accountSeq = state.accountSeq + 1
  const eventId = `e/${accountSeq}` as Parameters<typeof applyAccountEvent>[1]['eventId']
  const result = applyAccountEvent(state, { eventId, accountId: ACCOUNT, accountSeq, ts: NOW, body })
  if (result.kind !== 'APPLIED') throw new Error(`the fixture's event was a ${result.kind}`)
  return result.state
}

describe('MALFORMED_INTENT', () => {
  const sized = (terms: OrderIntent['terms']) => ({ terms })
  cases([
    { name: 'a quantity of zero', wish: sized(limitTerms('0', '50000')), verdict: 'MALFORMED_INTENT' },
    { name: 'an amount of zero', wish: sized(spend('0')), verdict: 'MALFORMED_INTENT' },
    { name: 'a price of zero', wish: sized(limitTerms('0.01', '0')), verdict: 'MALFORMED_INTENT' },
    { name: 'a stop at zero', wish: sized(stopTerms('0.01', '0', '50000')), verdict: 'MALFORMED_INTENT' },
    {
      name: 'a sell sized in quote',
      wish: { side: 'SELL', terms: spend('500') },
      verdict: 'MALFORMED_INTENT',
    },
    { name: 'a buy sized in quote', wish: sized(spend('500')), verdict: 'APPROVED' },
    { name: 'post-only and IOC', wish: immediate('IOC', true), verdict: 'MALFORMED_INTENT' },
    { name: 'post-only and FOK', wish: immediate('FOK', true), verdict: 'MALFORMED_INTENT' },
    { name: 'IOC alone', wish: immediate('IOC', false), verdict: 'APPROVED' },
    { name: 'post-only and GTC', wish: immediate('GTC', true), verdict: 'APPROVED' },
    { name: 'GTC with an expiry', wish: expiring('GTC', 1), verdict: 'MALFORMED_INTENT' },
    { name: 'GTD without an expiry', wish: expiring('GTD'), verdict: 'MALFORMED_INTENT' },
    { name: 'GTD that expires now', wish: expiring('GTD', 0), verdict: 'MALFORMED_INTENT' },
    { name: 'GTD that expires later', wish: expiring('GTD', 1), verdict: 'APPROVED' },
  ])

  function immediate(timeInForce: 'IOC' | 'FOK' | 'GTC', postOnly: boolean) {
    return { terms: limitTerms('0.01', '50000', { timeInForce, postOnly }) }
  }
  function expiring(timeInForce: 'GTC' | 'GTD', inMs?: number) {
    const expiry = inMs === undefined ? {} : { expiresAt: addMillis(NOW, inMs) }
    return { terms: limitTerms('0.01', '50000', { timeInForce, ...expiry }) }
  }
})

describe('what is asked before prices', () => {
  const closed = (phase: RiskState['phase']) => withPhase(openState(), phase, 'why')
  cases([
    { name: 'an intent of the other mode', wish: { mode: 'REAL' }, verdict: 'MODE_MISMATCH' },
    { name: 'while starting', wish: {}, state: closed('STARTING'), verdict: 'RECONCILING' },
    { name: 'while reconciling', wish: {}, state: closed('RECONCILING'), verdict: 'RECONCILING' },
    { name: 'when stopped', wish: {}, state: closed('STOPPED'), verdict: 'RECONCILING' },
    {
      name: 'while the order manager is away',
      wish: {},
      state: closed('AWAY'),
      verdict: 'ORDER_MANAGER_UNAVAILABLE',
    },
    { name: 'a cause 2,000 ms old', wish: causedMsAgo(2_000), verdict: 'APPROVED' },
    { name: 'a cause 2,001 ms old', wish: causedMsAgo(2_001), verdict: 'STALE_SIGNAL' },
    { name: 'an instrument of another venue', wish: of('kraken:BTC-USD'), verdict: 'UNKNOWN_INSTRUMENT' },
    { name: 'an instrument never heard of', wish: of('coinbase:XYZ-USD'), verdict: 'UNKNOWN_INSTRUMENT' },
  ])

  function causedMsAgo(ms: number): Partial<OrderIntent> {
    return { cause: { ...intent(1).cause, tsInit: msAgo(ms) } }
  }
  function of(id: string): Partial<OrderIntent> {
    return { instrumentId: id as OrderIntent['instrumentId'] }
  }
})

describe('INSTRUMENT_NOT_TRADABLE', () => {
  const market = { terms: marketTerms('0.01') }
  const postOnly = { terms: limitTerms('0.01', '50000', { postOnly: true }) }
  const stop = { terms: stopTerms('0.01', '50000', '50000') }
  const having = (status: ReturnType<typeof instrument>['status']) => ({
    instruments: [instrument(BTC, { status })],
  })
  cases([
    {
      name: 'LIMIT_ONLY and a market order',
      wish: market,
      state: having('LIMIT_ONLY'),
      verdict: 'INSTRUMENT_NOT_TRADABLE',
    },
    { name: 'LIMIT_ONLY and a limit order', wish: {}, state: having('LIMIT_ONLY'), verdict: 'APPROVED' },
    { name: 'LIMIT_ONLY and a stop order', wish: stop, state: having('LIMIT_ONLY'), verdict: 'APPROVED' },
    {
      name: 'POST_ONLY and a limit order',
      wish: {},
      state: having('POST_ONLY'),
      verdict: 'INSTRUMENT_NOT_TRADABLE',
    },
    {
      name: 'POST_ONLY and a stop order',
      wish: stop,
      state: having('POST_ONLY'),
      verdict: 'INSTRUMENT_NOT_TRADABLE',
    },
    {
      name: 'POST_ONLY and a post-only order',
      wish: postOnly,
      state: having('POST_ONLY'),
      verdict: 'APPROVED',
    },
    { name: 'CANCEL_ONLY', wish: {}, state: having('CANCEL_ONLY'), verdict: 'INSTRUMENT_NOT_TRADABLE' },
    { name: 'AUCTION', wish: {}, state: having('AUCTION'), verdict: 'INSTRUMENT_NOT_TRADABLE' },
    { name: 'HALTED', wish: {}, state: having('HALTED'), verdict: 'INSTRUMENT_NOT_TRADABLE' },
    { name: 'DELISTED', wish: {}, state: having('DELISTED'), verdict: 'INSTRUMENT_NOT_TRADABLE' },
    {
      name: 'a quote currency without conversion',
      wish: {},
      state: { instruments: [instrument(BTC, { quote: 'EUR' as never })] },
      verdict: 'INSTRUMENT_NOT_TRADABLE',
    },
  ])
})

describe('increments, minima and maxima', () => {
  const buy = (quantity: string, price = '50000') => ({ terms: limitTerms(quantity, price) })
  const tight = (changes: Parameters<typeof instrument>[1]) => ({ instruments: [instrument(BTC, changes)] })
  const min500 = tight({ minNotional: parseMoney('500') })
  const max500 = tight({ maxNotional: parseMoney('500') })
  cases([
    { name: 'a price on the increment', wish: buy('0.01', '50000.01'), verdict: 'APPROVED' },
    { name: 'a price between increments', wish: buy('0.01', '50000.001'), verdict: 'PRICE_INCREMENT' },
    {
      name: 'a stop between increments',
      wish: { terms: stopTerms('0.01', '50000.001', '50000') },
      verdict: 'PRICE_INCREMENT',
    },
    {
      name: 'a stop on the increment',
      wish: { terms: stopTerms('0.01', '50000', '50000') },
      verdict: 'APPROVED',
    },
    { name: 'a size on the increment', wish: buy('0.0101'), verdict: 'APPROVED' },
    { name: 'a size between increments', wish: buy('0.01001'), verdict: 'SIZE_INCREMENT' },
    {
      name: 'a market size between increments',
      wish: { terms: marketTerms('0.01001') },
      verdict: 'SIZE_INCREMENT',
    },
    { name: 'the least size', wish: buy('0.001'), verdict: 'APPROVED' },
    { name: 'just below the least size', wish: buy('0.0009'), verdict: 'BELOW_MIN_SIZE' },
    {
      name: 'the largest size',
      wish: buy('10'),
      state: { balances: { USD: '505000' } },
      verdict: 'APPROVED',
    },
    { name: 'just above the largest size', wish: buy('10.0001'), verdict: 'ABOVE_MAX_SIZE' },
    { name: 'the largest notional', wish: buy('0.01'), state: max500, verdict: 'APPROVED' },
    {
      name: 'just above the largest notional',
      wish: buy('0.01', '50000.01'),
      state: max500,
      verdict: 'ABOVE_MAX_SIZE',
    },
    {
      name: 'above the largest notional in quote',
      wish: { terms: spend('500.01') },
      state: max500,
      verdict: 'ABOVE_MAX_SIZE',
    },
    { name: 'the least notional', wish: buy('0.01'), state: min500, verdict: 'APPROVED' },
    {
      name: 'just below the least notional',
      wish: buy('0.01', '49999.99'),
      state: min500,
      verdict: 'BELOW_MIN_NOTIONAL',
    },
    {
      name: 'a market buy is worth the best ask',
      wish: { terms: marketTerms('0.01') },
      state: tight({ minNotional: parseMoney('500.1') }),
      verdict: 'APPROVED',
    },
    {
      name: 'a market buy below the least notional',
      wish: { terms: marketTerms('0.01') },
      state: tight({ minNotional: parseMoney('500.11') }),
      verdict: 'BELOW_MIN_NOTIONAL',
    },
    {
      name: 'a market sell is worth the best bid',
      wish: { side: 'SELL', terms: marketTerms('0.01') },
      state: { ...min500, balances: { BTC: '1' } },
      verdict: 'BELOW_MIN_NOTIONAL',
    },
    {
      name: 'an amount below the least notional',
      wish: { terms: spend('499.99') },
      state: min500,
      verdict: 'BELOW_MIN_NOTIONAL',
    },
  ])
})

describe('the reference price', () => {
  const at = (ms: number) => ({ ...BTC_QUOTE, tsInit: msAgo(ms) })
  const withdrawn = (state: 'GAP' | 'STALE' | 'DISCONNECTED' | 'RESYNCED', ms: number) => {
    const open = openState({ quotes: [at(1_000), ETH_QUOTE] })
    const venue = open.account.venue
    const status = { venue, connection: BTC_QUOTE.connection, state, instruments: [BTC], detail: '' }
    observeFeedStatus(open.market, { ...status, tsInit: msAgo(ms) })
    return open
  }
  const thenQuote = (state: RiskState, ms: number) => {
    observeQuote(state.market, at(ms))
    return state
  }
  const oneSided = quote(BTC, [['49990', '10']], [])
  const quarantined = { ...quote(BTC, [], [], { state: 'QUARANTINED' }), tsInit: msAgo(500) }
  cases([
    { name: 'no quote yet', wish: {}, state: { quotes: [] }, verdict: 'NO_REFERENCE_PRICE' },
    { name: 'a book with one side', wish: {}, state: { quotes: [oneSided] }, verdict: 'NO_REFERENCE_PRICE' },
    { name: 'a quote 5,000 ms old', wish: {}, state: { quotes: [at(5_000)] }, verdict: 'APPROVED' },
    {
      name: 'a quote 5,001 ms old',
      wish: {},
      state: { quotes: [at(5_001)] },
      verdict: 'STALE_REFERENCE_PRICE',
    },
    {
      name: 'a quarantined book',
      wish: {},
      state: { quotes: [at(1_000), quarantined] },
      verdict: 'NO_REFERENCE_PRICE',
    },
    {
      name: 'a quarantine with a later live quote',
      wish: {},
      state: { quotes: [quarantined, at(499)] },
      verdict: 'APPROVED',
    },
    {
      name: 'an older quote does not replace a newer',
      wish: {},
      state: { quotes: [at(0), at(9_000)] },
      verdict: 'APPROVED',
    },
    { name: 'a gap', wish: {}, state: withdrawn('GAP', 500), verdict: 'NO_REFERENCE_PRICE' },
    {
      name: 'a lost connection',
      wish: {},
      state: withdrawn('DISCONNECTED', 500),
      verdict: 'NO_REFERENCE_PRICE',
    },
    { name: 'a stale feed', wish: {}, state: withdrawn('STALE', 500), verdict: 'STALE_REFERENCE_PRICE' },
    { name: 'a resync alone', wish: {}, state: withdrawn('RESYNCED', 500), verdict: 'APPROVED' },
    { name: 'a gap older than the quote', wish: {}, state: withdrawn('GAP', 1_001), verdict: 'APPROVED' },
    {
      name: 'a gap at the very time of the quote',
      wish: {},
      state: withdrawn('GAP', 1_000),
      verdict: 'NO_REFERENCE_PRICE',
    },
    {
      name: 'a gap, then an older quote delivered late',
      wish: {},
      state: thenQuote(withdrawn('GAP', 500), 501),
      verdict: 'NO_REFERENCE_PRICE',
    },
    {
      name: 'a gap, then a fresh quote',
      wish: {},
      state: thenQuote(withdrawn('GAP', 500), 499),
      verdict: 'APPROVED',
    },
  ])

  test('a gap reported late does not shorten a later one', () => {
    const state = withdrawn('GAP', 500)
    const status = {
      venue: state.account.venue,
      connection: BTC_QUOTE.connection,
      instruments: [BTC],
      detail: '',
    }
    observeFeedStatus(state.market, { ...status, state: 'STALE', tsInit: msAgo(800) })
    expect(verdict(thenQuote(state, 600), intent(1))).toBe('NO_REFERENCE_PRICE')
  })
})

describe('ORDER_NOTIONAL_LIMIT', () => {
  const limited = (maxOrderNotional: string, at: 'account' | 'strategy' | 'instrument' = 'account') => ({
    [at]: { maxOrderNotional: parseMoney(maxOrderNotional) },
  })
  const holding = { balances: { BTC: '1' } }
  const sell = (price: string) => ({ side: 'SELL' as const, terms: limitTerms('0.01', price) })
  cases([
    { name: 'a buy at the limit', wish: {}, state: limited('500'), verdict: 'APPROVED' },
    { name: 'a buy just beyond', wish: {}, state: limited('499.99'), verdict: 'ORDER_NOTIONAL_LIMIT' },
    {
      name: "the strategy's limit is stricter",
      wish: {},
      state: limited('499.99', 'strategy'),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: "the instrument's limit is stricter",
      wish: {},
      state: limited('499.99', 'instrument'),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: 'an amount at the limit',
      wish: { terms: spend('500') },
      state: limited('500'),
      verdict: 'APPROVED',
    },
    {
      name: 'an amount just beyond',
      wish: { terms: spend('500.01') },
      state: limited('500'),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: "a market buy is worth the collar's edge",
      wish: { terms: marketTerms('0.01') },
      state: limited('510'),
      verdict: 'APPROVED',
    },
    {
      name: "a market buy beyond the collar's edge",
      wish: { terms: marketTerms('0.01') },
      state: limited('509.99'),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: 'a sell below mid is worth the mid',
      wish: sell('49500'),
      state: { ...holding, ...limited('500') },
      verdict: 'APPROVED',
    },
    {
      name: 'a sell below mid beyond the mid',
      wish: sell('49500'),
      state: { ...holding, ...limited('499.99') },
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: 'a sell above mid is worth its limit',
      wish: sell('50500'),
      state: { ...holding, ...limited('504.99') },
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    {
      name: 'a market sell is worth the mid',
      wish: { side: 'SELL', terms: marketTerms('0.01') },
      state: { ...holding, ...limited('500') },
      verdict: 'APPROVED',
    },
  ])

  test('a market buy is worth the best ask where that is beyond the collar', () => {
    const wide = quote(BTC, [['40000', '1']], [['60000', '1']])
    const state = openState({ quotes: [wide], ...limited('599.99') })
    expect(verdict(state, intent(1, { terms: marketTerms('0.01') }))).toBe('ORDER_NOTIONAL_LIMIT')
  })
})

describe('PRICE_COLLAR', () => {
  const buy = (price: string) => ({ terms: limitTerms('0.01', price) })
  const asks: [string, string][] = [
    ['50010', '0.01'],
    ['51000', '0.01'],
    ['51000.02', '1'],
  ]
  const thin = {
    quotes: [quote(BTC, [['49990', '0.02']], asks)],
    account: {},
    balances: { USD: '100000', BTC: '1' },
  }
  cases([
    { name: 'a limit 2 % above', wish: buy('51000'), verdict: 'APPROVED' },
    { name: 'a limit just beyond 2 % above', wish: buy('51000.01'), verdict: 'PRICE_COLLAR' },
    { name: 'a limit 2 % below', wish: buy('49000'), verdict: 'APPROVED' },
    { name: 'a limit just beyond 2 % below', wish: buy('48999.99'), verdict: 'PRICE_COLLAR' },
    {
      name: 'a stop judged by its stop price',
      wish: { terms: stopTerms('0.01', '60000', '61200') },
      verdict: 'APPROVED',
    },
    {
      name: 'a stop limit too far from its stop',
      wish: { terms: stopTerms('0.01', '60000', '61200.01') },
      verdict: 'PRICE_COLLAR',
    },
    {
      name: 'a market buy within levels in the collar',
      wish: { terms: marketTerms('0.02') },
      state: thin,
      verdict: 'APPROVED',
    },
    {
      name: 'a market buy that reaches a level beyond',
      wish: { terms: marketTerms('0.0201') },
      state: thin,
      verdict: 'PRICE_COLLAR',
    },
    {
      name: 'an amount within levels in the collar',
      wish: { terms: spend('1010.1') },
      state: thin,
      verdict: 'APPROVED',
    },
    {
      name: 'an amount that reaches a level beyond',
      wish: { terms: spend('1010.11') },
      state: thin,
      verdict: 'PRICE_COLLAR',
    },
    {
      name: 'a market sell that the book holds',
      wish: { side: 'SELL', terms: marketTerms('0.02') },
      state: thin,
      verdict: 'APPROVED',
    },
    {
      name: 'a market sell that the book does not hold',
      wish: { side: 'SELL', terms: marketTerms('0.0201') },
      state: thin,
      verdict: 'PRICE_COLLAR',
    },
  ])
})

describe('INSUFFICIENT_BALANCE', () => {
  const sell = (quantity: string) => ({ side: 'SELL' as const, terms: limitTerms(quantity, '50000') })
  const usd = (total: string) => ({ balances: { USD: total } })
  cases([
    { name: 'a buy with exactly its cost and fee', wish: {}, state: usd('505'), verdict: 'APPROVED' },
    {
      name: 'a buy one cent short of its fee',
      wish: {},
      state: usd('504.99'),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'an amount includes its fees',
      wish: { terms: spend('500') },
      state: usd('500'),
      verdict: 'APPROVED',
    },
    {
      name: 'an amount beyond the balance',
      wish: { terms: spend('500.01') },
      state: usd('500'),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: "a market buy needs the collar's edge",
      wish: { terms: marketTerms('0.01') },
      state: usd('515.1'),
      verdict: 'APPROVED',
    },
    {
      name: "a market buy short of the collar's edge",
      wish: { terms: marketTerms('0.01') },
      state: usd('515.09'),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'a sell of all holdings',
      wish: sell('1'),
      state: { balances: { BTC: '1' } },
      verdict: 'APPROVED',
    },
    {
      name: 'a sell beyond holdings',
      wish: sell('1.0001'),
      state: { balances: { BTC: '1' } },
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'what an open buy holds is not free',
      wish: {},
      state: withOpen(openState(usd('1009.99')), 2, {}),
      verdict: 'INSUFFICIENT_BALANCE',
    },
    {
      name: 'what an open buy leaves is free',
      wish: {},
      state: withOpen(openState(usd('1010')), 2, {}),
      verdict: 'APPROVED',
    },
    {
      name: 'what an open sell holds is not free',
      wish: sell('0.6'),
      state: withOpen(openState({ balances: { BTC: '1' } }), 2, sell('0.5')),
      verdict: 'INSUFFICIENT_BALANCE',
    },
  ])
})

describe('limits on totals, at each level', () => {
  const other = { strategyId: OTHER_STRATEGY }
  const eth = { instrumentId: ETH, terms: limitTerms('0.25', '2000') }
  const state = (options: StateOptions, open: Partial<OrderIntent> = {}) =>
    withOpen(openState(options), 2, open)
  const position = (at: 'account' | 'strategy' | 'instrument', limit: string) => ({
    [at]: { maxPositionNotional: parseMoney(limit) },
  })
  const gross = (at: 'account' | 'strategy' | 'instrument', limit: string) => ({
    [at]: { maxGrossExposure: parseMoney(limit) },
  })
  const net = (at: 'account' | 'strategy' | 'instrument', limit: string) => ({
    [at]: { maxNetExposure: parseMoney(limit) },
  })
  const orders = (at: 'account' | 'strategy' | 'instrument', maxOpenOrders: number) => ({
    [at]: { maxOpenOrders },
  })
  cases([
    {
      name: 'position at the limit, open buys counted',
      wish: {},
      state: state(position('account', '1000')),
      verdict: 'APPROVED',
    },
    {
      name: 'position just beyond',
      wish: {},
      state: state(position('account', '999.99')),
      verdict: 'POSITION_LIMIT',
    },
    {
      name: 'external holdings count',
      wish: {},
      state: { ...position('account', '1000'), balances: { USD: '1000', BTC: '0.0101' } },
      verdict: 'POSITION_LIMIT',
    },
    {
      name: 'amounts of quote currency count',
      wish: { terms: spend('500.01') },
      state: state(position('account', '1000')),
      verdict: 'POSITION_LIMIT',
    },
    {
      name: "the strategy's own position",
      wish: {},
      state: state(position('strategy', '999.99')),
      verdict: 'POSITION_LIMIT',
    },
    {
      name: "another strategy's position is not its own",
      wish: {},
      state: state(position('strategy', '999.99'), other),
      verdict: 'APPROVED',
    },
    {
      name: "the instrument's position",
      wish: {},
      state: state(position('instrument', '999.99'), other),
      verdict: 'POSITION_LIMIT',
    },
    {
      name: 'gross exposure at the limit',
      wish: {},
      state: state(gross('account', '1000'), eth),
      verdict: 'APPROVED',
    },
    {
      name: 'gross exposure just beyond',
      wish: {},
      state: state(gross('account', '999.99'), eth),
      verdict: 'GROSS_EXPOSURE_LIMIT',
    },
    {
      name: "the strategy's own gross exposure",
      wish: {},
      state: state(gross('strategy', '999.99'), eth),
      verdict: 'GROSS_EXPOSURE_LIMIT',
    },
    {
      name: "another strategy's gross exposure",
      wish: {},
      state: state(gross('strategy', '999.99'), { ...eth, ...other }),
      verdict: 'APPROVED',
    },
    {
      name: "the instrument's gross exposure leaves out others",
      wish: {},
      state: state(gross('instrument', '999.99'), eth),
      verdict: 'APPROVED',
    },
    {
      name: "the instrument's gross exposure",
      wish: {},
      state: state(gross('instrument', '999.99')),
      verdict: 'GROSS_EXPOSURE_LIMIT',
    },
    {
      name: 'net exposure at the limit',
      wish: {},
      state: state(net('account', '1000'), eth),
      verdict: 'APPROVED',
    },
    {
      name: 'net exposure just beyond',
      wish: {},
      state: state(net('account', '999.99'), eth),
      verdict: 'NET_EXPOSURE_LIMIT',
    },
    {
      name: "the strategy's own net exposure",
      wish: {},
      state: state(net('strategy', '999.99'), eth),
      verdict: 'NET_EXPOSURE_LIMIT',
    },
    { name: 'open orders at the limit', wish: {}, state: state(orders('account', 2)), verdict: 'APPROVED' },
    {
      name: 'open orders just beyond',
      wish: {},
      state: state(orders('account', 1)),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: "the strategy's open orders",
      wish: {},
      state: state(orders('strategy', 1)),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: 'no open orders allowed to a strategy',
      wish: {},
      state: orders('strategy', 0),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: "another strategy's open orders",
      wish: {},
      state: state(orders('strategy', 1), other),
      verdict: 'APPROVED',
    },
    {
      name: "the instrument's open orders",
      wish: {},
      state: state(orders('instrument', 1), other),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: 'no open orders allowed on an instrument',
      wish: {},
      state: orders('instrument', 0),
      verdict: 'OPEN_ORDERS_LIMIT',
    },
    {
      name: "another instrument's open orders",
      wish: {},
      state: state(orders('instrument', 1), eth),
      verdict: 'APPROVED',
    },
  ])

  test('a short and a long cancel out in net exposure and add up in gross', () => {
    const tight = { account: { ...gross('account', '1500').account, ...net('account', '500').account } }
    const long = withFill(openState(tight), 'BUY', '0.02')
    const short = {
      ...long,
      ledger: {
        ...long.ledger,
        balances: new Map(long.ledger.balances).set('ETH' as never, parseMoney('-0.25')),
      },
    }
    const known = {
      ...short,
      ledger: {
        ...short.ledger,
        byInstrument: new Map(short.ledger.byInstrument).set(
          ETH,
          short.ledger.byInstrument.get(BTC) as never,
        ),
      },
    }
    // 1,000 long and 500 short; a sell moves neither sum beyond.
    expect(verdict(known, intent(1, { side: 'SELL', terms: limitTerms('0.001', '50000') }))).toBe('APPROVED')
    expect(verdict(known, intent(1, { terms: limitTerms('0.001', '50000') }))).toBe('GROSS_EXPOSURE_LIMIT')
  })

  test('what is held and was never priced leaves exposure unknown', () => {
    const filled = withFill(openState({ quotes: [BTC_QUOTE] }), 'BUY', '0.01')
    expect(verdict(filled, intent(1))).toBe('APPROVED')
    const eth = filled.ledger.byInstrument.get(BTC)
    const held = {
      ...filled,
      ledger: {
        ...filled.ledger,
        byInstrument: new Map(filled.ledger.byInstrument).set(ETH, eth as never),
        balances: new Map(filled.ledger.balances).set('ETH' as never, parseMoney('1')),
      },
    }
    expect(check(held, intent(1), NOW)).toMatchObject({
      code: 'NO_REFERENCE_PRICE',
      context: { instrument: ETH },
    })
  })

  test('a position in an instrument that reference data has dropped counts by its booked quantity', () => {
    const filled = withFill(openState(), 'BUY', '0.01')
    filled.market.instruments.delete(BTC)
    const wish = intent(1, { instrumentId: ETH, terms: limitTerms('0.25', '2000') })
    const tight = { ...filled, limits: openState(gross('account', '999.99')).limits }
    expect(verdict(tight, wish)).toBe('GROSS_EXPOSURE_LIMIT')
    filled.market.instruments.set(BTC, instrument(BTC))
  })
})

describe('reductions', () => {
  const sell = (quantity: string): Partial<OrderIntent> => ({
    side: 'SELL',
    terms: limitTerms(quantity, '50000'),
  })
  const only = (quantity: string) => ({ ...sell(quantity), reduceOnly: true })
  const none = {
    maxPositionNotional: parseMoney('0'),
    maxGrossExposure: parseMoney('0'),
    maxNetExposure: parseMoney('0'),
  }
  /** Long 1 BTC, bought before the limits were lowered to nothing. */
  const long = (options: StateOptions = {}) =>
    withFill(openState({ ...options, account: { ...none, ...options.account } }), 'BUY', '1')
  cases([
    {
      name: 'a sell of a part skips the exposure rules',
      wish: sell('0.5'),
      state: long(),
      verdict: 'APPROVED',
    },
    { name: 'a sell of all skips the exposure rules', wish: sell('1'), state: long(), verdict: 'APPROVED' },
    { name: 'a buy does not', wish: {}, state: long(), verdict: 'POSITION_LIMIT' },
    {
      name: 'it does not skip the order limit',
      wish: sell('0.5'),
      state: long({ account: { maxOrderNotional: parseMoney('1') } }),
      verdict: 'ORDER_NOTIONAL_LIMIT',
    },
    { name: 'reduce-only within the position', wish: only('1'), state: long(), verdict: 'APPROVED' },
    {
      name: 'reduce-only just beyond the position',
      wish: only('1.0001'),
      state: long(),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'reduce-only beyond what pending sells leave',
      wish: only('0.6'),
      state: withOpen(long(), 2, sell('0.5')),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'reduce-only within what pending sells leave',
      wish: only('0.5'),
      state: withOpen(long(), 2, sell('0.5')),
      verdict: 'APPROVED',
    },
    {
      name: 'reduce-only without a position',
      wish: only('0.5'),
      state: { balances: { BTC: '1' } },
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: "reduce-only of another strategy's position",
      wish: only('0.5'),
      state: withFill(openState(), 'BUY', '1', OTHER_STRATEGY),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'reduce-only on the side of the position',
      wish: { reduceOnly: true },
      state: long(),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'reduce-only in quote currency',
      wish: { reduceOnly: true, terms: spend('100') },
      state: long(),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
  ])

  /** No venue of this kind lends; the rule holds for those that will. */
  const short = () => withFill(openState({ balances: { USD: '100000' } }), 'SELL', '1')
  const cover = (quantity: string): Partial<OrderIntent> => ({
    reduceOnly: true,
    terms: limitTerms(quantity, '50000'),
  })
  cases([
    { name: 'a buy that covers a part of a short', wish: cover('0.5'), state: short(), verdict: 'APPROVED' },
    { name: 'a buy that covers all of a short', wish: cover('1'), state: short(), verdict: 'APPROVED' },
    {
      name: 'a buy beyond the short',
      wish: cover('1.0001'),
      state: short(),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'a buy beyond what pending buys leave',
      wish: cover('0.6'),
      state: withOpen(short(), 2, cover('0.5')),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
    {
      name: 'a buy while an amount of quote is pending',
      wish: cover('0.5'),
      state: withOpen(short(), 2, { terms: spend('100') }),
      verdict: 'REDUCE_ONLY_VIOLATION',
    },
  ])
})

describe('ORDER_OUTCOME_UNKNOWN', () => {
  const doubtful = (state: 'UNKNOWN' | 'REVIEW' | 'OPEN', changes: Partial<OrderIntent> = {}) => {
    const wish = intent(2, changes)
    const order = { ...createOrder(wish, clientOrderIdOf(wish.intentId), NOW), state, version: 3 }
    return observeOrder(
      openState({ balances: { USD: '100000', BTC: '1' } }),
      order,
      instrument(wish.instrumentId),
    )
  }
  const reduction = { side: 'SELL' as const, terms: limitTerms('0.5', '50000'), reduceOnly: true }
  cases([
    {
      name: 'an unknown order on the instrument',
      wish: {},
      state: doubtful('UNKNOWN'),
      verdict: 'ORDER_OUTCOME_UNKNOWN',
    },
    { name: 'an order under review', wish: {}, state: doubtful('REVIEW'), verdict: 'ORDER_OUTCOME_UNKNOWN' },
    {
      name: 'of another strategy',
      wish: {},
      state: doubtful('UNKNOWN', { strategyId: strategyId('x') }),
      verdict: 'ORDER_OUTCOME_UNKNOWN',
    },
    {
      name: 'a reduction',
      wish: reduction,
      state: withFill(doubtful('UNKNOWN'), 'BUY', '1'),
      verdict: 'ORDER_OUTCOME_UNKNOWN',
    },
    {
      name: 'an unknown order on another instrument',
      wish: {},
      state: doubtful('UNKNOWN', { instrumentId: ETH }),
      verdict: 'APPROVED',
    },
    { name: 'an open order', wish: {}, state: doubtful('OPEN'), verdict: 'APPROVED' },
  ])
})

describe('ORDER_RATE_LIMIT', () => {
  function approvals(
    options: StateOptions,
    atMs: readonly number[],
    wish: Partial<OrderIntent> = {},
  ): string[] {
    let state = openState(options)
    return atMs.map((ms, n) => {
      const now = addMillis(NOW, ms)
      const cause = { ...intent(n).cause, tsInit: now }
      const result = check(state, intent(n, { ...wish, cause }), now)
      if (result.result === 'APPROVED') state = reserve(state, result)
      return result.result === 'APPROVED' ? 'yes' : result.code
    })
  }
  const no = 'ORDER_RATE_LIMIT'

  test.each(['account', 'strategy', 'instrument'] as const)('%s: so many at once, and no more', (level) => {
    expect(approvals({ [level]: { maxOrdersPerSecond: 3 } }, [0, 0, 0, 0])).toEqual(['yes', 'yes', 'yes', no])
  })

  test('a token comes back after its share of a second, and no earlier', () => {
    const limit = { account: { maxOrdersPerSecond: 4 } }
    expect(approvals(limit, [0, 0, 0, 0, 249, 250, 250])).toEqual(['yes', 'yes', 'yes', 'yes', no, 'yes', no])
  })

  test('a rest does not save up more than a second', () => {
    expect(approvals({ account: { maxOrdersPerSecond: 2 } }, [0, 9, 4_000, 4_000, 4_000])).toEqual([
      'yes',
      'yes',
      'yes',
      'yes',
      no,
    ])
  })

  test('less than one order a second is possible, and none at all', () => {
    expect(approvals({ account: { maxOrdersPerSecond: 0.5 } }, [0, 1_999, 2_000])).toEqual(['yes', no, 'yes'])
    expect(approvals({ account: { maxOrdersPerSecond: 0 } }, [0])).toEqual([no])
  })

  test('another strategy has its own bucket, and a denied intent takes no token', () => {
    const limit = { strategy: { maxOrdersPerSecond: 1 } }
    expect(approvals(limit, [0, 0], { strategyId: OTHER_STRATEGY })).toEqual(['yes', 'yes'])
    const state = openState({ account: { maxOrdersPerSecond: 1, maxOrderNotional: parseMoney('1') } })
    expect(verdict(state, intent(1))).toBe('ORDER_NOTIONAL_LIMIT')
    expect(state.rates.size).toBe(0)
  })
})

test('a denial carries the numbers behind it', () => {
  const state = openState({ account: { maxOrderNotional: parseMoney('499.5') } })
  expect(check(state, intent(1), NOW)).toEqual({
    result: 'DENIED',
    code: 'ORDER_NOTIONAL_LIMIT',
    context: { requested: '500', limit: '499.5' },
  })
})

test('without any limits set the conservative defaults are in force', () => {
  const state = { ...openState(), limits: { account: new Map(), strategy: new Map(), instrument: new Map() } }
  expect(verdict(state, intent(1, { terms: limitTerms('0.02', '50000') }))).toBe('APPROVED')
  expect(verdict(state, intent(1, { terms: limitTerms('0.0201', '50000') }))).toBe('ORDER_NOTIONAL_LIMIT')
})

test('a check changes nothing and the same arguments decide the same', () => {
  const state = openState()
  const before = state.totals
  const first = check(state, intent(1), NOW)
  expect(check(state, intent(1), NOW)).toEqual(first)
  expect(state.totals).toBe(before)
  expect(state.reservations.size).toBe(0)
})

test('an adjustment changes what can be bought', () => {
  const adjustment: BalanceAdjustment = {
    accountId: ACCOUNT,
    mode: 'PAPER',
    currency: USD,
    amount: parseMoney('505'),
    reason: 'DEPOSIT',
    tsEvent: NOW,
  }
  const empty = openState({ balances: {} })
  expect(verdict(empty, intent(1))).toBe('INSUFFICIENT_BALANCE')
  expect(verdict(applied(empty, { kind: 'ADJUSTMENT', adjustment }), intent(1))).toBe('APPROVED')
})
