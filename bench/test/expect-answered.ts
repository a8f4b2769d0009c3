import { expect } from 'vitest'
import type { Row } from '../src/harness.ts'

/** Requests were answered, every one with 200, and took some time. */
export function expectAnswered(rows: readonly Row[]): void {
  expect(rows.map(({ name }) => name.split(',')[0])).toEqual(['/portfolio', '/operations'])
  for (const { name, subject, floor, ratio, extra } of rows) {
    expect([name, extra?.failures, extra?.['first failure']]).toEqual([name, 0, undefined])
    expect(Number(extra?.requests), name).toBeGreaterThanOrEqual(200)
    expect(Number(extra?.['kB an answer']), name).toBeGreaterThan(1)
    for (const figure of [subject.min, floor?.min, ratio]) expect(figure, name).toBeGreaterThan(0)
    expect(subject.median, name).toBeGreaterThanOrEqual(subject.min)
  }
}
