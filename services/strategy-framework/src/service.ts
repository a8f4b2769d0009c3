/** Wiring: topics → host → journal → risk engine; see the README for what happens when each of them fails. */
import { deadLetterRecord } from '@oasis/contracts'
import type { OrderIntent } from '@oasis/domain'
import {
  type Bus,
  type CandleSource,
  type CrashPoints,
  type Logger,
  NO_CRASH_POINTS,
  type RpcClient,
  type Scheduler,
  type StrategyRunners,
  type StrategyStore,
} from '@oasis/ports'
import {
  createOutboxRelay,
  describeError,
  type HealthReport,
  type Metrics,
  OtsError,
  type OutboxRelay,
  type Service,
} from '@oasis/runtime'
import { BUILT_IN_STRATEGIES, createStrategyRegistry, type StrategyRegistry } from '@oasis/strategy-sdk'
import { createInlineCode } from './code/inline-code.ts'
import type { StrategyCode } from './code/strategy-code.ts'
import { createThreadCode } from './code/thread-code.ts'
import type { StrategyFrameworkConfig } from './config.ts'
import { StrategyControls } from './control/strategy-controls.ts'
import type { IntentAnswer } from './core/instance-input.ts'
import {
  expandStrategies,
  isUserStrategy,
  type StrategySpec,
  type UserStrategy,
} from './core/instance-spec.ts'
import { EmissionCommitter } from './emission.ts'
import { Intake } from './intake.ts'
import { IntentSender } from './intent-sender.ts'
import { adoptLostEvents, type Opened, openStrategies } from './open-strategies.ts'
import { StrategyHost } from './strategy-host.ts'
import { type StrategySummary, summarize } from './strategy-summary.ts'
import { createWarmUp, type WarmUp } from './warm-up.ts'

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
  /** The user's own, beside them: each runs in a thread of `runners`. */
  readonly userStrategies?: readonly UserStrategy[]
  readonly runners?: StrategyRunners
  readonly crashPoints?: CrashPoints
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
  readonly #config: StrategyFrameworkConfig
  readonly #specs: readonly StrategySpec[]
  readonly #relay: OutboxRelay
  readonly #sender: IntentSender
  readonly #committer: EmissionCommitter
  readonly #host: StrategyHost
  readonly #warmUp: WarmUp
  readonly #controls: StrategyControls
  readonly #intake: Intake
  #state: 'new' | 'starting' | 'running' | 'stopped' = 'new'

  constructor(given: StrategyFrameworkPorts, config: StrategyFrameworkConfig) {
    const ports = { ...given, logger: given.logger.child({ service: NAME }) }
    const { bus, rpc, store, scheduler, metrics, logger, candles, crashPoints = NO_CRASH_POINTS } = ports
    this.#ports = ports
    this.#config = config
    this.#specs = specsOf(ports, config)
    this.#relay = createOutboxRelay({
      ...{ name: config.group, outbox: store, bus, scheduler, logger, metrics, crashPoints },
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
    })
    this.#sender = new IntentSender({ rpc, scheduler, logger, crashPoints, config, onAnswer: this.#onAnswer })
    this.#committer = new EmissionCommitter({
      ...ports,
      crashPoints,
      relay: this.#relay,
      sender: this.#sender,
      onFatal: (error) => this.#host.fail(error),
    })
    this.#host = new StrategyHost(ports, config, {
      committer: this.#committer,
      crashPoints,
      onAnswered: (intents) => this.#sender.answered(intents),
      onFailure: (hosted, failure) => this.#controls.onFailure(hosted, failure),
      onReset: (hosted) => this.#controls.onReset(hosted),
      onFatal: (error) => {
        logger.error({ err: error }, 'the strategy framework cannot go on')
        ports.onFatal?.(error)
      },
    })
    this.#warmUp = createWarmUp({ candles, scheduler, logger, timeoutMs: config.warmUpTimeoutMs })
    this.#controls = new StrategyControls({
      store,
      bus,
      host: this.#host,
      committer: this.#committer,
      warmUp: this.#warmUp,
      config,
    })
    this.#intake = new Intake({ ...ports, name: config.group, host: this.#host, controls: this.#controls })
  }

  async start(): Promise<void> {
    const { logger, bus, store } = this.#ports
    this.#state = 'starting'
    this.#relay.start()
    // Whether an account is halted must be known before anything trades on it.
    if (this.#specs.length > 0) await this.#intake.readAccounts()
    const opened = await openStrategies(this.#host, this.#specs, {
      bus,
      store,
      controls: this.#controls,
      committer: this.#committer,
      warmUp: this.#warmUp,
      codeOf: (spec) => this.#codeOf(spec),
    })
    this.#sendAgain(opened)
    if (this.#specs.length > 0) {
      const { caughtUp } = await this.#intake.followEvents()
      void caughtUp.then(() => adoptLostEvents(this.#host, opened))
    }
    await this.#intake.followCommands()
    this.#state = 'running'
    logger.info({ strategies: this.#host.all.map(({ key }) => key.strategyId) }, 'strategies running')
  }

  async stop(): Promise<void> {
    if (this.#state === 'new' || this.#state === 'stopped') return
    this.#state = 'stopped'
    await this.#intake.close()
    // Answers on their way are still taken in; what strategies cancel as they stop is sent once, and waited for.
    await this.#sender.stop()
    await this.#host.stop()
    await this.#sender.settled()
    for (const { loaded } of this.#controls.all) await loaded?.close()
    await this.#relay.stop()
  }

  health(): HealthReport {
    const { fatal } = this.#host
    if (fatal !== undefined) return { ready: false, detail: `failed: ${describeError(fatal)}` }
    if (this.#state !== 'running') return { ready: false, detail: this.#state }
    const controls = this.#controls.all.map(({ control }) => control)
    const stopped = controls.filter(({ status }) => status === 'STOPPED')
    const reasons = stopped.map(({ strategyId, reason }) => `${strategyId} stopped: ${reason}`)
    const running = `${controls.length - stopped.length} of ${controls.length} strategies running`
    return { ready: true, detail: [running, ...reasons].join('; ') }
  }

  summary(): StrategySummary {
    return summarize(this.#controls.all)
  }

  readonly #onAnswer = (intent: OrderIntent, answer: IntentAnswer): void => {
    const hosted = this.#host.find(intent.strategyId)
    if (hosted) this.#host.onAnswer(hosted, intent.intentId, answer)
  }

  #sendAgain({ unanswered, cancels }: Opened): void {
    const { logger } = this.#ports
    for (const intent of unanswered) this.#sender.submit(intent, true)
    if (unanswered.length > 0) logger.info({ intents: unanswered.length }, 'unanswered intents sent again')
    for (const order of cancels) this.#sender.cancel(order)
    if (cancels.length > 0) logger.info({ orders: cancels.length }, 'cancels sent again')
  }

  #codeOf({ source }: StrategySpec): StrategyCode {
    if (!isUserStrategy(source)) return createInlineCode(source)
    const { runners, scheduler } = this.#ports
    if (!runners) throw new Error('a strategy of the user and no runners') // Refused when the service was created.
    const { callbackBudgetMs: budgetMs, threadTimeoutMs: timeoutMs } = this.#config
    return createThreadCode(source, { runners, scheduler, budgetMs, timeoutMs })
  }
}

function specsOf(
  { strategies, userStrategies = [], runners }: StrategyFrameworkPorts,
  config: StrategyFrameworkConfig,
): readonly StrategySpec[] {
  const registry = strategies ?? createStrategyRegistry(BUILT_IN_STRATEGIES)
  const specs = expandStrategies(config.strategies, registry, userStrategies)
  const user = specs.find(({ source }) => isUserStrategy(source))
  if (user && !runners) {
    throw new OtsError('OTS_CONFIG_INVALID', `${user.strategyId}: strategies of your own cannot run here`)
  }
  return specs
}

/** Throws `OTS_CONFIG_INVALID` or `OTS_STRATEGY_UNKNOWN` before anything is touched. */
export function createStrategyFramework(
  ports: StrategyFrameworkPorts,
  config: StrategyFrameworkConfig,
): StrategyFramework {
  return new StrategyFrameworkService(ports, config)
}
