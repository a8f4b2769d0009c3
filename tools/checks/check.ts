/** One thing that `npm run verify` looks at. */
import type { Repository } from '../repository/repository.ts'

export interface CheckResult {
  /** What is wrong, one per line, with the file and what to do. Empty: passed. */
  readonly problems: readonly string[]
  /** Worth knowing, and no failure. */
  readonly notes?: readonly string[]
}

export interface Check {
  /** A few words: what is being looked at. */
  readonly name: string
  run(repository: Repository): CheckResult | Promise<CheckResult>
}
