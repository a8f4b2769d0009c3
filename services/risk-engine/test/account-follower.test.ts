import { orderService } from '@oasis/contracts'
import { parseQuantity } from '@oasis/domain'
import { type Bus, NO_CRASH_POINTS } from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import { createNoMetrics, createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { describe, expect, test } from 'vitest'
import { AccountFollower } from '../src/account-follower.ts'
import { withOrderManagerHalt } from '../src/core/risk-state.ts'
import { RiskAccount } from '../src/risk-account.ts'
import { approve, orderOf, snapshotOf } from './account-story.ts'
import { ACCOUNT, intent, NOW, openState } from './risk-fixtures.ts'

/** An account that is open with one approval that has no answer, and an order manager that keeps a story of its calls. */
function following() {
  const scheduler = createVirtualScheduler({ startAt: NOW })
  const rpc = createInProcessRpc({ scheduler })
  const wish = intent(1)
  const account = new RiskAccount(approve(openState(), wish), 10)
  const story: string[] = []
  const on = { resolve: () => {}, change: () => {}, snapshot: () => {} }
  const found = { order: orderOf(wish, { version: 1 }) }
  rpc.handleStream(orderService.snapshot, async function* () {
    story.push('snapshot')
    // As over a wire: not in the turn of whoever asks.
    await undefined
    on.snapshot()
    yield { ...snapshotOf(openState(), []), accountId: ACCOUNT, mode: 'PAPER' as const, last: true }
  })
  rpc.handle(orderService.getOrder, async () => {
    story.push('lookup')
    on.resolve()
    return { order: found.order }
  })
  const follower = new AccountFollower({
    account,
    // Only start() reads the bus.
    bus: undefined as unknown as Bus,
    rpc,
    scheduler,
    logger: createSilentLogger(),
    metrics: createNoMetrics(),
    crashPoints: NO_CRASH_POINTS,
    onSnapshot: () => {},
    onReset: () => {},
    snapshotTimeoutMs: 1_000,
    lookupTimeoutMs: 1_000,
    retryDelayMs: 100,
    onChange: () => {
      story.push(account.state.phase)
      on.change()
    },
  })
  return { scheduler, account, follower, story, on, wish, found }
}

const once = (work: () => void) => {
  let done = false
  return () => {
    if (done) return
    done = true
    work()
  }
}

describe('an account that reconciles', () => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'and fails again %i microtasks after it has opened takes another snapshot and opens again',
    async (microtasks) => {
      const { scheduler, account, follower, on } = following()
      on.change = once(async () => {
        for (let n = 0; n < microtasks; n++) await undefined
        void follower.resync('AWAY', 'no answer to another intent')
        expect(account.state.phase).toBe('AWAY')
      })
      void follower.resync('AWAY', 'no answer')
      await scheduler.runUntilIdle()
      expect(account.state.phase).toBe('OPEN')
    },
  )

  test('and learns of a new halt epoch while it looks intents up does not open on the snapshot it has', async () => {
    const { scheduler, account, follower, story, on } = following()
    on.resolve = once(() => void follower.resync('RECONCILING', 'the halt epoch has changed'))
    await scheduler.runUntilSettled(follower.resync('AWAY', 'no answer'))
    expect(story).toEqual(['snapshot', 'lookup', 'snapshot', 'OPEN'])
    expect(account.state.phase).toBe('OPEN')
  })

  test('and hears of a halt while its snapshot is on the way takes another one, which is not older', async () => {
    const { scheduler, account, follower, story, on } = following()
    on.snapshot = once(() => {
      account.haltAnswers++
      account.state = withOrderManagerHalt(account.state, 9, true)
    })
    await scheduler.runUntilSettled(follower.resync('AWAY', 'no answer'))
    expect(story).toEqual(['snapshot', 'snapshot', 'lookup', 'OPEN'])
  })

  test.each([
    ['has ended and filled takes another snapshot, to know that the fills are in the positions', '0.004', 2],
    ['has ended without a fill takes no other', '0', 1],
  ])('and finds that an approval’s order %s', async (_, filled, snapshots) => {
    const { scheduler, account, follower, story, found, wish } = following()
    found.order = orderOf(wish, { state: 'CANCELED', version: 5, filledQuantity: parseQuantity(filled) })
    await scheduler.runUntilSettled(follower.resync('AWAY', 'no answer'))
    expect(story.filter((step) => step === 'snapshot')).toHaveLength(snapshots)
    expect(story.at(-1)).toBe('OPEN')
    expect(account.state.totals.orders).toBe(0)
  })

  test('and loses its epoch while its snapshot is on the way opens in none but a new one', async () => {
    const { scheduler, account, follower, story, on } = following()
    const phases: string[] = []
    on.snapshot = once(() => {
      follower.loseEpoch(1)
      phases.push(account.state.phase)
    })
    await scheduler.runUntilSettled(follower.resync('AWAY', 'no answer'))
    // What was approved in the epoch that has ended is good for nothing, and looked for no more.
    expect(story).toEqual(['snapshot', 'snapshot', 'OPEN'])
    expect(phases).toEqual(['STARTING'])
    expect(account.state.totals.orders).toBe(0)
  })

  test('and is closed while its snapshot is on the way ends without another', async () => {
    const { scheduler, account, follower, story, on } = following()
    on.snapshot = () => void follower.close()
    await scheduler.runUntilSettled(follower.resync('AWAY', 'no answer'))
    expect(story).toEqual(['snapshot'])
    expect(account.state).toMatchObject({ phase: 'AWAY', reason: 'no answer' })
  })

  test('and is stopped twice tells the first reason', () => {
    const { account, follower } = following()
    follower.stopTrading('a person must look')
    follower.stopTrading('and once more')
    expect(account.state).toMatchObject({ phase: 'STOPPED', reason: 'a person must look' })
  })

  test('and is stopped while it looks intents up stays stopped', async () => {
    const { scheduler, account, follower, story, on } = following()
    on.resolve = once(() => follower.stopTrading('a person must look'))
    await scheduler.runUntilSettled(follower.resync('AWAY', 'no answer'))
    expect(account.state.phase).toBe('STOPPED')
    expect(story).toEqual(['snapshot', 'lookup'])
  })
})
