/** A halt has to reach the venue whatever else is broken, and to hold from the moment it is called. */
import { orderService } from '@oasis/contracts'
import { instrumentId, type OrderIntent, type OrderTerms, parsePrice, parseQuantity } from '@oasis/domain'
import { buildIntent, TEST_ACCOUNT } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToCancelAll, askToHalt, askToResume } from './commands.ts'
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
  steps,
  type World,
} from './fixture.ts'
import { ObedientVenue, openAtVenue, within } from './obedient-venue.ts'

const TARGET_MS = 2_000

let world: World
let venue: ObedientVenue
let disk: FailingStore
let busWorks: boolean
let desk: Desk

const start = async (): Promise<void> => {
  desk = await startDesk(world, parts())
}
const parts = () => ({
  venue: venue.connect(),
  store: disk.wrap(world.store),
  bus: {
    publish: async (records: Parameters<typeof world.published.push>) => {
      if (!busWorks) throw new Error('the bus is away')
      world.published.push(...records)
    },
  },
})

beforeEach(async () => {
  world = await createWorld()
  venue = new ObedientVenue(world)
  disk = new FailingStore()
  busWorks = true
  await start()
})

const placed = async (...numbers: number[]): Promise<void> => {
  for (const n of numbers) await place(world, desk, buildIntent(n))
  await world.pass()
}

const acceptExternal = (n: number): void => {
  const { instrumentId, side, terms } = buildIntent(n)
  world.venue.accept({ clientOrderId: idOf(n), instrumentId, side, terms })
}

/** The venue has an order of ours that nobody can tell. */
async function unknown(n: number): Promise<void> {
  world.venue.script = 'LOST'
  await placed(n)
  world.venue.script = 'ACK'
}

async function inconclusive(): Promise<void> {
  await desk.settled(desk.manager.stop())
  world.venue.conclusive = false
  await start()
}

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

describe('with store and bus standing still', () => {
  test('zero open orders within two seconds, others’ orders included; what is UNKNOWN is listed', async () => {
    await inconclusive()
    await placed(1, 2, 3, 4, 5)
    await unknown(6)
    acceptExternal(77)
    disk.hang()
    busWorks = false
    // Already waiting for the disk: the writer's queue stands.
    const waiting = buildIntent(7, { instrumentId: instrumentId('coinbase:ETH-USD') })
    askToPlace(world, desk, waiting).catch(() => {})
    await world.pass()
    const before = world.scheduler.now()
    const reply = await within(world, TARGET_MS, askToHalt(desk))
    expect(world.scheduler.now() - before).toBe(BigInt(TARGET_MS) * 1_000_000n)
    expect(openAtVenue(world)).toEqual([])
    expect(reply).toMatchObject({ haltEpoch: 1, verified: true, open: [], unresolved: [idOf(6)] })
    expect(world.latch.record).toMatchObject({ haltEpoch: 1 })
    expect(world.venue.submitted).not.toContain(idOf(7))

    disk.release()
    busWorks = true
    await pass(world, 10_000)
    expect(await world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: true, haltEpoch: 1 })
    for (const n of [1, 2, 3, 4, 5]) expect((await orderOf(world, buildIntent(n))).state).toBe('CANCELED')
    const late = await orderOf(world, buildIntent(7))
    expect(late).toMatchObject({ state: 'NOT_SENT', reason: expect.stringContaining('halted') })
    expect(world.venue.submitted).not.toContain(idOf(7))
    expect(steps(world)).toContain('REQUEST_CANCEL → PENDING_CANCEL')
  })

  test('an acknowledgement that comes after the halt is cancelled before anything is written', async () => {
    venue.submitAnswerMs = 3_000
    void place(world, desk).catch(() => {})
    await world.pass()
    venue.listsNothing = true
    disk.hang()
    const reply = await within(world, TARGET_MS, askToHalt(desk))
    expect(reply).toMatchObject({ verified: true, open: [], unresolved: [idOf(1)] })
    await pass(world, 1_500)
    expect(openAtVenue(world)).toEqual([])
    disk.release()
    await pass(world, 1_000)
    expect((await orderOf(world)).state).toBe('CANCELED')
  })

  test('an order of which the stream alone tells is cancelled before anything is written', async () => {
    await inconclusive()
    await unknown(1)
    await desk.settled(askToHalt(desk))
    disk.hang()
    venue.listsNothing = true
    acceptExternal(1)
    world.venue.emit({ kind: 'ORDER', report: world.venue.report(idOf(1)) })
    await pass(world, 100)
    expect(openAtVenue(world)).toEqual([])
    expect(await within(world, TARGET_MS, askToHalt(desk))).toMatchObject({ verified: true, unresolved: [] })
  })

  test('a store that fails ends the process only after the halt has done its work', async () => {
    await placed(1, 2)
    disk.mode = 'REJECTS'
    const halting = askToHalt(desk)
    await pass(world, 10)
    expect(desk.fatal).toEqual([])
    expect(openAtVenue(world)).toHaveLength(2)
    const reply = await within(world, TARGET_MS, halting)
    expect(reply).toMatchObject({ verified: true, open: [], unresolved: [] })
    expect(desk.fatal).toHaveLength(1)
    expect(openAtVenue(world)).toEqual([])
  })

  test('an order manager that has failed still cancels everything', async () => {
    await placed(1)
    disk.mode = 'REJECTS'
    await expect(place(world, desk, buildIntent(2))).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    expect(desk.fatal).toHaveLength(1)
    expect(await within(world, TARGET_MS, askToHalt(desk))).toMatchObject({ verified: true })
    expect(openAtVenue(world)).toEqual([])
  })
})

describe('a venue that makes it hard', () => {
  test('a look without an answer is made again, and the reply still comes in time', async () => {
    await placed(1, 2)
    venue.looksLost = 1
    expect(await within(world, TARGET_MS, askToHalt(desk))).toMatchObject({ verified: true, open: [] })
    expect(openAtVenue(world)).toEqual([])
  })

  test('an order that appears after the first look is found by the second', async () => {
    const halting = askToHalt(desk)
    await pass(world, 10)
    acceptExternal(77)
    expect(await desk.settled(halting)).toMatchObject({ verified: true, open: [] })
    expect(openAtVenue(world)).toEqual([])
  })

  test('orders that stay open are told, and cancelled as soon as the venue obeys', async () => {
    await placed(1, 2)
    venue.deaf = true
    const reply = await within(world, TARGET_MS, askToHalt(desk))
    expect(reply).toMatchObject({ verified: false, open: [idOf(1), idOf(2)] })
    venue.deaf = false
    await pass(world, 2_000)
    expect(openAtVenue(world)).toEqual([])
  })

  test('a venue that cannot be asked is no verified halt, and is asked until it can', async () => {
    await placed(1)
    world.venue.down = true
    const reply = await within(world, TARGET_MS, askToHalt(desk))
    expect(reply).toMatchObject({ verified: false, open: [idOf(1)], haltEpoch: 1 })
    world.venue.down = false
    await pass(world, 1_000)
    expect(openAtVenue(world)).toEqual([])
  })

  test('more orders than cancels at once are all cancelled, never more at once than allowed', async () => {
    await desk.settled(desk.manager.stop())
    let [now, most] = [0, 0]
    const obedient = venue.connect()
    const counted = {
      ...obedient,
      cancel: async (...call: Parameters<typeof obedient.cancel>) => {
        most = Math.max(most, ++now)
        const outcome = await obedient.cancel(...call)
        now--
        return outcome
      },
    }
    desk = await startDesk(world, { venue: counted, config: { cancelConcurrency: 3 } })
    await placed(1, 2, 3, 4, 5, 6, 7, 8)
    expect(await within(world, TARGET_MS, askToHalt(desk))).toMatchObject({ verified: true })
    expect(openAtVenue(world)).toEqual([])
    expect(most).toBe(3)
  })
})

describe('what is on its way when the halt is called', () => {
  test('an order between its commit and the call is not sent', async () => {
    disk.hangsAt = ({ orders }) => orders.some(({ state }) => state === 'SUBMITTED')
    const reply = await within(world, 10, askToPlace(world, desk))
    expect(reply).toMatchObject({ kind: 'PLACED', order: { state: 'PENDING_SUBMIT' } })
    expect(await within(world, TARGET_MS, askToHalt(desk))).toMatchObject({ verified: true, unresolved: [] })
    disk.release()
    expect(await orderOf(world)).toMatchObject({ state: 'NOT_SENT' })
    expect(world.venue.submitted).toEqual([])
  })

  test('an approval that expires between the commit and the call sends nothing', async () => {
    disk.hangsAt = ({ orders }) => orders.some(({ state }) => state === 'SUBMITTED')
    await within(world, 2_000, askToPlace(world, desk))
    disk.release()
    expect(await orderOf(world)).toMatchObject({
      state: 'NOT_SENT',
      reason: 'not sent: its approval expired before it was sent',
    })
    expect(world.venue.submitted).toEqual([])
  })

  test('an order whose answer comes within the deadline is waited for', async () => {
    venue.submitAnswerMs = 300
    venue.listsNothing = true
    askToPlace(world, desk).catch(() => {})
    await world.pass()
    expect(await desk.settled(askToHalt(desk))).toMatchObject({ verified: true, unresolved: [] })
    await pass(world, 100)
    expect(openAtVenue(world)).toEqual([])
  })

  test('an approval of before is refused, and an order that was queued behind the halt too', async () => {
    const halting = askToHalt(desk)
    const queued = askToPlace(world, desk)
    expect(await desk.settled(queued)).toMatchObject({ kind: 'REFUSED', reason: 'HALT_EPOCH' })
    await desk.settled(halting)
    expect(world.venue.submitted).toEqual([])
  })
})

describe('while halted', () => {
  beforeEach(async () => {
    await desk.settled(askToHalt(desk))
  })

  test.each([
    ['a reduction at market', reduction(1), 'PLACED'],
    ['a reduction as IOC', reduction(1, limit('IOC')), 'PLACED'],
    ['a reduction that could rest', reduction(1, limit('GTC')), 'HALTED'],
    ['an entry at market', buildIntent(1, { terms: market }), 'HALTED'],
    ['an entry', buildIntent(1), 'HALTED'],
  ])('%s of the current epoch: %s', async (_what, intent, expected) => {
    const reply = await place(world, desk, intent, { haltEpoch: 1 })
    expect(reply.kind === 'PLACED' ? 'PLACED' : reply.reason).toBe(expected)
  })

  test('even a reduction needs an approval of the halt in force', async () => {
    expect(await place(world, desk, reduction(1))).toMatchObject({ reason: 'HALT_EPOCH' })
  })

  test('a reduction under way is left to its end, and another halt takes it as well', async () => {
    await place(world, desk, reduction(1), { haltEpoch: 1 })
    await pass(world, 20_000)
    expect(openAtVenue(world)).toEqual([idOf(1)])
    expect(await desk.settled(askToHalt(desk))).toMatchObject({ haltEpoch: 2, verified: true })
    expect(openAtVenue(world)).toEqual([])
  })

  test('orders of others that appear are cancelled', async () => {
    acceptExternal(77)
    await pass(world, 6_000)
    expect(openAtVenue(world)).toEqual([])
  })

  test('risk is told', async () => {
    const [chunk] = await snapshot(desk, true)
    expect(chunk).toMatchObject({ halted: true, haltEpoch: 1 })
    expect(desk.manager.health().detail).toContain('halted in epoch 1')
  })
})

test('an UNKNOWN order that turns out to rest while halted is cancelled at once', async () => {
  await inconclusive()
  await unknown(1)
  await desk.settled(askToHalt(desk))
  acceptExternal(1)
  world.venue.emit({ kind: 'ORDER', report: world.venue.report(idOf(1)) })
  await pass(world, 100)
  expect(openAtVenue(world)).toEqual([])
  expect((await orderOf(world)).state).toBe('CANCELED')
})

test('an absent order that appears while halted is cancelled', async () => {
  await unknown(1)
  await pass(world, 1_000)
  expect((await orderOf(world)).state).toBe('REJECTED')
  await desk.settled(askToHalt(desk))
  acceptExternal(1)
  await pass(world, 6_000)
  expect(openAtVenue(world)).toEqual([])
})

describe('a restart', () => {
  const restart = async (): Promise<void> => {
    desk.life.dead = true
    disk = new FailingStore()
    await start()
  }

  test('finds the latch and is halted, though the store never heard of it', async () => {
    await placed(1)
    disk.mode = 'REJECTS'
    await desk.settled(askToHalt(desk))
    expect(await world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: false, haltEpoch: 0 })
    acceptExternal(77)
    await restart()
    expect(await world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: true, haltEpoch: 1 })
    expect(await place(world, desk, buildIntent(2), { haltEpoch: 1 })).toMatchObject({ reason: 'HALTED' })
    expect(await place(world, desk, buildIntent(2))).toMatchObject({ reason: 'HALT_EPOCH' })
    await pass(world, 1_000)
    expect(openAtVenue(world)).toEqual([])
  })

  test('without the latch is halted by the account’s row', async () => {
    await desk.settled(askToHalt(desk))
    await world.pass()
    world.latch.record = undefined
    await restart()
    expect(await place(world, desk, buildIntent(2), { haltEpoch: 1 })).toMatchObject({ reason: 'HALTED' })
  })

  test('with a latch that cannot be read is halted, and older approvals are dead', async () => {
    world.latch.fault = 'UNREADABLE'
    await restart()
    expect(await place(world, desk)).toMatchObject({ reason: 'HALT_EPOCH' })
    expect(await place(world, desk, buildIntent(1), { haltEpoch: 1 })).toMatchObject({ reason: 'HALTED' })
    expect(await desk.settled(askToResume(desk, 1))).toMatchObject({ resumed: true })
  })

  test('takes the later epoch of latch and row', async () => {
    world.latch.record = { haltEpoch: 7, reason: 'elsewhere', at: world.scheduler.now() }
    await restart()
    expect(await desk.settled(askToHalt(desk))).toMatchObject({ haltEpoch: 8 })
    world.latch.record = { haltEpoch: 2, reason: 'old', at: world.scheduler.now() }
    await world.pass()
    await restart()
    expect((await snapshot(desk, false))[0]).toMatchObject({ haltEpoch: 8, halted: true })
  })
})

describe('a resume', () => {
  test('ends the halt that it names, and approvals of its epoch are taken', async () => {
    await desk.settled(askToHalt(desk))
    expect(await desk.settled(askToResume(desk, 1))).toMatchObject({ resumed: true, haltEpoch: 1 })
    expect(world.latch.record).toBeUndefined()
    expect(await world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: false, haltEpoch: 1 })
    expect(await place(world, desk)).toMatchObject({ reason: 'HALT_EPOCH' })
    expect(await place(world, desk, buildIntent(1), { haltEpoch: 1 })).toMatchObject({ kind: 'PLACED' })
    await pass(world, 20_000)
    expect(openAtVenue(world)).toEqual([idOf(1)])
    // The same resume again, its answer having been lost.
    expect(await desk.settled(askToResume(desk, 1))).toMatchObject({ resumed: true })
  })

  test.each([0, 2, 3])('that names epoch %i of a second halt’s 2 … is only taken for 2', async (epoch) => {
    await desk.settled(askToHalt(desk))
    await desk.settled(askToHalt(desk))
    const reply = await desk.settled(askToResume(desk, epoch))
    expect(reply).toMatchObject({ resumed: epoch === 2, haltEpoch: 2 })
    expect(world.latch.record === undefined).toBe(epoch === 2)
    expect((await world.store.loadAccount(TEST_ACCOUNT)).halted).toBe(epoch !== 2)
  })

  test('does not end a halt called while it was under way', async () => {
    await desk.settled(askToHalt(desk))
    disk.hang()
    const resuming = askToResume(desk, 1)
    await world.pass()
    await within(world, TARGET_MS, askToHalt(desk))
    disk.release()
    expect(await desk.settled(resuming)).toMatchObject({ resumed: false, haltEpoch: 2 })
    await world.pass()
    expect(world.latch.record).toMatchObject({ haltEpoch: 2 })
    expect(await world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: true, haltEpoch: 2 })
  })

  test('whose caller has gone while it waited does nothing', async () => {
    await desk.settled(askToHalt(desk))
    disk.hang()
    askToPlace(world, desk, reduction(1), { haltEpoch: 1 }).catch(() => {})
    await world.pass()
    const call = desk.rpc.call(
      orderService.resume,
      { accountId: TEST_ACCOUNT, haltEpoch: 1, reason: 'test', by: 'ann' },
      { timeoutMs: 100 },
    )
    await expect(desk.settled(call)).rejects.toMatchObject({ status: 'DEADLINE_EXCEEDED' })
    disk.release()
    await pass(world, 1_000)
    expect(await world.store.loadAccount(TEST_ACCOUNT)).toMatchObject({ halted: true })
    expect(world.latch.record).toBeDefined()
  })

  test('leaves the halt in force when the latch cannot be cleared', async () => {
    await desk.settled(askToHalt(desk))
    world.latch.fault = 'READ_ONLY'
    expect(await desk.settled(askToResume(desk, 1))).toMatchObject({ resumed: false })
    expect(await place(world, desk, buildIntent(1), { haltEpoch: 1 })).toMatchObject({ reason: 'HALTED' })
    world.latch.fault = 'NONE'
    expect(await desk.settled(askToResume(desk, 1))).toMatchObject({ resumed: true })
  })
})

describe('a latch that cannot be set', () => {
  test.each(['READ_ONLY', 'HANGS'] as const)(
    '%s: everything is cancelled all the same, and it is said',
    async (fault) => {
      await placed(1)
      world.latch.fault = fault
      const reply = await within(world, TARGET_MS, askToHalt(desk))
      expect(reply).toMatchObject({ verified: true, message: expect.stringContaining('latch') })
      expect(openAtVenue(world)).toEqual([])
    },
  )
})

describe('cancel-all without a halt', () => {
  test('cancels everything once, and goes on trading', async () => {
    await placed(1, 2)
    const reply = await desk.settled(askToCancelAll(desk, false))
    expect(reply).toMatchObject({ haltEpoch: 0, verified: true, open: [] })
    expect(world.latch.record).toBeUndefined()
    expect(await place(world, desk, buildIntent(3))).toMatchObject({ kind: 'PLACED' })
    await pass(world, 20_000)
    expect(openAtVenue(world)).toEqual([idOf(3)])
    expect((await orderOf(world)).state).toBe('CANCELED')
  })

  test('remembers the cancel of what is UNKNOWN', async () => {
    await inconclusive()
    await unknown(1)
    expect(await desk.settled(askToCancelAll(desk, false))).toMatchObject({ unresolved: [idOf(1)] })
    acceptExternal(1)
    world.venue.emit({ kind: 'ORDER', report: world.venue.report(idOf(1)) })
    await pass(world, 100)
    expect(openAtVenue(world)).toEqual([])
  })
})
