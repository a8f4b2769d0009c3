/** A halt has to reach the venue whatever else is broken, and to hold from the moment it is called. */
import { instrumentId } from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToCancelAll, askToHalt } from './commands.ts'
import { askToPlace, idOf, orderOf, pass, place, steps } from './fixture.ts'
import { HaltTrial, TARGET_MS } from './halt-trial.ts'
import { openAtVenue, within } from './obedient-venue.ts'

let trial: HaltTrial
beforeEach(async () => {
  trial = await HaltTrial.begin()
})

describe('with store and bus standing still', () => {
  test('zero open orders within two seconds, others’ orders included; what is UNKNOWN is listed', async () => {
    await trial.inconclusive()
    await trial.placed(1, 2, 3, 4, 5)
    await trial.unknown(6)
    trial.acceptExternal(77)
    trial.disk.hang()
    trial.busWorks = false
    // Already waiting for the disk: the writer's queue stands.
    const waiting = buildIntent(7, { instrumentId: instrumentId('coinbase:ETH-USD') })
    askToPlace(trial.world, trial.desk, waiting).catch(() => {})
    await trial.world.pass()
    const before = trial.world.scheduler.now()
    const reply = await within(trial.world, TARGET_MS, askToHalt(trial.desk))
    expect(trial.world.scheduler.now() - before).toBe(BigInt(TARGET_MS) * 1_000_000n)
    expect(openAtVenue(trial.world)).toEqual([])
    expect(reply).toMatchObject({ haltEpoch: 1, verified: true, open: [], unresolved: [idOf(6)] })
    expect(trial.world.latch.record).toMatchObject({ haltEpoch: 1 })
    expect(trial.world.venue.submitted).not.toContain(idOf(7))

    trial.disk.release()
    trial.busWorks = true
    await pass(trial.world, 10_000)
    expect(await trial.world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: true, haltEpoch: 1 })
    for (const n of [1, 2, 3, 4, 5])
      expect((await orderOf(trial.world, buildIntent(n))).state).toBe('CANCELED')
    const late = await orderOf(trial.world, buildIntent(7))
    expect(late).toMatchObject({ state: 'NOT_SENT', reason: expect.stringContaining('halted') })
    expect(trial.world.venue.submitted).not.toContain(idOf(7))
    expect(steps(trial.world)).toContain('REQUEST_CANCEL → PENDING_CANCEL')
  })

  test('an acknowledgement that comes after the halt is cancelled before anything is written', async () => {
    trial.venue.submitAnswerMs = 3_000
    void place(trial.world, trial.desk).catch(() => {})
    await trial.world.pass()
    trial.venue.listsNothing = true
    trial.disk.hang()
    const reply = await within(trial.world, TARGET_MS, askToHalt(trial.desk))
    expect(reply).toMatchObject({ verified: false, open: [], unresolved: [idOf(1)] })
    await pass(trial.world, 1_500)
    expect(openAtVenue(trial.world)).toEqual([])
    trial.disk.release()
    await pass(trial.world, 1_000)
    expect((await orderOf(trial.world)).state).toBe('CANCELED')
  })

  test('an order of which the stream alone tells is cancelled before anything is written', async () => {
    await trial.inconclusive()
    await trial.unknown(1)
    await trial.desk.settled(askToHalt(trial.desk))
    trial.disk.hang()
    trial.venue.listsNothing = true
    trial.acceptExternal(1)
    trial.world.venue.emit({ kind: 'ORDER', report: trial.world.venue.report(idOf(1)) })
    await pass(trial.world, 100)
    expect(openAtVenue(trial.world)).toEqual([])
    expect(await within(trial.world, TARGET_MS, askToHalt(trial.desk))).toMatchObject({
      verified: true,
      unresolved: [],
    })
  })

  test('a store that fails ends the process only after the halt has done its work', async () => {
    await trial.placed(1, 2)
    trial.disk.mode = 'REJECTS'
    const halting = askToHalt(trial.desk)
    await pass(trial.world, 10)
    expect(trial.desk.fatal).toEqual([])
    expect(openAtVenue(trial.world)).toHaveLength(2)
    const reply = await within(trial.world, TARGET_MS, halting)
    expect(reply).toMatchObject({ verified: true, open: [], unresolved: [] })
    expect(trial.desk.fatal).toHaveLength(1)
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('an order manager that has failed still cancels everything', async () => {
    await trial.placed(1)
    trial.disk.mode = 'REJECTS'
    await expect(place(trial.world, trial.desk, buildIntent(2))).rejects.toMatchObject({
      status: 'UNAVAILABLE',
    })
    expect(trial.desk.fatal).toHaveLength(1)
    expect(await within(trial.world, TARGET_MS, askToHalt(trial.desk))).toMatchObject({ verified: true })
    expect(openAtVenue(trial.world)).toEqual([])
  })
})

describe('a venue that makes it hard', () => {
  test('a look without an answer is made again, and the reply still comes in time', async () => {
    await trial.placed(1, 2)
    trial.venue.looksLost = 1
    expect(await within(trial.world, TARGET_MS, askToHalt(trial.desk))).toMatchObject({
      verified: true,
      open: [],
    })
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('an order that appears after the first look is found by the second', async () => {
    const halting = askToHalt(trial.desk)
    await pass(trial.world, 10)
    trial.acceptExternal(77)
    expect(await trial.desk.settled(halting)).toMatchObject({ verified: true, open: [] })
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('orders that stay open are told, and cancelled as soon as the venue obeys', async () => {
    await trial.placed(1, 2)
    trial.venue.deaf = true
    const reply = await within(trial.world, TARGET_MS, askToHalt(trial.desk))
    expect(reply).toMatchObject({ verified: false, open: [idOf(1), idOf(2)] })
    trial.venue.deaf = false
    await pass(trial.world, 2_000)
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('a venue that cannot be asked is no verified halt, and is asked until it can', async () => {
    await trial.placed(1)
    trial.world.venue.down = true
    const reply = await within(trial.world, TARGET_MS, askToHalt(trial.desk))
    expect(reply).toMatchObject({ verified: false, open: [idOf(1)], haltEpoch: 1 })
    trial.world.venue.down = false
    await pass(trial.world, 1_000)
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('more orders than cancels at once are all cancelled, never more at once than allowed', async () => {
    await trial.desk.settled(trial.desk.manager.stop())
    let [now, most] = [0, 0]
    const obedient = trial.venue.connect()
    const counted = {
      ...obedient,
      cancel: async (...call: Parameters<typeof obedient.cancel>) => {
        most = Math.max(most, ++now)
        const outcome = await obedient.cancel(...call)
        now--
        return outcome
      },
    }
    await trial.start({ venue: counted, config: { cancelConcurrency: 3 } })
    await trial.placed(1, 2, 3, 4, 5, 6, 7, 8)
    expect(await within(trial.world, TARGET_MS, askToHalt(trial.desk))).toMatchObject({ verified: true })
    expect(openAtVenue(trial.world)).toEqual([])
    expect(most).toBe(3)
  })
})

describe('what is on its way when the halt is called', () => {
  test('an order between its commit and the call is not sent', async () => {
    trial.disk.hangsAt = ({ orders }) => orders.some(({ state }) => state === 'SUBMITTED')
    const reply = await within(trial.world, 10, askToPlace(trial.world, trial.desk))
    expect(reply).toMatchObject({ kind: 'PLACED', order: { state: 'PENDING_SUBMIT' } })
    expect(await within(trial.world, TARGET_MS, askToHalt(trial.desk))).toMatchObject({
      verified: true,
      unresolved: [],
    })
    trial.disk.release()
    expect(await orderOf(trial.world)).toMatchObject({ state: 'NOT_SENT' })
    expect(trial.world.venue.submitted).toEqual([])
  })

  test('an approval that expires between the commit and the call sends nothing', async () => {
    trial.disk.hangsAt = ({ orders }) => orders.some(({ state }) => state === 'SUBMITTED')
    await within(trial.world, 2_000, askToPlace(trial.world, trial.desk))
    trial.disk.release()
    expect(await orderOf(trial.world)).toMatchObject({
      state: 'NOT_SENT',
      reason: 'not sent: its approval expired before it was sent',
    })
    expect(trial.world.venue.submitted).toEqual([])
  })

  test('an order whose answer comes within the deadline is waited for', async () => {
    trial.venue.submitAnswerMs = 300
    trial.venue.listsNothing = true
    askToPlace(trial.world, trial.desk).catch(() => {})
    await trial.world.pass()
    expect(await trial.desk.settled(askToHalt(trial.desk))).toMatchObject({ verified: true, unresolved: [] })
    await pass(trial.world, 100)
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('an approval of before is refused, and an order that was queued behind the halt too', async () => {
    const halting = askToHalt(trial.desk)
    const queued = askToPlace(trial.world, trial.desk)
    expect(await trial.desk.settled(queued)).toMatchObject({ kind: 'REFUSED', reason: 'HALT_EPOCH' })
    await trial.desk.settled(halting)
    expect(trial.world.venue.submitted).toEqual([])
  })
})

describe('a latch that cannot be set', () => {
  test.each(['READ_ONLY', 'HANGS'] as const)(
    '%s: everything is cancelled all the same, and it is said',
    async (fault) => {
      await trial.placed(1)
      trial.world.latch.fault = fault
      const reply = await within(trial.world, TARGET_MS, askToHalt(trial.desk))
      expect(reply).toMatchObject({ verified: true, message: expect.stringContaining('latch') })
      expect(openAtVenue(trial.world)).toEqual([])
    },
  )
})

describe('cancel-all without a halt', () => {
  test('cancels everything once, and goes on trading', async () => {
    await trial.placed(1, 2)
    const reply = await trial.desk.settled(askToCancelAll(trial.desk, false))
    expect(reply).toMatchObject({ haltEpoch: 0, verified: true, open: [] })
    expect(trial.world.latch.record).toBeUndefined()
    expect(await place(trial.world, trial.desk, buildIntent(3))).toMatchObject({ kind: 'PLACED' })
    await pass(trial.world, 20_000)
    expect(openAtVenue(trial.world)).toEqual([idOf(3)])
    expect((await orderOf(trial.world)).state).toBe('CANCELED')
  })

  test('cancels what the venue’s lists do not show yet by its own cancel', async () => {
    await trial.placed(1)
    trial.venue.listsNothing = true
    await trial.desk.settled(askToCancelAll(trial.desk, false))
    await pass(trial.world, 100)
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('remembers the cancel of what is UNKNOWN', async () => {
    await trial.inconclusive()
    await trial.unknown(1)
    expect(await trial.desk.settled(askToCancelAll(trial.desk, false))).toMatchObject({
      unresolved: [idOf(1)],
    })
    trial.acceptExternal(1)
    trial.world.venue.emit({ kind: 'ORDER', report: trial.world.venue.report(idOf(1)) })
    await pass(trial.world, 100)
    expect(openAtVenue(trial.world)).toEqual([])
  })
})
