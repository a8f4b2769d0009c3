/**
 * 500 clients of the live events and 100 order events a second, from their topic over the read models on disk to each client
 * in another process: every event to each of them, in order; the heap after forced collections flat.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { topics } from '@oasis/contracts'
import { type AccountEvent, orderEventId } from '@oasis/domain'
import type { Bus } from '@oasis/ports'
import { createRealScheduler, createSqliteCheckpointer } from '@oasis/runtime'
import { openControlCenterStore, openReadModelStore } from '@oasis/store-sql'
import { startListeners } from '../control-center/listeners.ts'
import { serveApi } from '../control-center/served-api.ts'
import { STORED_ACCOUNT, StoredOperations } from '../control-center/stored-operations.ts'
import { type Row, summarize } from '../harness.ts'
import { percentile, rounded } from '../latency.ts'
import type { Suite } from './suite.ts'

const PER_SECOND = 100
/** Heap later than this may be so much larger. */
const GROWTH = 0.1

interface Scale {
  readonly clients: number
  readonly seconds: number
  /** Published before, so that what is kept in memory of the newest events is full. */
  readonly before: number
}

const WHOLE: Scale = { clients: 500, seconds: 45, before: 10_000 }
const QUICK: Scale = { clients: 20, seconds: 2, before: 200 }

export const controlCenterEventsSuite: Suite = async ({ quick }) => {
  const scale = quick ? QUICK : WHOLE
  const folder = mkdtempSync(join(tmpdir(), 'ots-bench-events-'))
  const checkpointer = createSqliteCheckpointer()
  const file = (name: string) => ({ path: join(folder, name), durability: 'process', checkpointer }) as const
  const store = await openControlCenterStore(file('control-center.sqlite'))
  const readModels = await openReadModelStore(file('read-models.sqlite'))
  const served = await serveApi(store, readModels)
  const publisher = new Publisher(served.bus)
  try {
    await publisher.publish(scale.before)
    while ((await readModels.load()).lastSeq < scale.before) await sleep(50)
    return [await measure(served.address, served.token, publisher, scale)]
  } finally {
    await served.stop()
    await readModels.close()
    await store.close()
    await checkpointer.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Orders that are written down, one event each. */
class Publisher {
  readonly #bus: Bus
  readonly #operations = new StoredOperations(1_000_000, createRealScheduler().now())
  count = 0

  constructor(bus: Bus) {
    this.#bus = bus
  }

  publish(events: number): Promise<void> {
    return this.#bus.publish(Array.from({ length: events }, () => topics.orderEvents.record(this.#next())))
  }

  #next(): AccountEvent {
    const { order: made } = this.#operations.make(this.count)
    const order = { ...made, intent: { ...made.intent, accountId: STORED_ACCOUNT } }
    this.count += 1
    return {
      eventId: orderEventId(order.clientOrderId, order.version),
      accountId: STORED_ACCOUNT,
      accountSeq: this.count,
      ts: order.createdAt,
      body: { kind: 'ORDER', trigger: 'CREATE', order },
    }
  }
}

async function measure(address: string, token: string, publisher: Publisher, scale: Scale): Promise<Row> {
  const { clients, seconds } = scale
  const count = PER_SECOND * seconds
  const listeners = await startListeners({ address, token, clients, first: publisher.count + 1, count })
  try {
    const startNanos = process.hrtime.bigint() + 200_000_000n
    const running = listeners.run({ startNanos: String(startNanos), perSecond: PER_SECOND })
    const heaps = sampleHeap([0.3, 0.4, 0.8, 0.9, 1].map((share) => share * seconds))
    const cpu = process.cpuUsage()
    await publishOnTime(publisher, startNanos, count)
    const used = process.cpuUsage(cpu)
    const { micros, complete, received, resyncs } = await running
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = await heaps
    const [early, late] = [Math.max(a, b), Math.min(c, d, e)]
    const growth = (late - early) / early
    const times = micros.map((each) => each / 1_000)
    return {
      ...{ name: `${clients} clients, ${PER_SECOND} order events/s for ${seconds} s`, unit: 'ms p50' },
      subject: summarize(times, 'ms'),
      target: 'every event to each client in order, heap grows ≤ 10 %',
      met: complete === clients && received === clients * count && resyncs === 0 && growth <= GROWTH,
      extra: {
        ...{ 'p99 ms': rounded(percentile(times, 0.99)), complete, received, resyncs },
        ...{ 'heap MB early': rounded(early / 1e6), 'heap MB late': rounded(late / 1e6) },
        'heap growth %': rounded(growth * 100),
        'CPU of one core %': rounded((used.user + used.system) / 1e4 / seconds),
      },
    }
  } finally {
    listeners.stop()
  }
}

/** The k-th at its moment, whatever became of those before. */
async function publishOnTime(publisher: Publisher, startNanos: bigint, count: number): Promise<void> {
  const published: Promise<void>[] = []
  for (let k = 0; k < count; ) {
    const now = Number(process.hrtime.bigint() - startNanos) / 1e9
    const due = Math.min(count, Math.floor(now * PER_SECOND) + 1)
    if (due > k) published.push(publisher.publish(due - k))
    k = Math.max(k, due)
    await sleep(2)
  }
  await Promise.all(published)
}

/** Heap in use after a forced collection, at these seconds after the call. */
async function sampleHeap(atSeconds: readonly number[]): Promise<readonly number[]> {
  const start = performance.now()
  const samples: number[] = []
  for (const second of atSeconds) {
    await sleep(Math.max(0, second * 1_000 - (performance.now() - start)))
    globalThis.gc?.()
    samples.push(process.memoryUsage().heapUsed)
  }
  return samples
}
