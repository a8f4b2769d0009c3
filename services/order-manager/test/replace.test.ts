/** Replace is cancel, then new: never two orders at once, and never a new one for an old one that has filled. */
import { type OrderIntent, parsePrice, strategyId } from '@oasis/domain'
import type { OrderStore } from '@oasis/ports'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToCancelAll, askToHalt, reportAudit } from './commands.ts'
import { FailingStore } from './failing-store.ts'
import {
  askToPlace,
  cancel,
  createWorld,
  type Desk,
  idOf,
  orderOf,
  pass,
  place,
  startDesk,
  steps,
  type World,
} from './fixture.ts'
import { CANCEL_TAKES_MS, ObedientVenue, openAtVenue } from './obedient-venue.ts'

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

describe('an order that replaces another', () => {
  beforeEach(placeOld)

  test('is sent when the other is cancelled, and not before', async () => {
    const reply = await place(world, desk, replacing())
    expect(reply).toMatchObject({ kind: 'PLACED', order: { state: 'PENDING_SUBMIT' } })
    await world.pass()
    expect(world.venue.submitted).toEqual([OLD])
    await pass(world, CANCEL_TAKES_MS)
    expect((await orderOf(world)).state).toBe('CANCELED')
    expect((await newOrder()).state).toBe('OPEN')
    expect(world.venue.submitted).toEqual([OLD, NEW])
    expect(openAtVenue(world)).toEqual([NEW])
    expect(steps(world).slice(-5)).toEqual([
      'CREATE → PENDING_SUBMIT',
      'REQUEST_CANCEL → PENDING_CANCEL',
      'CANCELED → CANCELED',
      'SUBMIT → SUBMITTED',
      'ACKNOWLEDGE → OPEN',
    ])
  })

  test('asked for again while it waits is answered as it is, and sent once', async () => {
    await place(world, desk, replacing())
    expect(await place(world, desk, replacing())).toMatchObject({ order: { state: 'PENDING_SUBMIT' } })
    await pass(world, 1_000)
    expect(world.venue.submitted).toEqual([OLD, NEW])
  })

  test('is not sent when the other has filled meanwhile, in part or whole', async () => {
    await place(world, desk, replacing())
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(OLD, '0.3') })
    await pass(world, 1_000)
    expect(await newOrder()).toMatchObject({
      state: 'NOT_SENT',
      reason: 'not sent: the order to replace has filled meanwhile (0.3 in all)',
    })
    expect((await orderOf(world)).state).toBe('CANCELED')
    expect(world.venue.submitted).toEqual([OLD])
  })

  test('is sent when the other had filled in part before it was asked for', async () => {
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(OLD, '0.3') })
    await world.pass()
    await place(world, desk, replacing())
    await pass(world, 1_000)
    expect(world.venue.submitted).toEqual([OLD, NEW])
  })

  test('is not sent when the end of the other comes with a fill that nobody told', async () => {
    venue.deaf = true
    await place(world, desk, replacing())
    await world.pass()
    world.venue.fill(OLD, '0.5')
    world.venue.emit({ kind: 'ORDER', report: world.venue.end(OLD, 'CANCELED') })
    await pass(world, 100)
    expect((await newOrder()).state).toBe('NOT_SENT')
    expect(world.venue.submitted).toEqual([OLD])
  })

  test('is not sent when the cancel is refused', async () => {
    world.venue.cancelScript = { kind: 'REJECTED', venueReason: 'TOO_LATE' }
    await place(world, desk, replacing())
    await pass(world, 100)
    expect(await newOrder()).toMatchObject({
      state: 'NOT_SENT',
      reason: 'not sent: the cancel was refused: cancel refused by the venue [TOO_LATE]',
    })
    expect(world.venue.submitted).toEqual([OLD])
  })

  test.each([true, false])('is not sent after a cancel-all, with a halt: %s', async (halt) => {
    await place(world, desk, replacing())
    await desk.settled(halt ? askToHalt(desk) : askToCancelAll(desk, false))
    await pass(world, 10_000)
    expect((await newOrder()).state).toBe('NOT_SENT')
    expect(world.venue.submitted).toEqual([OLD])
    expect(openAtVenue(world)).toEqual([])
  })

  test('is not sent after a cancel-all that comes between the other’s end and its turn', async () => {
    const disk = new FailingStore()
    await desk.settled(desk.manager.stop())
    desk = await startDesk(world, { venue: venue.connect(), store: disk.wrap(world.store) })
    venue.deaf = true
    await place(world, desk, replacing())
    await pass(world, 100)
    // The other's end is written, then the disk hangs in an order that has nothing to do with it.
    disk.hangsAt = ({ orders }) => orders.some(({ clientOrderId }) => clientOrderId === idOf(3))
    world.venue.emit({ kind: 'ORDER', report: world.venue.end(OLD, 'CANCELED') })
    askToPlace(world, desk, buildIntent(3)).catch(() => {})
    await pass(world, 10)
    await desk.settled(askToCancelAll(desk, false))
    disk.release()
    await pass(world, 1_000)
    expect((await newOrder()).state).toBe('NOT_SENT')
    expect(world.venue.submitted).not.toContain(NEW)
  })

  test('is not sent when its own cancel is asked for', async () => {
    venue.deaf = true
    await place(world, desk, replacing())
    expect(await cancel(desk, NEW)).toMatchObject({ accepted: true, state: 'NOT_SENT' })
    world.venue.emit({ kind: 'ORDER', report: world.venue.end(OLD, 'CANCELED') })
    await pass(world, 10_000)
    expect(world.venue.submitted).toEqual([OLD])
    expect((await newOrder()).needsReview).toBe(false)
  })

  test('is not sent when its instrument was closed meanwhile', async () => {
    await place(world, desk, replacing())
    await reportAudit(desk, [{ instrumentId: buildIntent(1).instrumentId, detail: 'position differs' }])
    await pass(world, 1_000)
    expect((await newOrder()).state).toBe('NOT_SENT')
    expect(world.venue.submitted).toEqual([OLD])
  })

  test.each([
    ['strategy', { strategyId: strategyId('another') }],
    ['side', { side: 'SELL' as const }],
  ])('of another %s is not sent, and the other stays', async (_what, changes) => {
    await place(world, desk, replacing(changes))
    await pass(world, 1_000)
    expect((await newOrder()).state).toBe('NOT_SENT')
    expect(openAtVenue(world)).toEqual([OLD])
  })

  test('is NOT_SENT after a restart while it waited, and after a stop', async () => {
    venue.deaf = true
    await place(world, desk, replacing())
    await world.pass()
    desk.life.dead = true
    desk = await startDesk(world, { venue: venue.connect() })
    expect((await newOrder()).state).toBe('NOT_SENT')
    venue.deaf = false
    await pass(world, 60_000)
    expect((await orderOf(world)).state).toBe('CANCELED')
    expect(world.venue.submitted).toEqual([OLD])
  })

  test('is NOT_SENT when the order manager stops', async () => {
    venue.deaf = true
    await place(world, desk, replacing())
    await desk.settled(desk.manager.stop())
    expect((await newOrder()).state).toBe('NOT_SENT')
  })
})

describe('what cannot be replaced', () => {
  test('an order that is not here: NOT_SENT with the reason', async () => {
    await place(world, desk, replacing())
    expect((await newOrder()).reason).toContain('is not known here')
  })

  test('an order that the store cannot read at that moment: NOT_SENT at once, and trading goes on', async () => {
    await desk.settled(desk.manager.stop())
    let failures = 0
    const findByClientOrderId: OrderStore['findByClientOrderId'] = async (id) => {
      if (id !== OLD || failures > 0) return world.store.findByClientOrderId(id)
      failures++
      throw new Error('database is locked')
    }
    const store = new Proxy(world.store, {
      get: (target, name) => {
        if (name === 'findByClientOrderId') return findByClientOrderId
        const value = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    desk = await startDesk(world, { venue: venue.connect(), store })
    await place(world, desk, replacing())
    expect(failures).toBe(1)
    expect(await newOrder()).toMatchObject({
      state: 'NOT_SENT',
      reason: expect.stringContaining('could not be read: database is locked'),
    })
    await placeOld()
    expect(world.venue.submitted).toEqual([OLD])
  })

  test('an order that is final: NOT_SENT with the reason', async () => {
    await placeOld()
    await cancel(desk, OLD)
    await pass(world, 100)
    await place(world, desk, replacing())
    expect((await newOrder()).reason).toContain('is CANCELED already')
  })

  test('an order whose outcome is not known: its instrument is closed', async () => {
    await desk.settled(desk.manager.stop())
    world.venue.conclusive = false
    desk = await startDesk(world, { venue: venue.connect() })
    world.venue.script = 'LOST'
    await placeOld()
    world.venue.script = 'ACK'
    expect(await place(world, desk, replacing())).toMatchObject({ kind: 'REFUSED', reason: 'NOT_RECONCILED' })
    expect(world.venue.submitted).toEqual([OLD])
  })

  test('an order still waiting itself is not sent, and the one that replaces it waits for nobody', async () => {
    await placeOld()
    venue.deaf = true
    await place(world, desk, replacing())
    const third = buildIntent(3, { replaces: NEW })
    await place(world, desk, third)
    await pass(world, 100)
    expect((await newOrder()).state).toBe('NOT_SENT')
    expect(world.venue.submitted).toEqual([OLD, idOf(3)])
  })
})

test('an order that replaces one still on its way waits for its acknowledgement, cancel and end', async () => {
  venue.submitAnswerMs = 300
  askToPlace(world, desk).catch(() => {})
  await world.pass()
  askToPlace(world, desk, replacing()).catch(() => {})
  await pass(world, 100)
  expect((await orderOf(world)).state).toBe('PENDING_CANCEL')
  expect(world.venue.submitted).toEqual([OLD])
  await pass(world, 1_000)
  expect(world.venue.submitted).toEqual([OLD, NEW])
  expect(openAtVenue(world)).toEqual([NEW])
})
