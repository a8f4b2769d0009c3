#!/usr/bin/env node
/** The `ots` command. Exit codes: 0 done, 1 failed, 2 used wrongly; errors say what to do next. */
import { describeError, OtsError } from '@oasis/runtime'
import { Command, CommanderError } from 'commander'
import { commandsFor } from './commands/command-table.ts'
import { VERSION } from './version.ts'

const USED_WRONGLY = 2
const FAILED = 1

async function createProgram(): Promise<Command> {
  const program = new Command('ots')
    .description('Oasis Trading System: market data to signals to checked orders. Paper trading by default.')
    .version(VERSION, '--version', 'the version of this program')
    .showHelpAfterError('("ots --help" lists the commands)')
    .exitOverride()
  for (const register of await commandsFor(process.argv[2])) register(program)
  return program
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USED_WRONGLY
  const usedWrongly =
    error instanceof OtsError &&
    ['OTS_USAGE', 'OTS_CONFIG_INVALID', 'OTS_CONFIG_UNREADABLE'].includes(error.code)
  return usedWrongly ? USED_WRONGLY : FAILED
}

const STILL_ALIVE_MS = 1_000

try {
  await (await createProgram()).parseAsync()
} catch (error) {
  // Commander has already printed its own messages.
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`${error instanceof OtsError ? describeError(error) : unexpected(error)}\n`)
  }
  process.exitCode = exitCodeOf(error)
  // Whatever did not stop in its time must not keep the process alive: its end is what was told.
  setTimeout(() => process.exit(), STILL_ALIVE_MS).unref()
}

/** A bug: the message for the person, the stack only when asked for. */
function unexpected(error: unknown): string {
  if (process.env.OTS_LOG_LEVEL === 'debug' && error instanceof Error && error.stack) return error.stack
  return `unexpected error: ${describeError(error)}\n  → This is a bug; OTS_LOG_LEVEL=debug shows where.`
}
