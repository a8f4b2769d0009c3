/**
 * A halt where another machine may be the account's next order manager: it outlives the one that took it, with the store
 * away; its end is everybody's; and what could not be kept is said.
 */
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToHalt, askToResume } from './commands.ts'
import { askToPlace, idOf, pass, place } from './fixture.ts'
import { HaltTrial, TARGET_MS } from './halt-trial.ts'
import { MemoryLatch } from './memory-latch.ts'
import { openAtVenue, within } from './obedient-venue.ts'

/** Its own latch each, and what all of them read. */
class Machines {
  readonly trial: HaltTrial
  readonly latches = { a: new MemoryLatch(), b: new MemoryLatch() }
  readonly shared = new MemoryLatch()
  lapsed: string | undefined

  constructor(trial: HaltTrial) {
    this.trial = trial
  }

  /** The last leader has died, wherever it was. */
  async lead(machine: 'a' | 'b'): Promise<void> {
    this.trial.desk.life.dead = true
    this.trial.disk.mode = 'WORKS'
    this.lapsed = undefined
    const lease = { lapsed: () => this.lapsed }
    await this.trial.start({ lease, latch: this.latches[machine], sharedLatch: this.shared })
  }

  halt() {
    return within(this.trial.world, TARGET_MS, askToHalt(this.trial.desk))
  }

  resume(haltEpoch: number) {
    return this.trial.desk.settled(askToResume(this.trial.desk, haltEpoch))
  }

  get row() {
    return this.trial.world.store.loadAccount(TEST_ACCOUNT)
  }
}

let trial: HaltTrial
let machines: Machines
beforeEach(async () => {
  trial = await HaltTrial.begin()
  machines = new Machines(trial)
  await machines.lead('a')
})

describe('with the store away', () => {
  beforeEach(() => {
    trial.disk.hang()
  })

  test('a halt that the bus has taken is told as recorded, and halts the next leader on another machine', async () => {
    expect(await machines.halt()).toMatchObject({ haltEpoch: 1, verified: true, recorded: true })
    await machines.lead('b')
    expect(await machines.row).toMatchObject({ halted: true, haltEpoch: 1 })
    const reply = await place(trial.world, trial.desk, buildIntent(1), { haltEpoch: 1 })
    expect(reply).toMatchObject({ reason: 'HALTED' })
    expect(await machines.resume(1)).toMatchObject({ resumed: true })
    await trial.world.pass()
    expect(machines.shared.record).toBeUndefined()
    await machines.lead('b')
    expect(await machines.row).toMatchObject({ halted: false, haltEpoch: 1 })
  })

  test.each(['READ_ONLY', 'HANGS'] as const)(
    'one that the bus has not taken (%s) is told to be this machine’s alone, and in time',
    async (fault) => {
      machines.shared.fault = fault
      const reply = await machines.halt()
      expect(reply).toMatchObject({ verified: true, recorded: false })
      expect(reply).toMatchObject({ message: expect.stringContaining('another machine') })
    },
  )

  test('one that nothing has taken is told to hold in this process alone', async () => {
    machines.shared.fault = 'READ_ONLY'
    machines.latches.a.fault = 'READ_ONLY'
    const reply = await machines.halt()
    expect(reply).toMatchObject({ verified: true, recorded: false })
    expect(reply).toMatchObject({ message: expect.stringContaining('in this process alone') })
  })
})

test('one that the store has taken is recorded, whatever the bus does', async () => {
  machines.shared.fault = 'READ_ONLY'
  const reply = await machines.halt()
  expect(reply).toMatchObject({ recorded: true })
  expect(reply).toMatchObject({ message: expect.not.stringContaining('taken the halt') })
})

describe('a latch that was left behind', () => {
  test('does not halt again after a resume on another machine, and goes', async () => {
    await machines.halt()
    await machines.lead('b')
    expect(await machines.resume(1)).toMatchObject({ resumed: true })
    expect(machines.latches.a.record).toMatchObject({ haltEpoch: 1 })
    await machines.lead('a')
    expect(await machines.row).toMatchObject({ halted: false, haltEpoch: 1 })
    expect(machines.latches.a.record).toBeUndefined()
    expect(await place(trial.world, trial.desk, buildIntent(1), { haltEpoch: 1 })).toMatchObject({
      kind: 'PLACED',
    })
  })

  test('does neither where it cannot be cleared, and goes with the first start that can', async () => {
    await machines.halt()
    await machines.lead('b')
    await machines.resume(1)
    machines.latches.a.fault = 'READ_ONLY'
    await machines.lead('a')
    expect(await machines.row).toMatchObject({ halted: false, haltEpoch: 1 })
    expect(machines.latches.a.record).toMatchObject({ haltEpoch: 1 })
    machines.latches.a.fault = 'NONE'
    await machines.lead('a')
    expect(await machines.row).toMatchObject({ halted: false, haltEpoch: 1 })
    expect(machines.latches.a.record).toBeUndefined()
  })

  test('nor where the bus alone had told the other machine of the halt', async () => {
    trial.disk.hang()
    await machines.halt()
    await machines.lead('b')
    await machines.resume(1)
    await machines.lead('a')
    expect(await machines.row).toMatchObject({ halted: false, haltEpoch: 1 })
  })

  test('halts again where nobody else had known of its halt, although another one of that number was ended', async () => {
    trial.disk.hang()
    machines.shared.fault = 'READ_ONLY'
    await machines.halt()
    machines.shared.fault = 'NONE'
    await machines.lead('b')
    expect(await machines.halt()).toMatchObject({ haltEpoch: 1 })
    await machines.resume(1)
    await machines.lead('a')
    expect(await machines.row).toMatchObject({ halted: true, haltEpoch: 2 })
  })
})

test('a resume that dies anywhere on its way leaves a halt, or has ended it in the store', async () => {
  await machines.halt()
  machines.latches.a.fault = 'READ_ONLY'
  expect(await machines.resume(1)).toMatchObject({ resumed: false })
  expect(await machines.row).toMatchObject({ halted: true })
  machines.latches.a.fault = 'NONE'
  trial.disk.mode = 'REJECTS'
  await expect(machines.resume(1)).rejects.toMatchObject({ status: 'UNAVAILABLE' })
  expect(machines.latches.a.record).toBeUndefined()
  await machines.lead('a')
  expect(await machines.row).toMatchObject({ halted: true, haltEpoch: 1 })
})

describe('a leader that has lost its lease', () => {
  test('has nothing to do where no halt is under way', async () => {
    machines.lapsed = 'another has taken it over'
    expect(trial.desk.manager.lastCancels()).toBeUndefined()
    await machines.halt()
    await pass(trial.world, 1_000)
    expect(trial.desk.manager.lastCancels()).toBeUndefined()
  })

  test('in the middle of a halt cancels to the end and answers, and sends nothing more', async () => {
    for (const n of [1, 2, 3]) await place(trial.world, trial.desk, buildIntent(n))
    await pass(trial.world, 100)
    expect(openAtVenue(trial.world)).toHaveLength(3)
    // Under way to the store, and to be sent when it is written.
    trial.disk.hang()
    const placing = askToPlace(trial.world, trial.desk, buildIntent(4))
    placing.catch(() => {})
    await pass(trial.world, 10)
    const halting = askToHalt(trial.desk)
    await pass(trial.world, 10)
    machines.lapsed = 'it was last renewed 10000 ms ago'
    let done = false
    const last = trial.desk.manager.lastCancels()
    expect(last).toBeDefined()
    void last?.then(() => (done = true))
    await expect(trial.desk.settled(askToHalt(trial.desk))).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    trial.disk.release()
    const reply = await within(trial.world, TARGET_MS, halting)
    expect(reply).toMatchObject({ verified: true, open: [] })
    await pass(trial.world, 1_000)
    expect(done).toBe(true)
    expect(openAtVenue(trial.world)).toEqual([])
    expect(trial.world.venue.submitted).not.toContain(idOf(4))
  })

  test('goes on cancelling where the halt was answered and the venue has not obeyed yet', async () => {
    await place(trial.world, trial.desk, buildIntent(1))
    await pass(trial.world, 100)
    trial.venue.deaf = true
    expect(await machines.halt()).toMatchObject({ verified: false })
    let done = false
    void trial.desk.manager.lastCancels()?.then(() => (done = true))
    await pass(trial.world, 1_000)
    expect(done).toBe(false)
    trial.venue.deaf = false
    await pass(trial.world, 3_000)
    expect([done, openAtVenue(trial.world)]).toEqual([true, []])
  })
})
