import type { BusRecord } from '@oasis/ports'
import { crc32c, createRecordsBatch, Reader, readRecordsBatches } from '@platformatic/kafka'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RecordBatchBuilder } from '../src/wire/record-batch-builder.ts'
import { offsetAfter, RecordBatchReader } from '../src/wire/record-batch-reader.ts'

interface Written {
  readonly key: string
  readonly value: Uint8Array | undefined
  readonly headers: Readonly<Record<string, string>>
}

const name = fc.oneof(
  fc.constantFrom('content-type', 'schema', 'event-id', 'traceparent', '__proto__'),
  fc.string(),
)
const anyRecord: fc.Arbitrary<Written> = fc.record({
  key: fc.string({ unit: 'grapheme' }),
  value: fc.option(fc.uint8Array({ maxLength: 300 }), { nil: undefined }),
  headers: fc.dictionary(name, fc.string({ unit: 'grapheme' }), { noNullPrototype: true }),
})

const identity = { producerId: 7n, epoch: 3 }
const NOW_MS = 1_700_000_000_123

function batchOf(records: readonly Written[], baseOffset = 0): Buffer {
  const builder = new RecordBatchBuilder()
  for (const { key, value, headers } of records) builder.append(Buffer.from(key), value, headers)
  const bytes = Buffer.from(builder.seal(identity, 42, NOW_MS))
  // The broker's part, which the checksum leaves out.
  bytes.writeBigInt64BE(BigInt(baseOffset), 0)
  return bytes
}

const plain = ({ key, value, headers }: Written | BusRecord) => ({
  key,
  value: value === undefined ? undefined : [...value],
  headers: Object.entries(headers),
})

test('what is written is read again, whatever its keys, bytes and headers', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 30 }), fc.nat(1_000_000), (records, base) => {
      const taken = new RecordBatchReader('t', 3, batchOf(records, base), base).take(100)
      expect(taken.map(plain)).toEqual(records.map(plain))
      expect(taken.map(({ offset }) => offset)).toEqual(records.map((_, n) => base + n))
      expect(taken.every(({ topic, partition }) => topic === 't' && partition === 3)).toBe(true)
      expect(taken.every(({ timestamp }) => timestamp === BigInt(NOW_MS) * 1_000_000n)).toBe(true)
    }),
  )
})

test('the driver reads our batches, and we read its', () => {
  const records: Written[] = [
    { key: 'k', value: Uint8Array.of(1, 2, 3), headers: { schema: 's', 'event-id': 'é' } },
    { key: '', value: undefined, headers: {} },
    { key: 'long', value: new Uint8Array(20_000).fill(9), headers: {} },
  ]
  const [batch] = readRecordsBatches(Reader.from(batchOf(records)))
  expect(batch).toMatchObject({ producerId: 7n, producerEpoch: 3, firstSequence: 42, lastOffsetDelta: 2 })
  expect(batch?.records.map(({ key, value }) => [key?.toString() ?? '', value?.length])).toEqual([
    ['k', 3],
    ['', undefined],
    ['long', 20_000],
  ])
  for (const compression of ['none', 'gzip'] as const) {
    const theirs = createRecordsBatch(
      records.map(({ key, value, headers }, n) => ({
        topic: 't',
        key: Buffer.from(key),
        // A tombstone has none, whatever the driver's type says.
        value: (value === undefined ? undefined : Buffer.from(value)) as Buffer,
        headers: new Map(
          Object.entries(headers).map((entry) => [Buffer.from(entry[0]), Buffer.from(entry[1])]),
        ),
        timestamp: BigInt(NOW_MS + n),
      })),
      { compression },
    )
    const taken = new RecordBatchReader('t', 0, Buffer.from(theirs.buffer), 0).take(10)
    expect(taken.map(plain)).toEqual(records.map(plain))
    expect(taken.map(({ timestamp }) => Number(timestamp / 1_000_000n) - NOW_MS)).toEqual([0, 1, 2])
  }
})

test('records are taken in parts, from the offset that was asked for, over several batches', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      fc.nat(20),
      fc.integer({ min: 1, max: 7 }),
      (sizes, from, most) => {
        let base = 0
        const batches = sizes.map((size) => {
          const bytes = batchOf(
            Array.from({ length: size }, (_, n) => ({ key: `${base + n}`, value: undefined, headers: {} })),
            base,
          )
          base += size
          return bytes
        })
        const bytes = Buffer.concat(batches)
        const reader = new RecordBatchReader('t', 0, bytes, from)
        const keys: string[] = []
        for (let taken = reader.take(most); taken.length > 0; taken = reader.take(most)) {
          expect(taken.length).toBeLessThanOrEqual(most)
          keys.push(...taken.map(({ key }) => key))
        }
        expect(keys).toEqual(Array.from({ length: Math.max(0, base - from) }, (_, n) => `${from + n}`))
        expect(reader.next).toBe(Math.max(base, from))
        expect(offsetAfter(bytes)).toBe(base)
        // A batch that the broker has cut off is not there yet.
        expect(offsetAfter(bytes.subarray(0, bytes.length - 1))).toBe(
          sizes.length === 1 ? undefined : base - (sizes.at(-1) ?? 0),
        )
      },
    ),
  )
})

test('damaged bytes are not handed over', () => {
  const bytes = batchOf([{ key: 'k', value: Uint8Array.of(1), headers: {} }])
  bytes[bytes.length - 1] = 0xff
  expect(() => new RecordBatchReader('t', 0, bytes, 0).take(1)).toThrow('damaged')
})

test('marks of transactions are passed over', () => {
  const mark = batchOf([{ key: 'commit', value: undefined, headers: {} }])
  mark.writeInt16BE(1 << 5, 21)
  mark.writeUInt32BE(crc32c(mark.subarray(21)), 17)
  const bytes = Buffer.concat([mark, batchOf([{ key: 'k', value: undefined, headers: {} }], 1)])
  expect(new RecordBatchReader('t', 0, bytes, 0).take(5).map(({ key }) => key)).toEqual(['k'])
})
