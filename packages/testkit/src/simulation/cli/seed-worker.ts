/** Runs seeds as it is told, one after the other, in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import { runSeed, type SeedResult } from '../run-seed.ts'
import { type SabotageName, sabotageOf } from '../sabotage/sabotages.ts'

export interface SeedWorkerData {
  readonly sabotage: SabotageName | undefined
}

export type SeedOutcome = Omit<SeedResult, 'trace'>

// Services make errors by the thousand here, and nobody reads where.
Error.stackTraceLimit = 0

const { sabotage } = workerData as SeedWorkerData

parentPort?.on('message', (seed: number) => {
  void runSeed({ seed: String(seed), sabotage: sabotageOf(sabotage), keepTrace: false }).then(
    ({ trace, ...outcome }) => parentPort?.postMessage(outcome satisfies SeedOutcome),
  )
})
