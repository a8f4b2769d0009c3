import { describe, expect, it } from 'vitest'
import * as enums from '../src/codecs/enums.ts'
import { oasis } from '../src/generated/messages.js'

const { control, marketdata, trading } = oasis
const pairs = [
  ['TRADE_ORIGIN', enums.tradeOrigins, marketdata.v1.TradeOrigin],
  ['TAKER_SIDE', enums.takerSides, marketdata.v1.TakerSide],
  ['BOOK_STATE', enums.bookStates, marketdata.v1.BookState],
  ['FEED_STATE', enums.feedStates, marketdata.v1.FeedState],
  ['TRADING_STATUS', enums.tradingStatuses, marketdata.v1.TradingStatus],
  ['SIDE', enums.sides, trading.v1.Side],
  ['TRADING_MODE', enums.tradingModes, trading.v1.TradingMode],
  ['TIME_IN_FORCE', enums.timesInForce, trading.v1.TimeInForce],
  ['LIQUIDITY', enums.liquidities, trading.v1.Liquidity],
  ['ADJUSTMENT_REASON', enums.adjustmentReasons, trading.v1.AdjustmentReason],
  ['ORDER_STATE', enums.orderStates, trading.v1.OrderState],
  ['ORDER_TRIGGER', enums.orderTriggers, trading.v1.OrderTrigger],
  ['DENIAL_CODE', enums.denialCodes, trading.v1.DenialCode],
  ['APPROVAL_REFUSAL', enums.approvalRefusals, trading.v1.ApprovalRefusal],
  ['EXECUTION_KIND', enums.executionKinds, trading.v1.ExecutionKind],
  ['ORDER_RESOLUTION', enums.orderResolutions, trading.v1.OrderResolution],
  ['AUDIT_SOURCE', enums.auditSources, trading.v1.AuditSource],
  ['BOT_STATUS', enums.botStatuses, control.v1.BotStatus],
  ['HALT_OWNER', enums.haltOwners, control.v1.HaltOwner],
  ['STRATEGY_STATUS', enums.strategyStatuses, control.v1.StrategyStatus],
  ['COMMAND_KIND', enums.commandKinds, control.v1.CommandKind],
  ['COMMAND_OUTCOME', enums.commandOutcomes, control.v1.CommandOutcome],
] as const

describe.each(pairs)('the enum %s', (prefix, ours, generated) => {
  it('has the same names and numbers in the domain and on the wire', () => {
    const wire = Object.entries(generated).filter(([, number]) => typeof number === 'number')
    const domain = ours.names.map((name, index) => [`${prefix}_${name}`, index + 1])
    expect(wire).toEqual([[`${prefix}_UNSPECIFIED`, 0], ...domain])
  })
})
