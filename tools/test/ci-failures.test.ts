import { describe, expect, it } from 'vitest'
import { failuresIn } from '../ci-failures.ts'

const result = (...testResults: object[]) => JSON.stringify({ testResults })

describe('the failures of a run', () => {
  it('are named by file and test, with the beginning of the reason', () => {
    const failureMessages = [`\u001b[31mexpected 1 to be 2\u001b[39m\n${'    at somewhere\n'.repeat(40)}`]
    const assertionResults = [
      { status: 'passed', fullName: 'adds' },
      { status: 'failed', fullName: 'takes away', failureMessages },
    ]
    const [failure, ...others] = failuresIn(
      result({ name: '/project/a/sums.test.ts', status: 'failed', assertionResults }),
      '/project',
    )
    expect(others).toEqual([])
    expect(failure).toMatch(/^a\/sums\.test\.ts: takes away\n {4}expected 1 to be 2\n/)
    expect(failure?.split('\n')).toHaveLength(13)
  })

  it('are those of a file, where it could not be loaded or prepared', () => {
    const assertionResults = [{ status: 'skipped', fullName: 'adds' }]
    const file = { name: '/project/sums.test.ts', status: 'failed', message: 'no server', assertionResults }
    expect(failuresIn(result(file), '/project')).toEqual(['sums.test.ts\n    no server'])
  })

  it.each([undefined, '', '{}', '{"passed":14,"failed":1}', result({ name: 'a', status: 'passed' })])(
    'are none in %s',
    (text) => {
      expect(failuresIn(text, '/project')).toEqual([])
    },
  )
})
