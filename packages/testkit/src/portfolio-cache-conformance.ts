/** What every `PortfolioCache` must do; each adapter's test file calls it with a way to open an empty one. */
import {
  accountId,
  currency,
  FLAT_POSITION,
  instrumentId,
  negateMoney,
  negateQuantity,
  type Portfolio,
  parseMoney,
  parsePrice,
  parseQuantity,
  strategyId,
  type UnixNanos,
  ZERO_MONEY,
} from '@oasis/domain'
import type { PortfolioCache } from '@oasis/ports'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const ACCOUNT = accountId('coinbase.cache.paper')

export function buildPortfolio(changes: Partial<Portfolio> = {}): Portfolio {
  const position = {
    ...FLAT_POSITION,
    instrumentId: instrumentId('coinbase:BTC-USD'),
    quantity: negateQuantity(parseQuantity('0.00000001')),
    mark: parsePrice('97123.45'),
  }
  return {
    accountId: ACCOUNT,
    mode: 'PAPER',
    valuationCurrency: currency('USD'),
    accountSeq: 1,
    riskEpoch: 1,
    balances: [{ currency: currency('USD'), total: parseMoney('12.5'), held: ZERO_MONEY }],
    positions: [position],
    byStrategy: [{ ...position, strategyId: strategyId('every-n-ticks') }],
    grossExposure: parseMoney('0.0000097'),
    netExposure: negateMoney(parseMoney('0.0000097')),
    openOrders: 2,
    ts: 1n as UnixNanos,
    ...changes,
  }
}

const anyVersion = fc
  .record({ riskEpoch: fc.nat(3), accountSeq: fc.nat(3), ts: fc.bigInt(0n, 3n) })
  .map(({ riskEpoch, accountSeq, ts }) => buildPortfolio({ riskEpoch, accountSeq, ts: ts as UnixNanos }))

const version = (portfolio: Portfolio | undefined): string =>
  [portfolio?.riskEpoch, portfolio?.accountSeq, portfolio?.ts].join('.')

export function portfolioCacheConformance(name: string, open: () => Promise<PortfolioCache>): void {
  describe(name, () => {
    test('gives back what was put, whole, with and without equity', async () => {
      const cache = await open()
      const other = accountId('coinbase.other.paper')
      const portfolios = [
        buildPortfolio(),
        buildPortfolio({ accountId: other, equity: negateMoney(parseMoney('1.000000000001')) }),
      ]
      for (const portfolio of portfolios) await cache.put(portfolio)
      expect(await cache.get(ACCOUNT)).toEqual(portfolios[0])
      expect(await cache.get(other)).toEqual(portfolios[1])
      const listed = [...(await cache.list())].sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
      expect(listed).toEqual(portfolios)
      expect(await cache.get(accountId('coinbase.none.paper'))).toBeUndefined()
    })

    test('holds the newest by risk epoch, account sequence and time, in whatever order they come', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyVersion, { minLength: 1, maxLength: 8 }), async (portfolios) => {
          const cache = await open()
          for (const portfolio of portfolios) await cache.put(portfolio)
          // Single digits, so text order is the order of versions.
          expect(version(await cache.get(ACCOUNT))).toBe(portfolios.map(version).sort().at(-1))
        }),
        { numRuns: 50 },
      )
    })
  })
}
