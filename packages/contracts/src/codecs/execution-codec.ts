import {
  accountId,
  clientOrderId,
  currency,
  type Execution,
  executionId,
  formatMoney,
  formatPrice,
  formatQuantity,
  instrumentId,
  parseMoney,
  parsePrice,
  parseQuantity,
  strategyId,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { executionKinds, liquidities, sides, tradingModes } from './enums.ts'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const at = new Fields('oasis.trading.v1.Execution')

export const executionToWire = (execution: Execution): oasis.trading.v1.Execution.$Properties => ({
  executionId: execution.executionId,
  kind: executionKinds.toNumber[execution.kind],
  accountId: execution.accountId,
  mode: tradingModes.toNumber[execution.mode],
  strategyId: execution.strategyId,
  clientOrderId: execution.clientOrderId,
  instrumentId: execution.instrumentId,
  side: sides.toNumber[execution.side],
  price: formatPrice(execution.price),
  quantity: formatQuantity(execution.quantity),
  fee: formatMoney(execution.fee),
  feeCurrency: execution.feeCurrency,
  liquidity: liquidities.toNumber[execution.liquidity],
  synthetic: execution.synthetic,
  tsEvent: execution.tsEvent,
  tsInit: execution.tsInit,
})

export const executionFromWire = (wire: oasis.trading.v1.Execution.$Properties): Execution => ({
  executionId: at.parsed('executionId', wire.executionId, executionId),
  kind: at.oneOf('kind', wire.kind, executionKinds),
  accountId: at.parsed('accountId', wire.accountId, accountId),
  mode: at.oneOf('mode', wire.mode, tradingModes),
  strategyId: at.parsed('strategyId', wire.strategyId, strategyId),
  clientOrderId: at.parsed('clientOrderId', wire.clientOrderId, clientOrderId),
  instrumentId: at.parsed('instrumentId', wire.instrumentId, instrumentId),
  side: at.oneOf('side', wire.side, sides),
  price: at.parsed('price', wire.price, parsePrice),
  quantity: at.parsed('quantity', wire.quantity, parseQuantity),
  fee: at.parsed('fee', wire.fee, parseMoney),
  feeCurrency: at.parsed('feeCurrency', wire.feeCurrency, currency),
  liquidity: at.oneOf('liquidity', wire.liquidity, liquidities),
  synthetic: wire.synthetic ?? false,
  tsEvent: at.time('tsEvent', wire.tsEvent),
  tsInit: at.time('tsInit', wire.tsInit),
})

export const executionCodec = messageCodec({
  schema: at.schema,
  message: oasis.trading.v1.Execution,
  toWire: executionToWire,
  fromWire: executionFromWire,
})
