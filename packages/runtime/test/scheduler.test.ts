import { addMillis, millisBetween, type UnixNanos } from '@oasis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRealScheduler, createVirtualScheduler, seededRandom } from '../src/index.ts'

const START = 1_000_000_000_000_000_000n as UnixNanos

test('timers run in the order of (due, setting), whatever order they are set in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), async (delays) => {
      const scheduler = createVirtualScheduler({ startAt: START })
      const ran: { delay: number; index: number }[] = []
      delays.forEach((delay, index) => {
        scheduler.after(delay, () => ran.push({ delay, index }))
      })
      await scheduler.runUntilIdle()
      const expected = delays
        .map((delay, index) => ({ delay, index }))
        .sort((a, b) => a.delay - b.delay || a.index - b.index)
      expect(ran).toEqual(expected)
    }),
    { numRuns: 50 },
  )
})

test('virtual time stands still until promises, deferred work and holds have settled', async () => {
  const scheduler = createVirtualScheduler({ startAt: START })
  const seen: string[] = []
  const note = (what: string) => seen.push(`${what}@${millisBetween(START, scheduler.now())}`)
  scheduler.after(10, () => {
    const release = scheduler.hold()
    setTimeout(() => {
      note('real I/O')
      release()
    }, 5)
    scheduler.defer(() => {
      note('deferred')
      scheduler.defer(() => note('deferred again'))
    })
    Promise.resolve()
      .then(() => {})
      .then(() => note('promise'))
  })
  scheduler.after(11, () => note('next timer'))
  await scheduler.runUntilIdle()
  expect(seen).toEqual(['promise@10', 'deferred@10', 'deferred again@10', 'real I/O@10', 'next timer@11'])
})

test('a cancelled timer never runs and an aborted sleep rejects with the reason', async () => {
  const scheduler = createVirtualScheduler({ startAt: START })
  const abort = new AbortController()
  const sleeping = scheduler.sleep(100, abort.signal)
  const rejected = expect(sleeping).rejects.toThrow('enough')
  scheduler.after(5, () => abort.abort(new Error('enough')))
  const cancelled = scheduler.after(1, () => expect.unreachable())
  cancelled.cancel()
  await scheduler.runUntilIdle()
  await rejected
  expect(scheduler.now()).toBe(addMillis(START, 5))
})

test('runUntil leaves the clock at its end and later timers pending', async () => {
  const scheduler = createVirtualScheduler({ startAt: START })
  let ran = 0
  scheduler.after(10, () => ran++)
  scheduler.after(30, () => ran++)
  await scheduler.runUntil(addMillis(START, 20))
  expect([ran, scheduler.now()]).toEqual([1, addMillis(START, 20)])
  await scheduler.runUntilIdle()
  expect(ran).toBe(2)
})

test('waiting for what no timer will ever settle is an error, not a hang', async () => {
  const scheduler = createVirtualScheduler({ startAt: START })
  await expect(scheduler.runUntilSettled(new Promise(() => {}))).rejects.toThrow('still pending')
})

test('real time never goes backwards and stays with the wall clock', async () => {
  const scheduler = createRealScheduler()
  let last = scheduler.now()
  for (let i = 0; i < 10_000; i++) {
    const now = scheduler.now()
    expect(now >= last).toBe(true)
    last = now
  }
  expect(Math.abs(Number(last / 1_000_000n) - Date.now())).toBeLessThan(50)
  await scheduler.sleep(5)
  expect(millisBetween(last, scheduler.now())).toBeGreaterThanOrEqual(4)
})

test('the same seed gives the same numbers, another seed others, all in [0, 1) and spread evenly', () => {
  const a = seededRandom(7)
  const b = seededRandom(7)
  const other = seededRandom(8)
  const drawn = Array.from({ length: 20_000 }, a)
  expect(drawn).toEqual(Array.from({ length: 20_000 }, b))
  expect(drawn.slice(0, 5)).not.toEqual(Array.from({ length: 5 }, other))
  const tenths = Array.from({ length: 10 }, (_, i) => drawn.filter((x) => Math.floor(x * 10) === i).length)
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(250)
})
