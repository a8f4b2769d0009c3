/**
 * One process of a local distributed system: started, watched, started again when it dies (sooner after a life that was
 * long), and ended. It ends by itself when this process does, since its standard input closes then.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { EXIT } from '../exit-codes.ts'

export interface ProcessSpec {
  /** As a person knows it: `order-manager-2`. */
  readonly name: string
  readonly service: string
  readonly env: Readonly<Record<string, string>>
  /** Where it serves `/ready` and `/metrics`. */
  readonly url: string
}

export interface ManagedProcessOptions {
  readonly onLine: (name: string, line: string) => void
}

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url))
const FIRST_DELAY_MS = 500
const MAX_DELAY_MS = 10_000
/** After a life of that length the next start is as if nothing had been. */
const LONG_LIFE_MS = 30_000

export class ManagedProcess {
  readonly spec: ProcessSpec
  readonly #options: ManagedProcessOptions
  #child: ChildProcess | undefined
  #stopping = false
  #timer: NodeJS.Timeout | undefined
  #delayMs = FIRST_DELAY_MS
  #restarts = 0
  #ended: string | undefined

  constructor(spec: ProcessSpec, options: ManagedProcessOptions) {
    this.spec = spec
    this.#options = options
  }

  get pid(): number | undefined {
    return this.#ended === undefined ? this.#child?.pid : undefined
  }

  get restarts(): number {
    return this.#restarts
  }

  /** How its last life ended, while there is no new one. */
  get ended(): string | undefined {
    return this.#ended
  }

  start(): void {
    const { service, env } = this.spec
    const child = spawn(process.execPath, [MAIN, 'service', service, '--while-stdin-is-open'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      // PATH and the like, and nothing of ours that was meant for another system.
      env: { ...foreign(process.env), ...env },
      // A group of its own: Ctrl-C reaches us, and we end what was started in an order that lets it finish.
      detached: true,
    })
    this.#child = child
    this.#ended = undefined
    const startedAt = performance.now()
    for (const stream of [child.stdout, child.stderr]) {
      if (stream)
        createInterface({ input: stream }).on('line', (line) => this.#options.onLine(this.spec.name, line))
    }
    child.stdin?.on('error', () => {})
    child.once('error', (error) => this.#onEnd(error.message, undefined, startedAt))
    child.once('exit', (code, signal) => this.#onEnd(signal ?? `exit code ${code}`, code, startedAt))
  }

  kill(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** Resolves when it is gone; after the deadline it is killed. */
  async stop(deadlineMs: number): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#timer)
    const child = this.#child
    if (child === undefined || this.#ended !== undefined) return
    const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
    await gone
    clearTimeout(late)
  }

  #onEnd(how: string, code: number | null | undefined, startedAt: number): void {
    if (this.#ended !== undefined) return
    this.#ended = how
    if (this.#stopping) return
    const { name } = this.spec
    if (code === EXIT.MISCONFIGURED) {
      this.#options.onLine(name, `ended with ${how}: starting it again would change nothing`)
      return
    }
    if (performance.now() - startedAt > LONG_LIFE_MS) this.#delayMs = FIRST_DELAY_MS
    this.#options.onLine(name, `ended with ${how}; starting it again in ${this.#delayMs} ms`)
    this.#timer = setTimeout(() => {
      this.#restarts += 1
      this.start()
    }, this.#delayMs)
    this.#delayMs = Math.min(this.#delayMs * 2, MAX_DELAY_MS)
  }
}

const foreign = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('OTS_')))
