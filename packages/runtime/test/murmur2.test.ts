import { expect, test } from 'vitest'
import { murmur2, partitionOf } from '../src/index.ts'

/** Kafka's own vectors: org.apache.kafka.common.utils.UtilsTest.testMurmur2. */
const VECTORS: readonly [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
]

test.each(VECTORS)('hashes %s as Kafka does', (key, hash) => {
  expect(murmur2(new TextEncoder().encode(key))).toBe(hash)
})

test('every partition of a topic gets keys, and a key always the same one', () => {
  const keys = Array.from({ length: 1_000 }, (_, n) => `coinbase:ASSET${n}-USD`)
  expect(new Set(keys.map((key) => partitionOf(key, 8))).size).toBe(8)
  expect(keys.map((key) => partitionOf(key, 8))).toEqual(keys.map((key) => partitionOf(key, 8)))
})
