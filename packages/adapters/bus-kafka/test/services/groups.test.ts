/** Consumers joining and leaving while records flow. Each has a bus of its own, as it has in a process of its own. */
import { expect, inject, test } from 'vitest'
import { Counting, createTopic, joinGroup, openBus, sleep, Tally } from './workload.ts'

const KEYS = Array.from({ length: 24 }, (_, n) => `key-${n}`)
const PATIENTLY = { timeout: 60_000, interval: 100 }

test('members come and go under load: nothing lost, order kept, no partition in two hands', async () => {
  const { brokers } = inject('kafka')
  const bus = await openBus(brokers)
  const topic = await createTopic(bus, 8)
  const tally = new Tally()
  const counting = new Counting(bus, topic, KEYS, 10)
  const members: { close(): Promise<void> }[] = []
  const scaleTo = async (count: number) => {
    while (members.length < count) {
      const own = await openBus(brokers)
      const member = await joinGroup(own, topic, 'scaled', tally, 5)
      members.push({
        close: async () => {
          await member.close()
          await own.close()
        },
      })
    }
    while (members.length > count) await members.shift()?.close()
    const before = tally.total
    await expect.poll(() => tally.total, PATIENTLY).toBeGreaterThan(before + 500)
    await sleep(3_000)
  }
  for (const count of [1, 2, 4, 3, 1]) await scaleTo(count)
  await counting.stop()
  await expect.poll(() => tally.total, PATIENTLY).toBe(counting.total)
  for (const [key, count] of counting.published) {
    expect(tally.firsts.get(key)).toEqual(Array.from({ length: count }, (_, n) => n))
  }
  expect(tally.overlaps).toBe(0)
  // Those that leave in good order commit first: what is seen again is little.
  expect(tally.again).toBeLessThan(counting.total / 10)
  await members[0]?.close()
  await bus.close()
}, 180_000)

test('a batch in hand is waited for before its partition goes to another', async () => {
  const { brokers } = inject('kafka')
  const [first, second] = [await openBus(brokers), await openBus(brokers)]
  const topic = await createTopic(first, 2)
  const tally = new Tally()
  const slow = await joinGroup(first, topic, 'slow', tally, 3_000)
  const counting = new Counting(first, topic, KEYS, 20)
  await sleep(2_000)
  const quick = await joinGroup(second, topic, 'slow', tally, 0)
  await expect.poll(() => quick.subscription.lag() + tally.total, PATIENTLY).toBeGreaterThan(300)
  await sleep(6_000)
  await counting.stop()
  await slow.close()
  await expect.poll(() => tally.total, PATIENTLY).toBe(counting.total)
  expect(tally.overlaps).toBe(0)
  await quick.close()
  await Promise.all([first.close(), second.close()])
}, 120_000)
