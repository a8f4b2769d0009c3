/**
 * The driver's end of a service's process: started, armed, killed or held up, and started again when it has ended, as a
 * supervisor does.
 */
import type { ChildProcess } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { EXIT, type ProcessSpec } from '@oasis/ots'
import type { CrashPoint } from '@oasis/ports'
import { z } from 'zod'
import { forkBound } from './fork-bound.ts'
import type { AtPoint, FromService, ToService } from './service-process.ts'

const PROGRAM = fileURLToPath(new URL('./service-process.ts', import.meta.url))
const FIRST_DELAY_MS = 300
const MAX_DELAY_MS = 3_000
/** After a life of that length the next start is as if nothing had been. */
const LONG_LIFE_MS = 15_000
const ASK_WITHIN_MS = 1_000
const LOOK_EVERY_MS = 50

export type Phase = 'STARTING' | 'STANDBY' | 'RUNNING' | 'STOPPING' | 'GONE' | 'SILENT'

export interface ServiceLinkOptions {
  readonly logFile: string
  /** Given to the process over what the specification has. */
  readonly env: Readonly<Record<string, string>>
  /** As {@link FromService} has it. */
  readonly onSent: (link: ServiceLink, letGoAt: number) => void
  /** It ended, and nobody here had asked for it: by itself. */
  readonly onEnd: (link: ServiceLink, how: string) => void
}

const readySchema = z.object({
  phase: z.enum(['STARTING', 'STANDBY', 'RUNNING', 'STOPPING']),
  ready: z.boolean(),
})

export class ServiceLink {
  readonly spec: ProcessSpec
  readonly #options: ServiceLinkOptions
  #child: ChildProcess | undefined
  #alive = false
  #stopping = false
  #delayMs = FIRST_DELAY_MS
  #lives = 0
  #lastEnd: string | undefined
  #timer: NodeJS.Timeout | undefined
  /** Told to end by us, so that its end is no news. */
  #killed = false

  constructor(spec: ProcessSpec, options: ServiceLinkOptions) {
    this.spec = spec
    this.#options = options
  }

  get service(): string {
    return this.spec.service
  }

  get lives(): number {
    return this.#lives
  }

  /** How its last life ended: a signal's name, or its exit code. */
  get lastEnd(): string | undefined {
    return this.#lastEnd
  }

  get alive(): boolean {
    return this.#alive
  }

  start(): void {
    const { logFile, env, onSent } = this.#options
    const child = forkBound(PROGRAM, [this.spec.service], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // PATH and the like, and nothing of ours that was meant for another system.
      env: { ...foreign(process.env), ...this.spec.env, ...env },
      detached: true,
    })
    this.#child = child
    this.#alive = true
    this.#killed = false
    this.#lives += 1
    const startedAt = performance.now()
    child.stderr?.setEncoding('utf8')
    child.stderr?.on('data', (text: string) => appendFileSync(logFile, text))
    child.on('error', () => {})
    child.on('message', (message: FromService) => {
      if (message.kind === 'SENT') onSent(this, message.letGoAt)
    })
    child.once('exit', (code, signal) => this.#onExit(code, signal, startedAt))
  }

  /** The n-th time from now that it passes the point, this happens to it. */
  arm(point: CrashPoint, pass: number, signal: AtPoint): void {
    this.#send({ kind: 'ARM', point, pass, signal })
  }

  disarm(): void {
    this.#send({ kind: 'DISARM' })
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.#alive) return
    if (signal === 'SIGKILL') this.#killed = true
    this.#child?.kill(signal)
  }

  /** By the operating system's word. */
  isHeldUp(): boolean {
    const pid = this.#alive ? this.#child?.pid : undefined
    if (pid === undefined) return false
    try {
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
      return status.slice(status.lastIndexOf(')') + 2).startsWith('T')
    } catch {
      return false
    }
  }

  /** Of this life. True when it ended within the time. */
  async ended(withinMs: number): Promise<boolean> {
    const life = this.#lives
    for (const until = performance.now() + withinMs; performance.now() < until; await sleep(LOOK_EVERY_MS)) {
      if (!this.#alive || this.#lives !== life) return true
    }
    return !this.#alive || this.#lives !== life
  }

  async look(): Promise<{ readonly phase: Phase; readonly ready: boolean }> {
    if (!this.#alive) return { phase: 'GONE', ready: false }
    try {
      const answer = await fetch(new URL('/ready', this.spec.url), {
        signal: AbortSignal.timeout(ASK_WITHIN_MS),
      })
      return readySchema.parse(await answer.json())
    } catch {
      return { phase: 'SILENT', ready: false }
    }
  }

  /** Resolves with how it ended; after the deadline it is killed. */
  async stop(deadlineMs: number): Promise<string> {
    this.#stopping = true
    clearTimeout(this.#timer)
    const child = this.#child
    if (child === undefined || !this.#alive) return 'it was not running'
    const end = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    })
    child.kill('SIGCONT')
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
    const how = await end
    clearTimeout(late)
    return how
  }

  #send(message: ToService): void {
    if (this.#alive && this.#child?.connected) this.#child.send(message, () => {})
  }

  #onExit(code: number | null, signal: NodeJS.Signals | null, startedAt: number): void {
    const how = signal ?? `exit code ${code}`
    this.#alive = false
    this.#lastEnd = how
    if (this.#stopping) return
    if (!this.#killed) this.#options.onEnd(this, how)
    // Starting it again would change nothing.
    if (code === EXIT.MISCONFIGURED) return
    if (performance.now() - startedAt > LONG_LIFE_MS) this.#delayMs = FIRST_DELAY_MS
    this.#timer = setTimeout(() => this.start(), this.#delayMs)
    this.#delayMs = Math.min(this.#delayMs * 2, MAX_DELAY_MS)
  }
}

const foreign = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('OTS_')))
