/** `ots service <name>`: one service as a process of its own, told everything by its environment. */
import { describeError } from '@oasis/runtime'
import { Argument, type Command } from 'commander'
import { describeKafkaVariables } from '../config/kafka-environment.ts'
import { describeServiceVariables, SERVICE_NAMES, type ServiceName } from '../config/service-environment.ts'
import { untilSignal } from '../up/until-signal.ts'

export function registerService(program: Command): void {
  program
    .command('service')
    .description('One service of the distributed system; everything it needs is in its environment')
    .addArgument(new Argument('<name>', 'which one').choices(SERVICE_NAMES))
    .option('--while-stdin-is-open', 'end when the standard input closes: for supervisors that may die')
    .addHelpText('after', () => `\nVariables:\n${variables()}`)
    .action(async (name: ServiceName, options: { whileStdinIsOpen?: boolean }) => {
      const untilTold = options.whileStdinIsOpen
        ? () => Promise.race([untilSignal(), untilStdinCloses()])
        : untilSignal
      // Its drivers are loaded by those alone who need them: other commands start in half the time.
      const { exitCodeOf, runService } = await import('../distributed/run-service.ts')
      try {
        await runService(name, { env: process.env, untilTold, exit: (code) => process.exit(code) })
        // Whatever a driver has left open must not keep a process alive that has stopped.
        process.exit()
      } catch (error) {
        process.stderr.write(`${describeError(error)}\n`)
        process.exit(exitCodeOf(error))
      }
    })
}

function untilStdinCloses(): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error'] as const) process.stdin.once(event, () => resolve())
    process.stdin.resume()
  })
}

function variables(): string {
  const described: readonly (readonly [string, string])[] = [
    ...describeKafkaVariables(),
    ...describeServiceVariables(),
  ]
  const width = Math.max(...described.map(([name]) => name.length))
  return described.map(([name, about]) => `  ${name.padEnd(width)}  ${about}`).join('\n')
}
