/** The promise of `process` durability: what was acknowledged survives SIGKILL at any moment, whole and once. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import type { BusRecord, NewRecord } from '@oasis/ports'
import { createRealScheduler, seededRandom } from '@oasis/runtime'
import { openSqlite, openSqlOutbox } from '@oasis/store-sql'
import { afterAll, expect, test } from 'vitest'
import {
  busTopics,
  RECORDS_PER_WRITE,
  recordsOf,
  type StoreTables,
  storeMigrations,
} from './killed-writer-records.ts'

/** Each takes about half a second of one core: `OTS_KILLS=200` is for a long run, as in CI. */
const KILLS = Number(process.env.OTS_KILLS ?? 15)
/** Writers of a chain go on in one folder, over what their killed forerunners left. */
const CHAIN_LENGTH = 5
const AT_ONCE = 3
const SEED = process.env.OTS_SEED ?? `${Date.now()}`
const WRITER = fileURLToPath(new URL('./killed-writer.ts', import.meta.url))

const root = mkdtempSync(join(tmpdir(), 'ots-killed-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Acknowledged {
  readonly bus: Set<number>
  readonly store: Set<number>
}

/** Runs the writer, kills it `delayMs` after its first acknowledgement (or, if negative, after its start). */
function runAndKill(folder: string, first: number, delayMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [WRITER, folder, String(first), `${first % 2}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled'), NODE_OPTIONS: '' },
    })
    let output = ''
    let doomed = false
    const killIn = (ms: number) => {
      if (!doomed) setTimeout(() => child.kill('SIGKILL'), ms)
      doomed = true
    }
    if (delayMs < 0) killIn(-delayMs)
    child.stdout.on('data', (chunk) => {
      output += chunk
      killIn(delayMs)
    })
    child.on('error', reject)
    child.on('close', (code, signal) =>
      signal === 'SIGKILL'
        ? resolve(output)
        : reject(new Error(`the writer ended by itself: ${code} ${signal}`)),
    )
  })
}

function note(output: string, acknowledged: Acknowledged): void {
  // The last line may be cut by the kill.
  for (const line of output.split('\n').slice(0, -1)) {
    const [what, n] = line.split(' ')
    if (what === 'bus' || what === 'store') acknowledged[what].add(Number(n))
  }
}

async function readBus(folder: string): Promise<readonly BusRecord[]> {
  const bus = await createEmbeddedBus({
    path: join(folder, 'bus.db'),
    scheduler: createRealScheduler(),
    durability: 'process',
  })
  await bus.createTopics(busTopics)
  const records: BusRecord[] = []
  const subscription = await bus.subscribe({
    group: 'verifier',
    topics: busTopics.map((spec) => spec.name),
    startAt: 'earliest',
    maxBatch: 5_000,
    onBatch: (batch) => {
      records.push(...batch)
    },
  })
  await subscription.caughtUp
  await bus.close()
  return records
}

async function readStore(folder: string): Promise<{ facts: Set<number>; records: readonly NewRecord[] }> {
  const path = join(folder, 'store.db')
  const database = await openSqlite<StoreTables>({ path, durability: 'process', migrations: storeMigrations })
  const outbox = await openSqlOutbox(database)
  const facts = await database.queries.selectFrom('facts').select('n').execute()
  const records = await outbox.pendingEntries(1_000_000)
  await database.close()
  return { facts: new Set(facts.map((fact) => Number(fact.n))), records }
}

/** Every record whole, once, together with those of its write; returns which writes there are. */
function checkWrites(records: readonly NewRecord[]): Set<number> {
  const seen = new Map<number, number>()
  for (const { topic, key, value, headers } of records) {
    const [n, i] = (headers['event-id'] ?? '').split('/').map(Number)
    const expected = recordsOf(n ?? -1)[i ?? -1]
    const whole =
      expected?.topic === topic &&
      expected.key === key &&
      Buffer.compare(expected.value ?? new Uint8Array(), value ?? new Uint8Array()) === 0
    if (!whole) throw new Error(`torn record: ${topic} ${key} ${headers['event-id']}, ${value?.length} bytes`)
    const bit = 1 << (i ?? 0)
    const bits = seen.get(n ?? -1) ?? 0
    if (bits & bit) throw new Error(`record ${headers['event-id']} is there twice`)
    seen.set(n ?? -1, bits | bit)
  }
  const all = (1 << RECORDS_PER_WRITE) - 1
  for (const [n, bits] of seen) if (bits !== all) throw new Error(`write ${n} is there in part: ${bits}`)
  return new Set(seen.keys())
}

function checkGapless(records: readonly BusRecord[]): void {
  const next = new Map<string, number>()
  for (const { topic, partition, offset } of records) {
    const log = `${topic}/${partition}`
    if (offset !== (next.get(log) ?? 0)) throw new Error(`hole in ${log} before ${offset}`)
    next.set(log, offset + 1)
  }
}

const missing = (acknowledged: Set<number>, present: Set<number>): number[] =>
  [...acknowledged].filter((n) => !present.has(n))

async function verify(folder: string, acknowledged: Acknowledged): Promise<number> {
  const busRecords = await readBus(folder)
  checkGapless(busRecords)
  const inBus = checkWrites(busRecords)
  expect(missing(acknowledged.bus, inBus)).toEqual([])
  const { facts, records } = await readStore(folder)
  expect(missing(acknowledged.store, facts)).toEqual([])
  expect(checkWrites(records)).toEqual(facts)
  return Math.max(-1, ...inBus, ...facts) + 1
}

async function chain(number: number): Promise<Acknowledged> {
  const folder = join(root, `chain-${number}`)
  const random = seededRandom(`${SEED}-${number}`)
  const acknowledged = { bus: new Set<number>(), store: new Set<number>() }
  let first = 0
  for (let kill = 0; kill < CHAIN_LENGTH; kill++) {
    // One in ten is hit while it opens, recovers or migrates.
    const delayMs = random() < 0.1 ? -(40 + random() * 200) : random() * 20
    note(await runAndKill(folder, first, delayMs), acknowledged)
    first = await verify(folder, acknowledged)
  }
  return acknowledged
}

test(
  `a writer killed ${KILLS} times loses nothing acknowledged, tears nothing and doubles nothing`,
  async () => {
    const chains: Acknowledged[] = []
    const numbers = Array.from({ length: KILLS / CHAIN_LENGTH }, (_, number) => number)
    const runChains = async () => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
        chains.push(await chain(number))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, runChains))
    const count = (what: keyof Acknowledged) => chains.reduce((sum, { [what]: set }) => sum + set.size, 0)
    // Otherwise the kills came too early to prove anything.
    expect(count('bus'), `seed ${SEED}`).toBeGreaterThan(KILLS * 3)
    expect(count('store'), `seed ${SEED}`).toBeGreaterThan(KILLS * 3)
  },
  KILLS * 3_000,
)
