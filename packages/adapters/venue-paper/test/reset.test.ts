/** An account that begins anew: once by each name, and whole or not at all. */
import type { ClientOrderId } from '@oasis/domain'
import { afterEach, expect, test } from 'vitest'
import {
  balancesOf,
  createWorld,
  limit,
  market,
  mayLeave,
  NEVER,
  order,
  type PaperWorld,
  publishQuote,
  quote,
  START,
} from './paper-world.ts'

let open: PaperWorld | undefined
const world = async () => {
  open = await createWorld()
  return open
}
afterEach(async () => {
  await open?.close()
  open = undefined
})

const id = (text: string) => text as ClientOrderId

test('a reset leaves the opening balances and nothing else, also for the next start', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x1', '100x1'))
  w.venue.submit(order('a', 'BUY', market('1')), NEVER, mayLeave)
  w.venue.submit(order('b', 'BUY', limit('90x1')), NEVER, mayLeave)
  await w.until(50)
  const lost = w.venue.submit(order('c', 'BUY', limit('91x1')), NEVER, mayLeave)
  await w.settled(w.venue.reset?.('reset-1', NEVER) ?? Promise.reject())
  expect(await lost).toMatchObject({ kind: 'UNKNOWN' })
  for (const afterRestart of [false, true]) {
    if (afterRestart) await w.restart()
    expect(await balancesOf(w)).toEqual(['USD 100000/0'])
    expect(await w.venue.openOrders(NEVER)).toEqual([])
    expect(await w.venue.executionsSince(START, NEVER)).toEqual([])
    for (const name of ['a', 'b', 'c']) expect(await w.venue.findOrder(id(name), NEVER)).toBeUndefined()
  }
  await publishQuote(w, quote(2, 60, '99x1', '100x1'))
  w.venue.submit(order('a', 'BUY', market('1')), NEVER, mayLeave)
  await w.until(200)
  expect(await balancesOf(w)).toEqual(['BTC 1/0', 'USD 99899.1/0'])
})

test('the same reset again changes nothing, also after a restart, and another one does', async () => {
  const w = await world()
  await publishQuote(w, quote(1, 0, '99x1', '100x1'))
  const reset = (resetId: string) => w.settled(w.venue.reset?.(resetId, NEVER) ?? Promise.reject())
  await reset('reset-1')
  await publishQuote(w, quote(2, 10, '99x1', '100x1'))
  w.venue.submit(order('a', 'BUY', market('1')), NEVER, mayLeave)
  await w.until(100)
  const traded = ['BTC 1/0', 'USD 99899.1/0']
  for (const afterRestart of [false, true]) {
    if (afterRestart) await w.restart()
    await reset('reset-1')
    expect(await balancesOf(w)).toEqual(traded)
  }
  await reset('reset-2')
  expect(await balancesOf(w)).toEqual(['USD 100000/0'])
})

test('a reset that cannot be written asks the process to end', async () => {
  const w = await world()
  w.journal.replace = () => Promise.reject(new Error('disk full'))
  await expect(w.settled(w.venue.reset?.('reset-1', NEVER) ?? Promise.resolve())).rejects.toThrow('disk full')
  expect(w.fatal).toHaveLength(1)
  await expect(w.venue.balances(NEVER)).rejects.toThrow('not running')
})
