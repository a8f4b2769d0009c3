/** The process of the many clients, as the one that measures sees it. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FromListeners, ListenPlan, ListenReport, Schedule, ToListeners } from './listener-process.ts'

export interface Listeners {
  /** Resolves when each has got all, or will not any more. */
  run(schedule: Schedule): Promise<ListenReport>
  stop(): void
}

/** Resolves when all of them listen. */
export async function startListeners(plan: ListenPlan): Promise<Listeners> {
  const child = fork(fileURLToPath(new URL('./listener-process.ts', import.meta.url)), { execArgv: [] })
  const send = (message: ToListeners): void => void child.send(message)
  const listening = heard(child, 'LISTENING')
  send({ kind: 'LISTEN', plan })
  await listening
  return {
    run: async (schedule) => {
      const done = heard(child, 'DONE')
      send({ kind: 'START', schedule })
      return (await done).report
    },
    stop: () => child.disconnect(),
  }
}

function heard<Kind extends FromListeners['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<FromListeners, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the process of the clients ended with code ${code}`)))
    child.on('message', (message: FromListeners) => {
      // The kind was compared.
      if (message.kind === kind) resolve(message as Extract<FromListeners, { kind: Kind }>)
    })
  })
}
