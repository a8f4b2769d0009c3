/** Generators of intents, orders and what happens to them: every union member and optional part. */
import {
  type AccountEvent,
  type AccountEventBody,
  type Approval,
  type BalanceAdjustment,
  type Cause,
  type Execution,
  type ExecutionId,
  ORDER_STATES,
  ORDER_TRIGGERS,
  type Order,
  type OrderIntent,
  type OrderTerms,
  type VenueOrderId,
} from '@oasis/domain'
import fc, { type Arbitrary } from 'fast-check'
import {
  account,
  branded,
  bytes,
  clientOrder,
  counter,
  currencyCode,
  eventIds,
  instrumentIds,
  intentIds,
  mode,
  money,
  price,
  printable,
  quantity,
  record,
  side,
  someText,
  strategy,
  text,
  time,
} from './value-arbitraries.ts'

export const cause = record<Cause>({ eventId: eventIds, tsEvent: time, tsInit: time })
const size = fc.oneof(
  fc.record({ unit: fc.constant('BASE' as const), quantity }, { noNullPrototype: true }),
  fc.record({ unit: fc.constant('QUOTE' as const), amount: money }, { noNullPrototype: true }),
)
const terms = fc.oneof(
  record<Extract<OrderTerms, { type: 'MARKET' }>>({
    type: fc.constant('MARKET'),
    timeInForce: fc.constantFrom('IOC', 'FOK'),
    size,
  }),
  record<Extract<OrderTerms, { type: 'LIMIT' }>>(
    {
      type: fc.constant('LIMIT'),
      timeInForce: fc.constantFrom('GTC', 'GTD', 'IOC', 'FOK'),
      quantity,
      limitPrice: price,
      postOnly: fc.boolean(),
      expiresAt: time,
    },
    ['expiresAt'],
  ),
  record<Extract<OrderTerms, { type: 'STOP_LIMIT' }>>(
    {
      type: fc.constant('STOP_LIMIT'),
      timeInForce: fc.constantFrom('GTC', 'GTD'),
      quantity,
      limitPrice: price,
      stopPrice: price,
      expiresAt: time,
    },
    ['expiresAt'],
  ),
)

export const intent = record<OrderIntent>(
  {
    intentId: intentIds,
    accountId: account,
    strategyId: strategy,
    mode,
    instrumentId: instrumentIds,
    side,
    terms,
    reduceOnly: fc.boolean(),
    replaces: clientOrder,
    cause,
  },
  ['replaces'],
)

export const approval = record<Approval>({
  intentId: intentIds,
  expiresAt: time,
  haltEpoch: counter,
  riskEpoch: counter,
  keyId: someText,
  mac: bytes,
})

export const order = record<Order>(
  {
    clientOrderId: clientOrder,
    intent,
    venueOrderId: branded<VenueOrderId>(printable),
    state: fc.constantFrom(...ORDER_STATES),
    filledQuantity: quantity,
    filledNotional: money,
    fees: money,
    reason: text,
    absentUntil: time,
    cancelRequested: fc.constant(true),
    version: counter,
    needsReview: fc.boolean(),
    createdAt: time,
    updatedAt: time,
  },
  ['venueOrderId', 'reason', 'absentUntil', 'cancelRequested'],
)

export const execution = record<Execution>({
  executionId: branded<ExecutionId>(printable),
  kind: fc.constantFrom<Execution['kind']>('FILL', 'REVERSAL'),
  accountId: account,
  mode,
  strategyId: strategy,
  clientOrderId: clientOrder,
  instrumentId: instrumentIds,
  side,
  price,
  quantity,
  fee: money,
  feeCurrency: currencyCode,
  liquidity: fc.constantFrom<Execution['liquidity']>('MAKER', 'TAKER', 'UNKNOWN'),
  synthetic: fc.boolean(),
  tsEvent: time,
  tsInit: time,
})

export const adjustment = record<BalanceAdjustment>({
  accountId: account,
  mode,
  currency: currencyCode,
  amount: money,
  reason: fc.constantFrom<BalanceAdjustment['reason']>(
    'OPENING',
    'DEPOSIT',
    'WITHDRAWAL',
    'EXTERNAL_TRADE',
    'CORRECTION',
  ),
  executionId: branded<ExecutionId>(printable),
  tsEvent: time,
})

const eventBody: Arbitrary<AccountEventBody> = fc.oneof(
  record<Extract<AccountEventBody, { kind: 'ORDER' }>>({
    kind: fc.constant('ORDER'),
    trigger: fc.constantFrom('CREATE', ...ORDER_TRIGGERS),
    order,
  }),
  record<Extract<AccountEventBody, { kind: 'EXECUTION' }>>({
    kind: fc.constant('EXECUTION'),
    execution,
    order,
  }),
  record<Extract<AccountEventBody, { kind: 'ADJUSTMENT' }>>({
    kind: fc.constant('ADJUSTMENT'),
    adjustment,
  }),
  record<Extract<AccountEventBody, { kind: 'RESET' }>>({ kind: fc.constant('RESET'), reason: text }),
)

export const accountEvent = record<AccountEvent>({
  eventId: eventIds,
  accountId: account,
  accountSeq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  ts: time,
  body: eventBody,
})
