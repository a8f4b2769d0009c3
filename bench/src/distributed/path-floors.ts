/**
 * What the order path across processes cannot do without, each bare and on the servers of the same run: a record from
 * producing to consuming, an empty call, a commit. Measured at the pace of the load, one after the other, since a machine
 * that is asked now and then answers later than one that never sleeps.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createKafkaBus } from '@oasis/bus-kafka'
import { topics } from '@oasis/contracts'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import pg from 'pg'
import { type BareEcho, openBareEcho } from '../grpc/bare-echo.ts'
import { microsBetween, percentile, warm } from '../latency.ts'
import { sampleTrade } from '../samples.ts'
import { type BareHop, openBareHop } from './bare-hop.ts'
import type { BenchServers } from './bench-servers.ts'

const TOPIC = 'bench.hop'
const INSERT = {
  name: 'insert',
  text: 'INSERT INTO bench_floor (data) VALUES ($1)',
  values: [Buffer.alloc(300)],
}

/** How often each stands in the path: raw and normalized; risk and order manager; emission, order row, SUBMITTED. */
export const PATH = { hops: 2, echoes: 2, commits: 3 } as const

export interface Floor {
  readonly p50: number
  readonly p99: number
  /** Microseconds of one of each. */
  readonly parts: Readonly<Record<string, number>>
}

export class PathFloors {
  readonly #hop: BareHop
  readonly #echo: BareEcho
  readonly #database: pg.Client
  readonly #value = Buffer.from(topics.trades.record(sampleTrade()).value)
  readonly #micros = { hop: [] as number[], echo: [] as number[], commit: [] as number[] }

  private constructor(hop: BareHop, echo: BareEcho, database: pg.Client) {
    this.#hop = hop
    this.#echo = echo
    this.#database = database
  }

  static async open({ kafka, postgres }: BenchServers): Promise<PathFloors> {
    const bus = await createKafkaBus({
      ...{ brokers: kafka.brokers, clientId: 'bench-floors' },
      ...{ scheduler: createRealScheduler(), logger: createSilentLogger() },
    })
    await bus.createTopics([{ ...topics.trades.spec, name: TOPIC }])
    await bus.close()
    const database = new pg.Client({ connectionString: postgres.url })
    await database.connect()
    await database.query('CREATE TABLE bench_floor (id BIGSERIAL PRIMARY KEY, data BYTEA)')
    return new PathFloors(await openBareHop(kafka.brokers, TOPIC), await openBareEcho(), database)
  }

  /** So many of each, `perSecond` a second; the first fifth is warming up. */
  async measure(count: number, perSecond: number): Promise<void> {
    const { hop, echo, commit } = this.#micros
    const rounds: [number[], number[], number[]] = [[], [], []]
    const began = performance.now()
    for (let i = 0; i < count; i++) {
      const early = began + (i * 1_000) / perSecond - performance.now()
      if (early > 0) await sleep(early)
      rounds[0].push(await micros(() => this.#hop.send(this.#value)))
      rounds[1].push(await micros(() => this.#echo.send()))
      rounds[2].push(await micros(() => this.#database.query(INSERT)))
    }
    hop.push(...warm(rounds[0]))
    echo.push(...warm(rounds[1]))
    commit.push(...warm(rounds[2]))
  }

  sum(): Floor {
    const { hop, echo, commit } = this.#micros
    const at = (share: number): number =>
      PATH.hops * percentile(hop, share) +
      PATH.echoes * percentile(echo, share) +
      PATH.commits * percentile(commit, share)
    const parts = Object.fromEntries(
      Object.entries(this.#micros).flatMap(([name, all]) => [
        [`${name} p50 µs`, Math.round(percentile(all, 0.5))],
        [`${name} p99 µs`, Math.round(percentile(all, 0.99))],
      ]),
    )
    return { p50: at(0.5), p99: at(0.99), parts }
  }

  async close(): Promise<void> {
    await this.#hop.close()
    this.#echo.close()
    await this.#database.end()
  }
}

async function micros(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint()
  await work()
  return microsBetween(start, process.hrtime.bigint())
}
