import { describe, expect, it } from 'vitest'
import { sizeReport } from '../checks/sizes.ts'
import { repositoryOf } from '../repository/repository.ts'

const lines = (count: number, first = '') => [first, ...Array(count - 1).fill('a()')].join('\n')
const report = (source: string, path = 'packages/domain/src/a.ts') =>
  sizeReport(repositoryOf({ [path]: source }))

describe('sizes', () => {
  it('says nothing of 300 lines, notes 301, fails 501', () => {
    expect(report(lines(300))).toEqual({ problems: [], notes: [] })
    expect(report(lines(301)).notes).toHaveLength(1)
    expect(report(lines(500)).problems).toEqual([])
    expect(report(lines(501)).problems).toHaveLength(1)
  })

  it('takes a reason near the top', () => {
    const result = report(lines(600, '/** Over 500 lines because the table has 300 rows. */'))
    expect(result.problems).toEqual([])
    expect(result.notes).toHaveLength(1)
  })

  it('leaves generated code alone', () => {
    const path = 'packages/contracts/src/generated/a.ts'
    expect(report(lines(9_000), path)).toEqual({ problems: [], notes: [] })
  })
})
