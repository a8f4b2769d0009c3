/**
 * A server as a child that cannot outlive us: guard.sh, its parent, holds the other end of a pipe and kills it when that
 * closes, whatever we died of. Linux only: who belongs to whom is read from /proc.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const GUARD = fileURLToPath(new URL('./guard.sh', import.meta.url))

export interface ProcessOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly folder: string
  /** Standard output and error are appended to it. */
  readonly logFile: string
  readonly env?: Readonly<Record<string, string>>
}

export class GuardedProcess {
  readonly pid: number
  /** Resolves with the exit code, 128 + n for a signal n. */
  readonly exited: Promise<number>
  #running = true

  private constructor(pid: number, guard: ChildProcess) {
    this.pid = pid
    this.exited = new Promise((resolve) => {
      if (guard.exitCode !== null) resolve(guard.exitCode)
      guard.once('exit', (code) => resolve(code ?? 1))
    })
    void this.exited.then(() => {
      this.#running = false
    })
  }

  static async start({ command, args, folder, logFile, env }: ProcessOptions): Promise<GuardedProcess> {
    const log = openSync(logFile, 'a')
    try {
      const guard = spawn('/bin/sh', [GUARD, command, ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LANG: 'C.UTF-8', ...env },
        stdio: ['pipe', log, log, 'pipe'],
        // Ctrl-C in a terminal is for us: we end the servers in an orderly way.
        detached: true,
      })
      // The guard is gone first when its server ends.
      guard.stdin?.on('error', () => undefined)
      return new GuardedProcess(await pidFrom(guard), guard)
    } finally {
      closeSync(log)
    }
  }

  get running(): boolean {
    return this.#running
  }

  /** To the server alone. */
  signal(signal: NodeJS.Signals): void {
    if (this.#running) send(this.pid, signal)
  }

  /** To the server and the processes that it has made, as PostgreSQL does for each connection. */
  signalAll(signal: NodeJS.Signals): void {
    if (!this.#running) return
    const children = childrenOf(this.pid)
    for (const pid of [this.pid, ...children]) send(pid, signal)
  }
}

async function pidFrom(guard: ChildProcess): Promise<number> {
  const pipe = guard.stdio[3]
  if (!pipe) throw new Error('the guard of a server has no pipe for its process id')
  const [chunk] = (await Promise.race([
    once(pipe, 'data'),
    once(guard, 'error').then(([error]) => Promise.reject(error)),
    once(guard, 'exit').then(([code]) => Promise.reject(new Error(`a server's guard ended with ${code}`))),
  ])) as [Buffer]
  return Number(chunk.toString())
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It has ended in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => statusOf(pid).includes(`\nPPid:\t${parent}\n`))
    .map(Number)
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
