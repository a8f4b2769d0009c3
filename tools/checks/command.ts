/** Checks that other programs make: run one in the repository and take its words when it fails. */
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { REPOSITORY_ROOT } from '../repository/repository.ts'
import type { CheckResult } from './check.ts'

const BIN = join(REPOSITORY_ROOT, 'node_modules/.bin')

export interface CommandOutput {
  readonly exitCode: number
  readonly output: string
}

/** Runs a program of the repository's dependencies (or of the machine) in `folder`. */
export function runCommand(
  folder: string,
  program: string,
  options: readonly string[],
): Promise<CommandOutput> {
  return new Promise((resolve) => {
    const child = spawn(program, options, {
      cwd: folder,
      env: {
        ...process.env,
        PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}`,
        NO_COLOR: '1',
        FORCE_COLOR: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', (error) => resolve({ exitCode: 127, output: error.message }))
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }))
  })
}

export async function commandCheck(
  folder: string,
  program: string,
  options: readonly string[],
): Promise<CheckResult> {
  const { exitCode, output } = await runCommand(folder, program, options)
  if (exitCode === 0) return { problems: [] }
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  return { problems: lines.length > 0 ? lines : [`${program} ended with ${exitCode} and said nothing`] }
}
