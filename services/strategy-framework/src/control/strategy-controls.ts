/**
 * Applies what people ask of strategies, and stops those that fail: the one writer of their control state. What changes
 * (status, parameters, generation, snapshots, the answer) is one transaction, within a turn; only then do other
 * instances take the place of those that ran. What is slow (loading code, asking for candles) comes before the turn, so
 * that other strategies go on.
 */
import { topics } from '@oasis/contracts'
import type { Command, CommandEvent, StrategyControlState, StrategyId } from '@oasis/domain'
import type { Bus, StrategyStore } from '@oasis/ports'
import type { LoadedStrategy } from '../code/strategy-code.ts'
import type { StrategyFrameworkConfig } from '../config.ts'
import type { InstanceInput } from '../core/instance-input.ts'
import { StoppedInstance } from '../core/stopped-instance.ts'
import { parseParamsText, StrategyRefused } from '../core/strategy-params.ts'
import type { ControlChange, EmissionCommitter, Writing } from '../emission.ts'
import type { Hosted } from '../hosted.ts'
import type { Failure, StrategyHost } from '../strategy-host.ts'
import type { WarmUp } from '../warm-up.ts'
import {
  answerTo,
  type ConfiguredStrategy,
  changed,
  FRAMEWORK,
  generationOf,
  stoppedByItself,
} from './configured-strategy.ts'
import { openInPlace, prepare, type Replacement, skipTo, stoppedAt } from './replacement.ts'
import { reasonOf, stoppedInPlace } from './stopped-in-place.ts'

export interface StrategyControlsOptions {
  readonly host: StrategyHost
  readonly committer: EmissionCommitter
  readonly store: Pick<StrategyStore, 'findAnswer'>
  readonly bus: Pick<Bus, 'publish' | 'endPositions'>
  readonly warmUp: WarmUp
  readonly config: Pick<StrategyFrameworkConfig, 'elsewhere' | 'answersUnknown'>
}

export class StrategyControls {
  readonly #options: StrategyControlsOptions
  readonly #strategies: ConfiguredStrategy[] = []

  constructor(options: StrategyControlsOptions) {
    this.#options = options
  }

  get all(): readonly ConfiguredStrategy[] {
    return this.#strategies
  }

  add(strategy: ConfiguredStrategy): void {
    this.#strategies.push(strategy)
  }

  /** Whether this framework is who answers a command; of several, one does. Undefined: one for no strategy at all. */
  answersFor(command: Command | undefined): boolean {
    const { answersUnknown, elsewhere } = this.#options.config
    const id = command?.target.kind === 'STRATEGY' ? command.target.strategyId : undefined
    if (this.#strategies.some(({ spec }) => spec.strategyId === id)) return true
    return answersUnknown && (id === undefined || !elsewhere.includes(id))
  }

  /** Once: a command that has its answer is passed over. Never from within a turn. */
  async onCommand(command: Command): Promise<void> {
    if (command.target.kind !== 'STRATEGY') return
    const { strategyId } = command.target
    const strategy = this.#strategies.find(({ spec }) => spec.strategyId === strategyId)
    if (!strategy) return this.#rejectUnknown(command, strategyId)
    if (await this.#options.store.findAnswer(command.commandId)) return
    try {
      await this.#apply(strategy, command)
    } catch (error) {
      if (!(error instanceof StrategyRefused)) throw error
      await this.#inTurn(() => this.#answer(strategy, command, 'REJECTED', error.message))
    }
  }

  /** Within a turn: the strategy is stopped on all its instruments, since it is one piece of code that failed. */
  readonly onFailure = async (failed: Hosted, failure: Failure): Promise<void> => {
    const { host } = this.#options
    const strategy = this.#strategyOf(failed)
    const { strategyId } = strategy.spec
    const reason = reasonOf(failure.cause)
    host.ports.metrics.increment('ots_strategy_errors_total', { strategy: strategyId })
    host.ports.logger.error(
      {
        strategy: strategyId,
        instance: failed.key.strategyId,
        type: strategy.spec.type,
        err: failure.cause,
        reason,
      },
      'a strategy failed and was stopped',
    )
    const instances: Writing[] = []
    for (const hosted of strategy.hosted) {
      instances.push(await stoppedInPlace(hosted, hosted === failed))
    }
    const state = changed(
      strategy.control,
      { status: 'STOPPED', reason, changedBy: FRAMEWORK },
      host.ports.scheduler.now(),
    )
    await this.#put(strategy, {
      state,
      event: stoppedByItself(state),
      answers: false,
      instances,
      loaded: undefined,
    })
    // What it failed on is still a fact of its account.
    if (failure.input) await host.apply(failed, failure.input)
  }

  /** Within a turn: a new generation, which acts on nothing from before, and to which nothing of before is known. */
  readonly onReset = async (hosted: Hosted): Promise<void> => {
    const { host, committer, warmUp } = this.#options
    const strategy = this.#strategyOf(hosted)
    const now = host.ports.scheduler.now()
    let writing: Writing
    try {
      const instance = await hosted.instance.renewed(now)
      writing = { hosted, instance, state: await instance.encodeState() }
    } catch (cause) {
      return this.onFailure(hosted, { cause, input: undefined })
    }
    const generation = generationOf(strategy.control.generation, [writing.instance])
    if (generation === strategy.control.generation) {
      await committer.emit(writing)
      host.swap(hosted, writing.instance)
    } else {
      const state = changed(strategy.control, { generation }, now)
      const { loaded } = strategy
      await this.#put(strategy, { state, event: undefined, answers: false, instances: [writing], loaded })
    }
    if (strategy.loaded) await this.#begin(hosted, await warmUp.fetch(writing.instance))
  }

  async #apply(strategy: ConfiguredStrategy, command: Command): Promise<void> {
    const { action } = command
    if (action.kind === 'SET_STRATEGY_CONFIG') return this.#configure(strategy, command, action.params)
    if (action.kind !== 'SET_STRATEGY_STATUS') {
      throw new StrategyRefused(`${action.kind} is for an account, not for a strategy`)
    }
    return action.status === 'STOPPED' ? this.#stop(strategy, command) : this.#run(strategy, command)
  }

  /** Positions stay as they are; orders of it are cancelled, except for those that are reduce-only. */
  #stop(strategy: ConfiguredStrategy, command: Command): Promise<void> {
    const { host } = this.#options
    return this.#inTurn(async () => {
      for (const hosted of strategy.hosted) await host.apply(hosted, { kind: 'STOP' })
      const { status, reason: why, changedBy } = strategy.control
      if (status === 'STOPPED' && changedBy !== FRAMEWORK) {
        return this.#answer(strategy, command, 'APPLIED', `it is stopped: ${why}`)
      }
      const instances: Writing[] = []
      for (const hosted of strategy.hosted) instances.push(await stoppedInPlace(hosted))
      // It may have failed before, or at that: a person's word keeps it stopped whatever its next version is.
      const reason = status === 'STOPPED' ? why : command.reason || 'stopped'
      await this.#putAnswered(strategy, command, { status: 'STOPPED', reason }, instances, undefined)
    })
  }

  async #run(strategy: ConfiguredStrategy, command: Command): Promise<void> {
    if (strategy.control.status === 'RUNNING') {
      return this.#inTurn(() => this.#answer(strategy, command, 'APPLIED', 'it was running already'))
    }
    const { bus } = this.#options
    const replacement = await prepare(strategy, strategy.control.params, this.#options.warmUp)
    const ends = await bus.endPositions([topics.trades.spec.name, topics.quotes.spec.name])
    const reason = command.reason || 'running'
    await this.#replace(strategy, replacement, (instances, loaded) => {
      skipTo(strategy.hosted, ends)
      return this.#putAnswered(strategy, command, { status: 'RUNNING', reason }, instances, loaded)
    })
  }

  async #configure(strategy: ConfiguredStrategy, command: Command, text: string): Promise<void> {
    const params = JSON.stringify(parseParamsText(text))
    const set = { params, paramsSet: true }
    const replacement = await prepare(strategy, params, this.#options.warmUp)
    await this.#replace(strategy, replacement, async (instances, loaded) => {
      // Looked at only now: it may have failed while the code was loaded.
      if (strategy.control.status === 'RUNNING') {
        return this.#putAnswered(strategy, command, set, instances, loaded)
      }
      await loaded.close()
      await this.#putAnswered(strategy, command, set, instances.map(stoppedAt), undefined)
    })
  }

  /** Other instances take the place of those there; `write` is the transaction that makes it so. */
  async #replace(
    strategy: ConfiguredStrategy,
    { loaded, warmUps }: Replacement,
    write: (instances: readonly Writing[], loaded: LoadedStrategy) => Promise<void>,
  ): Promise<void> {
    await this.#inTurn(async () => {
      await write(await openInPlace(this.#options.host, strategy, loaded), loaded)
      if (strategy.loaded !== loaded) return
      for (const hosted of strategy.hosted) await this.#begin(hosted, warmUps.get(hosted) ?? [])
    }).catch((error) => closing(loaded, error))
  }

  /** Within a turn: an instance that has just taken its place. */
  async #begin(hosted: Hosted, warmUps: readonly InstanceInput[]): Promise<void> {
    const { host } = this.#options
    const control = host.accountControl(hosted.key.accountId)
    const inputs: InstanceInput[] = [{ kind: 'ACCOUNT_CONTROL', ...control }, { kind: 'START' }, ...warmUps]
    for (const input of inputs) await host.apply(hosted, input)
  }

  #putAnswered(
    strategy: ConfiguredStrategy,
    command: Command,
    change: Partial<Pick<StrategyControlState, 'status' | 'reason' | 'params' | 'paramsSet'>>,
    instances: readonly Writing[],
    loaded: LoadedStrategy | undefined,
  ): Promise<void> {
    const now = this.#options.host.ports.scheduler.now()
    const generation = generationOf(
      strategy.control.generation,
      instances.map(({ instance }) => instance),
    )
    const changedBy = command.issuedBy
    const state = changed(strategy.control, { ...change, changedBy, generation }, now)
    const event = answerTo(command, 'APPLIED', `${state.status}, generation ${generation}`, state, now)
    return this.#put(strategy, { state, event, answers: true, instances, loaded })
  }

  async #put(
    strategy: ConfiguredStrategy,
    change: Omit<ControlChange, 'cancels'> & { readonly loaded: LoadedStrategy | undefined },
  ): Promise<void> {
    const { host, committer } = this.#options
    const { loaded, instances } = change
    const cancels = instances.flatMap(({ instance }) =>
      instance instanceof StoppedInstance ? instance.cancels : [],
    )
    await committer.commitControl({ ...change, cancels }, true)
    const before = strategy.loaded
    strategy.control = change.state
    strategy.loaded = loaded
    for (const { hosted, instance } of instances) host.swap(hosted, instance)
    if (before !== loaded) await before?.close()
  }

  /** Within a turn: nothing has changed. */
  #answer(
    strategy: ConfiguredStrategy,
    command: Command,
    outcome: CommandEvent['outcome'],
    reason: string,
  ): Promise<void> {
    const { host, committer } = this.#options
    const { control: state } = strategy
    const event = answerTo(command, outcome, reason, state, host.ports.scheduler.now())
    return committer.commitControl({ state, event, answers: true, instances: [], cancels: [] }, false)
  }

  /** There is no state to write its answer down with; one name for it makes two of them one. */
  async #rejectUnknown(command: Command, strategyId: StrategyId): Promise<void> {
    const { bus, host, config } = this.#options
    if (!this.answersFor(command)) return
    const known = [...this.#strategies.map(({ spec }) => spec.strategyId), ...config.elsewhere].join(', ')
    const reason = `no strategy ${strategyId} is configured; there are: ${known || 'none'}`
    const event = answerTo(command, 'REJECTED', reason, undefined, host.ports.scheduler.now())
    await bus.publish([topics.commandEvents.record(event)])
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    return this.#options.host.turn(work)
  }

  #strategyOf(hosted: Hosted): ConfiguredStrategy {
    const strategy = this.#strategies.find((one) => one.hosted.includes(hosted))
    if (!strategy) throw new Error(`${hosted.key.strategyId} is of no strategy`)
    return strategy
  }
}

async function closing(loaded: LoadedStrategy, error: unknown): Promise<never> {
  await loaded.close()
  throw error
}
