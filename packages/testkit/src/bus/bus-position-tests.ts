/** Where a subscription begins, and how a group shares its partitions. */
import type { BusRecord, Subscription } from '@oasis/ports'
import { expect, test } from 'vitest'
import { type BusContext, Inbox, record, textOf } from './bus-context.ts'

/** A group on servers takes a heartbeat and a rebalance to move partitions. */
const PATIENTLY = { timeout: 15_000 }

export function testPositions(context: BusContext): void {
  test('a group goes on from what it committed, after a restart too, and sees the rest again', async () => {
    const topic = await context.create()
    await context.bus.publish(['0', '1', '2', '3'].map((value) => record(topic, 'k', value)))
    const first = new Inbox()
    const subscription = await context.subscribe([topic], first, { group: 'g' })
    await first.until(4)
    await subscription.commit([{ topic, partition: 0, offset: 2 }])
    await subscription.close()
    await context.reopen()
    const second = new Inbox()
    await context.subscribe([topic], second, { group: 'g' })
    await second.until(2)
    expect(second.values).toEqual(['2', '3'])
    const other = new Inbox()
    await context.subscribe([topic], other, { group: 'other' })
    await other.until(4)
    expect(other.values).toEqual(['0', '1', '2', '3'])
  })

  test('positions given by the consumer override what its group committed', async () => {
    const topic = await context.create()
    await context.bus.publish(['0', '1', '2', '3'].map((value) => record(topic, 'k', value)))
    const first = await context.subscribe([topic], new Inbox(), { group: 'g' })
    await first.commit([{ topic, partition: 0, offset: 4 }])
    await first.close()
    const inbox = new Inbox()
    await context.subscribe([topic], inbox, { group: 'g', positions: [{ topic, partition: 0, offset: 1 }] })
    await inbox.until(3)
    expect(inbox.values).toEqual(['1', '2', '3'])
  })

  test('a new group that starts at the latest sees only what comes after', async () => {
    const topic = await context.create()
    await context.bus.publish([record(topic, 'k', 'old')])
    const inbox = new Inbox()
    await (await context.subscribe([topic], inbox, { startAt: 'latest' })).caughtUp
    await context.bus.publish([record(topic, 'k', 'new')])
    await inbox.until(1)
    expect(inbox.values).toEqual(['new'])
  })

  test('who wants all partitions gets them, whoever else reads under the same name', async () => {
    const topic = await context.create({ partitions: 4 })
    const inboxes = [new Inbox(), new Inbox(), new Inbox()]
    for (const inbox of inboxes) {
      await context.subscribe([topic], inbox, {
        group: 'g',
        assignment: inbox === inboxes[2] ? 'GROUP' : 'ALL',
      })
    }
    const keys = Array.from({ length: 20 }, (_, n) => `key-${n}`)
    await context.bus.publish(keys.map((key) => record(topic, key, key)))
    for (const inbox of inboxes) {
      await inbox.until(keys.length)
      expect(inbox.values.toSorted()).toEqual(keys.toSorted())
    }
  })

  test('members of a group share the partitions, and take over those of one that leaves', async () => {
    const topic = await context.create({ partitions: 4 })
    const seen = new Inbox()
    const members: Subscription[] = []
    for (let n = 0; n < 2; n++) {
      // A member commits what it has handled.
      const member: Subscription = await context.subscribe([topic], {
        onBatch: async (records: readonly BusRecord[]) => {
          seen.onBatch(records)
          await members[n]?.commit(
            records.map((r) => ({ topic, partition: r.partition, offset: r.offset + 1 })),
          )
        },
      })
      members.push(member)
    }
    await Promise.all(members.map((member) => member.caughtUp))
    const keys = Array.from({ length: 40 }, (_, n) => `key-${n}`)
    await context.bus.publish(keys.map((key) => record(topic, key, 'first')))
    await seen.until(40)
    await members[0]?.close()
    await context.bus.publish(keys.map((key) => record(topic, key, 'second')))
    await expect
      .poll(
        () => new Set(seen.records.filter((r) => textOf(r) === 'second').map((r) => r.key)).size,
        PATIENTLY,
      )
      .toBe(40)
    const firsts = seen.records.filter((r) => textOf(r) === 'first')
    expect(new Set(firsts.map((r) => r.key)).size).toBe(40)
  })
}
