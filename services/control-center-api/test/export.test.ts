/** A list of a million rows as CSV: as fast as it is read, never further than that, and no longer than somebody does. */
import { get, type IncomingMessage } from 'node:http'
import type { ListedOrder, OrderPageQuery, ReadModelStore } from '@oasis/ports'
import { openReadModelStore } from '@oasis/store-sql'
import { buildOrder } from '@oasis/testkit'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { type ApiWorld, openWorld } from './api-world.ts'
import { heldBytes } from './memory.ts'
import { at } from './read-models-world.ts'
import { until } from './until.ts'

const ROWS = 1_000_000
const MEGABYTE = 1_048_576

let readModels: ReadModelStore
beforeEach(async () => {
  readModels = await openReadModelStore({ path: ':memory:', durability: 'process' })
  onTestFinished(() => readModels.close())
})

/** A million orders that are made when they are asked for, the newest first. */
function endless() {
  const reads: OrderPageQuery[] = []
  let underWay = 0
  const listOrders: ReadModelStore['listOrders'] = async (_filter, page) => {
    reads.push(page)
    underWay += 1
    await new Promise((resolve) => setImmediate(resolve))
    underWay -= 1
    const from = (page.before?.seq ?? ROWS + 1) - 1
    const length = Math.max(0, Math.min(page.limit, from))
    return Array.from({ length }, (_, i): ListedOrder => {
      const seq = from - i
      return { seq, value: { ...SAMPLE, createdAt: at(seq) }, fills: [] }
    })
  }
  return { reads, underWay: () => underWay, store: { ...readModels, listOrders } }
}
const SAMPLE = buildOrder(1)

async function world(store: ReadModelStore): Promise<ApiWorld> {
  const opened = await openWorld({ ports: { readModels: store } })
  onTestFinished(() => opened.close())
  return opened
}

function download(on: ApiWorld, token: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/csv', authorization: `Bearer ${token}` }
    get(`${on.api.address()}/api/v1/operations`, { agent: false, headers }, resolve).on('error', reject)
  })
}

async function readBytes(response: IncomingMessage, bytes: number): Promise<number> {
  let read = 0
  for await (const chunk of response.iterator({ destroyOnReturn: false })) {
    read += chunk.length
    if (read >= bytes) break
  }
  return read
}

test('one that is cancelled midway stops reading the store and leaves nothing behind, however often', {
  timeout: 60_000,
}, async () => {
  const { reads, underWay, store } = endless()
  const on = await world(store)
  const { token } = await on.as('viewer')
  const one = async () => {
    const response = await download(on, token)
    expect(response.statusCode).toBe(200)
    await readBytes(response, MEGABYTE)
    response.destroy()
  }
  await one()
  const before = heldBytes()
  // More than may run at once: each has to have let go of its place.
  for (let n = 0; n < 30; n++) await one()
  const quiet = await until('the store to be left alone', async () => {
    const so = reads.length
    await new Promise((resolve) => setTimeout(resolve, 50))
    return reads.length === so && underWay() === 0 ? so : undefined
  })
  expect(quiet).toBeLessThan(31 * 100)
  expect(reads.every(({ withoutFills }) => withoutFills)).toBe(true)
  expect(heldBytes() - before).toBeLessThan(30 * MEGABYTE)
})

test('one that is not read goes no further than the sockets take', { timeout: 60_000 }, async () => {
  const { reads, store } = endless()
  const on = await world(store)
  const { token } = await on.as('viewer')
  const response = await download(on, token)
  onTestFinished(() => void response.destroy())
  response.pause()
  const stalled = await until('it to stall', async () => {
    const so = reads.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    return so > 0 && reads.length === so ? so : undefined
  })
  expect(stalled).toBeLessThan(200)
  // Others are served meanwhile.
  expect((await on.ask('GET', '/api/v1/operations?limit=5', { token })).body.items).toHaveLength(5)
})

test('no more than eight run at once; the ninth is told to come again', async () => {
  const { store } = endless()
  const on = await world(store)
  const { token } = await on.as('viewer')
  const running = await Promise.all(Array.from({ length: 8 }, () => download(on, token)))
  const ninth = await on.ask('GET', '/api/v1/operations', { token, headers: { accept: 'text/csv' } })
  expect([ninth.status, ninth.body.code]).toEqual([429, 'OTS_HTTP_TOO_MANY_REQUESTS'])
  for (const response of running) response.destroy()
  const again = await until('a place', async () => {
    const response = await download(on, token)
    if (response.statusCode === 200) return response
    response.destroy()
    return undefined
  })
  again.destroy()
})

test('rows that arrive while it is read change nothing of it: each that was there comes once, in order', async () => {
  const order = (n: number, ms = n) => ({ seq: n, value: buildOrder(n, { createdAt: at(ms) }) })
  await readModels.commit({ orders: Array.from({ length: 2_000 }, (_, i) => order(i + 1)) })
  let next = 3_000
  const listOrders: ReadModelStore['listOrders'] = async (filter, page) => {
    const rows = await readModels.listOrders(filter, page)
    // Newer ones, and a change of one that is further down.
    const changed = { ...buildOrder(5, { createdAt: at(5) }), state: 'FILLED' as const, version: next }
    await readModels.commit({
      orders: [order(next, next), order(next + 1, next), { seq: next + 2, value: changed }],
    })
    next += 3
    return rows
  }
  const on = await world({ ...readModels, listOrders })
  const { token } = await on.as('viewer')
  const { text } = await on.ask('GET', '/api/v1/operations', { token, headers: { accept: 'text/csv' } })
  const ids = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(',')))
  expect(ids).toEqual(Array.from({ length: 2_000 }, (_, i) => buildOrder(2_000 - i).clientOrderId))
})
