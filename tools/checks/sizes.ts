/** Long files want splitting. Functions are measured by Biome (noExcessiveLinesPerFunction, 60 lines). */
import { type Repository, sourceFiles } from '../repository/repository.ts'
import type { Check, CheckResult } from './check.ts'

const WARN_LINES = 300
const FAIL_LINES = 500
const REASON = /over 500 lines because/i
const REASON_WITHIN_LINES = 15

export const sizes: Check = { name: 'sizes', run: (repository) => sizeReport(repository) }

export function sizeReport(repository: Repository): CheckResult {
  const problems: string[] = []
  const notes: string[] = []
  for (const path of sourceFiles(repository)) {
    const lines = repository.read(path).trimEnd().split('\n')
    if (lines.length <= WARN_LINES) continue
    const reason = lines.slice(0, REASON_WITHIN_LINES).some((line) => REASON.test(line))
    if (lines.length <= FAIL_LINES || reason) notes.push(`${path} has ${lines.length} lines`)
    else {
      problems.push(
        `${path} has ${lines.length} lines: split it, or write at its top "over 500 lines because …"`,
      )
    }
  }
  return { problems, notes }
}
