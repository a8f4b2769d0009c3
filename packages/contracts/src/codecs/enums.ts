/**
 * The enums of the wire. Order is the protobuf numbering: new names go to the end, and a test compares each list with
 * the generated enum.
 */
import {
  type BalanceAdjustment,
  BOT_STATUSES,
  type BookState,
  type CommandAction,
  type CommandEvent,
  DENIAL_CODES,
  type ExecutionKind,
  type FeedState,
  HALT_OWNERS,
  type Liquidity,
  ORDER_STATES,
  ORDER_TRIGGERS,
  type OrderTrigger,
  type Side,
  STRATEGY_STATUSES,
  type TakerSide,
  type TimeInForce,
  type TradeOrigin,
  type TradingMode,
  type TradingStatus,
} from '@oasis/domain'
import { APPROVAL_REFUSALS, AUDIT_SOURCES, ORDER_RESOLUTIONS } from '../trading-rpc.ts'
import { wireEnum } from './wire-enum.ts'

export const tradeOrigins = wireEnum<TradeOrigin>(['LIVE', 'SNAPSHOT', 'BACKFILL'])
export const takerSides = wireEnum<TakerSide>(['BUY', 'SELL', 'UNKNOWN'])
export const bookStates = wireEnum<BookState>(['LIVE', 'QUARANTINED'])
export const feedStates = wireEnum<FeedState>(['CONNECTED', 'STALE', 'GAP', 'RESYNCED', 'DISCONNECTED'])
export const tradingStatuses = wireEnum<TradingStatus>([
  'TRADING',
  'CANCEL_ONLY',
  'LIMIT_ONLY',
  'POST_ONLY',
  'AUCTION',
  'HALTED',
  'DELISTED',
])
export const sides = wireEnum<Side>(['BUY', 'SELL'])
export const tradingModes = wireEnum<TradingMode>(['PAPER', 'REAL'])
export const timesInForce = wireEnum<TimeInForce>(['GTC', 'GTD', 'IOC', 'FOK'])
export const liquidities = wireEnum<Liquidity>(['MAKER', 'TAKER', 'UNKNOWN'])
export const executionKinds = wireEnum<ExecutionKind>(['FILL', 'REVERSAL'])
export const adjustmentReasons = wireEnum<BalanceAdjustment['reason']>([
  'OPENING',
  'DEPOSIT',
  'WITHDRAWAL',
  'EXTERNAL_TRADE',
  'CORRECTION',
])
export const orderStates = wireEnum(ORDER_STATES)
export const orderTriggers = wireEnum<OrderTrigger | 'CREATE'>(['CREATE', ...ORDER_TRIGGERS])
export const denialCodes = wireEnum(DENIAL_CODES)
export const approvalRefusals = wireEnum(APPROVAL_REFUSALS)
export const orderResolutions = wireEnum(ORDER_RESOLUTIONS)
export const auditSources = wireEnum(AUDIT_SOURCES)
export const botStatuses = wireEnum(BOT_STATUSES)
export const haltOwners = wireEnum(HALT_OWNERS)
export const strategyStatuses = wireEnum(STRATEGY_STATUSES)
export const commandKinds = wireEnum<CommandAction['kind']>([
  'SET_BOT_STATUS',
  'SET_STRATEGY_CONFIG',
  'SET_STRATEGY_STATUS',
  'SET_RISK_LIMITS',
  'CANCEL_ORDER',
  'RESET_PAPER',
])
export const commandOutcomes = wireEnum<CommandEvent['outcome']>(['APPLIED', 'REJECTED'])
