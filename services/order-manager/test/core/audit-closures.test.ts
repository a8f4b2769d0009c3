import { AUDIT_SOURCES, type AuditFinding } from '@oasis/contracts'
import { instrumentId } from '@oasis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closuresAfter, detailsByInstrument, sameClosures } from '../../src/core/audit-closures.ts'

const finding = fc.record({
  instrumentId: fc.constantFrom('coinbase:BTC-USD', 'coinbase:ETH-USD', 'coinbase:SOL-USD').map(instrumentId),
  source: fc.constantFrom(...AUDIT_SOURCES),
  detail: fc.constantFrom('one', 'two'),
})
const report = fc.record({
  findings: fc.array(finding, { maxLength: 5 }),
  looked: fc.uniqueArray(fc.constantFrom(...AUDIT_SOURCES)),
})
const closures = fc.array(finding).map((findings) => closuresAfter([], { findings, looked: [] }))
const keyOf = ({ instrumentId, source }: Pick<AuditFinding, 'instrumentId' | 'source'>) =>
  `${instrumentId} ${source}`
const keys = (all: readonly { readonly instrumentId: string; readonly source: string }[]) =>
  all.map(({ instrumentId, source }) => `${instrumentId} ${source}`)

test('what is found is closed; what is not stays closed exactly while its source has not looked', () => {
  fc.assert(
    fc.property(closures, report, (known, told) => {
      const looked = new Set<string>(told.looked)
      const expected = new Set([
        ...told.findings.map(keyOf),
        ...keys(known.filter(({ source }) => !looked.has(source))),
      ])
      expect(keys(closuresAfter(known, told))).toEqual([...expected].sort())
    }),
  )
})

test('the same report again changes nothing', () => {
  fc.assert(
    fc.property(closures, report, (known, told) => {
      const once = closuresAfter(known, told)
      expect(sameClosures(once, closuresAfter(once, told))).toBe(true)
    }),
  )
})

test('details say who found what, all of it', () => {
  const id = instrumentId('coinbase:BTC-USD')
  const findings: AuditFinding[] = [
    { instrumentId: id, source: 'VENUE', detail: 'balance' },
    { instrumentId: id, source: 'RISK', detail: 'position' },
    { instrumentId: id, source: 'RISK', detail: 'fees' },
  ]
  const closed = closuresAfter([], { findings, looked: [] })
  expect(detailsByInstrument(closed)).toEqual(new Map([[id, 'risk: position; fees; venue: balance']]))
  expect(sameClosures(closed, closuresAfter([], { findings: findings.slice(0, 2), looked: [] }))).toBe(false)
})
