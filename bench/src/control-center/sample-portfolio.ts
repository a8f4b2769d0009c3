import {
  currency,
  FLAT_POSITION,
  instrumentId,
  type Portfolio,
  parseMoney,
  parsePrice,
  parseQuantity,
  strategyId,
  type UnixNanos,
} from '@oasis/domain'
import { STORED_ACCOUNT, STORED_INSTRUMENTS, STORED_STRATEGIES } from './stored-operations.ts'

/** Twenty positions, and what each of sixty strategies holds. */
export function samplePortfolio(ts: UnixNanos): Portfolio {
  const position = (i: number) => ({
    ...FLAT_POSITION,
    instrumentId: instrumentId(STORED_INSTRUMENTS[i % STORED_INSTRUMENTS.length] ?? ''),
    quantity: parseQuantity('0.12345678'),
    costBasis: parseMoney('8012.3456'),
    mark: parsePrice('65083.67'),
    value: parseMoney('8034.94'),
    unrealizedPnl: parseMoney('22.5944'),
  })
  return {
    ...{
      accountId: STORED_ACCOUNT,
      mode: 'PAPER',
      valuationCurrency: currency('USD'),
      accountSeq: 1,
      riskEpoch: 1,
    },
    balances: ['USD', ...Array.from({ length: 20 }, (_, i) => `C${i}`)].map((name) => ({
      ...{ currency: currency(name), total: parseMoney('1234.5678'), held: parseMoney('12.5') },
    })),
    positions: Array.from({ length: 20 }, (_, i) => position(i)),
    byStrategy: STORED_STRATEGIES.map((id, i) => ({ ...position(i), strategyId: strategyId(id) })),
    ...{
      equity: parseMoney('100022.59'),
      grossExposure: parseMoney('160698.8'),
      netExposure: parseMoney('160698.8'),
    },
    ...{ openOrders: 17, ts },
  }
}
