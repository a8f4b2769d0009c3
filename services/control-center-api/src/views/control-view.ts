/**
 * What people have set, and what the system has stopped by itself, followed from the topics for whoever looks. Nothing
 * durable: `control.state` is read from its beginning at each start, and `control.events` before it, since only they
 * tell since when a status has been what it is.
 */
import { deadLetterRecord, topics } from '@oasis/contracts'
import type {
  AccountControlState,
  AccountId,
  BotStatus,
  CommandEvent,
  ControlState,
  StrategyControlState,
  StrategyId,
  UnixNanos,
} from '@oasis/domain'
import type { Bus, Logger, Scheduler } from '@oasis/ports'
import {
  type ConsumedTopic,
  type Consumer,
  consume,
  type HealthReport,
  type Metrics,
  type Service,
} from '@oasis/runtime'

export interface AccountControlView {
  readonly state: AccountControlState
  /** When the status became what it is. */
  readonly since: UnixNanos
}

export interface ControlView extends Service {
  /** Undefined until its owner has told of it once. */
  account(id: AccountId): AccountControlView | undefined
  strategy(id: StrategyId): StrategyControlState | undefined
  /** The answer to a command, of the last thousand, those of earlier processes included. */
  answerTo(commandId: string): CommandEvent | undefined
  /** Told of each answer to a command, and of what the system did by itself, from the start of this view on. */
  subscribe(listener: (event: CommandEvent) => void): void
}

export interface ControlViewPorts {
  readonly bus: Bus
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
}

interface Since {
  readonly status: BotStatus
  /** A halt called during another is one of its own. */
  readonly haltEpoch: number
  readonly since: UnixNanos
}

export function createControlView(ports: ControlViewPorts): ControlView {
  const accounts = new Map<AccountId, AccountControlState>()
  const strategies = new Map<StrategyId, StrategyControlState>()
  const changes = new Map<AccountId, Since>()
  const answers = new Map<string, CommandEvent>()
  const listeners: ((event: CommandEvent) => void)[] = []
  const consumers: Consumer[] = []
  let live = false
  let failure: unknown

  /** The two topics are apart: what an older record says comes too late to matter. */
  const noteStatus = ({ accountId, status, haltEpoch, ts }: AccountControlState): void => {
    const known = changes.get(accountId)
    if (known?.status === status && known.haltEpoch === haltEpoch) return
    if (known !== undefined && ts < known.since) return
    changes.set(accountId, { status, haltEpoch, since: ts })
  }
  const onEvent = (event: CommandEvent): void => {
    keepLatest(answers, event)
    if (event.state?.kind === 'ACCOUNT') noteStatus(event.state)
    if (live) for (const listener of listeners) listener(event)
  }
  const onState = (state: ControlState): void => {
    if (state.kind === 'STRATEGY') strategies.set(state.strategyId, state)
    else if (state.kind === 'ACCOUNT') {
      accounts.set(state.accountId, state)
      noteStatus(state)
    }
  }

  async function follow<T>(topic: ConsumedTopic<T>, group: string, handle: (event: T) => void) {
    const failed = Promise.withResolvers<void>()
    const consumer = await consume({
      ...ports,
      group,
      topics: [topic],
      startAt: 'earliest',
      commit: 'own',
      onEvent: handle,
      deadLetter: (record, reason) => deadLetterRecord(record, reason, ports.scheduler.now()),
      onFatal: (error) => {
        failure = error
        ports.logger.error({ err: error }, 'what was set cannot be followed')
        failed.resolve()
      },
    })
    consumers.push(consumer)
    // It only looks: whoever decides by these topics stops by itself, and a halt must be possible still.
    await Promise.race([consumer.caughtUp, failed.promise])
  }

  return {
    name: 'control-view',
    start: async () => {
      await follow(topics.commandEvents, 'control-view/events', onEvent)
      await follow(topics.controlState, 'control-view/state', onState)
      live = true
    },
    stop: async () => {
      for (const consumer of consumers) await consumer.close()
    },
    health: (): HealthReport =>
      failure === undefined
        ? { ready: true, detail: 'following' }
        : { ready: false, detail: String(failure) },
    account: (id) => {
      const state = accounts.get(id)
      if (state === undefined) return undefined
      const change = changes.get(id)
      return { state, since: change?.status === state.status ? change.since : state.ts }
    },
    strategy: (id) => strategies.get(id),
    answerTo: (commandId) => answers.get(commandId),
    subscribe: (listener) => void listeners.push(listener),
  }
}

const ANSWERS_KEPT = 1_000

function keepLatest(answers: Map<string, CommandEvent>, event: CommandEvent): void {
  answers.set(event.commandId, event)
  if (answers.size <= ANSWERS_KEPT) return
  // Maps keep the order of insertion.
  for (const oldest of answers.keys()) {
    answers.delete(oldest)
    return
  }
}
