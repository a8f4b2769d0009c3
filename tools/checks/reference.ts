/** The reference pages say something of every error, metric and denial code, and of nothing that does not exist. */
import { DENIAL_GUIDE } from '@oasis/domain'
import { ERROR_CODES, METRICS } from '@oasis/runtime'
import { renderDenialsPage } from '../reference/denials-page.ts'
import { renderMetricsPage } from '../reference/metrics-page.ts'
import type { Repository } from '../repository/repository.ts'
import type { Check } from './check.ts'

export const reference: Check = {
  name: 'reference pages',
  run: (repository) => ({
    problems: [
      ...tableProblems(repository, 'docs/reference/errors.md', Object.keys(ERROR_CODES)),
      ...renderedProblems(repository, 'docs/reference/metrics.md', renderMetricsPage(METRICS)),
      ...renderedProblems(repository, 'docs/reference/denials.md', renderDenialsPage(DENIAL_GUIDE)),
    ],
  }),
}

/** A table whose rows begin with a code: each of `codes` once, and no other. */
export function tableProblems(repository: Repository, path: string, codes: readonly string[]): string[] {
  if (!repository.files.includes(path)) return [`${path} is missing`]
  const rows = [...repository.read(path).matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1] ?? '')
  const missing = codes.filter((code) => !rows.includes(code)).map((code) => `${path}: no row for ${code}`)
  const unknown = rows
    .filter((row) => !codes.includes(row))
    .map((row) => `${path}: ${row} is not in the code`)
  const twice = rows
    .filter((row, at) => rows.indexOf(row) !== at)
    .map((row) => `${path}: ${row} stands twice`)
  return [...missing, ...unknown, ...twice]
}

export function renderedProblems(repository: Repository, path: string, expected: string): string[] {
  const current = repository.files.includes(path) ? repository.read(path) : ''
  return current === expected ? [] : [`${path} is not what the code says: run npm run generate`]
}
