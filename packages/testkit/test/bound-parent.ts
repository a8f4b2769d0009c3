/** Forks one that would live for long, holds it up, and tells its process id. Started by fork-bound.test.ts. */
import { fileURLToPath } from 'node:url'
import { forkBound } from '../src/chaos/distributed/fork-bound.ts'

const { pid } = forkBound(fileURLToPath(new URL('./bound-child.ts', import.meta.url)), [], {
  stdio: 'ignore',
  detached: true,
})
if (pid === undefined) throw new Error('the child was not started')
process.kill(pid, 'SIGSTOP')
process.send?.(pid)
