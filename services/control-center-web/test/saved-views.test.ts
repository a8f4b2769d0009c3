import { expect, test } from 'vitest'
import { parseSavedViews } from '../src/features/operations/saved-views.ts'

const view = { name: 'Sells', search: 'side=SELL' }

test('views are read as they were kept, twenty at most', () => {
  expect(parseSavedViews(JSON.stringify([view]))).toEqual([view])
  expect(parseSavedViews(JSON.stringify(Array(30).fill(view)))).toHaveLength(20)
})

test.each([
  '',
  'no json',
  'null',
  '{}',
  '[null]',
  '[{"name":"x"}]',
  '[{"name":"","search":""}]',
  `[{"name":"${'x'.repeat(41)}","search":""}]`,
  '[{"name":1,"search":""}]',
])('what somebody else has written there is none: %s', (text) => {
  expect(parseSavedViews(text)).toEqual([])
})
