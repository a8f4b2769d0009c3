/** The `ots` command as a person runs it: a process of its own, told by its output, ended by signals. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url))
const START_MS = 40_000
/** Halves the time that each of the many processes takes to begin. */
const COMPILE_CACHE = join(tmpdir(), 'ots-compile-cache')

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** From the spawn, or from the signal that `stop` sent. */
  readonly tookMs: number
}

export interface OtsOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** As `npm start`, in a process group of its own, as a terminal has it. */
  readonly throughNpm?: boolean
}

/** Whatever a test leaves behind is killed with the test's own process. */
const started = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of started) child.kill('SIGKILL')
})

function spawnOts(args: readonly string[], { env = {}, cwd, throughNpm = false }: OtsOptions) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OTS_'))
  const [program, ...before] = throughNpm ? ['npm', 'start', '--'] : [process.execPath, MAIN]
  const child = spawn(program ?? 'npm', [...before, ...(throughNpm ? args.slice(1) : args)], {
    detached: throughNpm,
    // Pages are built by tests that look at them.
    env: {
      ...Object.fromEntries(inherited),
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      OTS_BUILD_PAGES: 'no',
      ...env,
    },
    ...(throughNpm ? { cwd: REPOSITORY } : cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.add(child)
  child.once('exit', () => started.delete(child))
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  return { child, output, ended }
}

/** Runs a command to its end. */
export async function runOts(args: readonly string[], options: OtsOptions = {}): Promise<Ended> {
  const from = performance.now()
  const { output, ended } = spawnOts(args, options)
  const end = await ended
  return { ...end, ...output, tookMs: performance.now() - from }
}

export interface RunningOts {
  /** `http://127.0.0.1:PORT`, as it printed it. */
  readonly address: string
  readonly pid: number
  stdout(): string
  stderr(): string
  get(path: string): Promise<Response>
  json<T>(path: string): Promise<T>
  /** Resolves when the text has been printed after the call. */
  printed(text: string, timeoutMs?: number): Promise<void>
  /** Sends the signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Ended>
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** A command that goes on until a signal ends it, `ots watchdog` for example. */
export function spawnedOts(args: readonly string[], options: OtsOptions = {}) {
  const { child, output, ended } = spawnOts(args, options)
  return {
    stdout: () => output.stdout,
    /** Of what was printed after the first `from` characters. */
    printed: (text: string, from = 0, timeoutMs = 30_000) =>
      until(
        () => output.stdout.includes(text, from),
        timeoutMs,
        () => `"${text}" was not printed: ${output.stdout.slice(from)}${output.stderr}`,
      ),
    stop: async (signal: NodeJS.Signals): Promise<Omit<Ended, 'tookMs'>> => {
      child.kill(signal)
      return { ...(await ended), ...output }
    },
  }
}

/** `ots up` until it has printed its address; rejects with its output when it does not. */
export async function startOts(args: readonly string[], options: OtsOptions = {}): Promise<RunningOts> {
  const { child, output, ended } = spawnOts(['up', ...args], options)
  let over = false
  void ended.then(() => (over = true))
  const address = () => /page\s+(http:\/\/\S+)/.exec(output.stdout)?.[1]
  await until(
    () => address() !== undefined || over,
    START_MS,
    () => `no address in: ${output.stdout}`,
  )
  const url = address()
  if (url === undefined) throw new Error(`ots up ended early:\n${output.stdout}\n${output.stderr}`)
  const get = (path: string) => fetch(new URL(path, url), { signal: AbortSignal.timeout(5_000) })
  return {
    address: url,
    pid: child.pid ?? 0,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    get,
    json: async <T>(path: string) => (await (await get(path)).json()) as T,
    printed: (text, timeoutMs = 30_000) => {
      const from = output.stdout.length
      return until(
        () => output.stdout.includes(text, from),
        timeoutMs,
        () => `"${text}" was not printed`,
        1,
      )
    },
    stop: async (signal) => {
      const from = performance.now()
      // Ctrl-C goes to everything that the terminal runs in the foreground.
      if (options.throughNpm && child.pid !== undefined) process.kill(-child.pid, signal)
      else child.kill(signal)
      const end = await ended
      return { ...end, ...output, tookMs: performance.now() - from }
    },
    ended,
  }
}

/** Polls until `condition` holds. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
  describe: () => string = () => 'the condition did not hold',
  everyMs = 20,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`within ${timeoutMs} ms: ${describe()}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** Children, their children, and so on. */
export function descendantsOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const parents = new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]))
  const childrenOf = (parent: number): number[] =>
    [...parents].flatMap(([child, its]) => (its === parent ? [child, ...childrenOf(child)] : []))
  return childrenOf(pid)
}

/** A zombie, which only waits to be collected, is not alive. */
export function isAlive(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return state !== '' && !state.startsWith('Z')
  } catch {
    return false
  }
}

/** A configuration of one strategy that orders after every n-th trade of BTC-USD; returns the file's path. */
export function ticksConfig(folder: string, n: number, name = `ticks-${n}.yaml`): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, name)
  writeFileSync(
    file,
    `strategies:
  - id: ticks
    type: every-n-ticks
    instruments: ['coinbase:BTC-USD']
    params: { n: ${n}, quantity: '0.001' }
`,
  )
  return file
}
