/**
 * Order manager and the real paper venue die together at every moment before and after every call and every write of
 * the journal while a reset goes on. Who asked for it asks again by the same id, and it has been made once.
 */
import { parseMoney } from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { expect, test } from 'vitest'
import { askToReset } from './commands.ts'
import { askToPlace, eventsOf, pass, place, snapshot } from './fixture.ts'
import { Life } from './mortal.ts'
import { createPaperWorld, dropVenue, openDesk, type PaperWorld, publishQuote } from './paper-world.ts'

const OPENING = parseMoney('100000')

const resetsOf = (world: PaperWorld): number =>
  eventsOf(world).filter(({ body }) => body.kind === 'RESET').length

/** An account that has bought something, in a process that dies so many moments after the reset was asked for. */
async function diesAt(world: PaperWorld, moment: number): Promise<boolean> {
  const life = new Life()
  const desk = openDesk(world, life)
  await desk.settled(desk.manager.start())
  await publishQuote(world, 1)
  await pass(world, 500)
  await desk.settled(askToPlace(world, desk))
  await pass(world, 500)
  life.diesAfter(moment)
  const asked = askToReset(desk)
  let answered = false
  asked.then(
    () => (answered = true),
    () => (answered = true),
  )
  for (let turn = 0; turn < 500 && !answered && !life.dead; turn++) await pass(world, 10)
  const died = life.dead
  life.dead = true
  await dropVenue(world)
  return died
}

test('a reset is made once, whenever both die, and a trade after it stays when it is asked for again', {
  timeout: 60_000,
}, async () => {
  let deaths = 0
  for (let moment = 0; ; moment++) {
    const world = await createPaperWorld()
    const died = await diesAt(world, moment)
    if (died) deaths++
    const desk = openDesk(world)
    await desk.settled(desk.manager.start())
    expect(await world.store.unfinishedReset(TEST_ACCOUNT)).toBeUndefined()
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    const [fresh] = await snapshot(desk, false)
    expect(fresh?.positions).toEqual([])
    expect(fresh?.balances.filter(({ total }) => total !== 0n)).toMatchObject([{ total: OPENING }])
    await publishQuote(world, 1_000)
    await pass(world, 5_000)
    expect(await place(world, desk, buildIntent(2))).toMatchObject({ kind: 'PLACED' })
    await pass(world, 500)
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    await pass(world, 60_000)
    expect((await snapshot(desk, false))[0]?.positions).not.toEqual([])
    expect(resetsOf(world)).toBe(1)
    expect(desk.manager.health()).toMatchObject({ ready: true })
    expect(desk.fatal).toEqual([])
    await desk.settled(desk.manager.stop())
    await world.store.close()
    await world.journal.close()
    if (!died) break
  }
  expect(deaths).toBeGreaterThan(20)
})
