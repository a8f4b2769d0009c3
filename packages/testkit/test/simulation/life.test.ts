import type { UnixNanos } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { serviceScheduler } from '../../src/simulation/ports/service-scheduler.ts'
import { Life } from '../../src/simulation/process/life.ts'

const START = 1_000_000_000_000_000_000n as UnixNanos
const lifeOf = (steps: number, onEnd: (cause: string) => void = () => {}) =>
  new Life({ name: 'service', steps, onEnd })

test('a call has its effect and is never answered, or has none, by the step at which life ends', async () => {
  const outcomes: string[] = []
  for (const steps of [0, 1, 2]) {
    const scheduler = createVirtualScheduler({ startAt: START })
    const life = lifeOf(steps)
    let outcome = ''
    void life
      .call(async () => {
        outcome += 'done '
      })
      .then(() => {
        outcome += 'answered'
      })
    await scheduler.settle()
    outcomes.push(outcome)
  }
  expect(outcomes).toEqual(['', 'done ', 'done answered'])
})

test('timers end with the service, and its clock is its own', async () => {
  const scheduler = createVirtualScheduler({ startAt: START })
  const life = lifeOf(Number.POSITIVE_INFINITY)
  const own = serviceScheduler(scheduler, life, -150)
  const ran: string[] = []
  expect(own.now()).toBe(START - 150_000_000n)
  own.after(10, () => ran.push('in time'))
  own.at((own.now() + 20_000_000n) as UnixNanos, () => ran.push(`at ${scheduler.now() - START}`))
  own.after(30, () => ran.push('too late'))
  void own.sleep(30).then(() => ran.push('slept'))
  scheduler.after(25, () => life.end('test'))
  await scheduler.runUntilIdle()
  expect(ran).toEqual(['in time', 'at 20000000'])
})

test('connections are closed once, also for one that comes too late', () => {
  const causes: string[] = []
  const life = lifeOf(5, (cause) => causes.push(cause))
  let closed = 0
  life.atEnd(() => closed++)
  life.end('killed')
  life.end('again')
  life.atEnd(() => closed++)
  expect([closed, causes]).toEqual([2, ['killed']])
})
