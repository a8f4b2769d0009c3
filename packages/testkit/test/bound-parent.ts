/** Forks one that would live for long, holds it up, and tells its process id. Started by fork-bound.test.ts. */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { forkBound } from '../src/chaos/distributed/fork-bound.ts'

const child = forkBound(fileURLToPath(new URL('./bound-child.ts', import.meta.url)), [], {
  stdio: 'ignore',
  detached: true,
})
// Held up any earlier, it would not have been bound yet.
await once(child, 'message')
if (child.pid === undefined) throw new Error('the child was not started')
child.kill('SIGSTOP')
process.send?.(child.pid)
