import { describe, expect, test } from 'vitest'
import { passwordFault } from '../src/features/session/password-fault.ts'
import { rolesUpTo } from '../src/features/settings/roles.ts'
import { isUsable, tokenState, tokensInOrder } from '../src/features/settings/token-state.ts'
import { consequencesOf, isUserName, userChange } from '../src/features/settings/user-change.ts'

describe('a password', () => {
  test.each([
    ['eleven char', 'tooShort'],
    ['x'.repeat(257), 'tooLong'],
    ['abcdabcdabcd', 'repeats'],
    ['is of Maria, no?', 'hasName'],
    ['what it is now', 'asBefore'],
    ['a long enough secret', undefined],
    // Characters count, not the units they are kept in.
    ['🦀🦐🦑🐙🐠🐟🐡🐬🐳🐋🦈', 'tooShort'],
  ])('%s: %s', (wanted, fault) => {
    expect(passwordFault(wanted, 'what it is now', 'maria')).toBe(fault)
  })
})

describe('a token', () => {
  const now = Date.parse('2026-11-23T00:00:00Z')
  const token = (expiresAt: string, revoked = false, createdAt = '2026-11-01T00:00:00.000000000Z') => ({
    expiresAt,
    revoked,
    createdAt,
  })
  const later = '2027-01-01T00:00:00.000000000Z'

  test.each([
    [token(later), 'good'],
    [token('2026-11-29T23:59:59.000000000Z'), 'endsSoon'],
    [token('2026-11-30T00:00:00.000000000Z'), 'good'],
    [token('2026-11-23T00:00:00.000000000Z'), 'expired'],
    [token(later, true), 'revoked'],
  ])('%o is %s', (each, state) => {
    expect(tokenState(each, now)).toBe(state)
    expect(isUsable(each, now)).toBe(state === 'good' || state === 'endsSoon')
  })

  test('that can be used stands before those that cannot, the newest first', () => {
    const revoked = token(later, true, '2026-11-22T00:00:00.000000000Z')
    const old = token(later, false, '2026-11-02T00:00:00.000000000Z')
    const young = token(later, false, '2026-11-03T00:00:00.000000000Z')
    expect(tokensInOrder([revoked, old, young], now)).toEqual([young, old, revoked])
  })

  test('can be given no more than its user may', () => {
    expect(rolesUpTo('viewer')).toEqual(['viewer'])
    expect(rolesUpTo('admin')).toEqual(['viewer', 'operator', 'admin'])
  })
})

describe('a change of a user', () => {
  const ana = { name: 'ana', role: 'admin', disabled: false } as const
  const bia = { name: 'bia', role: 'admin', disabled: false } as const
  const rui = { name: 'rui', role: 'operator', disabled: false } as const

  test('has only what differs', () => {
    expect(userChange(rui, { role: 'operator', disabled: false })).toEqual({})
    expect(userChange(rui, { role: 'viewer', disabled: false })).toEqual({ role: 'viewer' })
    expect(userChange(rui, { role: 'operator', disabled: true })).toEqual({ disabled: true })
  })

  test('of the last admin who can act would be refused', () => {
    const gone = { ...bia, disabled: true }
    expect(consequencesOf(ana, { role: 'operator' }, [ana, gone, rui], 'rui')).toEqual(['lastAdmin'])
    expect(consequencesOf(ana, { disabled: true }, [ana, rui], 'rui')).toContain('lastAdmin')
    expect(consequencesOf(ana, { role: 'operator' }, [ana, bia], 'bia')).toEqual([])
    expect(consequencesOf(gone, { disabled: false }, [ana, gone], 'ana')).toEqual([])
  })

  test('tells whom it meets, and what follows', () => {
    expect(consequencesOf(ana, { disabled: true }, [ana, bia], 'ana')).toEqual(['yourself', 'outAtOnce'])
    expect(consequencesOf(rui, { role: 'admin' }, [ana, rui], 'ana')).toEqual(['becomesAdmin'])
    expect(consequencesOf(ana, {}, [ana], 'ana')).toEqual([])
  })

  test.each([
    ['maria.silva@desk-1', true],
    ['Maria', true],
    ['', false],
    ['.maria', false],
    ['maria silva', false],
    ['x'.repeat(65), false],
  ])('%j as a name: %s', (name, isOne) => {
    expect(isUserName(name)).toBe(isOne)
  })
})
