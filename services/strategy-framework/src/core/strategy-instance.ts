/**
 * One running strategy: state + input → new state + effects. No clock, no I/O: time comes with the inputs, so the same
 * inputs give the same effects. Invariants: an event that was seen changes nothing; time goes before the event that
 * brings it (timers and bars that were due by then come first); an input is taken in whole or not at all. When one of
 * the callbacks that it led to throws, or the state after what they wished for is no plain data, then nothing of any
 * of them is sent, the account is what it was before the input, and the instance takes nothing more.
 */
import {
  type AccountEvent,
  type Bar,
  type IntentId,
  type Quote,
  startEventId,
  type Trade,
  timerEventId,
  type UnixNanos,
} from '@oasis/domain'
import type { StrategyCallbacks, Subscription } from '@oasis/strategy-sdk'
import { AccountBook, type OrderNews } from './account-book.ts'
import { BarSet } from './bar-set.ts'
import { Desk } from './desk.ts'
import { GuardedCode } from './guarded-code.ts'
import type { Instance } from './instance.ts'
import {
  DUPLICATE,
  type Effects,
  emits,
  type InstanceInput,
  type Moment,
  momentOf,
  NO_EFFECTS,
} from './instance-input.ts'
import type { InstanceSpec } from './instance-spec.ts'
import {
  type AccountPart,
  encodeState,
  type InstanceState,
  nextGeneration,
  type StrategyTimer,
} from './instance-state.ts'
import { createRandom, type SnapshotRandom } from './random-state.ts'
import { SeenQuotes } from './seen-quotes.ts'
import { SeenTrades } from './seen-trades.ts'

export class StrategyInstance implements Instance {
  readonly key: InstanceSpec
  readonly generation: number
  readonly subscriptions: readonly Subscription[]
  readonly #strategy: unknown
  readonly #callbacks: StrategyCallbacks
  readonly #code = new GuardedCode()
  readonly #desk: Desk
  readonly #bars: BarSet
  readonly #account: AccountBook
  readonly #seenTrades: SeenTrades
  readonly #seenQuotes: SeenQuotes
  readonly #random: SnapshotRandom
  readonly #actsFrom: UnixNanos
  readonly #wantsTrades: boolean
  #started: boolean
  #signals: number
  /** Of now, where it was needed already. */
  #encoded: string | undefined
  #clock = 0n as UnixNanos

  /** Runs the strategy's `subscriptions` and `create`: what they throw is thrown. */
  constructor(spec: InstanceSpec, generation: number, state: InstanceState) {
    this.key = spec
    this.generation = generation
    this.subscriptions = spec.strategy.subscriptions(spec.params)
    this.#strategy = state.strategy
    this.#callbacks = spec.strategy.create({
      params: spec.params,
      instrument: spec.instrumentId,
      state: state.strategy,
    })
    const kinds = this.subscriptions.flatMap((one) => ('bars' in one ? [one.bars] : []))
    this.#wantsTrades = this.subscriptions.some((one) => 'trades' in one)
    this.#bars = new BarSet(spec.instrumentId, kinds, state.bars)
    this.#account = new AccountBook(spec, state)
    this.#seenTrades = new SeenTrades(state.seenTrades)
    this.#seenQuotes = new SeenQuotes(state.seenQuotes)
    this.#random = createRandom(state.random)
    this.#actsFrom = state.actsFrom
    this.#started = state.started
    this.#signals = state.signals
    this.#desk = new Desk({
      spec,
      generation,
      account: this.#account,
      random: this.#random,
      timers: state.timers,
      timersRunTo: state.timersRunTo,
    })
  }

  get configHash(): string {
    return this.key.configHash
  }
  get failure(): unknown {
    return this.#code.failure
  }
  get account(): AccountPart {
    return this.#account.part()
  }
  get signals(): number {
    return this.#signals
  }
  get lateTrades(): number {
    return this.#bars.lateTrades()
  }

  barsClosedUntil(kind: string): UnixNanos {
    return this.#bars.closedUntil(kind)
  }

  /** Signals are stamped with `clock`. */
  process(input: InstanceInput, clock: UnixNanos): Effects {
    if (this.#code.failure !== undefined) return NO_EFFECTS
    this.#clock = clock
    this.#encoded = undefined
    const before = this.#account.checkpoint()
    const outcome = this.#take(input)
    const effects = this.#desk.takeEffects()
    this.#signals += effects.intents.length
    // What cannot be written down must not be wished for: known before anybody hears of it.
    if (emits(effects)) this.#code.run(() => this.encodeState())
    if (this.#code.failure !== undefined) {
      this.#account.restore(before)
      return NO_EFFECTS
    }
    if (this.#account.takeRenewal()) return { ...effects, renew: true }
    return outcome ?? effects
  }

  nextDue(): UnixNanos | undefined {
    const timer = this.#desk.nextTimer()?.due
    const bar = this.#bars.closesAt()
    return timer === undefined || (bar !== undefined && bar < timer) ? bar : timer
  }

  encodeState(): string {
    this.#encoded ??= encodeState(this.#state())
    return this.#encoded
  }

  renewed(clock: UnixNanos): StrategyInstance {
    const generation = this.generation + 1
    const state = nextGeneration(this.#state(), this.key, generation, 'NOTHING')
    return new StrategyInstance(this.key, generation, { ...state, actsFrom: clock })
  }

  #state(): InstanceState {
    return {
      started: this.#started,
      version: this.key.strategy.version,
      strategy: this.#strategy,
      ...this.#account.part(),
      actsFrom: this.#actsFrom,
      timers: this.#desk.timers,
      timersRunTo: this.#desk.timersRunTo,

      bars: this.#bars.state(),
      seenTrades: this.#seenTrades.state(),
      seenQuotes: this.#seenQuotes.state(),
      random: this.#random.state(),
      signals: this.#signals,
    }
  }

  takeAnswered(): readonly IntentId[] {
    return this.#account.takeAnswered()
  }

  #take(input: InstanceInput): Effects | undefined {
    switch (input.kind) {
      case 'TRADE':
        return this.#onTrade(input.trade)
      case 'QUOTE':
        return this.#onQuote(input.quote)
      case 'ACCOUNT_EVENT':
        return this.#onAccountEvent(input.event)
      case 'ACCOUNT_STATE':
        for (const news of this.#account.onState(input.account)) this.#tell(news)
        return
      case 'ANSWER':
        return this.#tell(this.#account.onAnswer(input.intentId, input.answer, this.#clock))
      case 'ACCOUNT_CONTROL':
        this.#desk.status = input.status
        this.#account.onControl(input.resets)
        return
      case 'CANDLES':
        for (const bar of this.#bars.adopt(input.bars, input.candles)) this.#warmUp(bar)
        return
      case 'TIME':
        return this.#advance(this.#clock, true)
      case 'START':
        return this.#onStart()
      case 'STOP':
        return this.#onStop()
    }
  }

  #onStart(): undefined {
    if (this.#started) return
    this.#started = true
    const eventId = startEventId(this.key.strategyId, this.generation)
    this.#run(momentOf(eventId, this.#clock), (ctx) => this.#callbacks.onStart?.(ctx))
  }

  #onStop(): undefined {
    const moment = momentOf(startEventId(this.key.strategyId, this.generation), this.#clock)
    this.#code.run(() =>
      this.#desk.withoutTrading(moment, this.#clock, () => this.#callbacks.onStop?.(this.#desk)),
    )
  }

  #onTrade(trade: Trade): Effects | undefined {
    // History sent on subscribing: the strategy has no use for it, and it may come again as LIVE.
    if (trade.origin === 'SNAPSHOT') return undefined
    if (!this.#seenTrades.add(trade.tradeId)) return DUPLICATE
    this.#advance(trade.tsInit, true)
    const { before, after } = this.#bars.onTrade(trade)
    for (const bar of before) this.#onBar(bar)
    if (this.#wantsTrades) {
      this.#run(momentOf(trade.eventId, trade.tsEvent, trade.tsInit), (ctx) =>
        this.#callbacks.onTrade?.(trade, ctx),
      )
    }
    for (const bar of after) this.#onBar(bar)
    return undefined
  }

  #onQuote(quote: Quote): Effects | undefined {
    if (!this.#seenQuotes.add(quote)) return DUPLICATE
    // Quotes may run ahead of the trades of their time: they move timers, and never close a bar.
    this.#advance(quote.tsInit, false)
    this.#run(momentOf(quote.eventId, quote.tsEvent, quote.tsInit), (ctx) =>
      this.#callbacks.onQuote?.(quote, ctx),
    )
    return undefined
  }

  #onBar(bar: Bar): void {
    this.#run(momentOf(bar.eventId, bar.closeTime, bar.tsInit), (ctx) => this.#callbacks.onBar?.(bar, ctx))
  }

  #warmUp(bar: Bar): void {
    const moment = momentOf(bar.eventId, bar.closeTime)
    this.#code.run(() =>
      this.#desk.withoutTrading(moment, this.#clock, () => this.#callbacks.onBar?.(bar, this.#desk)),
    )
  }

  #onAccountEvent(event: AccountEvent): Effects | undefined {
    if (this.#account.hasSeen(event)) return DUPLICATE
    this.#tell(this.#account.onEvent(event))
    return undefined
  }

  #tell(news: OrderNews | undefined): undefined {
    if (!news) return
    const { update, moment, cancel } = news
    if (cancel) this.#desk.sendCancel(cancel)
    // A new generation learns of its orders before it starts: it finds them in its context.
    if (update && this.#started) this.#run(moment, (ctx) => this.#callbacks.onOrder?.(update, ctx))
  }

  /** Runs what is due by `now`, earliest first; a bar before a timer of the same time. */
  #advance(now: UnixNanos, bars: boolean): undefined {
    for (;;) {
      const timer = this.#desk.nextTimer()
      const bar = bars ? this.#bars.closesAt() : undefined
      if (bar !== undefined && bar <= now && (timer === undefined || bar <= timer.due)) {
        for (const closed of this.#bars.onTime(bar)) this.#onBar(closed)
      } else if (timer !== undefined && timer.due <= now) this.#onTimer(timer)
      else return
      if (this.#code.failure !== undefined) return
    }
  }

  #onTimer(timer: StrategyTimer): void {
    const { name, due } = timer
    this.#desk.takeDue(timer)
    this.#run(momentOf(timerEventId(this.key.strategyId, name, due), due), (ctx) =>
      this.#callbacks.onTimer?.(name, ctx),
    )
  }

  /** What happened before the instance is to act is told all the same, so that the strategy knows of it. */
  #run(moment: Moment, callback: (ctx: Desk) => void): void {
    const { tsEvent, tsInit } = moment.cause
    const acts = tsEvent >= this.#actsFrom && tsInit >= this.#actsFrom
    const run = () => callback(this.#desk)
    this.#code.run(() =>
      acts
        ? this.#desk.during(moment, this.#clock, run)
        : this.#desk.withoutTrading(moment, this.#clock, run),
    )
  }
}
