/** A process that ends when we do, by the kernel's hand: whatever ends us, and whether it runs or is held up (SIGSTOP). */
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'

export const forkBound = (
  program: string,
  args: readonly string[],
  options: Omit<ForkOptions, 'execPath' | 'execArgv'>,
): ChildProcess =>
  fork(program, args, {
    ...options,
    execPath: 'setpriv',
    execArgv: ['--pdeathsig', 'KILL', '--', process.execPath],
  })
