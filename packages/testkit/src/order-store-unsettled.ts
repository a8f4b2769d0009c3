/** What every order store keeps of what is not settled: orders in doubt, and instruments that the audit has closed. */
import { accountId, instrumentId } from '@oasis/domain'
import type { AuditClosure, DoubtRow, OrderStore } from '@oasis/ports'
import { describe, expect, test } from 'vitest'
import { buildOrder, TEST_ACCOUNT } from './order-builders.ts'
import { accountAt, writeAt } from './order-store-writes.ts'

const doubt = (n: number, changes: Partial<DoubtRow> = {}): DoubtRow => ({
  clientOrderId: buildOrder(n).clientOrderId,
  kind: 'OUTCOME',
  chargedMs: 5_000,
  ...changes,
})
const closure = (symbol: string, source = 'RISK'): AuditClosure => ({
  instrumentId: instrumentId(`coinbase:${symbol}`),
  source,
  detail: `position of ${symbol} is 2, executions make 1`,
})
const OTHER = accountId('coinbase.other.paper')

export function unsettledTests(store: () => OrderStore): void {
  const byId = (rows: readonly DoubtRow[]) =>
    rows.toSorted((a, b) => (a.clientOrderId < b.clientOrderId ? -1 : 1))

  describe('what is not settled', () => {
    test('is nothing at first', async () => {
      expect(await store().doubts(TEST_ACCOUNT)).toEqual([])
      expect(await store().auditClosures(TEST_ACCOUNT)).toEqual([])
    })

    test('is what the last write that spoke of it has said, whole', async () => {
      const closures = [closure('BTC-USD', 'CACHE'), closure('BTC-USD'), closure('ETH-USD')]
      const doubts = [doubt(1), doubt(2, { kind: 'FILLS', chargedMs: 0 })]
      await store().commit(writeAt(0, { doubts, auditClosures: closures.toReversed() }))
      expect(await store().doubts(TEST_ACCOUNT)).toEqual(byId(doubts))
      expect(await store().auditClosures(TEST_ACCOUNT)).toEqual(closures)
      const later = [doubt(2, { chargedMs: 55_000 }), doubt(3)]
      await store().commit(writeAt(1, { doubts: later }))
      expect(await store().doubts(TEST_ACCOUNT)).toEqual(byId(later))
      expect(await store().auditClosures(TEST_ACCOUNT)).toEqual(closures)
      await store().commit(writeAt(2, { doubts: [], auditClosures: [closure('SOL-USD')] }))
      expect(await store().doubts(TEST_ACCOUNT)).toEqual([])
      expect(await store().auditClosures(TEST_ACCOUNT)).toEqual([closure('SOL-USD')])
    })

    test('stays through writes that do not speak of it', async () => {
      await store().commit(writeAt(0, { doubts: [doubt(1)], auditClosures: [closure('BTC-USD')] }))
      await store().commit(writeAt(1, { orders: [buildOrder(1)] }))
      expect(await store().doubts(TEST_ACCOUNT)).toEqual([doubt(1)])
      expect(await store().auditClosures(TEST_ACCOUNT)).toEqual([closure('BTC-USD')])
    })

    test('is not written by a fenced writer', async () => {
      await store().commit(writeAt(0, { doubts: [doubt(1)], auditClosures: [closure('BTC-USD')] }))
      await expect(store().commit(writeAt(0, { doubts: [], auditClosures: [] }))).rejects.toThrow()
      expect(await store().doubts(TEST_ACCOUNT)).toEqual([doubt(1)])
      expect(await store().auditClosures(TEST_ACCOUNT)).toEqual([closure('BTC-USD')])
    })

    test('is each account’s own', async () => {
      await store().loadAccount(OTHER)
      await store().commit(writeAt(0, { doubts: [doubt(1)], auditClosures: [closure('BTC-USD')] }))
      const account = { ...accountAt(1), accountId: OTHER }
      await store().commit({ ...writeAt(0, { doubts: [], auditClosures: [] }), account })
      expect(await store().doubts(OTHER)).toEqual([])
      expect(await store().doubts(TEST_ACCOUNT)).toEqual([doubt(1)])
      expect(await store().auditClosures(TEST_ACCOUNT)).toEqual([closure('BTC-USD')])
    })
  })
}
