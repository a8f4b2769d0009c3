/** Generators of commands, what became of them, and of what people have set. */
import {
  type AccountControlState,
  BOT_STATUSES,
  type Command,
  type CommandAction,
  type CommandEvent,
  type CommandTarget,
  type ControlState,
  type EquityMarks,
  HALT_OWNERS,
  type HaltControlState,
  type LimitScope,
  type Limits,
  type Rate,
  type ScopedLimits,
  STRATEGY_STATUSES,
  type StrategyControlState,
  type TargetControlState,
} from '@oasis/domain'
import fc, { type Arbitrary } from 'fast-check'
import {
  account,
  branded,
  clientOrder,
  counter,
  currencyCode,
  eventIds,
  instrumentIds,
  money,
  record,
  strategy,
  text,
  time,
} from './value-arbitraries.ts'

const rate = branded<Rate>(fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }))
const perSecond = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })

const limitFields: { [K in keyof Limits]: Arbitrary<Limits[K]> } = {
  maxOrderNotional: money,
  maxPositionNotional: money,
  maxGrossExposure: money,
  maxNetExposure: money,
  maxOpenOrders: counter,
  priceCollar: rate,
  maxReferenceAgeMs: counter,
  maxSignalAgeMs: counter,
  maxOrdersPerSecond: perSecond,
  maxCancelsPerSecond: perSecond,
  maxDailyLoss: rate,
  maxDrawdown: rate,
}
const limits: Arbitrary<Partial<Limits>> = record<Limits>(
  limitFields,
  Object.keys(limitFields) as (keyof Limits)[],
)
const scope: Arbitrary<LimitScope> = fc.oneof(
  record<Extract<LimitScope, { level: 'account' }>>({ level: fc.constant('account'), id: account }),
  record<Extract<LimitScope, { level: 'strategy' }>>({ level: fc.constant('strategy'), id: strategy }),
  record<Extract<LimitScope, { level: 'instrument' }>>({
    level: fc.constant('instrument'),
    id: instrumentIds,
  }),
)

const marks: Arbitrary<EquityMarks> = fc.record(
  {
    day: fc.constantFrom('2026-11-22', '1999-01-31'),
    dayStartEquity: money,
    peakEquity: money,
    paidIn: fc.array(record({ currency: currencyCode, amount: money }), { maxLength: 3 }),
  },
  { requiredKeys: ['day', 'dayStartEquity', 'peakEquity'], noNullPrototype: true },
)
export const accountControlState: Arbitrary<AccountControlState> = fc.record(
  {
    kind: fc.constant('ACCOUNT' as const),
    accountId: account,
    version: counter,
    status: fc.constantFrom(...BOT_STATUSES),
    haltEpoch: counter,
    haltUnheard: fc.constant(true as const),
    reason: text,
    changedBy: text,
    limits: fc.array(record<ScopedLimits>({ scope, limits }), { maxLength: 3 }),
    marks: fc.option(marks, { nil: undefined }),
    resets: counter,
    ts: time,
  },
  {
    requiredKeys: [
      ...(['kind', 'accountId', 'version', 'status', 'haltEpoch', 'reason', 'changedBy'] as const),
      ...(['limits', 'marks', 'resets', 'ts'] as const),
    ],
    noNullPrototype: true,
  },
)
export const strategyControlState = record<StrategyControlState>({
  kind: fc.constant('STRATEGY'),
  strategyId: strategy,
  accountId: account,
  version: counter,
  status: fc.constantFrom(...STRATEGY_STATUSES),
  type: text,
  params: text,
  paramsSet: fc.boolean(),
  instances: fc.array(strategy, { maxLength: 3 }),
  generation: counter,
  reason: text,
  changedBy: text,
  ts: time,
})
const haltControlState = record<HaltControlState>({
  kind: fc.constant('HALT'),
  owner: fc.constantFrom(...HALT_OWNERS),
  accountId: account,
  haltEpoch: counter,
  reason: text,
  ts: time,
})
const targetState: Arbitrary<TargetControlState> = fc.oneof(accountControlState, strategyControlState)
export const controlState: Arbitrary<ControlState> = fc.oneof(targetState, haltControlState)

const target: Arbitrary<CommandTarget> = fc.oneof(
  record<Extract<CommandTarget, { kind: 'ACCOUNT' }>>({ kind: fc.constant('ACCOUNT'), accountId: account }),
  record<Extract<CommandTarget, { kind: 'STRATEGY' }>>({
    kind: fc.constant('STRATEGY'),
    strategyId: strategy,
  }),
)

type ActionOf<Kind extends CommandAction['kind']> = Extract<CommandAction, { kind: Kind }>
const actions: { readonly [K in CommandAction['kind']]: Arbitrary<ActionOf<K>> } = {
  SET_BOT_STATUS: record<ActionOf<'SET_BOT_STATUS'>>(
    {
      kind: fc.constant('SET_BOT_STATUS'),
      status: fc.constantFrom(...BOT_STATUSES),
      flatten: fc.boolean(),
      acceptStalePrices: fc.boolean(),
      haltEpoch: counter,
    },
    ['haltEpoch'],
  ),
  SET_STRATEGY_CONFIG: record<ActionOf<'SET_STRATEGY_CONFIG'>>({
    kind: fc.constant('SET_STRATEGY_CONFIG'),
    params: text,
  }),
  SET_STRATEGY_STATUS: record<ActionOf<'SET_STRATEGY_STATUS'>>({
    kind: fc.constant('SET_STRATEGY_STATUS'),
    status: fc.constantFrom(...STRATEGY_STATUSES),
  }),
  SET_RISK_LIMITS: record<ActionOf<'SET_RISK_LIMITS'>>({
    kind: fc.constant('SET_RISK_LIMITS'),
    scope,
    limits,
  }),
  CANCEL_ORDER: record<ActionOf<'CANCEL_ORDER'>>({
    kind: fc.constant('CANCEL_ORDER'),
    clientOrderId: clientOrder,
  }),
  RESET_PAPER: fc.constant<ActionOf<'RESET_PAPER'>>({ kind: 'RESET_PAPER' }),
}
const action: Arbitrary<CommandAction> = fc.oneof(...Object.values(actions))

export const command = record<Command>({
  commandId: fc.uuid(),
  target,
  action,
  issuedBy: text,
  reason: text,
  issuedAt: time,
})

export const commandEvent: Arbitrary<CommandEvent> = fc.record(
  {
    eventId: eventIds,
    commandId: fc.oneof(fc.uuid(), fc.constant('daily-loss/coinbase.main.paper/7')),
    target,
    action: fc.constantFrom(...(Object.keys(actions) as CommandAction['kind'][])),
    outcome: fc.constantFrom('APPLIED' as const, 'REJECTED' as const),
    reason: text,
    issuedBy: text,
    state: fc.option(targetState, { nil: undefined }),
    ts: time,
  },
  { noNullPrototype: true },
)
