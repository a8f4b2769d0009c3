import { ORDER_RESOLUTIONS } from '@oasis/contracts'
import { addMillis, ORDER_STATES, type Order } from '@oasis/domain'
import { buildOrder, TEST_TIME } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { isAbsent } from '../../src/core/lose-track.ts'
import { isResolvable, resolveOrder } from '../../src/core/resolve-order.ts'

const absent = { state: 'REJECTED', absentUntil: addMillis(TEST_TIME, 1_000), reason: 'ABSENT [x]' } as const
const doubtful: readonly [string, Partial<Order>][] = [
  ['UNKNOWN', { state: 'UNKNOWN' }],
  ['REVIEW', { state: 'REVIEW', needsReview: true }],
  ['ABSENT', absent],
]
const STATE_OF = {
  NEVER_EXISTED: 'REJECTED',
  OPEN: 'OPEN',
  CANCELED: 'CANCELED',
  EXPIRED: 'EXPIRED',
} as const

test.each(
  doubtful.flatMap(([name, changes]) => ORDER_RESOLUTIONS.map((each) => [name, each, changes] as const)),
)(
  '%s resolved as %s is decided, tells so in its last event, and reserves nothing more',
  (_, resolution, changes) => {
    const entry = { order: buildOrder(1, changes), executionIds: new Set<never>() }
    expect(isResolvable(entry.order)).toBe(true)
    const change = resolveOrder(entry, resolution, 'resolved by ann', TEST_TIME)
    const { order } = change.entry
    expect(order).toMatchObject({ state: STATE_OF[resolution], needsReview: false })
    expect(order).not.toHaveProperty('absentUntil')
    expect(order.reason).toContain('resolved by ann')
    expect(change.invalid).toEqual([])
    expect(change.before).toBe(entry.order)
    const last = change.bodies.at(-1)
    expect(last?.kind === 'ORDER' && last.order).toEqual(order)
    expect(order.version).toBe(entry.order.version + change.bodies.length)
    // Should the venue show it after all, its word is taken.
    if (resolution === 'NEVER_EXISTED') expect(isAbsent(order)).toBe(true)
  },
)

test('orders that evidence has settled are not a person’s to decide', () => {
  const resolvable = ORDER_STATES.filter((state) => isResolvable(buildOrder(1, { state })))
  expect(resolvable).toEqual(['UNKNOWN', 'REVIEW'])
})
