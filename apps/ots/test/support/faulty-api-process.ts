/**
 * `ots service control-center-api` as it is, but for its way to Kafka: `holds` never gets a command out, so that it stays in
 * the outbox; `dies` is killed when Kafka has taken the command, and before that can be written down.
 */
import type { Bus } from '@oasis/ports'
import { describeError } from '@oasis/runtime'
import { exitCodeOf, runService, untilSignal } from '../../src/index.ts'

const COMMANDS = 'control.commands'
const [, , fault] = process.argv
if (fault !== 'holds' && fault !== 'dies') throw new Error(`"${fault}" is no fault`)

const faulty = (bus: Bus): Bus => ({
  createTopics: (specs) => bus.createTopics(specs),
  publish: async (records) => {
    const isCommand = records.some(({ topic }) => topic === COMMANDS)
    if (isCommand && fault === 'holds') await new Promise<never>(() => {})
    await bus.publish(records)
    if (isCommand) process.kill(process.pid, 'SIGKILL')
  },
  subscribe: (options) => bus.subscribe(options),
  endPositions: (topics) => bus.endPositions(topics),
  close: () => bus.close(),
})

try {
  await runService('control-center-api', {
    env: process.env,
    untilTold: untilSignal,
    exit: (code) => process.exit(code),
    interposed: {
      adapters: (adapters) => ({ ...adapters, openBus: async () => faulty(await adapters.openBus()) }),
    },
  })
  process.exit()
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`)
  process.exit(exitCodeOf(error))
}
