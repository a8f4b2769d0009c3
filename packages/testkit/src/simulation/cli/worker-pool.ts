/** Spreads seeds over threads and hands on what comes back, in the order of finishing. */
import { Worker } from 'node:worker_threads'
import type { SabotageName } from '../sabotage/sabotages.ts'
import type { SeedOutcome, SeedWorkerData } from './seed-worker.ts'

export interface PoolOptions {
  readonly workers: number
  readonly sabotage: SabotageName | undefined
  /** The next seed; undefined ends a worker. */
  readonly next: () => number | undefined
  readonly onOutcome: (outcome: SeedOutcome) => void
}

/** Resolves when every worker has ended. A worker that breaks rejects: that is the simulation's own fault. */
export async function runPool(options: PoolOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.workers }, () => runWorker(options)))
}

function runWorker({ sabotage, next, onOutcome }: PoolOptions): Promise<void> {
  const workerData: SeedWorkerData = { sabotage }
  const worker = new Worker(new URL('./seed-worker.ts', import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    const goOn = () => {
      const seed = next()
      if (seed === undefined) void worker.terminate().then(() => resolve())
      else worker.postMessage(seed)
    }
    worker.on('error', reject)
    worker.on('message', (outcome: SeedOutcome) => {
      onOutcome(outcome)
      goOn()
    })
    goOn()
  })
}
