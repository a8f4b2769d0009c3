/** Requests that arrive after their callers have been told that they failed. */
import { AUDIT_SOURCES, orderService } from '@oasis/contracts'
import type { CallOptions } from '@oasis/ports'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, expect, test } from 'vitest'
import { reportAudit } from './commands.ts'
import { createWorld, type Desk, idOf, orderOf, place, startDesk, type World } from './fixture.ts'

const accountId = TEST_ACCOUNT

let world: World
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  desk = await startDesk(world)
})

/** The caller goes away while the request is on its way. */
async function tooLate(call: (options: CallOptions) => Promise<unknown>): Promise<void> {
  const caller = new AbortController()
  const asking = call({ timeoutMs: 5_000, signal: caller.signal })
  asking.catch(() => {})
  caller.abort()
  await world.pass()
  await expect(asking).rejects.toMatchObject({ status: 'CANCELLED' })
}

test('an audit report opens nothing that a newer one has closed', async () => {
  const { instrumentId } = buildIntent(1)
  await reportAudit(desk, [{ instrumentId, detail: 'position is 2, executions say 1' }])
  const late = { accountId, findings: [], looked: AUDIT_SOURCES }
  await tooLate((options) => desk.rpc.call(orderService.reportAudit, late, options))
  expect(await place(world, desk)).toMatchObject({ reason: 'NOT_RECONCILED' })
})

test('a decision on an order is not taken', async () => {
  world.venue.script = 'LOST'
  world.venue.conclusive = false
  desk = await restarted()
  await place(world, desk)
  await world.pass()
  const decision = { clientOrderId: idOf(1), resolution: 'CANCELED', reason: 'looked', by: 'ann' } as const
  await tooLate((options) => desk.rpc.call(orderService.resolveOrder, decision, options))
  expect((await orderOf(world)).state).toBe('UNKNOWN')
})

test('balances are not adopted', async () => {
  world.venue.transfer('USD', '-7')
  await tooLate((options) =>
    desk.rpc.call(orderService.reconcile, { accountId, adopt: true, by: 'ann' }, options),
  )
  const adjustments = await Array.fromAsync(world.store.allAdjustments(accountId))
  expect(adjustments.map(({ reason }) => reason)).toEqual(['OPENING'])
})

async function restarted(): Promise<Desk> {
  await desk.settled(desk.manager.stop())
  return startDesk(world)
}
