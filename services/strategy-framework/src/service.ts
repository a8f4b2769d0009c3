/** Wiring: topics → host → journal → risk engine; see the README for what happens when each of them fails. */
import { deadLetterRecord } from '@oasis/contracts'
import type { OrderIntent } from '@oasis/domain'
import type { Bus, CandleSource, Logger, RpcClient, Scheduler, StrategyStore } from '@oasis/ports'
import {
  type Consumer,
  consume,
  createOutboxRelay,
  describeError,
  type HealthReport,
  type Metrics,
  type OutboxRelay,
  type Service,
} from '@oasis/runtime'
import { BUILT_IN_STRATEGIES, createStrategyRegistry, type StrategyRegistry } from '@oasis/strategy-sdk'
import type { StrategyFrameworkConfig } from './config.ts'
import type { IntentAnswer } from './core/instance-input.ts'
import { expandInstances, type InstanceSpec } from './core/instance-spec.ts'
import { EmissionCommitter } from './emission.ts'
import { quoteInputs, tradeInputs } from './handlers/market-data.ts'
import { accountEventInputs } from './handlers/order-events.ts'
import { IntentSender } from './intent-sender.ts'
import { adoptLostEvents, openStrategies } from './open-strategies.ts'
import { type Incoming, StrategyHost } from './strategy-host.ts'
import { type StrategySummary, summarize } from './strategy-summary.ts'
import { earliestPositions } from './topic-positions.ts'

export interface StrategyFrameworkPorts {
  readonly bus: Bus
  readonly rpc: RpcClient
  readonly store: StrategyStore
  /** For warming up; undefined where there are none (a replay). */
  readonly candles: CandleSource | undefined
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  /** Where types are looked up; the built-in ones by default. */
  readonly strategies?: StrategyRegistry
  /** The service cannot go on; the process should end, since starting again is the recovery. */
  readonly onFatal?: (error: unknown) => void
}

export interface StrategyFramework extends Service {
  /** What every strategy is now; equal inputs give equal summaries. */
  summary(): StrategySummary
}

const NAME = 'strategy-framework'

class StrategyFrameworkService implements StrategyFramework {
  readonly name = NAME
  readonly #ports: StrategyFrameworkPorts
  readonly #specs: readonly InstanceSpec[]
  readonly #relay: OutboxRelay
  readonly #sender: IntentSender
  readonly #host: StrategyHost
  #consumer: Consumer | undefined
  #state: 'new' | 'starting' | 'running' | 'stopped' = 'new'

  constructor(given: StrategyFrameworkPorts, config: StrategyFrameworkConfig) {
    const ports = { ...given, logger: given.logger.child({ service: NAME }) }
    const { bus, rpc, store, scheduler, metrics, logger } = ports
    this.#ports = ports
    this.#specs = expandInstances(
      config.strategies,
      ports.strategies ?? createStrategyRegistry(BUILT_IN_STRATEGIES),
    )
    this.#relay = createOutboxRelay({ name: NAME, outbox: store, bus, scheduler, logger, metrics })
    this.#sender = new IntentSender({ rpc, scheduler, logger, config, onAnswer: this.#onAnswer })
    const committer = new EmissionCommitter({ ...ports, relay: this.#relay, sender: this.#sender })
    this.#host = new StrategyHost(ports, config, {
      committer,
      onAnswered: (intents) => this.#sender.answered(intents),
      onFatal: (error) => {
        logger.error({ err: error }, 'the strategy framework cannot go on')
        ports.onFatal?.(error)
      },
    })
  }

  async start(): Promise<void> {
    const { logger } = this.#ports
    this.#state = 'starting'
    this.#relay.start()
    const opened = await openStrategies(this.#host, this.#specs, this.#ports)
    const { unanswered, cancels } = opened
    for (const intent of unanswered) this.#sender.submit(intent)
    if (unanswered.length > 0) logger.info({ intents: unanswered.length }, 'unanswered intents sent again')
    for (const order of cancels) this.#sender.cancel(order)
    if (cancels.length > 0) logger.info({ orders: cancels.length }, 'cancels sent again')
    if (this.#specs.length > 0) {
      this.#consumer = await this.#follow()
      this.#host.follow(this.#consumer)
      void this.#consumer.caughtUp.then(() => adoptLostEvents(this.#host, opened))
    }
    this.#state = 'running'
    logger.info({ strategies: this.#specs.map((spec) => spec.strategyId) }, 'strategies running')
  }

  async stop(): Promise<void> {
    if (this.#state === 'new' || this.#state === 'stopped') return
    this.#state = 'stopped'
    await this.#consumer?.close()
    // Answers on their way are still taken in; what strategies cancel as they stop is sent once, and waited for.
    await this.#sender.stop()
    await this.#host.stop()
    await this.#sender.settled()
    await this.#relay.stop()
  }

  health(): HealthReport {
    const { all, fatal } = this.#host
    if (fatal !== undefined) return { ready: false, detail: `failed: ${describeError(fatal)}` }
    if (this.#state !== 'running') return { ready: false, detail: this.#state }
    const stopped = all.filter(({ instance }) => instance.failure !== undefined)
    const reasons = stopped.map(
      ({ instance }) => `${instance.spec.strategyId} stopped: ${describeError(instance.failure)}`,
    )
    const running = `${all.length - stopped.length} of ${all.length} strategies running`
    return { ready: true, detail: [running, ...reasons].join('; ') }
  }

  summary(): StrategySummary {
    return summarize(this.#host)
  }

  readonly #onAnswer = (intent: OrderIntent, answer: IntentAnswer): void => {
    const hosted = this.#host.find(intent.strategyId)
    if (hosted) this.#host.onAnswer(hosted, intent.intentId, answer)
  }

  /** Quotes are most of what flows: they are left alone where nobody wants them. */
  #follow(): Promise<Consumer> {
    const { bus, scheduler, logger, metrics } = this.#ports
    const host = this.#host
    const quotes = host.all.some(({ instance }) => instance.subscriptions.some((one) => 'quotes' in one))
    const wanted = quotes ? [tradeInputs, quoteInputs, accountEventInputs] : [tradeInputs, accountEventInputs]
    const names = new Set(wanted.map((topic) => topic.spec.name))
    const positions = earliestPositions(host.all.map((hosted) => hosted.positions.list()))
    return consume<Incoming>({
      bus,
      scheduler,
      logger,
      metrics,
      group: NAME,
      topics: wanted,
      startAt: 'latest',
      commit: 'own',
      positions: positions.filter(({ topic }) => names.has(topic)),
      keys: new Set(this.#specs.flatMap((spec) => [spec.instrumentId, spec.accountId])),
      onEvent: host.onEvent,
      onBatchEnd: host.onBatchEnd,
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      onFatal: (error) => host.fail(error),
    })
  }
}

/** Throws `OTS_CONFIG_INVALID` or `OTS_STRATEGY_UNKNOWN` before anything is touched. */
export function createStrategyFramework(
  ports: StrategyFrameworkPorts,
  config: StrategyFrameworkConfig,
): StrategyFramework {
  return new StrategyFrameworkService(ports, config)
}
