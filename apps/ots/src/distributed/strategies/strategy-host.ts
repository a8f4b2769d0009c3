/**
 * Runs this host's share of the strategies. Each strategy is a framework of its own, with a lease, a store and an outbox
 * of its own, so that it moves as a whole: stopped here (positions, snapshot and outbox written down), lease given back,
 * taken there, and it goes on from the very input after its last one. A host that dies leaves its strategies until its
 * leases have run out. Invariant: a strategy runs only where its lease is held.
 */
import type { StrategyId } from '@oasis/domain'
import type { Lease, Leases, Logger, Scheduler, Timer } from '@oasis/ports'
import { describeError, type HealthReport, type OtsError, type Service } from '@oasis/runtime'
import type { LeaseBoard } from '@oasis/store-sql'
import { leaseLost } from '../leadership.ts'
import { strategyShares } from './strategy-shares.ts'

/** A strategy that runs here. */
export interface RunningStrategy {
  health(): HealthReport
  /** Everything of it is written down when this resolves. */
  stop(): Promise<void>
}

export interface StrategyHostPorts {
  readonly leases: Leases
  readonly board: LeaseBoard
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** Starts it under its lease. What it throws ends the process. */
  readonly run: (strategy: StrategyId, lease: Lease) => Promise<RunningStrategy>
  readonly onFatal: (error: unknown) => void
  readonly onLeaseLost: (error: OtsError) => void
}

export interface StrategyHostConfig {
  /** Of its own among all hosts. */
  readonly hostId: string
  readonly strategies: readonly StrategyId[]
  readonly ttlMs: number
  /** Between two looks at who else is there. */
  readonly lookIntervalMs: number
}

export const HOST_LEASES = 'strategy-host/'
const STRATEGY_LEASES = 'strategy/'

/** Of one strategy that this host wants: waiting for its lease, or running. */
interface Holding {
  readonly giveUp: AbortController
  readonly running: Promise<RunningStrategy | undefined>
  lease?: Lease
  now?: RunningStrategy
}

export function createStrategyHost(ports: StrategyHostPorts, config: StrategyHostConfig): Service {
  return new StrategyHost(ports, config)
}

class StrategyHost implements Service {
  readonly name = 'strategy-host'
  readonly #ports: StrategyHostPorts
  readonly #config: StrategyHostConfig
  readonly #holdings = new Map<StrategyId, Holding>()
  readonly #stopping = new AbortController()
  #presence: Lease | undefined
  #announcing: Promise<void> = Promise.resolve()
  #looking: Promise<void> = Promise.resolve()
  #timer: Timer | undefined

  constructor(ports: StrategyHostPorts, config: StrategyHostConfig) {
    this.#ports = ports
    this.#config = config
  }

  async start(): Promise<void> {
    // Not waited for: whoever starts again under its own name finds that still held, and its strategies' leases, too. It
    // waits for all of them at the same time.
    this.#announcing = this.#announce()
    await this.#lookAgain()
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the strategy host is stopping'))
    this.#timer?.cancel()
    await this.#looking
    await this.#announcing
    // Others take over at once what is given back: it is counted out first, so that they do.
    await this.#presence?.release()
    await Promise.all([...this.#holdings.keys()].map((strategy) => this.#drop(strategy)))
  }

  health(): HealthReport {
    if (this.#presence === undefined) return { ready: false, detail: 'not known to the other hosts yet' }
    const here = [...this.#holdings].map(([strategy, { now }]) => {
      const { ready, detail } = now?.health() ?? { ready: true, detail: 'waiting for its lease' }
      return { ready, detail: `${strategy}: ${detail}` }
    })
    const detail = here.length === 0 ? 'no strategy is here' : here.map((each) => each.detail).join('; ')
    return { ready: here.every(({ ready }) => ready), detail }
  }

  /** Never rejects. */
  async #announce(): Promise<void> {
    const { signal } = this.#stopping
    try {
      this.#presence = await this.#acquire(`${HOST_LEASES}${this.#config.hostId}`, signal)
    } catch (error) {
      if (!signal.aborted) this.#ports.onFatal(error)
    }
  }

  async #lookAgain(): Promise<void> {
    this.#looking = this.#look()
    await this.#looking
    if (this.#stopping.signal.aborted) return
    this.#timer = this.#ports.scheduler.after(this.#config.lookIntervalMs, () => void this.#lookAgain())
  }

  /** Never rejects: while others cannot be seen, everything stays where it is. */
  async #look(): Promise<void> {
    const { board, logger } = this.#ports
    const { hostId, strategies } = this.#config
    try {
      const held = await board.held(HOST_LEASES)
      const hosts = new Set([hostId, ...held.map(({ name }) => name.slice(HOST_LEASES.length))])
      const shares = strategyShares(strategies, [...hosts])
      const moved = [...this.#holdings.keys()].filter((strategy) => shares.get(strategy) !== hostId)
      await Promise.all(moved.map((strategy) => this.#drop(strategy)))
      for (const strategy of strategies) if (shares.get(strategy) === hostId) this.#want(strategy)
    } catch (error) {
      logger.warn({ err: error }, 'the other hosts of strategies cannot be seen')
    }
  }

  #want(strategy: StrategyId): void {
    if (this.#holdings.has(strategy) || this.#stopping.signal.aborted) return
    const giveUp = new AbortController()
    const holding: Holding = { giveUp, running: Promise.resolve().then(() => this.#begin(strategy, holding)) }
    this.#holdings.set(strategy, holding)
  }

  /** Undefined when it was given up while its lease was waited for. */
  async #begin(strategy: StrategyId, holding: Holding): Promise<RunningStrategy | undefined> {
    const { logger, run, onFatal } = this.#ports
    try {
      const { signal } = holding.giveUp
      const lease = await this.#acquire(`${STRATEGY_LEASES}${strategy}`, signal).catch((error) => {
        if (signal.aborted) return undefined
        throw error
      })
      if (lease === undefined) return undefined
      holding.lease = lease
      holding.now = await run(strategy, lease)
      logger.info({ strategy, epoch: lease.epoch }, 'strategy taken')
      return holding.now
    } catch (error) {
      logger.error({ strategy, reason: describeError(error) }, 'strategy could not be taken')
      onFatal(error)
      return undefined
    }
  }

  /** Written down here before anybody else can have it. */
  async #drop(strategy: StrategyId): Promise<void> {
    const holding = this.#holdings.get(strategy)
    if (holding === undefined) return
    holding.giveUp.abort(new Error(`${strategy} is another host's`))
    const running = await holding.running
    await running?.stop()
    await holding.lease?.release()
    this.#holdings.delete(strategy)
    if (running !== undefined) this.#ports.logger.info({ strategy }, 'strategy given back')
  }

  async #acquire(name: string, signal: AbortSignal): Promise<Lease> {
    const { leases, onLeaseLost } = this.#ports
    // Nothing of a strategy happens but by a write of its host, which the store refuses once it has expired. What may still
    // be under way are intents that are journaled: sent again, they are the same.
    const lease = await leases.acquire(name, {
      ...{ ttlMs: this.#config.ttlMs, graceMs: 0, signal },
      takesExpired: true,
    })
    void lease.lost.then((reason) => onLeaseLost(leaseLost(name, reason)))
    return lease
  }
}
