import { formatMoney, formatQuantity, type Position, parseMoney, parseSignedQuantity } from '@oasis/domain'
import type { oasis } from '../generated/messages.js'
import { Fields } from './fields.ts'

const at = new Fields('oasis.trading.v1.Position')

export const positionToWire = (position: Position): oasis.trading.v1.Position.$Properties => ({
  quantity: formatQuantity(position.quantity),
  costBasis: formatMoney(position.costBasis),
  realizedPnl: formatMoney(position.realizedPnl),
  fees: formatMoney(position.fees),
})

export const positionFromWire = (wire: oasis.trading.v1.Position.$Properties): Position => ({
  quantity: at.parsed('quantity', wire.quantity, parseSignedQuantity),
  costBasis: at.parsed('costBasis', wire.costBasis, parseMoney),
  realizedPnl: at.parsed('realizedPnl', wire.realizedPnl, parseMoney),
  fees: at.parsed('fees', wire.fees, parseMoney),
})
