import type { ConnectionId } from '@oasis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom, seedOf } from '../src/core/random-state.ts'
import { SeenQuotes } from '../src/core/seen-quotes.ts'
import { SeenTrades } from '../src/core/seen-trades.ts'
import { SerialTurns } from '../src/serial-turns.ts'
import { earliestPositions, TopicPositions } from '../src/topic-positions.ts'

const ids = fc.array(fc.nat(40).map(String), { maxLength: 200 })

test('a trade is new exactly once, in whatever order ids come', () => {
  fc.assert(
    fc.property(ids, (stream) => {
      const seen = new SeenTrades()
      const known = new Set<string>()
      for (const id of stream) {
        expect(seen.add(id)).toBe(!known.has(id))
        known.add(id)
      }
    }),
  )
})

test('restored from its state, it has seen the same trades', () => {
  fc.assert(
    fc.property(ids, ids, (before, after) => {
      const whole = new SeenTrades()
      const first = new SeenTrades()
      for (const id of before) expect(first.add(id)).toBe(whole.add(id))
      const second = new SeenTrades(structuredClone(first.state()))
      for (const id of after) expect(second.add(id)).toBe(whole.add(id))
    }),
  )
})

test('contiguous ids take one range, however many, and gaps do not grow without bound', () => {
  const seen = new SeenTrades()
  for (let id = 1; id <= 10_000; id++) seen.add(String(id))
  expect(seen.state().ranges).toEqual([[1, 10_000]])
  for (let id = 20_000; id < 30_000; id += 2) seen.add(String(id))
  expect(seen.state().ranges.length).toBeLessThanOrEqual(32)
  expect(seen.add('29999')).toBe(true)
  expect(seen.add('29998')).toBe(false)
})

test('ids that are no numbers are remembered as text, the newest of them', () => {
  const seen = new SeenTrades()
  expect(seen.add('a-1')).toBe(true)
  expect(seen.add('a-1')).toBe(false)
  for (let i = 0; i < 300; i++) seen.add(`b-${i}`)
  expect(seen.state().recent).toHaveLength(256)
})

test('a quarantine at the sequence of the last live quote is new, once, and lifted by a later one', () => {
  const connection = 'a' as ConnectionId
  const first = new SeenQuotes()
  expect(first.add({ connection, sequence: 5, state: 'LIVE' })).toBe(true)
  expect(first.add({ connection, sequence: 5, state: 'LIVE' })).toBe(false)
  expect(first.add({ connection, sequence: 4, state: 'QUARANTINED' })).toBe(false)
  expect(first.add({ connection, sequence: 5, state: 'QUARANTINED' })).toBe(true)
  const second = new SeenQuotes(structuredClone(first.state()))
  expect(second.add({ connection, sequence: 5, state: 'QUARANTINED' })).toBe(false)
  expect(second.add({ connection, sequence: 5, state: 'LIVE' })).toBe(false)
  expect(second.add({ connection, sequence: 6, state: 'LIVE' })).toBe(true)
  expect(second.add({ connection, sequence: 6, state: 'QUARANTINED' })).toBe(true)
})

test('a random generator goes on from its state, within [0, 1)', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), (seed, cut) => {
      const whole = createRandom(seedOf(seed))
      const first = createRandom(seedOf(seed))
      for (let i = 0; i < cut; i++) expect(first.next()).toBe(whole.next())
      const second = createRandom(first.state())
      for (let i = 0; i < 20; i++) {
        const next = second.next()
        expect(next).toBe(whole.next())
        expect(next >= 0 && next < 1).toBe(true)
      }
    }),
  )
})

test('turns never overlap and keep their order, even after one that fails', async () => {
  const turns = new SerialTurns()
  const seen: string[] = []
  const slow = (name: string) => async () => {
    seen.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    seen.push(`${name} ends`)
  }
  const first = turns.run(slow('a'))
  const failing = turns.run(() => Promise.reject(new Error('b fails')))
  void turns.run(() => void seen.push('c'))
  await first
  await expect(failing).rejects.toThrow('b fails')
  await turns.idle()
  turns.run(() => void seen.push('d'))
  expect(seen).toEqual(['a begins', 'a ends', 'c', 'd'])
})

test('positions are the next offset to read, and the earliest of several misses nothing', () => {
  const at = (topic: string, partition: number, offset: number) => ({ topic, partition, offset })
  const positions = new TopicPositions([at('t', 0, 5)])
  const record = { ...at('t', 0, 5), key: 'k', value: undefined, headers: {}, timestamp: 0n as never }
  expect(positions.has(record)).toBe(false)
  positions.consumed(record)
  expect(positions.has(record)).toBe(true)
  expect(positions.list()).toEqual([at('t', 0, 6)])
  expect(earliestPositions([[at('t', 0, 6), at('t', 1, 2)], [at('t', 0, 4)]])).toEqual([
    at('t', 0, 4),
    at('t', 1, 2),
  ])
})
