/** That the suites with the exchange in a process of its own measure something; what they measure is not judged here. */
import { describe, expect, it } from 'vitest'
import type { Row } from '../src/harness.ts'
import { orderSubmissionSuite } from '../src/suites/order-submission.ts'
import { requestSigningSuite } from '../src/suites/request-signing.ts'
import { userStreamSuite } from '../src/suites/user-stream.ts'

function expectMeasured(rows: readonly Row[], atLeast: number): void {
  for (const { name, subject, floor, ratio, extra } of rows) {
    for (const figure of [subject.min, floor?.min, floor?.median]) expect(figure, name).toBeGreaterThan(0)
    expect(ratio, name).toBeGreaterThan(0)
    expect(subject.median, name).toBeGreaterThanOrEqual(subject.min)
    expect(Number(extra?.['p99 µs']), name).toBeGreaterThan(subject.min)
    expect(Number(extra?.['floor p99 µs']), name).toBeGreaterThan(0)
    expect(Number(extra?.samples), name).toBeGreaterThanOrEqual(atLeast)
  }
}

describe('the suites of the venue', () => {
  it('sign with both algorithms beside a bare signature', async () => {
    const rows = await requestSigningSuite({ quick: true })
    expect(rows.map(({ name }) => name)).toEqual([
      'the token of a request, ES256',
      'the token of a request, EdDSA',
    ])
    expectMeasured(rows, 400)
  }, 60_000)

  it('submit to the socket of the exchange beside an empty signed request', async () => {
    const rows = await orderSubmissionSuite({ quick: true })
    expect(rows).toHaveLength(2)
    expectMeasured(rows, 100)
  }, 120_000)

  it('see fills from their frame to the committed execution beside a bare frame', async () => {
    const rows = await userStreamSuite({ quick: true })
    expect(rows).toHaveLength(1)
    expectMeasured(rows, 20)
  }, 120_000)
})
