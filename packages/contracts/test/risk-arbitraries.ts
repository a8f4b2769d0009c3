/** Generators of signals, decisions and portfolios. */
import {
  DENIAL_CODES,
  type Portfolio,
  type PortfolioPosition,
  type Position,
  type RiskDecision,
  type RiskVerdict,
  type RuleCheck,
  type Signal,
  type StrategyId,
} from '@oasis/domain'
import fc, { type Arbitrary } from 'fast-check'
import { cause, intent } from './order-arbitraries.ts'
import {
  account,
  counter,
  currencyCode,
  eventIds,
  instrumentIds,
  intentIds,
  mode,
  money,
  price,
  record,
  side,
  signedQuantity,
  strategy,
  time,
  values,
} from './value-arbitraries.ts'

export const signal = record<Signal>({
  eventId: eventIds,
  accountId: account,
  strategyId: strategy,
  instrumentId: instrumentIds,
  side,
  intentId: intentIds,
  cause,
  values,
  ts: time,
})

export const denied = record<RiskVerdict & { result: 'DENIED' }>({
  result: fc.constant('DENIED'),
  code: fc.constantFrom(...DENIAL_CODES),
  context: values,
})
const verdict: Arbitrary<RiskVerdict> = fc.oneof(fc.constant<RiskVerdict>({ result: 'APPROVED' }), denied)

const check = record<RuleCheck>(
  {
    rule: fc.constantFrom(...DENIAL_CODES),
    level: fc.constantFrom('account', 'strategy', 'instrument'),
    value: fc.string({ minLength: 1 }),
    limit: fc.string({ minLength: 1 }),
    unit: fc.constantFrom('USD', 'ms', 'share'),
  },
  ['level'],
)

export const riskDecision = record<RiskDecision>({
  checks: fc.array(check, { maxLength: 4 }),
  eventId: eventIds,
  intent,
  verdict,
  riskEpoch: counter,
  ts: time,
})

const positionFields = {
  quantity: signedQuantity,
  costBasis: money,
  realizedPnl: money,
  fees: money,
}
export const position = record<Position>(positionFields)
const portfolioFields = {
  ...positionFields,
  instrumentId: instrumentIds,
  mark: price,
  value: money,
  unrealizedPnl: money,
}
const unmarked: (keyof PortfolioPosition)[] = ['mark', 'value', 'unrealizedPnl']

export const portfolio = record<Portfolio>(
  {
    accountId: account,
    mode,
    valuationCurrency: currencyCode,
    accountSeq: counter,
    riskEpoch: counter,
    balances: fc.array(record({ currency: currencyCode, total: money, held: money }), { maxLength: 3 }),
    positions: fc.array(record<PortfolioPosition>(portfolioFields, unmarked), { maxLength: 3 }),
    byStrategy: fc.array(
      record<PortfolioPosition & { strategyId: StrategyId }>(
        { ...portfolioFields, strategyId: strategy },
        unmarked,
      ),
      { maxLength: 3 },
    ),
    equity: money,
    grossExposure: money,
    netExposure: money,
    openOrders: fc.nat(),
    ts: time,
  },
  ['equity'],
)
