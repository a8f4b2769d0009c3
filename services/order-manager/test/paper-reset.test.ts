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
      { accountId: TEST_ACCOUNT, resetId: 'reset-1', by: 'ann' },
      { timeoutMs: 1_000 },
    )
    expect(await desk.settled(call)).toMatchObject({ reset: false })
  })
})

const resets = () => steps(world).filter((step) => step === 'RESET').length

describe('a reset asked for again by its id', () => {
  const positions = async () => (await snapshot(desk, false))[0]?.positions.length

  test('is answered as done, and resets nothing, also after a restart and after another reset', async () => {
    await trade()
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    await place(world, desk, buildIntent(3))
    await world.pass()
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(idOf(3), '0.4') })
    await world.pass()
    const again = { reset: true, message: expect.stringContaining('was done before') }
    expect(await desk.settled(askToReset(desk))).toMatchObject(again)
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world, { venue: venue.connect() })
    expect(await desk.settled(askToReset(desk))).toMatchObject(again)
    expect((await orderOf(world, buildIntent(3))).state).toBe('PARTIALLY_FILLED')
    // The account's and the strategy's.
    expect([await positions(), venue.resets, resets()]).toEqual([2, 1, 1])
    expect(await desk.settled(askToReset(desk, 'reset-2'))).toMatchObject({ reset: true })
    expect(await desk.settled(askToReset(desk))).toMatchObject(again)
    await world.pass()
    expect([await positions(), venue.resets, resets()]).toEqual([0, 2, 2])
  })

  test('is answered as done before the account is reconciled', async () => {
    await desk.settled(askToReset(desk))
    await desk.settled(desk.manager.stop())
    world.venue.down = true
    desk = await startDesk(world, { venue: venue.connect() })
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    expect(await desk.settled(askToReset(desk, 'reset-2'))).toMatchObject({ reset: false })
  })

  test('closes trading for nobody', async () => {
    await desk.settled(askToReset(desk))
    const again = askToReset(desk)
    expect(await place(world, desk, buildIntent(3))).toMatchObject({ kind: 'PLACED' })
    await desk.settled(again)
  })
})

test('two resets at once are made one after the other', async () => {
  await trade()
  const both = [askToReset(desk), askToReset(desk, 'reset-2')]
  const replies = await desk.settled(Promise.all(both))
  expect(replies.map(({ reset }) => reset)).toEqual([true, true])
  await world.pass()
  expect([venue.resets, resets()]).toEqual([2, 2])
})

describe('a reset that the venue interrupts', () => {
  let breaks: boolean
  beforeEach(async () => {
    breaks = true
    await trade()
    // The venue resets, and then cannot be asked any more.
    const connected = venue.connect()
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world, {
      venue: {
        ...connected,
        reset: async (resetId, signal) => {
          await connected.reset?.(resetId, signal)
          if (breaks) world.venue.broken.add('balances')
        },
      },
    })
    await expect(desk.settled(askToReset(desk))).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect([venue.resets, resets()]).toEqual([1, 0])
  })

  const recovered = () => world.venue.broken.clear()

  test('takes nothing until it is done, and is done when asked for again, without another at the venue', async () => {
    breaks = false
    recovered()
    await pass(world, 60_000)
    expect(await place(world, desk, buildIntent(3))).toMatchObject({
      message: 'the paper account is being reset',
    })
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    // The balances differed until then; the next pass finds them explained.
    await pass(world, 5_000)
    expect([venue.resets, resets()]).toEqual([1, 1])
    expect(await place(world, desk, buildIntent(3))).toMatchObject({ kind: 'PLACED' })
  })

  test('is done by the next start, before anything is taken, with nobody asking', async () => {
    recovered()
    desk.life.dead = true
    desk = await startDesk(world, { venue: venue.connect() })
    await world.pass()
    expect([venue.resets, resets()]).toEqual([1, 1])
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    expect((await snapshot(desk, false))[0]).toMatchObject({ positions: [], openOrders: [] })
    expect(await place(world, desk, buildIntent(3))).toMatchObject({ kind: 'PLACED' })
    expect(venue.resets).toBe(1)
  })

  test('is done first when another one is asked for, and both are known as done', async () => {
    recovered()
    desk.life.dead = true
    world.venue.broken.add('time')
    desk = await startDesk(world, { venue: venue.connect() })
    world.venue.broken.clear()
    expect(resets()).toBe(0)
    await pass(world, 10_000)
    expect(await place(world, desk, buildIntent(3))).toMatchObject({
      message: 'the paper account is being reset',
    })
    expect(await desk.settled(askToReset(desk, 'reset-2'))).toMatchObject({ reset: true })
    await world.pass()
    expect([venue.resets, resets()]).toEqual([2, 2])
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    expect(venue.resets).toBe(2)
  })

  test('while the venue is still away after a restart is neither done nor refused', async () => {
    desk.life.dead = true
    world.venue.down = true
    desk = await startDesk(world, { venue: venue.connect() })
    await expect(desk.settled(askToReset(desk))).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      message: expect.stringContaining('not reconciled'),
    })
    world.venue.down = false
    recovered()
    await pass(world, 10_000)
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
    await world.pass()
    expect([venue.resets, resets()]).toEqual([1, 1])
  })

  test('is not done while an order of others is open at the venue, and says which', async () => {
    desk.life.dead = true
    world.venue.broken.add('time')
    desk = await startDesk(world, { venue: venue.connect() })
    recovered()
    venue.deaf = true
    const { instrumentId, side, terms } = buildIntent(7)
    world.venue.acceptOfOthers({ clientOrderId: idOf(7), instrumentId, side, terms })
    await pass(world, 60_000)
    await expect(desk.settled(askToReset(desk))).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      message: expect.stringContaining(idOf(7)),
    })
    venue.deaf = false
    expect(await desk.settled(askToReset(desk))).toMatchObject({ reset: true })
  })
})
