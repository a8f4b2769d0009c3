import { expect, test } from 'vitest'
import { proposalOf } from '../src/features/approvals/proposal-changes.ts'
import { limitsAt, scopeIn } from '../src/features/risk/limits-at.ts'

test('limits are told one by one, with whose they are', () => {
  const details = {
    scope: { level: 'strategy', id: 'ma-cross' },
    limits: { maxOrderNotional: '900', maxOpenOrders: 7 },
  }
  expect(proposalOf({ kind: 'SET_RISK_LIMITS', details })).toEqual({
    kind: 'limits',
    scope: { level: 'strategy', id: 'ma-cross' },
    changes: [
      { name: 'maxOrderNotional', to: '900' },
      { name: 'maxOpenOrders', to: '7' },
    ],
  })
})

test('the way out of a halt names the halt', () => {
  const { kind, changes } = proposalOf({
    kind: 'SET_BOT_STATUS',
    details: { status: 'RUNNING', haltEpoch: 3 },
  })
  expect(kind).toBe('status')
  expect(changes).toContainEqual({ name: 'haltEpoch', to: '3' })
})

test.each([{ limits: null, scope: [] }, { limits: 'none' }, {}])(
  'what is not in the form of limits is shown as it came: %o',
  (details) => {
    const { kind, scope, changes } = proposalOf({ kind: 'SET_RISK_LIMITS', details })
    expect([kind, scope, changes.length]).toEqual(['other', undefined, Object.keys(details).length])
  },
)

test('what is set at a level, and of the account what is in force', () => {
  const risk: Parameters<typeof limitsAt>[0] = {
    limits: [{ limit: 'maxOpenOrders', allowed: '20', used: null, share: null }],
    set: [{ level: 'strategy', id: 'a/b', limits: { maxOpenOrders: 5 } }],
  }
  expect(limitsAt(risk, 'account', 'main')).toEqual({ maxOpenOrders: '20' })
  expect(limitsAt(risk, ...scopeIn('strategy/a/b'))).toEqual({ maxOpenOrders: '5' })
  expect(limitsAt(risk, 'instrument', 'a/b')).toEqual({})
})
