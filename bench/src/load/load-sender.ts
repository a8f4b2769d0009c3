/** The process that sends a load, as the one that measures sees it. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FromLoad, ToLoad } from './load-process.ts'
import type { LoadPlan } from './plan.ts'

const LOAD_PROCESS = fileURLToPath(new URL('./load-process.ts', import.meta.url))

export interface LoadSender {
  readonly wsUrl: string
  /** Of the venue's public REST: what services ask at their start. */
  readonly restUrl: string
  /** Sends the whole load; resolves when the last frame has been sent. */
  run(onStart?: (monotonicNanos: bigint) => void): Promise<LoadReport>
  stop(): void
}

export interface LoadReport {
  /** On the machine's monotonic clock, which both processes share. */
  readonly startNanos: bigint
  /** The same moment on the wall clock. */
  readonly startedAt: bigint
  readonly senderLatestMs: number
}

export async function startLoadSender(plan: LoadPlan): Promise<LoadSender> {
  const child = fork(LOAD_PROCESS, { execArgv: [] })
  const { port } = await heard(child, 'LISTENING')
  child.send({ kind: 'PLAN', plan } satisfies ToLoad)
  return {
    wsUrl: `ws://127.0.0.1:${port}`,
    restUrl: `http://127.0.0.1:${port}`,
    run: async (onStart) => {
      const started = heard(child, 'STARTED')
      const sent = heard(child, 'SENT')
      child.send({ kind: 'START' } satisfies ToLoad)
      const { monotonicNanos, unixNanos } = await started
      const startNanos = BigInt(monotonicNanos)
      onStart?.(startNanos)
      return { startNanos, startedAt: BigInt(unixNanos), senderLatestMs: (await sent).latestMs }
    },
    stop: () => child.disconnect(),
  }
}

function heard<Kind extends FromLoad['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<FromLoad, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the load process ended with code ${code}`)))
    const onMessage = (message: FromLoad) => {
      if (message.kind !== kind) return
      child.off('message', onMessage)
      // The kind was compared just above.
      resolve(message as Extract<FromLoad, { kind: Kind }>)
    }
    child.on('message', onMessage)
  })
}
