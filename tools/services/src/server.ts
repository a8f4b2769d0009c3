/** What every server of a test is: started, ready, and then ended, killed, held up or started again at will. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { GuardedProcess, type ProcessOptions } from './guarded-process.ts'
import { cacheFolder } from './provision/cache-folder.ts'
import { waitUntil } from './wait-until.ts'

export interface Server {
  /** Ends it in an orderly way. Its data and its port stay its own, for `restart`, until this process ends. */
  stop(): Promise<void>
  /** SIGKILL to all of its processes; resolves when they are gone. */
  kill(): Promise<void>
  /** SIGSTOP to all of its processes: connections stay open, and nobody answers. */
  pause(): void
  resume(): void
  /** Ends it where it runs, starts it with the same data on the same port, and waits until it is ready. */
  restart(): Promise<void>
  /** What it has written to its standard output and error. */
  log(): string
}

export interface SingleServer extends Server {
  /** Of its first process; undefined while it does not run. */
  readonly pid: number | undefined
  /** Its data, configuration and log. */
  readonly folder: string
}

export interface ServerOptions extends ProcessOptions {
  readonly name: string
  /** Says whether it does what it is there for; to throw is to say no. */
  readonly ready: () => Promise<boolean>
  readonly readyWithinMs: number
  /** What it ends by in an orderly way. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT'
  readonly stopWithinMs: number
}

const TOLD_LINES = 40

export class ServerProcess implements SingleServer {
  readonly #options: ServerOptions
  #process: GuardedProcess | undefined

  constructor(options: ServerOptions) {
    this.#options = options
  }

  get folder(): string {
    return this.#options.folder
  }

  get pid(): number | undefined {
    return this.#process?.running ? this.#process.pid : undefined
  }

  async stop(): Promise<void> {
    const process = this.#process
    if (!process?.running) return
    process.signalAll('SIGCONT')
    process.signal(this.#options.stopSignal)
    const late = setTimeout(() => process.signalAll('SIGKILL'), this.#options.stopWithinMs)
    await process.exited
    clearTimeout(late)
  }

  async kill(): Promise<void> {
    this.#process?.signalAll('SIGKILL')
    await this.#process?.exited
  }

  pause(): void {
    this.#process?.signalAll('SIGSTOP')
  }

  resume(): void {
    this.#process?.signalAll('SIGCONT')
  }

  async restart(): Promise<void> {
    await this.stop()
    const process = await GuardedProcess.start(this.#options)
    this.#process = process
    const { name, ready, readyWithinMs } = this.#options
    try {
      await waitUntil(
        async () => !process.running || (await ready()),
        readyWithinMs,
        () => `was not ready within ${readyWithinMs} ms`,
      )
      if (!process.running) throw new Error(`ended with exit code ${await process.exited}`)
    } catch (error) {
      await this.kill()
      throw new Error(
        `${name} ${(error as Error).message}; its log is kept in ${this.#keepLog()}\n${this.#lastLines()}`,
      )
    }
  }

  log(): string {
    return readFileSync(this.#options.logFile, 'utf8')
  }

  #lastLines(): string {
    return this.log().trimEnd().split('\n').slice(-TOLD_LINES).join('\n')
  }

  #keepLog(): string {
    const folder = join(cacheFolder(), 'logs')
    mkdirSync(folder, { recursive: true })
    const kept = join(folder, `${Date.now()}-${basename(this.#options.logFile)}`)
    copyFileSync(this.#options.logFile, kept)
    return kept
  }
}
