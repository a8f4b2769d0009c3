/** What a replacement was approved for has to hold when it is sent: its epochs, no halt, not expired. Else neither is left. */
import { addMillis, type OrderIntent, type OrderState, parsePrice } from '@oasis/domain'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToHalt } from './commands.ts'
import { FailingStore } from './failing-store.ts'
import {
  askToPlace,
  createWorld,
  type Desk,
  idOf,
  orderOf,
  pass,
  place,
  snapshot,
  startDesk,
  type World,
} from './fixture.ts'
import { ObedientVenue, openAtVenue } from './obedient-venue.ts'

const OLD = idOf(1)
const NEW = idOf(2)

let world: World
let venue: ObedientVenue
let desk: Desk
beforeEach(async () => {
  world = await createWorld()
  venue = new ObedientVenue(world)
  desk = await startDesk(world, { venue: venue.connect() })
})

const replacing = (changes: Partial<OrderIntent> = {}): OrderIntent =>
  buildIntent(2, {
    replaces: OLD,
    terms: { ...buildIntent(1).terms, limitPrice: parsePrice('64000') } as OrderIntent['terms'],
    ...changes,
  })

const newOrder = () => orderOf(world, buildIntent(2))

async function placeOld(): Promise<void> {
  await place(world, desk)
  await world.pass()
}

describe('a replacement', () => {
  beforeEach(placeOld)

  test('is not sent any more once another risk epoch has begun, as no other approval of before is used', async () => {
    await place(world, desk, replacing())
    await snapshot(desk, true)
    await pass(world, 1_000)
    expect(world.venue.submitted).toEqual([OLD])
    expect(await newOrder()).toMatchObject({ state: 'NOT_SENT', reason: 'not sent: risk epoch 1 has begun' })
  })

  test('is not sent any more when its approval has expired, and may end with neither order', async () => {
    venue.deaf = true
    await place(world, desk, replacing())
    await pass(world, 1_900)
    expect((await newOrder()).state).toBe('PENDING_SUBMIT')
    await pass(world, 200)
    expect(await newOrder()).toMatchObject({
      state: 'NOT_SENT',
      reason: 'not sent: its approval expired before the order to replace had ended',
    })
    venue.deaf = false
    world.venue.emit({ kind: 'ORDER', report: world.venue.end(OLD, 'CANCELED') })
    await pass(world, 1_000)
    expect((await orderOf(world)).state).toBe('CANCELED')
    expect(world.venue.submitted).toEqual([OLD])
    expect(openAtVenue(world)).toEqual([])
  })

  test('whose approval lasts longer waits as long', async () => {
    venue.deaf = true
    await place(world, desk, replacing(), { expiresAt: addMillis(world.scheduler.now(), 20_000) })
    await pass(world, 19_000)
    world.venue.emit({ kind: 'ORDER', report: world.venue.end(OLD, 'CANCELED') })
    await world.pass()
    expect(world.venue.submitted).toEqual([OLD, NEW])
  })

  describe('whose commit takes long', () => {
    let disk: FailingStore
    beforeEach(async () => {
      disk = new FailingStore()
      await desk.settled(desk.manager.stop())
      desk = await startDesk(world, { venue: venue.connect(), store: disk.wrap(world.store) })
    })
    const hangAt = (state: OrderState) => {
      disk.hangsAt = ({ orders }) =>
        orders.some((order) => order.clientOrderId === NEW && order.state === state)
    }

    test('of SUBMITTED: not sent when its approval expired by then, as no other order is', async () => {
      hangAt('SUBMITTED')
      askToPlace(world, desk, replacing()).catch(() => {})
      await pass(world, 2_100)
      disk.release()
      await pass(world, 100)
      expect(await newOrder()).toMatchObject({
        state: 'NOT_SENT',
        reason: 'not sent: its approval expired before it was sent',
      })
      expect((await orderOf(world)).state).toBe('CANCELED')
      expect(world.venue.submitted).toEqual([OLD])
    })

    test('of SUBMITTED: not sent when a halt was called by then', async () => {
      hangAt('SUBMITTED')
      askToPlace(world, desk, replacing()).catch(() => {})
      await pass(world, 100)
      await desk.settled(askToHalt(desk))
      disk.release()
      await pass(world, 100)
      expect(await newOrder()).toMatchObject({
        state: 'NOT_SENT',
        reason: 'not sent: halted meanwhile, in epoch 1',
      })
      expect(world.venue.submitted).toEqual([OLD])
    })

    test('of its own row: not sent when its approval expired by then, and the other stays', async () => {
      hangAt('PENDING_SUBMIT')
      askToPlace(world, desk, replacing()).catch(() => {})
      await pass(world, 2_100)
      disk.release()
      await pass(world, 100)
      expect((await newOrder()).state).toBe('NOT_SENT')
      expect(openAtVenue(world)).toEqual([OLD])
      expect(world.venue.cancels).toEqual([])
    })
  })
})
