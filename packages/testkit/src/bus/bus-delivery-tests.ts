/** How batches are handed over: one at a time, paused, failing, closing. */
import type { BusRecord } from '@oasis/ports'
import { expect, test } from 'vitest'
import { type BusContext, Inbox, record } from './bus-context.ts'

export function testDelivery(context: BusContext): void {
  test('catching up is told when everything of the beginning has been handled', async () => {
    const topic = await context.create()
    await context.bus.publish(Array.from({ length: 1_000 }, (_, n) => record(topic, 'k', `${n}`)))
    let handled = 0
    const subscription = await context.subscribe(
      [topic],
      {
        onBatch: async (records) => {
          await Promise.resolve()
          handled += records.length
        },
      },
      { maxBatch: 300 },
    )
    await subscription.caughtUp
    expect(handled).toBe(1_000)
    expect(subscription.lag()).toBe(0)
    const empty = await context.subscribe([await context.create()], new Inbox(), { group: 'empty' })
    await empty.caughtUp
  })

  test('one batch of a partition is in hand at a time, none longer than asked for', async () => {
    const topic = await context.create()
    const inbox = new Inbox()
    let inHand = 0
    let most = 0
    const onBatch = async (records: readonly BusRecord[]): Promise<void> => {
      most = Math.max(most, ++inHand)
      await new Promise((resolve) => setImmediate(resolve))
      inHand--
      inbox.onBatch(records)
    }
    await context.subscribe([topic], { onBatch: onBatch }, { maxBatch: 7 })
    for (let n = 0; n < 60; n++) void context.bus.publish([record(topic, 'k', `${n}`)])
    await inbox.until(60)
    expect(most).toBe(1)
    expect(Math.max(...inbox.batches.map((batch) => batch.length))).toBeLessThanOrEqual(7)
    expect(inbox.values).toEqual(Array.from({ length: 60 }, (_, n) => `${n}`))
  })

  test('a paused subscription gets nothing and goes on without a hole when resumed', async () => {
    const topic = await context.create()
    const inbox = new Inbox()
    const subscription = await context.subscribe([topic], inbox)
    await context.bus.publish([record(topic, 'k', '0')])
    await inbox.until(1)
    subscription.pause()
    for (let n = 1; n < 700; n++) void context.bus.publish([record(topic, 'k', `${n}`)])
    await context.bus.publish([record(topic, 'k', '700')])
    await expect.poll(() => subscription.lag(), { timeout: 15_000 }).toBe(700)
    expect(inbox.records.length).toBe(1)
    subscription.resume()
    await inbox.until(701)
    expect(inbox.values).toEqual(Array.from({ length: 701 }, (_, n) => `${n}`))
    expect(subscription.lag()).toBe(0)
  })

  test('what a handler has in hand counts as lag, of its own topic only', async () => {
    const [stuck, idle] = [await context.create(), await context.create()]
    await context.bus.publish(Array.from({ length: 500 }, (_, n) => record(stuck, 'k', `${n}`)))
    const inHand = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const onBatch = () => {
      inHand.resolve()
      return release.promise
    }
    const subscription = await context.subscribe([stuck, idle], { onBatch })
    await inHand.promise
    expect([subscription.lag(), subscription.lag(stuck), subscription.lag(idle)]).toEqual([500, 500, 0])
    release.resolve()
    await subscription.caughtUp
    expect(subscription.lag()).toBe(0)
  })

  test('a handler that fails ends its subscription with the cause, and no other', async () => {
    const topic = await context.create()
    const healthy = new Inbox()
    await context.subscribe([topic], healthy, { group: 'healthy' })
    for (const [group, onBatch] of [
      [
        'throws',
        () => {
          throw new Error('broken handler')
        },
      ],
      ['rejects', () => Promise.reject(new Error('broken handler'))],
    ] as const) {
      const failing = await context.subscribe([topic], { onBatch: onBatch }, { group })
      await context.bus.publish([record(topic, 'k', group)])
      expect(await failing.failed).toMatchObject({ message: 'broken handler' })
    }
    await healthy.until(2)
    expect(healthy.values).toEqual(['throws', 'rejects'])
  })

  test('closing waits for the batch in hand, and nothing comes after', async () => {
    const topic = await context.create()
    let finish: () => void = () => {}
    let begun: () => void = () => {}
    const began = new Promise<void>((resolve) => (begun = resolve))
    let batches = 0
    const subscription = await context.subscribe([topic], {
      onBatch: () => {
        batches++
        begun()
        return new Promise<void>((resolve) => (finish = resolve))
      },
    })
    await context.bus.publish([record(topic, 'k', '0')])
    await began
    await context.bus.publish([record(topic, 'k', '1')])
    let closed = false
    const closing = subscription.close().then(() => {
      closed = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(closed).toBe(false)
    finish()
    await closing
    await context.bus.publish([record(topic, 'k', '2')])
    expect(batches).toBe(1)
  })
}
