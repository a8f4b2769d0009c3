/** `ots simulator`: the local exchange in the foreground, its own command line passed through. */
import { spawn } from 'node:child_process'
import type { Command } from 'commander'
import { SIMULATOR_MAIN } from '../source/simulator-process.ts'

export function registerSimulator(program: Command): void {
  program
    .command('simulator')
    .description('The Coinbase simulator on port 8090 (its own options: ots simulator --help)')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (_options: object, command: Command) => {
      process.exitCode = await run(command.args)
    })
}

function run(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [SIMULATOR_MAIN, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  // The terminal's Ctrl-C reaches the child, too; this process waits for its end.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
