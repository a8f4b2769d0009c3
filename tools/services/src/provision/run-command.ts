import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const execFileAsync = promisify(execFile)
const MOST_OUTPUT = 16 * 1024 * 1024

export interface CommandOptions {
  readonly timeoutMs: number
  readonly folder?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Gives the standard output; throws with what the command said when it fails. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { timeoutMs, folder, env }: CommandOptions,
): Promise<string> {
  try {
    const { stdout } = await execFileAsync(command, args, {
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: MOST_OUTPUT,
      ...(folder === undefined ? {} : { cwd: folder }),
      env: { ...process.env, ...env },
    })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }
    const said = `${stdout}\n${stderr}`.trim()
    throw new Error(`${command} ${args[0] ?? ''} failed: ${said === '' ? message : said}`)
  }
}

/** As a shell would find it; undefined where there is none. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const searched = [...folders, ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return searched.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
