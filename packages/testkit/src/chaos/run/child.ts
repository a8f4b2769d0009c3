/** A process of the chaos run: started by the driver, spoken to over IPC, and ended in one way or another. */
import { type ChildProcess, fork } from 'node:child_process'
import { appendFileSync } from 'node:fs'

export interface ChildOptions {
  readonly program: string
  readonly env?: Readonly<Record<string, string>>
  /** What it says on standard error is added there. */
  readonly logFile?: string
}

export interface Child<From extends { readonly kind: string }> {
  readonly pid: number | undefined
  /** Its end: by itself with a code, or by a signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  send(message: object): void
  /** Rejects when the process ends before it says so. */
  heard<Kind extends From['kind']>(kind: Kind): Promise<Extract<From, { readonly kind: Kind }>>
  kill(): void
  readonly stderr: string
}

export function startChild<From extends { readonly kind: string }>(options: ChildOptions): Child<From> {
  const child: ChildProcess = fork(options.program, {
    execArgv: [],
    // Bigints survive it.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...options.env },
  })
  let stderr = ''
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (text: string) => {
    stderr = (stderr + text).slice(-20_000)
    if (options.logFile !== undefined) appendFileSync(options.logFile, text)
  })
  // A message to a process that has just been killed.
  child.on('error', () => {})
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  return {
    pid: child.pid,
    ended,
    send: (message) => {
      if (child.connected) child.send(message, () => {})
    },
    heard: (kind) => heard<From, typeof kind>(child, kind, ended, () => stderr),
    kill: () => {
      child.kill('SIGKILL')
    },
    get stderr() {
      return stderr
    },
  }
}

function heard<From extends { readonly kind: string }, Kind extends From['kind']>(
  child: ChildProcess,
  kind: Kind,
  ended: Promise<{ readonly code: number | null; readonly signal: string | null }>,
  stderr: () => string,
): Promise<Extract<From, { readonly kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: From): void => {
      if (message.kind !== kind) return
      child.off('message', onMessage)
      // The kind was compared just above.
      resolve(message as Extract<From, { readonly kind: Kind }>)
    }
    child.on('message', onMessage)
    void ended.then(({ code, signal }) => {
      child.off('message', onMessage)
      reject(new ChildEnded(`ended before it said ${kind}: ${signal ?? code} ${stderr()}`))
    })
  })
}

export class ChildEnded extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ChildEnded'
  }
}
