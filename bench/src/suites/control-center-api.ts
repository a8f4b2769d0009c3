/**
 * `/portfolio` and `/operations` with a million orders stored, 200 requests a second, open-loop, from another process; on
 * SQLite and on PostgreSQL; beside an empty Fastify route of the same process. Rounds of all three alternate.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ControlCenterStore, ReadModelStore } from '@oasis/ports'
import { createRealScheduler, createSqliteCheckpointer } from '@oasis/runtime'
import { openControlCenterStore, openReadModelStore } from '@oasis/store-sql'
import { Client } from 'pg'
import { startPostgres } from '../../../tools/services/src/index.ts'
import type { RequestPlan, RequestReport } from '../control-center/request-process.ts'
import { type RequestSender, startRequestSender } from '../control-center/request-sender.ts'
import { type ServedApi, serveApi } from '../control-center/served-api.ts'
import { fillStore } from '../control-center/stored-operations.ts'
import { type Row, summarize } from '../harness.ts'
import { percentile, rounded } from '../latency.ts'
import type { Suite } from './suite.ts'

const ORDERS = 1_000_000
const PER_SECOND = 200
const TARGET_MS = 20
/** Also of the bulk load: what is kept of a file in memory. */
const CACHE_BYTES = 64 * 1_048_576

interface Stores {
  readonly store: ControlCenterStore
  readonly readModels: ReadModelStore
  /** What a database does by itself some time after so much was written to it. */
  settle(): Promise<void>
  close(): Promise<void>
}

const DATABASES = { SQLite: openInFiles, PostgreSQL: openInPostgres } as const
export type MeasuredDatabase = keyof typeof DATABASES

export const controlCenterApiSuite: Suite = async ({ quick }) => [
  ...(await measureOn('SQLite', quick)),
  ...(await measureOn('PostgreSQL', quick)),
]

export async function measureOn(database: MeasuredDatabase, quick: boolean): Promise<readonly Row[]> {
  const stores = await DATABASES[database]()
  try {
    return await measure(database, stores, quick)
  } finally {
    await stores.close()
  }
}

async function openInFiles(): Promise<Stores> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-read-models-'))
  const checkpointer = createSqliteCheckpointer()
  const file = (name: string) => ({ path: join(folder, name), durability: 'process', checkpointer }) as const
  const store = await openControlCenterStore(file('control-center.sqlite'))
  const readModels = await openReadModelStore({ ...file('read-models.sqlite'), cacheBytes: CACHE_BYTES })
  return {
    ...{ store, readModels },
    settle: async () => {},
    close: async () => {
      await readModels.close()
      await store.close()
      await checkpointer.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openInPostgres(): Promise<Stores> {
  const postgres = await startPostgres({ fsync: true })
  const { url } = postgres
  const store = await openControlCenterStore({ url, schema: 'control_center' })
  const readModels = await openReadModelStore({ url, schema: 'read_models' })
  return {
    ...{ store, readModels },
    settle: () => vacuum(url),
    close: async () => {
      await readModels.close()
      await store.close()
      await postgres.stop()
    },
  }
}

async function vacuum(url: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  try {
    await client.query('VACUUM (ANALYZE)')
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}

async function measure(
  database: string,
  { store, readModels, settle }: Stores,
  quick: boolean,
): Promise<readonly Row[]> {
  const [orders, rounds, seconds] = quick ? [3_000, 1, 1] : [ORDERS, 2, 6]
  const began = performance.now()
  await fillStore(readModels, orders, createRealScheduler().now(), {
    onProgress: tellFilling,
  })
  const filledIn = (performance.now() - began) / 1_000
  await settle()
  const served = await serveApi(store, readModels)
  const sender = startRequestSender()
  try {
    const found = await ask(served, sender, rounds, seconds)
    return [
      rowOf(`/portfolio, ${orders} orders on ${database}`, found.portfolio, found.empty),
      rowOf(`/operations, ${orders} orders on ${database}`, found.operations, found.empty, {
        'orders stored in s': rounded(filledIn),
        slowest: slowest(found.operations),
      }),
    ]
  } finally {
    sender.stop()
    await served.stop()
  }
}

const tellFilling = (written: number): void => {
  if (written % 100_000 === 0) process.stderr.write(`  ${written} orders stored\n`)
}

/** With what it took of the processor here. */
type Measured = RequestReport & { readonly cpuMicros: number }

interface Found {
  readonly empty: Measured[]
  readonly portfolio: Measured[]
  readonly operations: Measured[]
}

/** One round of each before them is not counted: compiled code and filled caches only. */
async function ask(
  served: ServedApi,
  sender: RequestSender,
  rounds: number,
  seconds: number,
): Promise<Found> {
  const { address, emptyAddress, token } = served
  const shared = { token, perSecond: PER_SECOND, seconds }
  const found: Found = { empty: [], portfolio: [], operations: [] }
  const plans = (seed: string): Record<keyof Found, RequestPlan> => ({
    empty: { ...shared, address: emptyAddress, path: '/', mix: false, seed },
    portfolio: { ...shared, address, path: '/api/v1/portfolio', mix: false, seed },
    operations: { ...shared, seconds: 2 * seconds, address, path: '/api/v1/operations', mix: true, seed },
  })
  for (let round = 0; round <= rounds; round++) {
    for (const [name, plan] of Object.entries(plans(`round ${round}`))) {
      const cpu = process.cpuUsage()
      const report = await sender.run(plan)
      const { user, system } = process.cpuUsage(cpu)
      // Of the three names above.
      if (round > 0) found[name as keyof Found].push({ ...report, cpuMicros: user + system })
    }
  }
  return found
}

const millis = (reports: readonly Measured[]): readonly number[] =>
  reports.flatMap(({ micros }) => micros.map((each) => each / 1_000))

function rowOf(
  name: string,
  reports: readonly Measured[],
  empty: readonly Measured[],
  extra: Readonly<Record<string, number | string>> = {},
): Row {
  const [ours, floor] = [millis(reports), millis(empty)]
  const [p99, floorP99] = [percentile(ours, 0.99), percentile(floor, 0.99)]
  const failures = [...reports, ...empty].flatMap((report) => report.failures)
  return {
    ...{ name, unit: 'ms p50' },
    subject: summarize(ours, 'ms'),
    floor: { name: 'an empty Fastify route', ...summarize(floor, 'ms') },
    ratio: summarize(floor, 'ms').median / summarize(ours, 'ms').median,
    target: `p99 < ${TARGET_MS} ms at ${PER_SECOND} requests/s, all answered`,
    met: p99 < TARGET_MS && failures.length === 0,
    extra: {
      ...{
        'p99 ms': rounded(p99),
        'floor p99 ms': rounded(floorP99),
        'p99.9 ms': rounded(percentile(ours, 0.999)),
      },
      ...{ requests: ours.length, failures: failures.length },
      ...(failures[0] === undefined ? {} : { 'first failure': failures[0] }),
      'kB an answer': rounded(reports.reduce((sum, { bytes }) => sum + bytes, 0) / ours.length / 1_000),
      'processor ms a request': rounded(
        reports.reduce((sum, { cpuMicros }) => sum + cpuMicros, 0) / ours.length / 1_000,
      ),
      'sender late at most ms': rounded(Math.max(...reports.map(({ senderLatestMs }) => senderLatestMs))),
      ...extra,
    },
  }
}

function slowest(reports: readonly Measured[]): string {
  const all = reports.flatMap(({ micros, queries }) =>
    micros.map((each, k) => [each, queries[k] ?? ''] as const),
  )
  const [worst] = all.sort(([a], [b]) => b - a)
  return worst === undefined
    ? ''
    : `${rounded(worst[0] / 1_000)} ms: ${worst[1].replace(/cursor=.*/, 'cursor=…')}`
}
