import { expect, test } from 'vitest'
import { timeLabels } from '../src/charts/time-labels.ts'

const NOON = Date.parse('2026-01-14T12:00:00Z') / 1_000
const axis = { locale: 'en', timeZone: 'UTC', leftOf: () => 100 }

test('marks tell as much of the time as is between them', () => {
  expect(timeLabels([NOON, NOON + 15], 15, axis)).toEqual(['12:00:00', '12:00:15'])
  expect(timeLabels([NOON, NOON + 60], 60, axis)).toEqual(['12:00', '12:01'])
  expect(timeLabels([NOON], 86_400, axis)).toEqual(['14 Jan'])
  expect(timeLabels([NOON], 60, { ...axis, timeZone: 'America/Sao_Paulo' })).toEqual(['09:00'])
})

test('a label that the left end would cut off is left out, and its mark stays', () => {
  const leftOf = (seconds: number) => (seconds === NOON ? 20 : 110)
  expect(timeLabels([NOON, NOON + 60], 60, { ...axis, leftOf })).toEqual(['', '12:01'])
})
