/** Everything that a distributed chaos run starts: servers, the venue, the services, and whom it finds leading. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createSystemTopics, type LocalProcesses, localProcesses, type ServiceName } from '@oasis/ots'
import {
  type Kafka,
  type Postgres,
  type Redis,
  startKafka,
  startPostgres,
  startRedis,
} from '../../../../../tools/services/src/index.ts'
import type { CoinbasePlace } from '../place/place.ts'
import { startChild } from '../run/child.ts'
import { VenueLink } from '../run/venue-link.ts'
import { type DistributedStrategy, environmentOf, instrumentsAt, strategiesOn } from './distributed-config.ts'
import { monotonicNow } from './monotonic-now.ts'
import { OrderFlow } from './order-flow.ts'
import { ServiceLink } from './service-link.ts'
import type { ServiceSabotage } from './service-sabotages.ts'

export interface DistributedWorldOptions {
  readonly seed: number
  readonly brokers: 1 | 3
  readonly instruments: number
  readonly folder: string
  readonly sabotage: ServiceSabotage | undefined
  readonly logLevel: string
  readonly onProgress: (line: string) => void
}

const MAX_CONNECTIONS = 150
const READY_WITHIN_MS = 120_000
const LEADS_WITHIN_MS = 60_000
const LOOK_EVERY_MS = 100
/** `OTS_STOP_TIMEOUT_MS` (10 s), and the end of a process on a busy machine. */
const STOP_MS = 15_000
/** Intake, then decisions, then orders: each has stopped before the next begins. */
const STOP_GROUPS: readonly (readonly string[])[] = [
  ['market-connector', 'data-normalizer', 'strategy-framework', 'auditor', 'control-center-api'],
  ['risk-engine'],
  ['order-manager'],
]

export class DistributedWorld {
  readonly kafka: Kafka
  readonly postgres: Postgres
  readonly redis: Redis
  readonly venue: VenueLink
  readonly place: CoinbasePlace
  readonly strategies: readonly DistributedStrategy[]
  readonly processes: LocalProcesses
  readonly flow: OrderFlow
  readonly services: ServiceLink[] = []
  readonly #options: DistributedWorldOptions
  /** Of all that were here. */
  #restarts = 0
  readonly #deposed = new Map<ServiceLink, { readonly since: number; sent: number }>()
  /** How often, by how: what was killed by the driver is not among them. */
  readonly ends = new Map<string, number>()
  /** What went wrong beside what the ledger tells. */
  readonly faults: string[] = []

  private constructor(options: DistributedWorldOptions, parts: Parts) {
    this.#options = options
    this.kafka = parts.kafka
    this.postgres = parts.postgres
    this.redis = parts.redis
    this.venue = parts.venue
    this.place = parts.place
    this.strategies = parts.strategies
    this.processes = parts.processes
    this.flow = new OrderFlow(parts.venue)
  }

  static async open(options: DistributedWorldOptions): Promise<DistributedWorld> {
    const { seed, brokers, instruments, folder, logLevel, onProgress } = options
    onProgress(`starting Kafka (${brokers}), PostgreSQL, Redis and the venue …`)
    const [kafka, postgres, redis, venue] = await Promise.all([
      startKafka({ nodes: brokers }),
      startPostgres({ settings: { max_connections: MAX_CONNECTIONS } }),
      startRedis(),
      VenueLink.open({
        ...{ place: 'coinbase', seed, folder, instruments, conclusive: true, sabotage: undefined },
      }),
      compileServices(join(folder, COMPILED)),
    ])
    await createSystemTopics({ brokers: kafka.brokers, clientId: 'chaos-topics' })
    const place = venue.address
    if (place.kind !== 'coinbase') throw new Error('the venue is another one than was asked for')
    const strategies = strategiesOn(await instrumentsAt(place))
    const processes = await localProcesses({
      ...{ kafkaBrokers: kafka.brokers, postgresUrl: postgres.url, redisUrl: redis.url },
      venue: { restUrl: place.restUrl, wsUrl: place.wsUrl, userWsUrl: place.wsUrl },
      ...{ source: 'simulator', dataDir: join(folder, 'state') },
      // The third order manager is started by hand.
      counts: { 'order-manager': 3 },
      env: { ...environmentOf(place, strategies), OTS_LOG_LEVEL: logLevel },
    })
    const world = new DistributedWorld(options, {
      ...{ kafka, postgres, redis, venue, place, strategies, processes },
    })
    for (const spec of processes.specs.filter(({ name }) => name !== THIRD)) world.add(spec)
    await world.untilReady(READY_WITHIN_MS)
    world.flow.start()
    return world
  }

  fault(what: string): void {
    this.faults.push(what)
    this.#options.onProgress(`FAILED: ${what}`)
  }

  add(spec: LocalProcesses['specs'][number]): ServiceLink {
    const { folder, sabotage } = this.#options
    const link = new ServiceLink(spec, {
      logFile: join(folder, `${spec.name}.log`),
      env: {
        NODE_COMPILE_CACHE: join(folder, COMPILED),
        NODE_OPTIONS: '',
        ...(sabotage === undefined ? {} : { CHAOS_SABOTAGE: sabotage }),
      },
      onSent: (sender, letGoAt) => {
        const deposed = this.#deposed.get(sender)
        if (deposed !== undefined && letGoAt > deposed.since) deposed.sent += 1
      },
      onEnd: (ended, how) => {
        const end = `${ended.service} ended by itself: ${how}`
        this.ends.set(end, (this.ends.get(end) ?? 0) + 1)
        if (how === 'exit code 2') this.fault(`${ended.spec.name} ended as misconfigured`)
      },
    })
    this.services.push(link)
    link.start()
    return link
  }

  /** A third order manager, as if by hand; it has the address that its clients know. */
  addThirdOrderManager(): ServiceLink {
    const spec = this.processes.specs.find(({ name }) => name === THIRD)
    if (spec === undefined) throw new Error('there is no third order manager')
    return this.add(spec)
  }

  async addAnother(service: ServiceName): Promise<ServiceLink> {
    return this.add(await this.processes.another(service))
  }

  async remove(link: ServiceLink): Promise<void> {
    const how = await link.stop(STOP_MS)
    this.services.splice(this.services.indexOf(link), 1)
    this.#restarts += link.lives - 1
    if (how !== 'exit code 0') this.fault(`${link.spec.name} was told to stop, and ended with ${how}`)
  }

  /** Orders that this process lets go from now on: it does not lead any more. */
  watchDeposed(link: ServiceLink): void {
    this.#deposed.set(link, { since: monotonicNow(), sent: 0 })
  }

  /** How many did; and it is not watched any more. */
  sentDeposed(link: ServiceLink): number {
    const sent = this.#deposed.get(link)?.sent ?? 0
    this.#deposed.delete(link)
    return sent
  }

  of(service: ServiceName): readonly ServiceLink[] {
    return this.services.filter((link) => link.service === service)
  }

  /** Who runs it now, with nobody else in mind; undefined when nobody does within the time. */
  async leaderOf(
    service: ServiceName,
    except?: ServiceLink,
    withinMs = LEADS_WITHIN_MS,
  ): Promise<ServiceLink | undefined> {
    for (const until = performance.now() + withinMs; performance.now() < until; await sleep(LOOK_EVERY_MS)) {
      for (const link of this.of(service)) {
        if (link === except) continue
        const { phase, ready } = await link.look()
        if (phase === 'RUNNING' && ready) return link
      }
    }
    return undefined
  }

  async standbyOf(service: ServiceName, withinMs = LEADS_WITHIN_MS): Promise<ServiceLink | undefined> {
    for (const until = performance.now() + withinMs; performance.now() < until; await sleep(LOOK_EVERY_MS)) {
      for (const link of this.of(service)) if ((await link.look()).phase === 'STANDBY') return link
    }
    return undefined
  }

  /** Everybody runs or stands by. */
  async untilReady(withinMs: number): Promise<boolean> {
    for (const until = performance.now() + withinMs; performance.now() < until; await sleep(LOOK_EVERY_MS)) {
      const looks = await Promise.all(this.services.map((link) => link.look()))
      if (looks.every(({ phase, ready }) => phase === 'STANDBY' || (phase === 'RUNNING' && ready)))
        return true
    }
    return false
  }

  get restarts(): number {
    return this.#restarts + this.services.reduce((sum, { lives }) => sum + lives - 1, 0)
  }

  /** All servers run, whatever was done to them. */
  async heal(): Promise<void> {
    for (const link of this.services) link.disarm()
    for (const link of this.services) link.signal('SIGCONT')
  }

  async stopServices(): Promise<void> {
    for (const group of STOP_GROUPS) {
      const members = this.services.filter(({ service }) => group.includes(service))
      const ends = await Promise.all(members.map(async (link) => [link, await link.stop(STOP_MS)] as const))
      for (const [link, how] of ends) {
        if (how !== 'exit code 0') this.fault(`the last stop of ${link.spec.name} was ${how}`)
      }
    }
  }

  async close(): Promise<void> {
    await this.flow.stop().catch(() => {})
    await Promise.all(this.services.map((link) => link.stop(0)))
    this.venue.close()
    await Promise.all([this.kafka.kill(), this.postgres.kill(), this.redis.kill()])
  }
}

const THIRD = 'order-manager-3'
/** In the run's folder: what the services' processes have compiled. */
const COMPILED = 'compiled'

async function compileServices(cache: string): Promise<void> {
  const program = fileURLToPath(new URL('./compile-services.ts', import.meta.url))
  const env = { NODE_COMPILE_CACHE: cache, NODE_OPTIONS: '' }
  const child = startChild({ program, env })
  const { code, signal } = await child.ended
  if (code !== 0) throw new Error(`the services could not be compiled: ${signal ?? code} ${child.stderr}`)
}

interface Parts
  extends Pick<
    DistributedWorld,
    'kafka' | 'postgres' | 'redis' | 'venue' | 'place' | 'strategies' | 'processes'
  > {}
