/** The context that a strategy works with: reads the instance, collects its wishes. Alive only while a callback runs. */
import {
  type BotStatus,
  type ClientOrderId,
  type InstrumentId,
  intentIdOf,
  type OrderIntent,
  type Position,
  type Side,
  type Signal,
  type UnixNanos,
} from '@oasis/domain'
import type { OpenOrder, OrderRequest, StrategyContext, Trading } from '@oasis/strategy-sdk'
import type { AccountBook } from './account-book.ts'
import { type Effects, type Moment, NO_EFFECTS, type StrategyLog } from './instance-input.ts'
import type { InstanceSpec } from './instance-spec.ts'
import type { StrategyTimer } from './instance-state.ts'
import { orderTerms, StrategyMisuse } from './order-wish.ts'
import type { SnapshotRandom } from './random-state.ts'
import { isAdmitted } from './reduction.ts'

export interface DeskOptions {
  readonly spec: InstanceSpec
  readonly generation: number
  readonly account: AccountBook
  readonly random: SnapshotRandom
  readonly timers: readonly StrategyTimer[]
  readonly timersRunTo: UnixNanos | undefined
}

export class Desk implements StrategyContext {
  readonly #options: DeskOptions
  timers: readonly StrategyTimer[]
  /** When the last one was due that has run. */
  timersRunTo: UnixNanos | undefined
  /** Of the account; not part of any snapshot, since its owner tells it at every start. */
  status: BotStatus = 'RUNNING'
  #intents: OrderIntent[] = []
  #signals: Signal[] = []
  #cancels: ClientOrderId[] = []
  #logs: StrategyLog[] = []
  #moment: Moment | undefined
  #ordinal = 0
  #tradingAllowed = true
  #clock = 0n as UnixNanos

  constructor(options: DeskOptions) {
    this.#options = options
    this.timers = options.timers
    this.timersRunTo = options.timersRunTo
  }

  /** Runs one callback. `clock` is when the signals are made. */
  during(moment: Moment, clock: UnixNanos, run: () => void): void {
    this.#moment = moment
    this.#clock = clock
    this.#ordinal = 0
    try {
      run()
    } finally {
      this.#moment = undefined
    }
  }

  /** As {@link during}, with wishes for orders ignored. */
  withoutTrading(moment: Moment, clock: UnixNanos, run: () => void): void {
    this.#tradingAllowed = false
    try {
      this.during(moment, clock, run)
    } finally {
      this.#tradingAllowed = true
    }
  }

  /** What was wished for since the last call. */
  takeEffects(): Effects {
    const nothing = this.#intents.length + this.#cancels.length + this.#logs.length === 0
    if (nothing) return NO_EFFECTS
    const effects = {
      ...NO_EFFECTS,
      intents: this.#intents,
      signals: this.#signals,
      cancels: this.#cancels,
      logs: this.#logs,
    }
    this.#intents = []
    this.#signals = []
    this.#cancels = []
    this.#logs = []
    return effects
  }

  /** An order that was to be cancelled turned out to exist. */
  sendCancel(id: ClientOrderId): void {
    this.#cancels.push(id)
  }

  get now(): UnixNanos {
    return this.#current().now
  }
  get instrument(): InstrumentId {
    return this.#options.spec.instrumentId
  }
  get position(): Position {
    return this.#options.account.position
  }
  get openOrders(): readonly OpenOrder[] {
    return this.#options.account.orders.all
  }
  get warmingUp(): boolean {
    return !this.#tradingAllowed
  }
  get trading(): Trading {
    if (!this.#tradingAllowed) return 'NONE'
    return this.status === 'RUNNING' ? 'ALL' : 'REDUCE'
  }
  readonly buy = (request: OrderRequest): ClientOrderId | undefined => this.#wish('BUY', request)
  readonly sell = (request: OrderRequest): ClientOrderId | undefined => this.#wish('SELL', request)

  readonly replace = (id: ClientOrderId, request: OrderRequest): ClientOrderId | undefined => {
    const { orders } = this.#options.account
    const order = orders.find(id)
    // Two in the place of one would both be sent.
    const replaced = orders.all.some((other) => other.replaces === id)
    if (!order || order.state === 'EMITTED' || order.state === 'PENDING_CANCEL') return undefined
    if (order.cancelRequested || replaced) return undefined
    return this.#wish(order.side, request, id)
  }

  readonly cancel = (id: ClientOrderId): void => {
    const order = this.#options.account.orders.find(id)
    if (!order || order.state === 'PENDING_CANCEL') return
    this.#options.account.orders.requestCancel(id)
    // Wished for before, it may have been refused or have never arrived. Unanswered, it goes once the order exists.
    if (order.state !== 'EMITTED') this.#cancels.push(id)
  }

  readonly setTimer = (name: string, due: UnixNanos): void => {
    // Also what keeps a timer that sets itself again from running for ever in one moment.
    if (due <= this.now) throw new StrategyMisuse(`timer ${name} must be due after now`)
    this.timers = [...this.timers.filter((timer) => timer.name !== name), { name, due: this.#afterRun(due) }]
  }

  nextTimer(): StrategyTimer | undefined {
    let next: StrategyTimer | undefined
    for (const timer of this.timers) if (next === undefined || timer.due < next.due) next = timer
    return next
  }

  /** What is due. No two of one name ever have one time, so that the wishes made at them have names of their own. */
  takeDue({ name, due }: StrategyTimer): void {
    this.cancelTimer(name)
    this.timersRunTo = due
  }

  readonly cancelTimer = (name: string): void => {
    this.timers = this.timers.filter((timer) => timer.name !== name)
  }

  readonly random = (): number => this.#options.random.next()

  readonly log = (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    this.#logs.push({ message, fields })
  }

  /** An event that came late is told after timers of later times: one that it sets for before them is due at once. */
  #afterRun(due: UnixNanos): UnixNanos {
    const ran = this.timersRunTo
    return ran === undefined || due > ran ? due : ((ran + 1n) as UnixNanos)
  }

  #current(): Moment {
    if (!this.#moment) throw new StrategyMisuse('the context may be used only while a callback runs')
    return this.#moment
  }

  #wish(side: Side, request: OrderRequest, replaces?: ClientOrderId): ClientOrderId | undefined {
    const { cause } = this.#current()
    const terms = orderTerms(request)
    const { spec, generation, account } = this.#options
    if (!this.#tradingAllowed) return undefined
    if (!isAdmitted({ side, terms }, this.status, account.position, account.orders.all)) return undefined
    const { accountId, strategyId, mode, instrumentId } = spec
    const ordinal = this.#ordinal++
    const intentId = intentIdOf({ accountId, strategyId, generation, causeEventId: cause.eventId, ordinal })
    const reduceOnly = request.reduceOnly ?? false
    const replacing = replaces === undefined ? {} : { replaces }
    const names = { intentId, accountId, strategyId, mode, instrumentId }
    const intent: OrderIntent = { ...names, side, terms, reduceOnly, ...replacing, cause }
    this.#intents.push(intent)
    this.#signals.push(this.#signal(intent, textsOf(request.values)))
    return account.orders.emit(intent)
  }

  #signal(intent: OrderIntent, values: Readonly<Record<string, string>>): Signal {
    const { intentId, accountId, strategyId, instrumentId, side, cause } = intent
    const eventId = `signal/${intentId}` as Signal['eventId']
    return { eventId, accountId, strategyId, instrumentId, side, intentId, cause, values, ts: this.#clock }
  }
}

/** Type annotations are not checked in a user's own file: a number is as good a value as its text. */
const textsOf = (values: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
