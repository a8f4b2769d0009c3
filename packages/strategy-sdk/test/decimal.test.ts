import { expect, test } from 'vitest'
import { z } from 'zod'
import { decimal, parseDecimalText } from '../src/index.ts'

const messages = (schema: Pick<z.ZodType, 'safeParse'>, input: unknown): readonly string[] =>
  schema.safeParse(input).error?.issues.map((issue) => issue.message) ?? []

test('a decimal is read exactly from text, and its default is text, too', () => {
  const schema = z.object({ entryPercent: decimal().default('0.5'), quantity: decimal() })
  expect(schema.parse({ quantity: '0.001' })).toEqual({
    entryPercent: parseDecimalText('0.5'),
    quantity: 1_000_000_000n,
  })
})

test('a number is refused, with what to write instead', () => {
  expect(messages(decimal(), 0.001)).toEqual([
    "a decimal is written as text, so that no digit is lost: '0.001'",
  ])
})

test('text that is no decimal is refused with the reason', () => {
  expect(messages(decimal(), '1e3')[0]).toContain('"1e3" is not a valid decimal')
  expect(messages(decimal(), '0.0000000000001')[0]).toContain('12 decimal places')
  expect(messages(decimal(), undefined)[0]).toBe("expected decimal text like '0.001'")
})

test('a size must be greater than zero', () => {
  expect(messages(decimal({ positive: true }), '0')).toEqual(['"0" is not greater than zero'])
  expect(messages(decimal({ positive: true }), '-1')).toEqual(['"-1" is not greater than zero'])
})

test('a default that is no decimal is found at the first parse', () => {
  expect(decimal().default('half').safeParse(undefined).success).toBe(false)
})
