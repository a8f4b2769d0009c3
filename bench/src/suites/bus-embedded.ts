/** The embedded bus on a file: publish to delivery of single records, and bulk; beside bare SQLite. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { topicSpecs, topics, tradeCodec } from '@oasis/contracts'
import type { Bus } from '@oasis/ports'
import { createRealScheduler, createSqliteCheckpointer } from '@oasis/runtime'
import { commitFloor } from '../commit-floor.ts'
import { type Row, summarize, throughput } from '../harness.ts'
import { sampleTrade } from '../samples.ts'
import type { SuiteOptions } from './suite.ts'

const BATCH = 500

export async function busEmbeddedSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-bus-'))
  const checkpointer = createSqliteCheckpointer()
  const bus = await createEmbeddedBus({
    path: join(folder, 'bus.sqlite'),
    scheduler: createRealScheduler(),
    durability: 'process',
    checkpointer,
  })
  await bus.createTopics(topicSpecs(['coinbase']))
  try {
    return [await latency(bus, quick ? 500 : 5_000), await bulk(bus, folder, quick ? 20 : 100)]
  } finally {
    await bus.close()
    await checkpointer.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function latency(bus: Bus, count: number): Promise<Row> {
  const record = topics.trades.record(sampleTrade())
  let delivered: (() => void) | undefined
  const subscription = await bus.subscribe({
    group: 'latency',
    topics: [record.topic],
    startAt: 'latest',
    onBatch: () => delivered?.(),
  })
  const micros: number[] = []
  for (let i = 0; i < count; i++) {
    const arrival = new Promise<void>((resolve) => (delivered = resolve))
    const start = process.hrtime.bigint()
    await Promise.all([bus.publish([record]), arrival])
    micros.push(Number(process.hrtime.bigint() - start) / 1_000)
  }
  await subscription.close()
  const floor = commitFloor(1, 2_000)
  const measured = summarize(micros.slice(count / 5), 'µs')
  return {
    name: 'bus publish to delivery, one record',
    unit: 'µs p50',
    subject: measured,
    floor: { name: 'a bare commit', ...floor },
    ratio: floor.median / measured.median,
    extra: { 'p99 µs': micros.sort((a, b) => a - b)[Math.floor(count * 0.99)] ?? Number.NaN },
  }
}

async function bulk(bus: Bus, folder: string, batches: number): Promise<Row> {
  const batch = Array.from({ length: BATCH }, () => topics.trades.record(sampleTrade()))
  let received = 0
  const subscription = await bus.subscribe({
    group: 'bulk',
    topics: [topics.trades.spec.name],
    startAt: 'latest',
    onBatch: (records) => {
      received += records.length
    },
  })
  const insert = bareInserts(folder)
  const row = await throughput({
    name: `bus publish and deliver, batches of ${BATCH}`,
    unit: 'records',
    subject: async () => {
      received = 0
      for (let i = 0; i < batches; i++) await bus.publish(batch)
      if (received !== batches * BATCH) throw new Error(`${received} of ${batches * BATCH} delivered`)
      return batches * BATCH
    },
    floor: { name: 'bare inserts, same batches', run: () => insert.run(batches) },
    rounds: 5,
  })
  insert.close()
  await subscription.close()
  return row
}

function bareInserts(folder: string) {
  const database = new DatabaseSync(join(folder, 'floor.sqlite'))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, key TEXT, value BLOB)')
  const statement = database.prepare('INSERT INTO rows (key, value) VALUES (?, ?)')
  const value = tradeCodec.encode(sampleTrade())
  return {
    run: (batches: number): number => {
      for (let i = 0; i < batches; i++) {
        database.exec('BEGIN')
        for (let n = 0; n < BATCH; n++) statement.run('coinbase:BTC-USD', value)
        database.exec('COMMIT')
      }
      return batches * BATCH
    },
    close: () => database.close(),
  }
}
