/** What a halted account lets through, what it keeps doing, and how a halt ends. */
import { orderService } from '@oasis/contracts'
import { type OrderIntent, type OrderTerms, parsePrice, parseQuantity } from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToHalt, askToResume } from './commands.ts'
import { askToPlace, idOf, orderOf, pass, place, snapshot } from './fixture.ts'
import { HaltTrial, TARGET_MS } from './halt-trial.ts'
import { openAtVenue, within } from './obedient-venue.ts'

let trial: HaltTrial
beforeEach(async () => {
  trial = await HaltTrial.begin()
})

const market: OrderTerms = {
  type: 'MARKET',
  timeInForce: 'IOC',
  size: { unit: 'BASE', quantity: parseQuantity('0.1') },
}
const limit = (timeInForce: 'GTC' | 'IOC'): OrderTerms => ({
  type: 'LIMIT',
  timeInForce,
  quantity: parseQuantity('0.1'),
  limitPrice: parsePrice('65000'),
  postOnly: false,
})
const reduction = (n: number, terms: OrderTerms = market): OrderIntent =>
  buildIntent(n, { side: 'SELL', reduceOnly: true, terms })

describe('while halted', () => {
  beforeEach(async () => {
    await trial.desk.settled(askToHalt(trial.desk))
  })

  test.each([
    ['a reduction at market', reduction(1), 'PLACED'],
    ['a reduction as IOC', reduction(1, limit('IOC')), 'PLACED'],
    ['a reduction that could rest', reduction(1, limit('GTC')), 'HALTED'],
    ['an entry at market', buildIntent(1, { terms: market }), 'HALTED'],
    ['an entry', buildIntent(1), 'HALTED'],
  ])('%s of the current epoch: %s', async (_what, intent, expected) => {
    const reply = await place(trial.world, trial.desk, intent, { haltEpoch: 1 })
    expect(reply.kind === 'PLACED' ? 'PLACED' : reply.reason).toBe(expected)
  })

  test('even a reduction needs an approval of the halt in force', async () => {
    expect(await place(trial.world, trial.desk, reduction(1))).toMatchObject({ reason: 'HALT_EPOCH' })
  })

  test('a reduction under way is left to its end, and another halt takes it as well', async () => {
    await place(trial.world, trial.desk, reduction(1), { haltEpoch: 1 })
    await pass(trial.world, 20_000)
    expect(openAtVenue(trial.world)).toEqual([idOf(1)])
    expect(await trial.desk.settled(askToHalt(trial.desk))).toMatchObject({ haltEpoch: 2, verified: true })
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('orders of others that appear are cancelled', async () => {
    trial.acceptExternal(77)
    await pass(trial.world, 6_000)
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('risk is told', async () => {
    const [chunk] = await snapshot(trial.desk, true)
    expect(chunk).toMatchObject({ halted: true, haltEpoch: 1 })
    expect(trial.desk.manager.health().detail).toContain('halted in epoch 1')
  })
})

test('an UNKNOWN order that turns out to rest while halted is cancelled at once', async () => {
  await trial.inconclusive()
  await trial.unknown(1)
  await trial.desk.settled(askToHalt(trial.desk))
  trial.acceptExternal(1)
  trial.world.venue.emit({ kind: 'ORDER', report: trial.world.venue.report(idOf(1)) })
  await pass(trial.world, 100)
  expect(openAtVenue(trial.world)).toEqual([])
  expect((await orderOf(trial.world)).state).toBe('CANCELED')
})

test('an absent order that appears while halted is cancelled', async () => {
  await trial.unknown(1)
  await pass(trial.world, 1_000)
  expect((await orderOf(trial.world)).state).toBe('REJECTED')
  await trial.desk.settled(askToHalt(trial.desk))
  trial.acceptExternal(1)
  await pass(trial.world, 6_000)
  expect(openAtVenue(trial.world)).toEqual([])
})

describe('a restart', () => {
  test('finds the latch and is halted, though the store never heard of it', async () => {
    await trial.placed(1)
    trial.disk.mode = 'REJECTS'
    await trial.desk.settled(askToHalt(trial.desk))
    expect(await trial.world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: false, haltEpoch: 0 })
    trial.acceptExternal(77)
    await trial.restart()
    expect(await trial.world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: true, haltEpoch: 1 })
    expect(await place(trial.world, trial.desk, buildIntent(2), { haltEpoch: 1 })).toMatchObject({
      reason: 'HALTED',
    })
    expect(await place(trial.world, trial.desk, buildIntent(2))).toMatchObject({ reason: 'HALT_EPOCH' })
    await pass(trial.world, 1_000)
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('without the latch is halted by the account’s row', async () => {
    await trial.desk.settled(askToHalt(trial.desk))
    await trial.world.pass()
    trial.world.latch.record = undefined
    await trial.restart()
    expect(await place(trial.world, trial.desk, buildIntent(2), { haltEpoch: 1 })).toMatchObject({
      reason: 'HALTED',
    })
  })

  test('with a latch that cannot be read is halted, and older approvals are dead', async () => {
    trial.world.latch.fault = 'UNREADABLE'
    await trial.restart()
    expect(await place(trial.world, trial.desk)).toMatchObject({ reason: 'HALT_EPOCH' })
    expect(await place(trial.world, trial.desk, buildIntent(1), { haltEpoch: 1 })).toMatchObject({
      reason: 'HALTED',
    })
    expect(await trial.desk.settled(askToResume(trial.desk, 1))).toMatchObject({ resumed: true })
  })

  test.each([
    ['was set while nothing ran', 'NONE'],
    ['cannot be read', 'UNREADABLE'],
  ] as const)('with a latch that %s gives the halt one number, however often it starts', async (_, fault) => {
    const { latch, scheduler } = trial.world
    latch.record = { haltEpoch: 0, reason: 'by hand', at: scheduler.now() }
    latch.fault = fault
    await trial.restart()
    latch.fault = 'NONE'
    expect(latch.record).toMatchObject({ haltEpoch: 1 })
    for (let n = 0; n < 3; n++) await trial.restart()
    expect((await snapshot(trial.desk, false))[0]).toMatchObject({ haltEpoch: 1, halted: true })
    expect(await trial.desk.settled(askToResume(trial.desk, 1))).toMatchObject({ resumed: true })
  })

  test('that dies before its row is written leaves the number to the next one', async () => {
    const { latch, scheduler } = trial.world
    latch.record = { haltEpoch: 0, reason: 'by hand', at: scheduler.now() }
    trial.desk.life.dead = true
    trial.disk.mode = 'REJECTS'
    await trial.start().catch(() => {})
    expect(await trial.world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: false, haltEpoch: 0 })
    await trial.restart()
    expect((await snapshot(trial.desk, false))[0]).toMatchObject({ haltEpoch: 1, halted: true })
  })

  test('is halted all the same while the latch cannot be numbered, and tries again with the next', async () => {
    const { latch, scheduler } = trial.world
    latch.record = { haltEpoch: 0, reason: 'by hand', at: scheduler.now() }
    latch.fault = 'READ_ONLY'
    await trial.restart()
    expect((await snapshot(trial.desk, false))[0]).toMatchObject({ haltEpoch: 1, halted: true })
    latch.fault = 'NONE'
    await trial.restart()
    expect(latch.record).toEqual({ ...latch.record, haltEpoch: 2, reason: 'by hand' })
    await trial.restart()
    expect((await snapshot(trial.desk, false))[0]).toMatchObject({ haltEpoch: 2, halted: true })
  })

  test('takes the later epoch of latch and row', async () => {
    trial.world.latch.record = { haltEpoch: 7, reason: 'elsewhere', at: trial.world.scheduler.now() }
    await trial.restart()
    expect(await trial.desk.settled(askToHalt(trial.desk))).toMatchObject({ haltEpoch: 8 })
    trial.world.latch.record = { haltEpoch: 2, reason: 'old', at: trial.world.scheduler.now() }
    await trial.world.pass()
    await trial.restart()
    expect((await snapshot(trial.desk, false))[0]).toMatchObject({ haltEpoch: 8, halted: true })
  })
})

describe('a resume', () => {
  test('ends the halt that it names, and approvals of its epoch are taken', async () => {
    await trial.desk.settled(askToHalt(trial.desk))
    expect(await trial.desk.settled(askToResume(trial.desk, 1))).toMatchObject({
      resumed: true,
      haltEpoch: 1,
    })
    expect(trial.world.latch.record).toBeUndefined()
    expect(await trial.world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: false, haltEpoch: 1 })
    expect(await place(trial.world, trial.desk)).toMatchObject({ reason: 'HALT_EPOCH' })
    expect(await place(trial.world, trial.desk, buildIntent(1), { haltEpoch: 1 })).toMatchObject({
      kind: 'PLACED',
    })
    await pass(trial.world, 20_000)
    expect(openAtVenue(trial.world)).toEqual([idOf(1)])
    // The same resume again, its answer having been lost.
    expect(await trial.desk.settled(askToResume(trial.desk, 1))).toMatchObject({ resumed: true })
  })

  test.each([0, 2, 3])('that names epoch %i of a second halt’s 2 … is only taken for 2', async (epoch) => {
    await trial.desk.settled(askToHalt(trial.desk))
    await trial.desk.settled(askToHalt(trial.desk))
    const reply = await trial.desk.settled(askToResume(trial.desk, epoch))
    expect(reply).toMatchObject({ resumed: epoch === 2, haltEpoch: 2 })
    expect(trial.world.latch.record === undefined).toBe(epoch === 2)
    expect((await trial.world.store.loadAccount(TEST_ACCOUNT)).halted).toBe(epoch !== 2)
  })

  test('does not end a halt called while it was under way', async () => {
    await trial.desk.settled(askToHalt(trial.desk))
    trial.disk.hang()
    const resuming = askToResume(trial.desk, 1)
    await trial.world.pass()
    await within(trial.world, TARGET_MS, askToHalt(trial.desk))
    trial.disk.release()
    expect(await trial.desk.settled(resuming)).toMatchObject({ resumed: false, haltEpoch: 2 })
    await trial.world.pass()
    expect(trial.world.latch.record).toMatchObject({ haltEpoch: 2 })
    expect(await trial.world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: true, haltEpoch: 2 })
  })

  test('whose caller has gone while it waited does nothing', async () => {
    await trial.desk.settled(askToHalt(trial.desk))
    trial.disk.hang()
    askToPlace(trial.world, trial.desk, reduction(1), { haltEpoch: 1 }).catch(() => {})
    await trial.world.pass()
    const call = trial.desk.rpc.call(
      orderService.resume,
      { accountId: TEST_ACCOUNT, haltEpoch: 1, reason: 'test', by: 'ann' },
      { timeoutMs: 100 },
    )
    await expect(trial.desk.settled(call)).rejects.toMatchObject({ status: 'DEADLINE_EXCEEDED' })
    trial.disk.release()
    await pass(trial.world, 1_000)
    expect(await trial.world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: true })
    expect(trial.world.latch.record).toBeDefined()
  })

  test('leaves the halt in force when the latch cannot be cleared', async () => {
    await trial.desk.settled(askToHalt(trial.desk))
    trial.world.latch.fault = 'READ_ONLY'
    expect(await trial.desk.settled(askToResume(trial.desk, 1))).toMatchObject({ resumed: false })
    expect(await place(trial.world, trial.desk, buildIntent(1), { haltEpoch: 1 })).toMatchObject({
      reason: 'HALTED',
    })
    trial.world.latch.fault = 'NONE'
    expect(await trial.desk.settled(askToResume(trial.desk, 1))).toMatchObject({ resumed: true })
  })

  test('that was not one leaves a halt that a restart finds, though the latch went all the same', async () => {
    await trial.desk.settled(askToHalt(trial.desk))
    trial.world.latch.fault = 'READ_ONLY'
    expect(await trial.desk.settled(askToResume(trial.desk, 1))).toMatchObject({ resumed: false })
    trial.world.latch.fault = 'NONE'
    trial.world.latch.record = undefined
    await trial.restart()
    expect((await snapshot(trial.desk, false))[0]).toMatchObject({ halted: true, haltEpoch: 1 })
  })
})
