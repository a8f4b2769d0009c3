/** `ots service <name>`: one service as a process of its own, told everything by its environment. */
import { describeError } from '@oasis/runtime'
import { Argument, type Command } from 'commander'
import { describeServiceVariables, SERVICE_NAMES, type ServiceName } from '../config/service-environment.ts'
import { exitCodeOf, runService } from '../distributed/run-service.ts'
import { untilSignal } from '../up/until-signal.ts'

export function registerService(program: Command): void {
  program
    .command('service')
    .description('One service of the distributed system; everything it needs is in its environment')
    .addArgument(new Argument('<name>', 'which one').choices(SERVICE_NAMES))
    .option('--while-stdin-is-open', 'end when the standard input closes: for supervisors that may die')
    .addHelpText('after', () => `\nVariables:\n${variables()}\n\nKafka: OTS_KAFKA_…, as for "ots topics".`)
    .action(async (name: ServiceName, options: { whileStdinIsOpen?: boolean }) => {
      const untilTold = options.whileStdinIsOpen
        ? () => Promise.race([untilSignal(), untilStdinCloses()])
        : untilSignal
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
  const described = describeServiceVariables()
  const width = Math.max(...described.map(([name]) => name.length))
  return described.map(([name, about]) => `  ${name.padEnd(width)}  ${about}`).join('\n')
}
