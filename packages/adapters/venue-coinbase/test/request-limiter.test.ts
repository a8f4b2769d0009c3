import { fromMillis, toMillis } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { RequestLimiter, type Urgency } from '../src/rest/signed/request-limiter.ts'

const START = 1_790_000_000_000

function limiterFor(perSecond: number) {
  const scheduler = createVirtualScheduler({ startAt: fromMillis(START) })
  const limiter = new RequestLimiter({ scheduler, random: () => 1, perSecond })
  const gone: { urgency: Urgency; at: number }[] = []
  const signal = new AbortController().signal
  const ask = (urgency: Urgency, maxWaitMs?: number) =>
    limiter.acquire(urgency, signal, maxWaitMs).then(() => {
      gone.push({ urgency, at: toMillis(scheduler.now()) - START })
    })
  return { scheduler, limiter, gone, ask }
}

describe('the limiter', () => {
  it('lets no more than the allowance go in any one second', async () => {
    const { scheduler, gone, ask } = limiterFor(10)
    for (let n = 0; n < 35; n++) void ask('CANCEL')
    await scheduler.runUntilIdle()
    expect(gone).toHaveLength(35)
    for (const { at } of gone) {
      expect(gone.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(10)
    }
    expect(gone.at(-1)?.at).toBe(3_000)
  })

  it('lets cancels go first, then orders, then looks', async () => {
    const { scheduler, gone, ask } = limiterFor(10)
    for (let n = 0; n < 10; n++) void ask('CANCEL')
    for (const urgency of ['LOOK', 'ORDER', 'CANCEL', 'LOOK', 'ORDER', 'CANCEL'] as const) void ask(urgency)
    await scheduler.runUntilIdle()
    expect(gone.slice(10).map(({ urgency }) => urgency)).toEqual([
      'CANCEL',
      'CANCEL',
      'ORDER',
      'ORDER',
      'LOOK',
      'LOOK',
    ])
  })

  it('keeps room for cancels and orders, whatever is looked at', async () => {
    const { scheduler, gone, ask } = limiterFor(10)
    for (let n = 0; n < 20; n++) void ask('LOOK')
    for (let n = 0; n < 5; n++) void ask('ORDER')
    for (let n = 0; n < 5; n++) void ask('CANCEL')
    await scheduler.settle()
    const now = (urgency: Urgency) => gone.filter((each) => each.urgency === urgency && each.at === 0).length
    expect([now('LOOK'), now('ORDER'), now('CANCEL')]).toEqual([7, 2, 1])
  })

  it('keeps room for looks, however many orders there are', async () => {
    const { scheduler, gone, ask } = limiterFor(10)
    for (let n = 0; n < 50; n++) void ask('ORDER')
    for (let n = 0; n < 10; n++) void ask('LOOK')
    await scheduler.runUntilIdle()
    const looks = gone.filter(({ urgency }) => urgency === 'LOOK').map(({ at }) => at)
    expect(looks.slice(0, 6)).toEqual([0, 0, 1_000, 1_000, 2_000, 2_000])
  })

  it('gives up what has waited too long, and only that', async () => {
    const { scheduler, gone, ask } = limiterFor(1)
    void ask('ORDER')
    const inTime = ask('ORDER', 1_500)
    const late = expect(ask('ORDER', 1_500)).rejects.toThrow('our own rate limit kept it waiting for 1500 ms')
    await scheduler.runUntilIdle()
    await Promise.all([inTime, late])
    expect(gone.map(({ at }) => at)).toEqual([0, 1_000])
  })

  it('lets nothing go whose caller has given up', async () => {
    const { scheduler, limiter, gone, ask } = limiterFor(1)
    void ask('LOOK')
    const abort = new AbortController()
    const given = expect(limiter.acquire('LOOK', abort.signal)).rejects.toThrow('enough')
    abort.abort(new Error('enough'))
    await given
    void ask('LOOK')
    await scheduler.runUntilIdle()
    expect(gone.map(({ at }) => at)).toEqual([0, 1_000])
    await expect(limiter.acquire('LOOK', abort.signal)).rejects.toThrow('enough')
  })

  it.each([
    ['seconds from now', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3' }, 3_000],
    [
      'a time in seconds',
      200,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${START / 1_000 + 2}` },
      2_000,
    ],
    ['something absurd', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '86400' }, 10_000],
    ['a 429 without a time', 429, {}, 1_000],
    ['a 429 with one', 429, { 'x-ratelimit-reset': '4' }, 4_000],
    ['requests that remain', 200, { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '3' }, 0],
    ['no number', 200, { 'x-ratelimit-remaining': 'none', 'x-ratelimit-reset': 'soon' }, 0],
  ])('pauses what is no cancel when the venue says %s', async (_, status, headers, pauseMs) => {
    const { scheduler, limiter, gone, ask } = limiterFor(10)
    limiter.observe(status, headers)
    for (const urgency of ['LOOK', 'ORDER', 'CANCEL'] as const) void ask(urgency)
    await scheduler.runUntilIdle()
    const at = Object.fromEntries(gone.map((each) => [each.urgency, each.at]))
    expect(at).toEqual({ CANCEL: 0, ORDER: pauseMs, LOOK: pauseMs })
  })
})
