/** A scan while orders move: what it does not show of one that was sent or has ended meanwhile says nothing. */
import { type OrderIntent, type OrderState, parsePrice } from '@oasis/domain'
import type { Venue } from '@oasis/ports'
import { buildIntent } from '@oasis/testkit'
import { beforeEach, expect, test } from 'vitest'
import {
  askToPlace,
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
import { CANCEL_TAKES_MS, ObedientVenue } from './obedient-venue.ts'

const NEW = idOf(2)
const REQUEST_TAKES_MS = 300
/** The scan's first look is under way when the old order ends, and its later ones come while the request is. */
const LIST_TAKES_MS = CANCEL_TAKES_MS + 30

let world: World
let venue: Venue
let isSlow: boolean
beforeEach(async () => {
  world = await createWorld()
  isSlow = false
  const connected = new ObedientVenue(world).connect()
  const { scheduler } = world
  venue = {
    ...connected,
    submit: async (...args) => {
      if (isSlow) await scheduler.sleep(REQUEST_TAKES_MS)
      return connected.submit(...args)
    },
    openOrders: async (signal) => {
      if (isSlow) await scheduler.sleep(LIST_TAKES_MS)
      return connected.openOrders(signal)
    },
  }
})

async function replaceDuringScan(desk: Desk): Promise<readonly OrderState[]> {
  await place(world, desk)
  await world.pass()
  isSlow = true
  const { terms } = buildIntent(1)
  const replacing = buildIntent(2, {
    replaces: idOf(1),
    terms: { ...terms, limitPrice: parsePrice('64000') } as OrderIntent['terms'],
  })
  void askToPlace(world, desk, replacing)
  await world.scheduler.runUntil(world.scheduler.now())
  expect((await world.store.findByClientOrderId(NEW))?.state).toBe('PENDING_SUBMIT')
  await reconcile(desk)
  await pass(world, 1_000)
  return eventsOf(world).flatMap(({ body }) =>
    'order' in body && body.order.clientOrderId === NEW ? [body.order.state] : [],
  )
}

test.each([true, false])(
  'a replacement that is sent during a scan is not missed by it (look-ups conclusive: %s)',
  async (lookupIsConclusive) => {
    const traits = { ...venue.traits, lookupIsConclusive }
    const states = await replaceDuringScan(await startDesk(world, { venue: { ...venue, traits } }))
    expect(states).toEqual(['PENDING_SUBMIT', 'SUBMITTED', 'OPEN'])
    expect((await orderOf(world, buildIntent(2))).needsReview).toBe(false)
  },
)

test('an order that ends while it is looked for is not missed, though the venue does not show it any more', async () => {
  const { scheduler, venue: scripted } = world
  const desk = await startDesk(world, {
    venue: {
      ...venue,
      findOrder: async (...asked) => {
        const found = await venue.findOrder(...asked)
        scripted.emit({ kind: 'ORDER', report: scripted.end(idOf(1), 'CANCELED') })
        await scheduler.sleep(10)
        return found
      },
    },
  })
  await place(world, desk)
  await pass(world, 20_000)
  scripted.hidden.add(idOf(1))
  await reconcile(desk)
  const { state, needsReview } = await orderOf(world)
  expect({ state, needsReview }).toEqual({ state: 'CANCELED', needsReview: false })
})
