/** A paper account that starts again: nothing of before counts any more, and nothing of it is lost from the record. */
import { orderService } from '@oasis/contracts'
import { currency, parseMoney } from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToReset } from './commands.ts'
import {
  askToPlace,
  createWorld,
  type Desk,
  eventsOf,
  idOf,
  orderOf,
  pass,
  place,
  snapshot,
  startDesk,
  steps,
  type World,
} from './fixture.ts'
import { ObedientVenue, openAtVenue } from './obedient-venue.ts'

let world: World
let venue: ObedientVenue
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  venue = new ObedientVenue(world)
  desk = await startDesk(world, { venue: venue.connect() })
})

async function trade(): Promise<void> {
  await place(world, desk)
  await place(world, desk, buildIntent(2))
  await world.pass()
  world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(idOf(1), '0.4') })
  await world.pass()
}

describe('a reset', () => {
  test('cancels everything, and the account has its opening balances and no positions', async () => {
    await trade()
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    expect(openAtVenue(world)).toEqual([])
    for (const n of [1, 2]) expect((await orderOf(world, buildIntent(n))).state).toBe('CANCELED')
    const [chunk] = await snapshot(desk, false)
    expect(chunk).toMatchObject({ positions: [], openOrders: [] })
    expect(chunk?.balances).toEqual([{ currency: currency('USD'), total: parseMoney('100000') }])
    expect(steps(world).slice(-2)).toEqual(['RESET', 'ADJUSTMENT OPENING'])
    const numbers = eventsOf(world).map(({ accountSeq }) => accountSeq)
    expect(numbers).toEqual(numbers.map((_, n) => n + 1))
    expect((await world.store.loadAccount(TEST_ACCOUNT)).resetSeq).toBe(numbers.length - 1)
  })

  test('holds after a restart, and trading goes on', async () => {
    await trade()
    await desk.settled(askToReset(desk))
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world, { venue: venue.connect() })
    await pass(world, 60_000)
    expect(desk.manager.health()).toMatchObject({ ready: true })
    expect((await snapshot(desk, false))[0]).toMatchObject({ positions: [] })
    expect(await place(world, desk, buildIntent(3))).toMatchObject({ kind: 'PLACED' })
  })

  test('waits for orders on their way, and takes no new ones meanwhile', async () => {
    venue.submitAnswerMs = 300
    askToPlace(world, desk).catch(() => {})
    await world.pass()
    const resetting = askToReset(desk)
    await world.pass()
    // The writer is not busy, so that this one is asked for in the middle of the reset.
    const reply = await desk.settled(askToPlace(world, desk, buildIntent(2)))
    expect(reply).toMatchObject({ kind: 'REFUSED', reason: 'NOT_RECONCILED' })
    expect(await desk.settled(resetting)).toMatchObject({ reset: true })
    expect((await orderOf(world)).state).toBe('CANCELED')
  })

  test('gives up when an order does not end, says which, and lets trading go on', async () => {
    await place(world, desk)
    await world.pass()
    venue.deaf = true
    const reply = await desk.settled(askToReset(desk))
    expect(reply).toMatchObject({ reset: false, message: expect.stringContaining(idOf(1)) })
    expect(venue.resets).toBe(0)
    expect(await place(world, desk, buildIntent(2))).toMatchObject({ kind: 'PLACED' })
  })

  test('whose venue fails is said to have failed, and asked again it succeeds', async () => {
    await trade()
    const connected = venue.connect()
    let fails = true
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world, {
      venue: {
        ...connected,
        balances: async (signal) => {
          if (fails && venue.resets > 0) throw new Error('no answer')
          return connected.balances(signal)
        },
      },
    })
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: false })
    fails = false
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    expect((await snapshot(desk, false))[0]).toMatchObject({ positions: [] })
  })

  test('is for paper venues alone', async () => {
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world)
    expect(await desk.settled(askToReset(desk))).toMatchObject({
      reset: false,
      message: 'only a paper account can be reset',
    })
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world, { venue: venue.connect(), config: { mode: 'REAL' } })
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: false })
    expect(venue.resets).toBe(0)
  })

  test('asked for again while it goes on is made once, and both are told', async () => {
    await trade()
    const replies = await Promise.all([desk.settled(askToReset(desk)), desk.settled(askToReset(desk))])
    expect(replies.map(({ reset }) => reset)).toEqual([true, true])
    expect(venue.resets).toBe(1)
  })

  test('before the account is reconciled is refused', async () => {
    await desk.settled(desk.manager.stop())
    world.venue.down = true
    desk = await startDesk(world, { venue: venue.connect() })
    const call = desk.rpc.call(
      orderService.resetPaper,
      { accountId: TEST_ACCOUNT, by: 'ann' },
      { timeoutMs: 1_000 },
    )
    expect(await desk.settled(call)).toMatchObject({ reset: false })
  })
})
