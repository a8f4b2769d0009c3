/**
 * What former versions have written stays readable, and what later ones will write is met as decided: fields that are
 * not known are skipped, at every level; an enum value that is not known is refused by name, since guessing what an order,
 * a side or a status means is worse than stopping; a field that is missing has its default or is refused by name.
 */
import { describe, expect, test } from 'vitest'
import { InvalidMessage, topicSpecs, topics } from '../../src/index.ts'
import { tells, toJson } from './decoded-json.ts'
import { MESSAGE_CASES } from './message-cases.ts'
import { loadShapes, withUnknownEnums, withUnknownFields } from './message-shapes.ts'
import { neededFields } from './needed-fields.ts'
import { recordedFiles } from './recorded-messages.ts'
import REQUIRED from './required-fields.json' with { type: 'json' }

const codecs = new Map(MESSAGE_CASES.map(({ codec }) => [codec.schema, codec]))
const files = recordedFiles()
const shapes = loadShapes()

const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'))
const codecOf = (schema: string) => {
  const codec = codecs.get(schema)
  if (codec === undefined)
    throw new Error(`nothing reads ${schema} any more, and there are logs that hold it`)
  return codec
}

test('every message of a topic or a call is recorded', () => {
  const recorded = new Set(files.map(({ schema }) => schema))
  const missing = [...codecs.keys()].filter((schema) => !recorded.has(schema))
  expect(missing, 'run packages/contracts/test/wire-compatibility/record-messages.ts <version>').toEqual([])
  const { rawTrades, rawQuotes, ...shared } = topics
  const carried = [rawTrades('coinbase'), rawQuotes('coinbase'), ...Object.values(shared)]
  expect(carried.map(({ spec }) => spec.name).toSorted()).toEqual(
    topicSpecs(['coinbase'])
      .map(({ name }) => name)
      .toSorted(),
  )
  for (const { codec } of carried) expect([...recorded]).toContain(codec.schema)
})

describe.each(files)('$schema, as $version wrote it', ({ schema, messages }) => {
  const codec = codecOf(schema)
  const type = shapes.lookupType(schema)

  test('is read, and tells what it told then', () => {
    for (const { bytes, decoded } of messages) {
      const now = toJson(codec.decode(bytesOf(bytes)))
      expect(tells(now, decoded), JSON.stringify({ now, recorded: decoded })).toBe(true)
    }
  })

  test('tells the same with fields of a later version in every part of it', () => {
    for (const { bytes } of messages) {
      const later = withUnknownFields(type, bytesOf(bytes))
      expect(later.length).toBeGreaterThan(bytesOf(bytes).length)
      expect(codec.decode(later)).toStrictEqual(codec.decode(bytesOf(bytes)))
    }
  })

  test('is refused with an enum value of a later version in any part of it', () => {
    for (const { bytes } of messages) {
      for (const { at, bytes: later } of withUnknownEnums(type, bytesOf(bytes))) {
        expect(() => codec.decode(later), at).toThrow(InvalidMessage)
      }
    }
  })

  test('needs no field that it did not need then', () => {
    const needed = neededFields(codec, type, messages)
    const before: readonly string[] =
      new Map<string, readonly string[]>(Object.entries(REQUIRED)).get(schema) ?? []
    expect(needed.filter((field) => !before.includes(field))).toEqual([])
  })
})
