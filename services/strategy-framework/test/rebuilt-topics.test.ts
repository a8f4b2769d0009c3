/** A topic may be rebuilt, repartitioned or delivered again: events are known by their names, not by their offsets. */
import { topics } from '@oasis/contracts'
import type { NewRecord } from '@oasis/ports'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACCOUNT, createHarness, type Harness, ticks } from './harness.ts'
import { BTC, NOON } from './market-data.ts'
import { counter } from './strategies.ts'

const COUNTING = { id: 'count', type: 'counter', account: ACCOUNT, instruments: [BTC], params: { every: 2 } }
const STRATEGIES = [ticks(2), COUNTING]

/** Ten trades, a command in between, everything answered; then the service ends. */
async function traded(): Promise<Harness> {
  const h = await createHarness({ strategies: STRATEGIES, types: [counter] })
  await h.start()
  for (let id = 1; id <= 10; id++) {
    await h.trade({ id, ms: id * 300 })
    if (id === 6) {
      const params = JSON.stringify({ every: 3 })
      await h.command('count', { kind: 'SET_STRATEGY_CONFIG', params })
    }
  }
  await h.until(10_000)
  await h.stop()
  return h
}

const isOf = (topic: { readonly spec: { readonly name: string } }) => (record: NewRecord) =>
  record.topic === topic.spec.name

const facts = (h: Harness) => ({
  intents: new Set(h.backend.submissions.map(({ intentId }) => intentId)).size,
  orders: h.backend.orders.size,
  strategies: h.framework.summary().strategies.map(({ generation, signals, state }) => {
    const { position, strategy, orders } = JSON.parse(state)
    return { generation, signals, position, strategy, orders }
  }),
})

test.each([
  ['the same again, behind what is there', (records: readonly NewRecord[]) => [...records, ...records]],
  ['everything twice in a row', (records: readonly NewRecord[]) => records.flatMap((one) => [one, one])],
  ['a rebuilt one with fewer records', (records: readonly NewRecord[]) => records.slice(records.length / 2)],
])('%s: nothing is acted on twice', async (_name, rebuilt) => {
  const h = await traded()
  const before = facts(h)
  expect(before.intents).toBeGreaterThan(5)
  await h.rebuildLog(rebuilt)
  await h.start()
  await h.until(30_000)
  expect(facts(h)).toEqual(before)
  expect(h.fatal).toEqual([])
})

test('delivered again to a running service, out of order and again, trades and order events count once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 40 }), async (picks) => {
      const h = await traded()
      const before = facts(h)
      let all: readonly NewRecord[] = []
      await h.rebuildLog((records) => {
        all = records.filter((one) => isOf(topics.trades)(one) || isOf(topics.orderEvents)(one))
        return records
      })
      await h.start()
      for (const pick of picks) {
        const record = all[pick % all.length]
        const published = record && h.bus.publish([record])
        await h.scheduler.settle()
        await published
      }
      await h.until(30_000)
      expect(facts(h)).toEqual(before)
      expect(h.fatal).toEqual([])
    }),
    { numRuns: 15 },
  )
})

test('an intent without an answer goes out again as it was, whatever code and parameters are now', async () => {
  const h = await createHarness({ strategies: [COUNTING], types: [counter] })
  h.backend.decide = () => 'UNAVAILABLE'
  await h.start()
  await h.trade({ id: 1, ms: 0 }, { id: 2, ms: 100 })
  h.kill.kill()
  await h.scheduler.settle()
  const [sent] = h.backend.submissions
  h.backend.submissions.length = 0
  // Other code, which would want nothing of the kind, and other parameters.
  const mute = { ...counter, version: 2, create: () => ({}) }
  await h.start(undefined, { types: [mute], strategies: [{ ...COUNTING, params: { every: 9 } }] })
  expect(h.backend.submissions).toEqual([sent])
  h.backend.decide = () => 'FILL'
  await h.until(10_000)
  expect(h.backend.orders.size).toBe(1)
  expect(facts(h).strategies[0]).toMatchObject({ generation: 2, orders: [], signals: 1 })
})

test('after a long absence it catches up event by event, and its wishes carry the time of their cause', async () => {
  const h = await createHarness({ strategies: [COUNTING], types: [counter] })
  await h.start()
  await h.stop()
  for (let id = 1; id <= 6; id++) await h.publish({ id, ms: id * 1_000 })
  await h.until(3_600_000)
  await h.start()
  await h.until(3_601_000)
  // Risk refuses them by their age: nothing here decides by the clock.
  const ages = h.backend.submissions.map(({ cause }) =>
    Number((3_600_000n * 1_000_000n + NOON - cause.tsInit) / 1_000_000n),
  )
  expect(ages).toEqual([3_598_000, 3_596_000, 3_594_000])
})
