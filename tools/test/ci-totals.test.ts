import { describe, expect, it } from 'vitest'
import { totalsOf, withoutSkips } from '../ci-totals.ts'

const vitest = (change: object) =>
  JSON.stringify({
    numTotalTests: 6,
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 2,
    numTodoTests: 1,
    success: true,
    testResults: [],
    ...change,
  })

describe('the totals of a run', () => {
  it('count tests, and skipped ones apart', () => {
    expect(totalsOf(vitest({}), 0)).toEqual({ passed: 3, failed: 0, skipped: 3 })
    expect(totalsOf(vitest({ numFailedTests: 2, success: false }), 1)).toMatchObject({ failed: 2 })
  })

  it('count checks', () => {
    expect(totalsOf('{"passed":14,"failed":1}', 1)).toEqual({ passed: 14, failed: 1, skipped: 0 })
  })

  it('fail for what is skipped where nothing may be', () => {
    expect(withoutSkips(totalsOf(vitest({}), 0))).toEqual({ passed: 3, failed: 3, skipped: 0 })
  })

  it('fail for a test file that could not be loaded', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(totalsOf(vitest({ success: false, testResults }), 1).failed).toBe(1)
  })

  it('fail for a test file whose tests were skipped since its preparation failed, beside other failures', () => {
    const testResults = [
      { status: 'failed', assertionResults: [{ status: 'skipped' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
    ]
    expect(totalsOf(vitest({ success: false, numFailedTests: 1, testResults }), 1).failed).toBe(2)
  })

  it('fail for an exit code that the results do not explain', () => {
    expect(totalsOf(vitest({}), 137)).toEqual({ passed: 3, failed: 1, skipped: 3 })
    expect(totalsOf('{"passed":14,"failed":0}', 1).failed).toBe(1)
    expect(totalsOf('{"passed":14,"failed":2}', 1).failed).toBe(2)
    expect(totalsOf(vitest({}), Number('none')).failed).toBe(1)
  })

  it('fail when the run failed outside of any test', () => {
    expect(totalsOf(vitest({ success: false }), 1).failed).toBe(1)
  })

  it.each([undefined, '', 'no json', '{}', '{"numTotalTests":1}', 'null'])(
    'fail for the result %s',
    (text) => {
      expect(totalsOf(text, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    },
  )
})
