/** What waits while a commit is under way is taken together, and comes to what it would have come to one by one. */
import { clientOrderIdOf, type Order, orderQuantity, parsePrice, parseQuantity } from '@oasis/domain'
import type { OrderStore, OrderWrite } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, describe, expect, test } from 'vitest'
import { askToHalt } from './commands.ts'
import { FailingStore } from './failing-store.ts'
import {
  askToPlace,
  createWorld,
  type Desk,
  eventsOf,
  idOf,
  orderOf,
  pass,
  place,
  startDesk,
  type World,
} from './fixture.ts'

let world: World
let desk: Desk
let disk: FailingStore
/** Of each commit, by the numbers of the orders in it. */
let commits: string[]
let unreadable: string | undefined
/** Whatever the store is to write of this order it refuses, and with it the whole write. */
let unstorable: string | undefined

const NUMBERS = new Map(Array.from({ length: 20 }, (_, n) => [idOf(n), n]))
const described = ({ orders }: OrderWrite): string =>
  orders.map(({ clientOrderId, state }) => `${NUMBERS.get(clientOrderId)} ${state}`).join(', ')

/** Notes commits in the order of asking, and fails to read what is unreadable. */
function watched(store: OrderStore): OrderStore {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'commit') {
        return (write: OrderWrite) => {
          if (write.orders.some(({ clientOrderId }) => clientOrderId === unstorable)) {
            return Promise.reject(new OtsError('OTS_TEXT_REFUSED', 'a NUL'))
          }
          if (write.orders.length > 0) commits.push(described(write))
          return target.commit(write)
        }
      }
      if (name === 'findByClientOrderId') {
        return (id: Order['clientOrderId']) =>
          id === unreadable
            ? Promise.reject(new Error('the disk cannot be read'))
            : target.findByClientOrderId(id)
      }
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

beforeEach(async () => {
  world = await createWorld()
  disk = new FailingStore()
  unreadable = undefined
  unstorable = undefined
  desk = await startDesk(world, { store: watched(disk.wrap(world.store)) })
  commits = []
})

/** Asks for the first, whose commit hangs, then for the others. */
async function askWhileHanging(numbers: readonly number[], ask = (n: number) => buildIntent(n)) {
  disk.hang()
  const replies = [askToPlace(world, desk)]
  await world.pass()
  for (const n of numbers) replies.push(askToPlace(world, desk, ask(n)))
  const settled = Promise.allSettled(replies)
  await world.pass()
  return settled
}

describe('placements that wait for the writer', () => {
  test('are written down in one commit and sent after one more, and each has its answer', async () => {
    const replies = askWhileHanging([2, 3, 4])
    await world.pass()
    disk.release()
    await world.pass()
    expect(await desk.settled(replies)).toEqual(
      [1, 2, 3, 4].map((n) => ({
        status: 'fulfilled',
        value: { kind: 'PLACED', order: expect.objectContaining({ clientOrderId: idOf(n) }) },
      })),
    )
    expect(commits.slice(0, 5)).toEqual([
      '1 PENDING_SUBMIT',
      '1 SUBMITTED',
      '1 OPEN',
      '2 PENDING_SUBMIT, 3 PENDING_SUBMIT, 4 PENDING_SUBMIT',
      '2 SUBMITTED, 3 SUBMITTED, 4 SUBMITTED',
    ])
    expect(world.venue.submitted).toEqual([1, 2, 3, 4].map(idOf))
    for (const n of [1, 2, 3, 4]) expect((await orderOf(world, buildIntent(n))).state).toBe('OPEN')
    const numbers = eventsOf(world).map(({ accountSeq }) => accountSeq)
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i))
  })

  test('are sent once where one intent comes twice among them, and both are answered', async () => {
    const replies = askWhileHanging([2, 2, 1])
    await world.pass()
    disk.release()
    await world.pass()
    expect((await desk.settled(replies)).map(({ status }) => status)).toEqual(Array(4).fill('fulfilled'))
    expect(world.venue.submitted).toEqual([idOf(1), idOf(2)])
  })

  test('the content of an id counts among them, too', async () => {
    const replies = askWhileHanging([2, 3], (n) =>
      n === 2 ? buildIntent(2) : { ...buildIntent(2), side: buildIntent(2).side === 'BUY' ? 'SELL' : 'BUY' },
    )
    await world.pass()
    disk.release()
    await world.pass()
    const [, first, second] = await desk.settled(replies)
    expect(first).toMatchObject({ value: { kind: 'PLACED' } })
    expect(second).toMatchObject({ value: { kind: 'REFUSED', reason: 'INTENT_MISMATCH' } })
    expect(world.venue.submitted).toEqual([idOf(1), idOf(2)])
  })

  test('are refused and fail one by one', async () => {
    unreadable = idOf(3)
    const replies = askWhileHanging([2, 3, 4, 5], (n) =>
      n === 4 ? { ...buildIntent(4), mode: 'REAL' as const } : buildIntent(n),
    )
    await world.pass()
    disk.release()
    await world.pass()
    const [, second, third, fourth, fifth] = await desk.settled(replies)
    expect(second).toMatchObject({ value: { kind: 'PLACED' } })
    expect(third).toMatchObject({ status: 'rejected' })
    expect(fourth).toMatchObject({ value: { kind: 'REFUSED' } })
    expect(fifth).toMatchObject({ value: { kind: 'PLACED' } })
    expect(world.venue.submitted).toEqual([1, 2, 5].map(idOf))
  })

  test('are written down one by one when the store refuses one of them, which fails alone', async () => {
    unstorable = idOf(3)
    const replies = askWhileHanging([2, 3, 4])
    await world.pass()
    disk.release()
    await world.pass()
    const [, second, third, fourth] = await desk.settled(replies)
    expect(second).toMatchObject({ value: { kind: 'PLACED' } })
    expect(third).toMatchObject({ status: 'rejected' })
    expect(fourth).toMatchObject({ value: { kind: 'PLACED' } })
    expect(commits.filter((commit) => commit.includes('PENDING_SUBMIT'))).toEqual([
      '1 PENDING_SUBMIT',
      '2 PENDING_SUBMIT',
      '4 PENDING_SUBMIT',
    ])
    expect(world.venue.submitted).toEqual([1, 2, 4].map(idOf))
    expect(await world.store.findByClientOrderId(idOf(3))).toBeUndefined()
    expect(desk.fatal).toEqual([])
    unstorable = undefined
    expect(await place(world, desk, buildIntent(3))).toMatchObject({ kind: 'PLACED' })
    await world.pass()
    expect(world.venue.submitted).toEqual([1, 2, 4, 3].map(idOf))
    const numbers = eventsOf(world).map(({ accountSeq }) => accountSeq)
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i))
  })

  test.each([
    { while: 'they are written down', state: 'PENDING_SUBMIT' },
    { while: 'they are written as sent', state: 'SUBMITTED' },
  ])('none is sent when a halt is called while $while', async ({ state }) => {
    const replies = askWhileHanging([2, 3])
    await world.pass()
    disk.release()
    disk.hangsAt = ({ orders }) =>
      orders.some((order) => order.clientOrderId === idOf(2) && order.state === state)
    await world.pass()
    askToHalt(desk).catch(() => {})
    await world.pass()
    disk.release()
    await pass(world, 100)
    await desk.settled(replies)
    expect(world.venue.submitted).toEqual([idOf(1)])
    for (const n of [2, 3]) {
      expect(await orderOf(world, buildIntent(n))).toMatchObject({
        state: 'NOT_SENT',
        reason: expect.stringContaining('halted'),
      })
    }
  })

  test('a replacement among them is sent when the other one has gone', async () => {
    const replies = askWhileHanging([2], (n) =>
      buildIntent(n, { replaces: clientOrderIdOf(buildIntent(1).intentId) }),
    )
    await world.pass()
    disk.release()
    await world.pass()
    await desk.settled(replies)
    expect(world.venue.submitted).toEqual([idOf(1)])
    world.venue.emit({ kind: 'ORDER', report: world.venue.end(idOf(1), 'CANCELED') })
    await world.pass()
    expect(world.venue.submitted).toEqual([idOf(1), idOf(2)])
  })
})

describe('what the venue says while a commit is under way', () => {
  const fill = (n: number, quantity: string) =>
    world.venue.emit({ kind: 'EXECUTION', execution: world.venue.fill(idOf(n), quantity) })

  beforeEach(async () => {
    for (const n of [1, 2]) await place(world, desk, buildIntent(n))
    await world.pass()
    commits.length = 0
    disk.hang()
    void askToPlace(world, desk, buildIntent(3)).catch(() => {})
    await world.pass()
  })

  test('is taken in together, in the order in which it was said', async () => {
    fill(1, '0.4')
    fill(2, '0.5')
    fill(1, '0.6')
    world.venue.emit({ kind: 'ORDER', report: world.venue.report(idOf(1)) })
    await world.pass()
    disk.release()
    await world.pass()
    expect(commits).toEqual(['3 PENDING_SUBMIT', '3 SUBMITTED', '1 FILLED, 2 PARTIALLY_FILLED, 3 OPEN'])
    expect(await orderOf(world, buildIntent(1))).toMatchObject({
      state: 'FILLED',
      filledQuantity: orderQuantity(buildIntent(1)),
      needsReview: false,
    })
    expect((await orderOf(world, buildIntent(2))).filledQuantity).toBe(parseQuantity('0.5'))
    const told = eventsOf(world).flatMap(({ body }) => (body.kind === 'EXECUTION' ? [body] : []))
    expect(
      told.map(({ order, execution }) => [NUMBERS.get(order.clientOrderId), execution.quantity]),
    ).toEqual([
      [1, parseQuantity('0.4')],
      [2, parseQuantity('0.5')],
      [1, parseQuantity('0.6')],
    ])
  })

  test('a fill that cannot be booked keeps no other out', async () => {
    const price = parsePrice('65000.000000000001')
    const quantity = parseQuantity('0.400000000001')
    const broken = { ...world.venue.fill(idOf(1), '0.4'), price, quantity }
    world.venue.emit({ kind: 'EXECUTION', execution: broken })
    fill(2, '0.5')
    await world.pass()
    disk.release()
    await world.pass()
    expect((await orderOf(world, buildIntent(2))).filledQuantity).toBe(parseQuantity('0.5'))
    expect(desk.fatal).toEqual([])
  })

  test('is booked one by one when the store refuses one of it, which fails alone', async () => {
    unstorable = idOf(1)
    fill(1, '0.4')
    fill(2, '0.5')
    await world.pass()
    disk.release()
    await world.pass()
    expect((await orderOf(world, buildIntent(2))).filledQuantity).toBe(parseQuantity('0.5'))
    expect(await world.store.executionsOf(idOf(2))).toHaveLength(1)
    expect(await world.store.executionsOf(idOf(1))).toEqual([])
    expect(desk.fatal).toEqual([])
  })

  test('a stop waits for all of it', async () => {
    fill(1, '0.4')
    fill(2, '0.5')
    await world.pass()
    const stopped = desk.manager.stop()
    disk.release()
    await desk.settled(stopped)
    for (const n of [1, 2]) expect(await world.store.executionsOf(idOf(n))).toHaveLength(1)
  })

  test('is told to whoever asked when the store is lost', async () => {
    fill(1, '0.4')
    await world.pass()
    disk.mode = 'REJECTS'
    disk.release()
    disk.mode = 'REJECTS'
    await world.pass()
    expect(desk.fatal).toHaveLength(1)
    expect(await world.store.executionsOf(idOf(1))).toEqual([])
  })
})
