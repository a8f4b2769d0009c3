/** A halt, or any cancel-all, while requests are on their way to the venue: what may still arrive is not verified. */
import type { Venue } from '@oasis/ports'
import { describe, expect, test } from 'vitest'
import { askToCancelAll, askToHalt } from './commands.ts'
import { askToPlace, createWorld, type Desk, idOf, orderOf, pass, startDesk, type World } from './fixture.ts'
import { ObedientVenue, openAtVenue } from './obedient-venue.ts'

/** Requests reach the venue when they are let through. */
async function withRequestOnItsWay(): Promise<{
  readonly world: World
  readonly desk: Desk
  readonly arrive: () => void
  /** Within each look, after the venue has made its list. */
  listed: () => void
}> {
  const world = await createWorld()
  const obedient = new ObedientVenue(world).connect()
  const gate = Promise.withResolvers<void>()
  const trial = { arrive: gate.resolve, listed: () => {} }
  const venue: Venue = {
    ...obedient,
    submit: async (...args) => {
      await gate.promise
      return obedient.submit(...args)
    },
    openOrders: async (signal) => {
      const open = await obedient.openOrders(signal)
      trial.listed()
      // The answer is on its way for longer than the one that the request gets.
      await world.scheduler.sleep(1)
      return open
    },
  }
  const desk = await startDesk(world, { venue })
  void askToPlace(world, desk)
  await pass(world, 20)
  expect(world.venue.submitted).toEqual([])
  return Object.assign(trial, { world, desk })
}

describe.each([
  ['a halt', true],
  ['a cancel-all', false],
])('%s with a request on its way', (_, halt) => {
  test('is not verified, and lists the order', async () => {
    const { desk } = await withRequestOnItsWay()
    const reply = await desk.settled(askToCancelAll(desk, halt))
    expect(reply).toMatchObject({ verified: false, open: [], unresolved: [idOf(1)] })
    expect(reply.message).toContain('1 of them still on their way')
  })

  test('is verified by a look that began after the request was answered, and by none before', async () => {
    const trial = await withRequestOnItsWay()
    const { world, desk, arrive } = trial
    let looks = 0
    trial.listed = () => {
      // The second look: without the order in it, a cancel-all would end here.
      if (++looks === 2) arrive()
    }
    const reply = await desk.settled(askToCancelAll(desk, halt))
    expect(world.venue.submitted).toEqual([idOf(1)])
    expect(openAtVenue(world)).toEqual([])
    expect(reply).toMatchObject({ verified: true, open: [], unresolved: [] })
    expect(looks).toBeGreaterThan(2)
    expect((await orderOf(world)).state).toBe('CANCELED')
  })
})

test('a halt called again when the request has arrived is verified', async () => {
  const { world, desk, arrive } = await withRequestOnItsWay()
  expect(await desk.settled(askToHalt(desk))).toMatchObject({ verified: false })
  arrive()
  expect(await desk.settled(askToHalt(desk))).toMatchObject({ verified: true, open: [], unresolved: [] })
  expect(openAtVenue(world)).toEqual([])
})
