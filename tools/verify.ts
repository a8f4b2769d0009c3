/**
 * `npm run verify`: everything that can be checked without running the system. Every check runs, whatever the others
 * found; each is named with its time and result; any failure ends with exit code 1. `--json FILE` also writes the totals.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CHECKS } from './checks/all-checks.ts'
import type { Check, CheckResult } from './checks/check.ts'
import { openRepository, type Repository } from './repository/repository.ts'

const MOST_PROBLEMS_SHOWN = 60

interface Totals {
  readonly passed: number
  readonly failed: number
}

async function runAll(checks: readonly Check[], repository: Repository): Promise<Totals> {
  let failed = 0
  for (const check of checks) {
    const startedAt = performance.now()
    const result = await outcomeOf(check, repository)
    if (result.problems.length > 0) failed++
    report(check.name, result, performance.now() - startedAt)
  }
  return { passed: checks.length - failed, failed }
}

/** A check that breaks is a check that failed. */
async function outcomeOf(check: Check, repository: Repository): Promise<CheckResult> {
  try {
    return await check.run(repository)
  } catch (error) {
    return { problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  }
}

function report(name: string, { problems, notes = [] }: CheckResult, tookMs: number): void {
  const verdict = problems.length === 0 ? 'ok    ' : 'FAILED'
  console.log(`${verdict} ${name.padEnd(34)} ${(tookMs / 1000).toFixed(1).padStart(5)} s`)
  for (const note of notes) console.log(`         note: ${note}`)
  for (const problem of problems.slice(0, MOST_PROBLEMS_SHOWN)) console.log(`         ${problem}`)
  const more = problems.length - MOST_PROBLEMS_SHOWN
  if (more > 0) console.log(`         … and ${more} more lines`)
}

const { values: options, positionals } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
})
const selected = CHECKS.filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
)
const totals = await runAll(selected, openRepository())
if (options.json) writeFileSync(options.json, JSON.stringify(totals))
console.log(`${totals.passed} checks passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 || selected.length === 0 ? 1 : 0
