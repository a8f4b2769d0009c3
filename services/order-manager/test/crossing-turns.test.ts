/** What happens between a look or a call and the turn in which its answer is taken in. */
import { type OrderIntent, parsePrice } from '@oasis/domain'
import type { Venue } from '@oasis/ports'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToHalt, askToResolve, askToResume } from './commands.ts'
import {
  askToPlace,
  cancel,
  createWorld,
  type Desk,
  eventsOf,
  idOf,
  orderOf,
  pass,
  place,
  reconcile,
  startDesk,
  type World,
} from './fixture.ts'
import { HaltTrial } from './halt-trial.ts'
import { ObedientVenue, openAtVenue, within } from './obedient-venue.ts'

const ID = idOf(1)

describe('an order that is on its way to the venue', () => {
  test('is not looked for by a scan meanwhile: not found would prove nothing', async () => {
    const world = await createWorld()
    const desk = await startDesk(world)
    world.venue.script = 'HANGS'
    await place(world, desk)
    await world.pass()
    world.venue.hidden.add(ID)
    world.venue.looks.length = 0
    expect(await reconcile(desk)).toMatchObject({ completed: true })
    expect(world.venue.looks).toContain('openOrders')
    expect(world.venue.looks).not.toContain('findOrder')
    expect((await orderOf(world)).state).toBe('SUBMITTED')
  })
})

describe('what a person decides', () => {
  let world: World
  let desk: Desk
  const during = { look: () => {} }
  beforeEach(async () => {
    during.look = () => {}
    world = await createWorld()
    world.venue.conclusive = false
    const scripted = world.venue.connect()
    const venue: Venue = {
      ...scripted,
      findOrder: async (...asked) => {
        const found = await scripted.findOrder(...asked)
        during.look()
        await world.scheduler.sleep(50)
        return found
      },
    }
    desk = await startDesk(world, { venue })
    world.venue.script = 'LOST'
    await place(world, desk)
    await world.pass()
    world.venue.script = 'ACK'
  })

  test('is refused when the venue has told of the order while it was looked for', async () => {
    expect((await orderOf(world)).state).toBe('UNKNOWN')
    during.look = () => {
      during.look = () => {}
      const { instrumentId, side, terms } = buildIntent(1)
      const report = world.venue.accept({ clientOrderId: ID, instrumentId, side, terms })
      world.venue.emit({ kind: 'ORDER', report })
    }
    expect(await desk.settled(askToResolve(desk, ID, 'NEVER_EXISTED'))).toMatchObject({
      accepted: false,
      state: 'OPEN',
      message: expect.stringContaining('the order is OPEN'),
    })
    expect((await orderOf(world)).state).toBe('OPEN')
  })
})

describe('a halt', () => {
  const reduction = (n: number): OrderIntent =>
    buildIntent(n, {
      side: 'SELL',
      reduceOnly: true,
      terms: { ...buildIntent(1).terms, timeInForce: 'IOC' } as OrderIntent['terms'],
    })

  test('spares no reduction that was sent before it', async () => {
    const trial = await HaltTrial.begin()
    await place(trial.world, trial.desk, reduction(1))
    await trial.world.pass()
    expect(openAtVenue(trial.world)).toEqual([ID])
    expect(await trial.desk.settled(askToHalt(trial.desk))).toMatchObject({ verified: true, open: [] })
    expect(openAtVenue(trial.world)).toEqual([])
  })

  test('that is not in force cannot be ended under another number, and that is said', async () => {
    const trial = await HaltTrial.begin()
    expect(await trial.desk.settled(askToResume(trial.desk, 7))).toEqual({
      resumed: false,
      haltEpoch: 0,
      message: 'another halt is in force, or was last (not halted, epoch 0)',
    })
  })

  test('hears a refusal that comes in its course, and has nothing to cancel of it', async () => {
    const trial = await HaltTrial.begin()
    trial.venue.submitAnswerMs = 100
    trial.world.venue.script = 'REJECT'
    void askToPlace(trial.world, trial.desk).catch(() => {})
    await trial.world.pass()
    trial.world.venue.cancels.length = 0
    const reply = await within(trial.world, 2_000, askToHalt(trial.desk))
    expect(reply).toMatchObject({ verified: true, open: [], unresolved: [] })
    expect((await orderOf(trial.world)).state).toBe('REJECTED')
    expect(trial.world.venue.cancels).toEqual([])
  })

  test('answers in time though the venue is slower with each cancel than there is time for all', async () => {
    const trial = await HaltTrial.begin()
    await trial.desk.settled(trial.desk.manager.stop())
    await trial.start({ config: { cancelConcurrency: 1 }, venue: slowToCancel(trial) })
    await trial.placed(1, 2, 3, 4, 5, 6, 7, 8)
    const reply = await within(trial.world, 2_000, askToHalt(trial.desk))
    expect(reply).toMatchObject({ haltEpoch: 1, verified: false })
    await pass(trial.world, 60_000)
    expect(openAtVenue(trial.world)).toEqual([])
  })

  function slowToCancel({ venue, world }: HaltTrial): Venue {
    const obedient = venue.connect()
    return {
      ...obedient,
      cancel: async (...asked) => {
        await world.scheduler.sleep(700)
        return obedient.cancel(...asked)
      },
    }
  }
})

test('a replacement that was cancelled itself while it waited is not told twice that it was not sent', async () => {
  const world = await createWorld()
  const venue = new ObedientVenue(world)
  const desk = await startDesk(world, { venue: venue.connect() })
  await place(world, desk)
  await world.pass()
  venue.deaf = true
  const terms = { ...buildIntent(1).terms, limitPrice: parsePrice('64000') } as OrderIntent['terms']
  await place(world, desk, buildIntent(2, { replaces: ID, terms }))
  await cancel(desk, idOf(2))
  await world.pass()
  const ended = await orderOf(world, buildIntent(2))
  // Its approval expires while it would still be waiting.
  await pass(world, 5_000)
  expect(await orderOf(world, buildIntent(2))).toEqual(ended)
  expect(world.venue.submitted).toEqual([ID])
  const told = eventsOf(world).filter(
    ({ body }) => 'order' in body && body.order.clientOrderId === idOf(2) && body.order.state === ended.state,
  )
  expect(told).toHaveLength(1)
})
