import {
  type Currency,
  currency,
  type InstrumentId,
  instrumentId,
  type Money,
  parseMoney,
  type Quote,
} from '@oasis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountExposure, strategyExposure } from '../src/core/exposure.ts'
import { lastMid, observeInstrument, observeQuote, usableBook } from '../src/core/market-board.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import { apply, orderOf, told } from './account-story.ts'
import {
  ACCOUNT,
  BTC,
  ETH,
  instrument,
  intent,
  limitTerms,
  NOW,
  OTHER_STRATEGY,
  openState,
  quote,
  STRATEGY,
} from './risk-fixtures.ts'
import { withFill } from './rule-cases.ts'

const BTC_EUR = instrumentId('coinbase:BTC-EUR')
const SOL = instrumentId('coinbase:SOL-USD')
const IDS = [BTC, ETH, BTC_EUR, SOL] as const

/** A change of the account, one of the market, or a look at an earlier state. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('order' as const),
    id: fc.constantFrom(...IDS),
    n: fc.nat(9),
    buy: fc.boolean(),
    gone: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('fill' as const),
    by: fc.constantFrom(STRATEGY, OTHER_STRATEGY),
    buy: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('adjust' as const),
    code: fc.constantFrom('USD', 'BTC', 'ETH', 'SOL', 'XYZ'),
    units: fc.integer({ min: -3, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('quote' as const),
    id: fc.constantFrom(...IDS),
    mid: fc.integer({ min: 10, max: 90 }),
    live: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('list' as const) }),
  fc.record({ kind: fc.constant('look back' as const), at: fc.nat(50) }),
)

test('property: sums that were kept up are those of a walk over everything, whichever state is asked about', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const first = openState({
        instruments: [instrument(BTC), instrument(ETH), instrument(BTC_EUR)],
        quotes: [],
      })
      const states: RiskState[] = [first]
      let sequence = 0n
      const now = () => (NOW + ++sequence) as Quote['tsInit']
      for (const each of steps) {
        const state = states.at(-1) ?? first
        if (each.kind === 'quote') {
          const [bid, ask] = [String(each.mid), String(each.mid + 2)]
          const book = quote(each.id, [[bid, '1']], [[ask, '1']], { tsInit: now() })
          const shown = each.live ? book : { ...book, state: 'QUARANTINED' as const, bids: [], asks: [] }
          observeQuote(first.market, shown, NOW)
        }
        if (each.kind === 'list') observeInstrument(first.market, instrument(SOL))
        if (each.kind === 'fill') states.push(withFill(state, each.buy ? 'BUY' : 'SELL', '1', each.by))
        if (each.kind === 'order' && first.market.instruments.has(each.id)) {
          const side = each.buy ? 'BUY' : 'SELL'
          const wish = intent(each.n, { side, instrumentId: each.id, terms: limitTerms('2', '5') })
          const version = states.length + 1
          const order = orderOf(wish, { state: each.gone ? 'CANCELED' : 'OPEN', version })
          states.push(apply(state, told(order)))
        }
        if (each.kind === 'adjust') {
          const amount = parseMoney(String(each.units))
          const code = currency(each.code)
          const adjustment = {
            accountId: ACCOUNT,
            mode: 'PAPER',
            currency: code,
            amount,
            reason: 'DEPOSIT',
            tsEvent: NOW,
          } as const
          states.push(apply(state, { kind: 'ADJUSTMENT', adjustment }))
        }
        const asked = states[each.kind === 'look back' ? each.at % states.length : states.length - 1] ?? first
        expect(measured(asked)).toEqual(walked(asked))
      }
    }),
    { numRuns: 300 },
  )
})

function measured(state: RiskState) {
  const account = accountExposure(state)
  const strategy = strategyExposure(state, STRATEGY)
  return {
    account: account.unpriced === undefined ? [account.gross, account.net] : 'unpriced',
    strategy: strategy.unpriced === undefined ? [strategy.gross, strategy.net] : 'unpriced',
    btc: accountExposure(state, undefined, BTC).gross,
    equity: state.valuation.valuedEquity(state),
  }
}

/** The same from the definitions, without anything that was kept. */
function walked(state: RiskState) {
  const { market, ledger } = state
  const valuing = (code: Currency) => {
    const id = instrumentId(`coinbase:${code}-USD`)
    return market.instruments.has(id) ? id : undefined
  }
  const open = (id: InstrumentId, side: 'BUY' | 'SELL', by?: string) => {
    let sum = 0n
    for (const each of state.reservations.values()) {
      const own = by === undefined || each.strategyId === by
      if (each.instrumentId === id && each.side === side && own) sum += each.quantity
    }
    return sum
  }
  const abs = (value: bigint) => (value < 0n ? -value : value)
  const most = (a: bigint, b: bigint) => (a > b ? a : b)
  function sums(
    rows: readonly (readonly [id: InstrumentId, quantity: bigint, priced: InstrumentId | undefined])[],
    by?: string,
  ) {
    let [gross, low, high] = [0n, 0n, 0n]
    for (const [id, quantity, priced] of rows) {
      const [buys, sells] = [open(id, 'BUY', by), open(id, 'SELL', by)]
      if (quantity === 0n && buys + sells === 0n) continue
      const mid = priced && lastMid(market, priced)
      if (mid === undefined) return 'unpriced'
      const [down, up] = [(mid * (quantity - sells)) / 10n ** 6n, (mid * (quantity + buys)) / 10n ** 6n]
      gross += most(abs(down), abs(up))
      low += down
      high += up
    }
    return [gross, most(abs(low), abs(high))]
  }
  const balance = (code: string) => (ledger.balances.get(currency(code)) ?? 0n) / 10n ** 6n
  const rows = IDS.filter((id) => market.instruments.has(id)).map((id) => {
    const base = id.slice(9, 12)
    const by = valuing(currency(base))
    return [id, by === id ? balance(base) : 0n, by] as const
  })
  let equity: bigint | undefined = ledger.balances.get(currency('USD')) ?? 0n
  for (const [id, quantity] of rows) {
    const mark = usableBook(market.references.get(id))?.mid
    if (quantity === 0n) continue
    equity = equity === undefined || mark === undefined ? undefined : equity + (mark * quantity) / 10n ** 6n
  }
  const booked = (id: InstrumentId) => ledger.byStrategy.get(STRATEGY)?.get(id)?.quantity ?? 0n
  const btc = sums(rows.filter(([id]) => id === BTC))
  return {
    account: sums(rows),
    strategy: sums(
      IDS.map((id) => [id, booked(id), id] as const),
      STRATEGY,
    ),
    btc: btc === 'unpriced' ? (0n as Money) : btc[0],
    equity,
  }
}
