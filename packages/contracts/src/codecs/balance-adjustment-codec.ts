import {
  accountId,
  type BalanceAdjustment,
  currency,
  executionId,
  formatMoney,
  parseMoney,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { adjustmentReasons, tradingModes } from './enums.ts'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const at = new Fields('oasis.trading.v1.BalanceAdjustment')

export const adjustmentToWire = (
  adjustment: BalanceAdjustment,
): oasis.trading.v1.BalanceAdjustment.$Properties => ({
  accountId: adjustment.accountId,
  mode: tradingModes.toNumber[adjustment.mode],
  currency: adjustment.currency,
  amount: formatMoney(adjustment.amount),
  reason: adjustmentReasons.toNumber[adjustment.reason],
  tsEvent: adjustment.tsEvent,
  ...(adjustment.executionId === undefined ? {} : { executionId: adjustment.executionId }),
})

export function adjustmentFromWire(wire: oasis.trading.v1.BalanceAdjustment.$Properties): BalanceAdjustment {
  const execution = at.optional('executionId', wire.executionId, executionId)
  return {
    accountId: at.parsed('accountId', wire.accountId, accountId),
    mode: at.oneOf('mode', wire.mode, tradingModes),
    currency: at.parsed('currency', wire.currency, currency),
    amount: at.parsed('amount', wire.amount, parseMoney),
    reason: at.oneOf('reason', wire.reason, adjustmentReasons),
    ...(execution === undefined ? {} : { executionId: execution }),
    tsEvent: at.time('tsEvent', wire.tsEvent),
  }
}

export const balanceAdjustmentCodec = messageCodec({
  schema: at.schema,
  message: oasis.trading.v1.BalanceAdjustment,
  toWire: adjustmentToWire,
  fromWire: adjustmentFromWire,
})
