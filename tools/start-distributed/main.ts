/**
 * `npm run start:distributed`: Kafka, PostgreSQL and Redis on this machine, and every service a process of its own, for a
 * person to try. Shows what each process is doing; Ctrl-C ends all of it. State is temporary.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  askDatabaseUsers,
  createSystemTopics,
  type LocalSystem,
  processTable,
  startLocalSystem,
  startSimulatorProcess,
  untilSignal,
} from '@oasis/ots'
import { createLogger, describeError } from '@oasis/runtime'
import { startKafka, startPostgres, startRedis } from '../services/src/index.ts'

const LIVE = {
  restUrl: 'https://api.coinbase.com',
  wsUrl: 'wss://advanced-trade-ws.coinbase.com',
  userWsUrl: 'wss://advanced-trade-ws-user.coinbase.com',
}
const SHOWN_EVERY_MS = 2_000

const { values } = parseArgs({
  options: {
    source: { type: 'string', default: 'simulator' },
    venue: { type: 'string', default: 'paper' },
    port: { type: 'string', default: '8080' },
    hosts: { type: 'string', default: '1' },
    normalizers: { type: 'string', default: '1' },
    config: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})
if (values.source !== 'simulator' && values.source !== 'live') {
  console.error(`--source is "simulator" or "live", not "${values.source}"`)
  process.exit(2)
}

if (values.venue !== 'paper' && !(values.venue === 'coinbase' && values.source === 'simulator')) {
  console.error('--venue is "paper", or "coinbase" with the simulator')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'ots-distributed-'))
/** Ended last first, whatever happens. */
const opened: { readonly what: string; readonly stop: () => Promise<void> }[] = []
const stopped = untilSignal()

async function run(): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const began = performance.now()
  say('starting Kafka, PostgreSQL and Redis (the first time they are fetched, which takes a while) …')
  const [kafka, postgres, redis] = await Promise.all([
    keep('Kafka', startKafka()),
    keep('PostgreSQL', startPostgres()),
    keep('Redis', startRedis()),
  ])
  await createSystemTopics({ brokers: kafka.brokers, clientId: 'ots-topics' })
  const simulated = values.source === 'live' ? undefined : await simulator()
  const venue = simulated ?? LIVE
  const system = await startLocalSystem({
    kafkaBrokers: kafka.brokers,
    postgresUrl: postgres.url,
    redisUrl: redis.url,
    ...(values.venue === 'coinbase' && simulated?.keyFile ? { keyFile: simulated.keyFile } : {}),
    ...{ venue, source: values.source === 'live' ? 'live' : 'simulator', dataDir: join(folder, 'state') },
    counts: {
      'strategy-framework': Number(values.hosts),
      'data-normalizer': Number(values.normalizers),
    },
    pagePort: Number(values.port),
    ...(values.config === undefined ? {} : { env: { OTS_CONFIG_FILE: values.config } }),
    onLine: (name, line) => {
      if (values.verbose || /OTS_[A-Z_]+|ended with/.test(line)) say(`${name}: ${line}`)
    },
  })
  opened.push({ what: 'the services', stop: () => system.stop() })
  const file = join(folder, 'operator.env')
  writeFileSync(file, environmentText(system.operator), { mode: 0o600 })
  say(`servers ready after ${Math.round((performance.now() - began) / 1_000)} s; starting the services`)
  say(`page     ${system.page} (the API: ${system.page}/api/docs)`)
  say(`steer    set -a; . ${file}; set +a; npx ots halt`)
  say('Ctrl-C ends everything.\n')
  await show(system)
}

async function keep<T extends { stop(): Promise<void> }>(what: string, starting: Promise<T>): Promise<T> {
  const server = await starting
  opened.push({ what, stop: () => server.stop() })
  return server
}

async function simulator() {
  const started = await startSimulatorProcess({
    dataDir: join(folder, 'simulator'),
    keyFile: join(folder, 'simulator-key.json'),
    logger: createLogger({ level: 'warn', pretty: true }),
    onExit: (reason) => console.error(reason),
  })
  opened.push({ what: 'the simulator', stop: started.stop })
  return started
}

/** Until it is told to stop. On a terminal the table stays in place; elsewhere it is written when something changes. */
async function show(system: LocalSystem): Promise<void> {
  let before = ''
  let lines = 0
  let over = false
  void stopped.then(() => {
    over = true
  })
  let hasTold = false
  while (!over) {
    const reports = await system.reports()
    if (!hasTold && reports.some(({ name, state }) => name === 'control-center-api' && state === 'ready')) {
      hasTold = true
      process.stdout.write(`${await login(system)}\n`)
      lines = 0
    }
    const table = processTable(reports)
    const states = reports.map(({ name, pid, state }) => `${name} ${pid} ${state}`).join()
    if (process.stdout.isTTY) {
      process.stdout.write(`${lines > 0 ? `\u001b[${lines}A\u001b[J` : ''}${table}\n`)
      lines = table.split('\n').length
    } else if (states !== before) process.stdout.write(`${table}\n\n`)
    before = states
    await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, SHOWN_EVERY_MS))])
  }
}

/** Passwords stand in no process's log: the first admin's is made here, for the terminal alone. */
async function login({ operator }: LocalSystem): Promise<string> {
  const wish = { kind: 'RESET_PASSWORD', name: 'admin' } as const
  const { password } = await askDatabaseUsers(operator, { by: 'start:distributed', wish })
  return `log in as "admin" with the password ${password}; it must be changed at the first login`
}

const environmentText = (env: Readonly<Record<string, string>>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('')

try {
  await Promise.race([run(), stopped])
  console.log('\nstopping …')
} catch (error) {
  console.error(describeError(error))
  process.exitCode = 1
} finally {
  for (const { what, stop } of opened.reverse()) {
    await stop().catch((error) => console.error(`${what}: ${describeError(error)}`))
  }
  rmSync(folder, { recursive: true, force: true })
  process.exit()
}
