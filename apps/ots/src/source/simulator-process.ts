/** The Coinbase simulator as a child process: its own port and state, as the venue would be. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Logger } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'
import type { VenueAddress } from './choose-source.ts'

export const SIMULATOR_MAIN = fileURLToPath(import.meta.resolve('@oasis/coinbase-simulator/main'))
const READY_MS = 20_000
const STOP_MS = 2_000

const readyLine = z.object({ ready: z.literal(true), port: z.int() })

export interface SimulatorProcess extends VenueAddress {
  readonly userWsUrl: string
  /** Of its own account, to be traded with. */
  readonly keyFile?: string
  stop(): Promise<void>
}

export interface SimulatorProcessOptions {
  readonly dataDir: string
  /** Where it shall write the key of its account, if orders go to it as well. */
  readonly keyFile?: string
  readonly logger: Logger
  /** Called when it ends without having been asked to. */
  readonly onExit: (reason: string) => void
}

export async function startSimulatorProcess(options: SimulatorProcessOptions): Promise<SimulatorProcess> {
  // Its standard input is a pipe of ours: when this process dies, however, the pipe closes and the child ends.
  const { dataDir, keyFile } = options
  const keys = keyFile === undefined ? [] : ['--key-file', keyFile]
  const child = spawn(process.execPath, [SIMULATOR_MAIN, '--port', '0', '--data-dir', dataDir, ...keys], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // A group of its own: Ctrl-C reaches us first, and we end it after the services that use it.
    detached: true,
  })
  let stopping = false
  child.once('exit', (code, signal) => {
    if (!stopping) options.onExit(`the simulator ended with ${signal ?? `code ${code}`}`)
  })
  const port = await readyPort(child)
  options.logger.debug({ port }, 'simulator is ready')
  return {
    restUrl: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    userWsUrl: `ws://127.0.0.1:${port}`,
    ...(keyFile === undefined ? {} : { keyFile }),
    stop: () => {
      stopping = true
      return end(child)
    },
  }
}

function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new OtsError('OTS_SIMULATOR_FAILED', `the Coinbase simulator did not start: ${why}`))
    }
    const timer = setTimeout(() => fail(`no answer within ${READY_MS / 1000} s`), READY_MS)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`it ended with code ${code}`))
    if (child.stdout === null) return fail('no output')
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer)
      child.removeAllListeners('error')
      const ready = readyLine.safeParse(parseJson(line))
      if (ready.success) resolve(ready.data.port)
      else fail(`it said "${line.slice(0, 200)}"`)
    })
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
