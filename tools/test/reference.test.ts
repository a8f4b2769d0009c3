import { describe, expect, it } from 'vitest'
import { renderedProblems, tableProblems } from '../checks/reference.ts'
import { renderDenialsPage } from '../reference/denials-page.ts'
import { renderMetricsPage } from '../reference/metrics-page.ts'
import { repositoryOf } from '../repository/repository.ts'

const page = (text: string) => repositoryOf({ 'docs/a.md': text })

describe('reference pages', () => {
  it('need a row for every code, once, and for nothing else', () => {
    const table = '| `A` | x |\n| `B` | y |\n'
    expect(tableProblems(page(table), 'docs/a.md', ['A', 'B'])).toEqual([])
    expect(tableProblems(page(table), 'docs/a.md', ['A', 'B', 'C'])).toEqual(['docs/a.md: no row for C'])
    expect(tableProblems(page(table), 'docs/a.md', ['A'])).toEqual(['docs/a.md: B is not in the code'])
    expect(tableProblems(page(table + table), 'docs/a.md', ['A', 'B'])).toHaveLength(2)
    expect(tableProblems(page(''), 'docs/b.md', ['A'])).toEqual(['docs/b.md is missing'])
  })

  it('must be rendered again when a metric changes', () => {
    const metrics = { ots_a: { type: 'gauge', help: 'One | two.', labels: ['x', 'y'] } } as const
    const text = renderMetricsPage(metrics)
    expect(text).toContain('| `ots_a` | gauge | `x`, `y` | One \\| two. |')
    expect(renderedProblems(page(text), 'docs/a.md', text)).toEqual([])
    expect(renderedProblems(page(`${text} `), 'docs/a.md', text)).toHaveLength(1)
    expect(renderedProblems(page(text), 'docs/b.md', text)).toHaveLength(1)
  })

  it('tell of a denial what it means, what to do, and which values come with it', () => {
    const guide = { A_B: { meaning: 'x | y.', remedy: 'Do z.', context: ['one', 'two'] } }
    expect(renderDenialsPage(guide)).toContain('| `A_B` | x \\| y. | Do z. | `one`, `two` |\n')
  })
})
