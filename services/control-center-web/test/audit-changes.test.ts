import { expect, test } from 'vitest'
import { auditChanges } from '../src/features/audit/audit-changes.ts'

test('only what differs is told, the fields of objects one by one', () => {
  const before = { limits: { maxOrderNotional: '100', maxOpenOrders: 5 }, status: 'RUNNING' }
  const after = { limits: { maxOrderNotional: '200', maxOpenOrders: 5 }, status: 'RUNNING', by: 'ops' }
  expect(auditChanges(before, after)).toEqual([
    { name: 'limits.maxOrderNotional', from: '100', to: '200' },
    { name: 'by', from: undefined, to: 'ops' },
  ])
})

test('what was not there before, lists and plain values are told whole', () => {
  expect(auditChanges(null, { roles: ['viewer'], active: true, note: null })).toEqual([
    { name: 'roles', from: undefined, to: '["viewer"]' },
    { name: 'active', from: undefined, to: 'true' },
    { name: 'note', from: undefined, to: 'null' },
  ])
  expect(auditChanges('a', 'b')).toEqual([{ name: 'value', from: 'a', to: 'b' }])
  expect(auditChanges(null, null)).toEqual([])
  expect(auditChanges({ a: 1 }, null)).toEqual([{ name: 'a', from: '1', to: undefined }])
})
