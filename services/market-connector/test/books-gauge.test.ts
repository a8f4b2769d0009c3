import { createNoMetrics } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { live } from './live-world.ts'
import { createWorld } from './scripted-venue.ts'

function recorder() {
  const books = new Map<string, number>()
  const metrics = {
    ...createNoMetrics(),
    set: (name: string, labels: Readonly<Record<string, string>>, value: number) => {
      if (name === 'ots_feed_books') books.set(labels.phase ?? '', value)
    },
  }
  return { metrics, phases: () => Object.fromEntries(books) }
}

test('books are told by their phase, quarantined ones while they are, phases without a book as 0', async () => {
  const { metrics, phases } = recorder()
  const world = await live({ metrics })
  await world.pass(1_000)
  expect(phases()).toEqual({ awaiting: 0, live: 2, quarantined: 0 })
  world.venue.sequence += 5
  world.venue.send({ kind: 'HEARTBEAT', counter: 9 })
  await world.pass(1_000)
  expect(phases()).toEqual({ awaiting: 0, live: 0, quarantined: 2 })
})

test('before the first snapshot every book is awaited', async () => {
  const { metrics, phases } = recorder()
  const world = await createWorld({ metrics })
  await world.pass(1_000)
  expect(phases()).toMatchObject({ awaiting: 2, live: 0 })
})
