/** What the service reads: events for the instances, what is set for accounts, and commands for strategies. */
import { deadLetterRecord, type UnreadableCommand } from '@oasis/contracts'
import type { Bus, BusRecord, Logger, Scheduler } from '@oasis/ports'
import { type ConsumeOptions, type Consumer, consume, type Metrics, TransientError } from '@oasis/runtime'
import type { StrategyControls } from './control/strategy-controls.ts'
import { accountControls, followAccount } from './handlers/account-control.ts'
import { stopInPlaceOf, strategyCommands } from './handlers/commands.ts'
import { quoteInputs, tradeInputs } from './handlers/market-data.ts'
import { accountEventInputs } from './handlers/order-events.ts'
import { wantsQuotes } from './routes.ts'
import type { Incoming, StrategyHost } from './strategy-host.ts'
import { earliestPositions } from './topic-positions.ts'

export interface IntakeOptions {
  /** Begins the names of the consumer groups. */
  readonly name: string
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly host: StrategyHost
  readonly controls: Pick<StrategyControls, 'onCommand' | 'answersFor'>
}

export class Intake {
  readonly #options: IntakeOptions
  #events: Consumer | undefined
  #accounts: Consumer | undefined
  #commands: Consumer | undefined
  /** Undefined before events were ever followed. */
  #followsQuotes: boolean | undefined
  #closed = false

  constructor(options: IntakeOptions) {
    this.#options = options
  }

  /** All of it, at every start: there is one record for each account. Resolves when it has been read; followed from there. */
  async readAccounts(): Promise<void> {
    const { host, name } = this.#options
    this.#accounts = await consume({
      ...this.#consuming(`${name}.accounts`),
      topics: [accountControls],
      startAt: 'earliest',
      commit: 'own',
      onEvent: (state) => state && followAccount(host, state),
    })
    await this.#accounts.caughtUp
  }

  /** Quotes are most of what flows: they are left alone where nobody wants them. */
  async followEvents(): Promise<Pick<Consumer, 'caughtUp'>> {
    const { host, name } = this.#options
    const quotes = host.all.some(({ instance }) => wantsQuotes(instance))
    const wanted = quotes ? [tradeInputs, quoteInputs, accountEventInputs] : [tradeInputs, accountEventInputs]
    // Quotes that nobody wanted until now are of no use to anybody.
    const begun = this.#followsQuotes === false ? [tradeInputs, accountEventInputs] : wanted
    const names = new Set(begun.map((topic) => topic.spec.name))
    const positions = earliestPositions(host.all.map((hosted) => hosted.positions.list()))
    this.#events = await consume<Incoming>({
      ...this.#consuming(name),
      topics: wanted,
      startAt: 'latest',
      commit: 'own',
      positions: positions.filter(({ topic }) => names.has(topic)),
      keys: new Set(host.all.flatMap(({ key }) => [key.instrumentId, key.accountId])),
      onEvent: host.onEvent,
      onBatchEnd: host.onBatchEnd,
    })
    this.#followsQuotes = quotes
    host.follow(this.#events)
    return this.#events
  }

  /** From where the last start left off; one that was applied already is found by its answer. */
  async followCommands(): Promise<void> {
    const { controls, name } = this.#options
    this.#commands = await consume({
      ...this.#consuming(`${name}.commands`),
      topics: [strategyCommands],
      startAt: 'earliest',
      commit: 'auto',
      onEvent: async (read, record) => {
        if (!read) return
        if (read.kind === 'COMMAND') await controls.onCommand(read.command)
        else await this.#stopInPlaceOf(read, record)
        await this.#followQuotesIfWanted()
      },
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#commands?.close()
    await this.#accounts?.close()
    await this.#events?.close()
  }

  /** Once, however often it comes. Put aside by who has the strategy, or answers for those that nobody has. */
  async #stopInPlaceOf(unreadable: UnreadableCommand, record: BusRecord): Promise<void> {
    const { bus, scheduler, logger, metrics, controls } = this.#options
    const { reason } = unreadable
    const stop = stopInPlaceOf(unreadable, record.key)
    if (!controls.answersFor(stop)) return
    logger.error({ key: record.key, reason }, 'stopping a strategy: a command could not be read')
    if (stop) await controls.onCommand(stop)
    try {
      await bus.publish([deadLetterRecord(record, reason, scheduler.now())])
    } catch (cause) {
      throw new TransientError('a command that could not be read could not be put aside', { cause })
    }
    metrics.increment('ots_dead_letters_total', { topic: record.topic, reason: 'undecodable' })
  }

  /**
   * Other parameters may want what was left alone so far. When following anew fails, the command that led here comes
   * again and finds that nothing is followed: until it succeeds, events wait in their topics.
   */
  async #followQuotesIfWanted(): Promise<void> {
    const { host } = this.#options
    const wanted = host.all.some(({ instance }) => wantsQuotes(instance))
    const follows = this.#events !== undefined && (this.#followsQuotes || !wanted)
    if (follows || this.#closed) return
    host.follow(undefined)
    await this.#events?.close()
    this.#events = undefined
    await this.followEvents()
  }

  #consuming(group: string) {
    const { bus, scheduler, logger, metrics, host } = this.#options
    const deadLetter: ConsumeOptions<never>['deadLetter'] = (record, reason) =>
      deadLetterRecord(record, reason, scheduler.now())
    const onFatal = (error: unknown) => host.fail(error)
    return { bus, scheduler, logger, metrics, group, deadLetter, onFatal }
  }
}
