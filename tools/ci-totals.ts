/**
 * The end of `.ci/run`: names what failed, and in its last line adds up the results of `npm run verify` and of vitest's
 * JSON reporter. A result file that is missing or broken is a failure, and so is a test file that could not be loaded or
 * prepared, and a command that ended with another exit code than 0 although its results know of no failure.
 *
 *     node tools/ci-totals.ts RESULTS EXIT-CODE [RESULTS EXIT-CODE …] [--none-skipped RESULTS …]
 *
 * What is skipped in a file named by `--none-skipped` counts as failed.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { failuresIn } from './ci-failures.ts'

export interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const BROKEN: Totals = { passed: 0, failed: 1, skipped: 0 }

/** Takes the text of either kind of result file, undefined where there is none, and what the command ended with. */
export function totalsOf(text: string | undefined, exitCode: number): Totals {
  const totals = totalsIn(text)
  return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals
}

export function withoutSkips({ passed, failed, skipped }: Totals): Totals {
  return { passed, failed: failed + skipped, skipped: 0 }
}

function totalsIn(text: string | undefined): Totals {
  if (text === undefined) return BROKEN
  try {
    const result = JSON.parse(text) as Record<string, unknown>
    return 'numTotalTests' in result ? ofVitest(result) : ofVerify(result)
  } catch {
    return BROKEN
  }
}

function ofVerify(result: Record<string, unknown>): Totals {
  return { passed: count(result.passed), failed: count(result.failed), skipped: 0 }
}

function ofVitest(result: Record<string, unknown>): Totals {
  const failed = count(result.numFailedTests)
  const files = Array.isArray(result.testResults) ? result.testResults : []
  // Not loaded, or its `beforeAll` failed: then its tests are only counted as skipped.
  const unprepared = files.filter(
    (file) =>
      file.status === 'failed' &&
      !file.assertionResults?.some(({ status }: { status: unknown }) => status === 'failed'),
  )
  // Vitest can fail for other reasons as well, such as an error outside of any test.
  const otherwise = result.success === false && failed + unprepared.length === 0 ? 1 : 0
  return {
    passed: count(result.numPassedTests),
    failed: failed + unprepared.length + otherwise,
    skipped: count(result.numPendingTests) + count(result.numTodoTests),
  }
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new TypeError('not a count')
  return value
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { 'none-skipped': { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  })
  const all = positionals.flatMap((path, n) => {
    if (n % 2 === 1) return []
    const text = read(path)
    for (const failure of failuresIn(text, process.cwd())) console.log(`failed: ${failure}`)
    const totals = totalsOf(text, Number(positionals[n + 1]))
    return [values['none-skipped'].includes(path) ? withoutSkips(totals) : totals]
  })
  const sum = (key: keyof Totals) => all.reduce((total, each) => total + each[key], 0)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0
}
