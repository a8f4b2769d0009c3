/**
 * Spreads seeds over threads and hands on what comes back, in the order of finishing. A seed whose run breaks, or never
 * ends, is a seed that fails: it is told as such, and the others go on.
 */
import { Worker } from 'node:worker_threads'
import type { SabotageName } from '../sabotage/sabotages.ts'
import type { SeedOutcome, SeedWorkerData } from './seed-worker.ts'

export interface PoolOptions {
  readonly workers: number
  readonly sabotage: SabotageName | undefined
  /** The next seed; undefined ends a worker. */
  readonly next: () => number | undefined
  readonly onOutcome: (outcome: SeedOutcome) => void
  /** A seed fails that takes longer: a run that hangs within one moment of its time would hang for ever. */
  readonly patienceMs?: number
}

/** Some hundred times what a seed takes, so that no load on a machine comes near it. */
const PATIENCE_MS = 300_000

/** Resolves when every worker has ended. */
export async function runPool(options: PoolOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.workers }, () => runWorker(options)))
}

async function runWorker(options: PoolOptions): Promise<void> {
  const { next, onOutcome } = options
  let worker = startWorker(options)
  for (let seed = next(); seed !== undefined; seed = next()) {
    try {
      onOutcome(await outcomeOf(worker, seed, options.patienceMs ?? PATIENCE_MS))
    } catch (error) {
      onOutcome(brokenRun(seed, error))
      await worker.terminate()
      worker = startWorker(options)
    }
  }
  await worker.terminate()
}

function startWorker({ sabotage }: PoolOptions): Worker {
  const workerData: SeedWorkerData = { sabotage }
  return new Worker(new URL('./seed-worker.ts', import.meta.url), { workerData })
}

/** Rejects with what broke the run, or when it takes too long. */
async function outcomeOf(worker: Worker, seed: number, patienceMs: number): Promise<SeedOutcome> {
  const { promise, resolve, reject } = Promise.withResolvers<SeedOutcome>()
  const onExit = (): void => reject(new Error('its thread has ended'))
  const timer = setTimeout(() => reject(new Error(`it has not ended within ${patienceMs} ms`)), patienceMs)
  worker.once('message', resolve).once('error', reject).once('exit', onExit)
  worker.postMessage(seed)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    worker.off('message', resolve).off('error', reject).off('exit', onExit)
  }
}

const brokenRun = (seed: number, error: unknown): SeedOutcome => ({
  seed: String(seed),
  failures: [`the run itself broke: ${error instanceof Error ? error.message : String(error)}`],
  hash: '',
  ...{ faults: {}, crashes: {}, crashPoints: {}, decisions: {}, states: {} },
  ...{ intents: 0, orders: 0, executions: 0, virtualMs: 0 },
})
