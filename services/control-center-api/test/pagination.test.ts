/** Pages over HTTP while the list changes under them, whatever comes and whenever. */
import { ORDER_STATES, type Order } from '@oasis/domain'
import type { Numbered, ReadModelStore } from '@oasis/ports'
import { openReadModelStore } from '@oasis/store-sql'
import { buildOrder } from '@oasis/testkit'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { type ApiWorld, openWorld } from './api-world.ts'
import { at } from './read-models-world.ts'

/** Few different times, so that many are the same. */
const order = fc.record({
  time: fc.nat(12),
  state: fc.constantFrom(...ORDER_STATES),
  side: fc.constantFrom('BUY' as const, 'SELL' as const),
})
type Made = typeof order extends fc.Arbitrary<infer T> ? T : never

/** What happens before each page: orders that arrive, of any time, and changes of those that are there. */
const meanwhile = fc.record({
  arriving: fc.array(order, { maxLength: 4 }),
  changing: fc.array(fc.record({ which: fc.nat(), state: fc.constantFrom(...ORDER_STATES) }), {
    maxLength: 4,
  }),
})

class List {
  readonly #store: ReadModelStore
  readonly orders: Numbered<Order>[] = []
  #seq = 0

  constructor(store: ReadModelStore) {
    this.#store = store
  }

  async add(made: readonly Made[]): Promise<void> {
    const added = made.map(({ time, state, side }) => {
      this.#seq += 1
      return { seq: this.#seq, value: buildOrder(this.#seq, { createdAt: at(time), state }, { side }) }
    })
    this.orders.push(...added)
    await this.#store.commit({ orders: added })
  }

  async change(which: number, state: Order['state']): Promise<void> {
    const at = which % Math.max(1, this.orders.length)
    const known = this.orders[at]
    if (known === undefined) return
    const changed = { seq: known.seq, value: { ...known.value, state, version: known.value.version + 1 } }
    this.orders[at] = changed
    this.#seq += 1
    await this.#store.commit({ orders: [{ seq: this.#seq, value: changed.value }] })
  }
}

const newestFirst = (a: Numbered<Order>, b: Numbered<Order>) =>
  Number(b.value.createdAt - a.value.createdAt) || b.seq - a.seq

const idsOf = (orders: readonly Numbered<Order>[]) => orders.map(({ value }) => value.clientOrderId as string)

async function setUp(): Promise<{ world: ApiWorld; token: string; store: ReadModelStore }> {
  const store = await openReadModelStore({ path: ':memory:', durability: 'process' })
  onTestFinished(() => store.close())
  const world = await openWorld({ ports: { readModels: store } })
  onTestFinished(() => world.close())
  return { world, token: (await world.as('viewer')).token, store }
}

test('whatever arrives and changes between pages: what was there comes once and in order, nothing twice', {
  timeout: 60_000,
}, async () => {
  const { world, token, store } = await setUp()
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { maxLength: 25 }),
      fc.array(meanwhile, { maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      fc.option(fc.constantFrom('BUY' as const, 'SELL' as const), { nil: undefined }),
      async (made, happening, limit, side) => {
        await store.clear('again')
        const list = new List(store)
        await list.add(made)
        const passes = ({ value }: Numbered<Order>) => side === undefined || value.intent.side === side
        const atFirst = idsOf(list.orders.filter(passes).toSorted(newestFirst))
        const seen: string[] = []
        const filter = side === undefined ? '' : `&side=${side}`
        let cursor: string | null = ''
        for (let page = 0; cursor !== null; page++) {
          const path: string = `/api/v1/operations?limit=${limit}${filter}${cursor === '' ? '' : `&cursor=${cursor}`}`
          const { status, body } = await world.ask('GET', path, { token })
          expect(status).toBe(200)
          seen.push(...body.items.map(({ id }: { id: string }) => id))
          cursor = body.nextCursor
          await list.add(happening[page]?.arriving ?? [])
          for (const { which, state } of happening[page]?.changing ?? []) await list.change(which, state)
        }
        expect(new Set(seen).size).toBe(seen.length)
        const wasThere = new Set(atFirst)
        expect(seen.filter((id) => wasThere.has(id))).toEqual(atFirst)
        const now = idsOf(list.orders.filter(passes).toSorted(newestFirst))
        const shown = new Set(seen)
        expect(seen).toEqual(now.filter((id) => shown.has(id)))
      },
    ),
    { numRuns: 40 },
  )
})
