/** OrderService.Snapshot: an account at one sequence number, in parts. */
import { accountId, currency, formatMoney, instrumentId, parseMoney, strategyId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import type { SnapshotChunk, SnapshotRequest, StrategyPosition } from '../trading-rpc.ts'
import { tradingModes } from './enums.ts'
import { Fields } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { orderFromWire, orderToWire } from './order-codec.ts'
import { positionFromWire, positionToWire } from './position-wire.ts'

const v1 = oasis.trading.v1
const atRequest = new Fields('oasis.trading.v1.SnapshotRequest')
const at = new Fields('oasis.trading.v1.SnapshotResponse')
const atPosition = new Fields('oasis.trading.v1.StrategyPosition')
const atBalance = new Fields('oasis.trading.v1.CurrencyBalance')

export const snapshotRequestCodec = messageCodec({
  schema: atRequest.schema,
  message: v1.SnapshotRequest,
  toWire: (request: SnapshotRequest) => ({ ...request }),
  fromWire: (wire): SnapshotRequest => ({
    accountId: atRequest.parsed('accountId', wire.accountId, accountId),
    takeEpoch: wire.takeEpoch ?? false,
  }),
})

const positionRowToWire = (row: StrategyPosition): oasis.trading.v1.StrategyPosition.$Properties => ({
  strategyId: row.strategyId ?? null,
  instrumentId: row.instrumentId,
  position: positionToWire(row.position),
})

function positionRowFromWire(wire: oasis.trading.v1.StrategyPosition.$Properties): StrategyPosition {
  const strategy = atPosition.optional('strategyId', wire.strategyId, strategyId)
  return {
    ...(strategy === undefined ? {} : { strategyId: strategy }),
    instrumentId: atPosition.parsed('instrumentId', wire.instrumentId, instrumentId),
    position: positionFromWire(atPosition.message('position', wire.position)),
  }
}

const balanceFromWire = (wire: oasis.trading.v1.CurrencyBalance.$Properties) => ({
  currency: atBalance.parsed('currency', wire.currency, currency),
  total: atBalance.parsed('total', wire.total, parseMoney),
})

export const snapshotChunkCodec = messageCodec({
  schema: at.schema,
  message: v1.SnapshotResponse,
  toWire: (chunk: SnapshotChunk) => ({
    accountId: chunk.accountId,
    mode: tradingModes.toNumber[chunk.mode],
    accountSeq: chunk.accountSeq,
    riskEpoch: chunk.riskEpoch,
    haltEpoch: chunk.haltEpoch,
    halted: chunk.halted,
    positions: chunk.positions.map(positionRowToWire),
    balances: chunk.balances.map(({ currency: code, total }) => ({
      currency: code,
      total: formatMoney(total),
    })),
    openOrders: chunk.openOrders.map(orderToWire),
    last: chunk.last,
  }),
  fromWire: (wire): SnapshotChunk => ({
    accountId: at.parsed('accountId', wire.accountId, accountId),
    mode: at.oneOf('mode', wire.mode, tradingModes),
    accountSeq: at.count(wire.accountSeq),
    riskEpoch: at.count(wire.riskEpoch),
    haltEpoch: at.count(wire.haltEpoch),
    halted: wire.halted ?? false,
    positions: (wire.positions ?? []).map(positionRowFromWire),
    balances: (wire.balances ?? []).map(balanceFromWire),
    openOrders: (wire.openOrders ?? []).map(orderFromWire),
    last: wire.last ?? false,
  }),
})
