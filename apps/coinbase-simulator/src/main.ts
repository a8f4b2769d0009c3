/**
 * The simulator as a process of its own. Prints one JSON line `{"ready":true,"port":…}` once it listens; ends on
 * SIGTERM and SIGINT, and when its parent goes away (IPC disconnects, or stdin is a pipe and closes).
 */
import { fstatSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { describeError, OtsError } from '@oasis/runtime'
import { createSimulator } from './create-simulator.ts'
import { parseSimulatorOptions, type SimulatorOptionsInput } from './options.ts'

const USAGE = `coinbase-simulator: a local exchange that speaks Coinbase Advanced Trade

  --port N              8090; 0 takes a free one
  --host ADDRESS        127.0.0.1
  --data-dir FOLDER     keeps market, users and orders over restarts; without it every start is a new venue
  --seed TEXT           of the synthetic market
  --products A,B        BTC-USD,ETH-USD,SOL-USD,DOGE-USD   --generated-products N   adds made-up ones
  --key-file FILE       of the default user's API key; written if it is not there
                        (without it coinbase-key.json in the data folder)   --key-algorithm ES256|EdDSA
  --balances USD=1,…    what the default user begins with; 100000 USD
  --history-hours N     candles before the first start
  --capture FILE        replays a recorded capture instead   --speed N|max   --loop
  --client-id TEXT      puts client_id into frames
  --faults FILE|default|none   misbehaves by a schedule (see README)   --fault-seed TEXT
  --options JSON        all of these and more, as in SimulatorOptions; single options win
`

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  'data-dir': { type: 'string' },
  seed: { type: 'string' },
  products: { type: 'string' },
  'generated-products': { type: 'string' },
  'key-file': { type: 'string' },
  'key-algorithm': { type: 'string' },
  balances: { type: 'string' },
  'history-hours': { type: 'string' },
  capture: { type: 'string' },
  speed: { type: 'string' },
  loop: { type: 'boolean' },
  'client-id': { type: 'string' },
  faults: { type: 'string' },
  'fault-seed': { type: 'string' },
  options: { type: 'string' },
  help: { type: 'boolean' },
} as const

const STOP_DEADLINE_MS = 800

function readOptions(argv: readonly string[]): SimulatorOptionsInput | undefined {
  let values: ReturnType<typeof parse>['values']
  try {
    values = parse(argv).values
  } catch (cause) {
    throw new OtsError('OTS_USAGE', cause instanceof Error ? cause.message : String(cause), {
      hint: 'See --help.',
    })
  }
  const { help, options, products, balances, faults, ...single } = values
  if (help) return undefined
  const named = Object.entries(single).map(([name, value]) => [camelCase(name), value])
  return toOptions({
    ...(options === undefined ? {} : parseJson(options)),
    ...Object.fromEntries(named),
    ...(products === undefined ? {} : { products: products.split(',').map((id) => id.trim()) }),
    ...(faults === undefined ? {} : { faults: readFaults(faults) }),
    ...(balances === undefined ? {} : { balances: parseBalances(balances) }),
  })
}

/** Numbers come as text here; what is wrong with any of it is said before anything is opened. */
function toOptions(given: object): SimulatorOptionsInput {
  parseSimulatorOptions(given)
  return given
}

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options: flags, strict: true })

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

const parseBalances = (text: string): object =>
  Object.fromEntries(text.split(',').map((part) => part.trim().split('=')))

/** Either a plan's name or a file that holds one. */
function readFaults(given: string): string | object {
  if (given === 'default' || given === 'none') return given
  return parseJson(readPlan(given), `--faults ${given}`)
}

function readPlan(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const hint = 'Give default, none, or the path of a plan.'
    throw new OtsError('OTS_USAGE', `--faults ${path} cannot be read`, { cause, hint })
  }
}

function parseJson(text: string, what = '--options'): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {}
  throw new OtsError('OTS_USAGE', `${what} is not a JSON object`)
}

/** A parent that spawned us holds the other end of a pipe; a terminal or /dev/null is no parent. */
function watchParent(stop: () => void): void {
  process.on('disconnect', stop)
  const stdin = fstatSync(0, { throwIfNoEntry: false })
  if (!stdin?.isFIFO() && !stdin?.isSocket()) return
  process.stdin.on('end', stop).on('close', stop).on('error', stop).resume()
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (!options) {
    process.stdout.write(USAGE)
    return
  }
  const simulator = await createSimulator(options)
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS)
    simulator.stop().then(
      () => process.exit(0),
      (error) => fail(error),
    )
  }
  process.on('SIGTERM', stop).on('SIGINT', stop)
  watchParent(stop)
  process.stdout.on('error', stop)
  const { port, url, keyFile } = simulator
  const ready = { ready: true, port, url, ...(keyFile === undefined ? {} : { keyFile }) }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
}

function fail(error: unknown): never {
  process.stderr.write(`${describeError(error)}\n`)
  process.exit(error instanceof OtsError && error.code === 'OTS_USAGE' ? 2 : 1)
}

process.on('uncaughtException', fail)
main().catch(fail)
