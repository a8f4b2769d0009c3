/** The process that asks, as the one that measures sees it. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { RequestPlan, RequestReport } from './request-process.ts'

export interface RequestSender {
  run(plan: RequestPlan): Promise<RequestReport>
  stop(): void
}

export function startRequestSender(): RequestSender {
  const child = fork(fileURLToPath(new URL('./request-process.ts', import.meta.url)), { execArgv: [] })
  return {
    run: (plan) =>
      new Promise((resolve, reject) => {
        const onExit = (code: number | null) => reject(new Error(`the process that asks ended with ${code}`))
        child.once('exit', onExit)
        child.once('message', (report) => {
          child.off('exit', onExit)
          // It sends nothing else.
          resolve(report as RequestReport)
        })
        child.send(plan)
      }),
    stop: () => child.disconnect(),
  }
}
