/**
 * `npm run simulate`: the whole system on simulated ports and virtual time, seed after seed. Exit code 0: every seed was
 * right, and a whole run (5,000 and more) has shown each fault often enough; 1: not so; 2: used wrongly.
 */
import { writeFileSync } from 'node:fs'
import { shortcomings } from './cli/demands.ts'
import { type CliOptions, parseOptions, USAGE, UsageError } from './cli/options.ts'
import { describeFailure, describeTotals, seedsPerMinute } from './cli/report.ts'
import { addOutcome, noTotals, type Totals } from './cli/totals.ts'
import { runPool } from './cli/worker-pool.ts'
import { runSeed } from './run-seed.ts'
import { sabotageOf } from './sabotage/sabotages.ts'

const PROGRESS_MS = 5_000

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2))
  return options.alone ? runAlone(options) : runMany(options)
}

async function runAlone({ firstSeed, sabotage, json, traceFile }: CliOptions): Promise<number> {
  const { trace, ...outcome } = await runSeed({
    seed: String(firstSeed),
    sabotage: sabotageOf(sabotage),
    keepTrace: traceFile !== undefined,
  })
  if (traceFile !== undefined) writeFileSync(traceFile, `${trace.join('\n')}\n`)
  if (json) console.log(JSON.stringify(outcome))
  else {
    const { seed, failures, hash, faults, crashes, crashPoints, decisions, intents, orders } = outcome
    console.log(JSON.stringify({ faults, crashes, crashPoints, decisions }, undefined, 2))
    for (const failure of failures) console.log(failure)
    console.log(`seed ${seed}: ${intents} intents, ${orders} orders, trace ${hash}`)
    console.log(failures.length === 0 ? 'passed' : `${failures.length} failures`)
  }
  return outcome.failures.length === 0 ? 0 : 1
}

async function runMany(options: CliOptions): Promise<number> {
  const { firstSeed, seeds, sabotage, workers, json, untilFailure } = options
  const totals = noTotals()
  const startedAt = performance.now()
  const progress = json ? undefined : setInterval(() => tellProgress(totals, seeds, startedAt), PROGRESS_MS)
  let next = firstSeed
  await runPool({
    workers: Math.min(workers, seeds),
    sabotage,
    next: () => {
      const enough = next >= firstSeed + seeds || (untilFailure && totals.failing.length > 0)
      return enough ? undefined : next++
    },
    onOutcome: (outcome) => {
      addOutcome(totals, outcome)
      if (outcome.failures.length > 0 && !json) {
        console.log(describeFailure(outcome, sabotage))
      }
    },
  })
  clearInterval(progress)
  const tookMs = performance.now() - startedAt
  const missing = sabotage === undefined ? shortcomings(totals) : []
  const told = { ...totals, tookMs, seedsPerMinute: Math.round(seedsPerMinute(totals, tookMs)), missing }
  console.log(json ? JSON.stringify(told) : describeTotals(totals, tookMs, missing))
  return totals.failing.length === 0 && missing.length === 0 ? 0 : 1
}

function tellProgress(totals: Totals, of: number, startedAt: number): void {
  const { seeds, orders, failing } = totals
  const perMinute = seedsPerMinute(totals, performance.now() - startedAt)
  console.log(
    `${seeds} of ${of} seeds, ${perMinute.toFixed(0)} a minute, ${orders} orders, ${failing.length} failed`,
  )
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\n${USAGE}`)
  process.exitCode = 2
}
