/**
 * An instance without its code: what it knows of its account stays true while nothing of the strategy runs. Invariants:
 * it wishes for no order, and every order of it that is not reduce-only is being cancelled, those included that turn up
 * later; reduce-only orders stay, since they can only lower what is held.
 */
import type { ClientOrderId, IntentId, UnixNanos } from '@oasis/domain'
import { AccountBook, type OrderNews } from './account-book.ts'
import { awaitsCancel } from './hosted-orders.ts'
import type { Instance } from './instance.ts'
import { DUPLICATE, type Effects, type InstanceInput, NO_EFFECTS } from './instance-input.ts'
import type { InstanceKey } from './instance-spec.ts'
import { type AccountPart, encodeState, type InstanceState } from './instance-state.ts'

export class StoppedInstance implements Instance {
  readonly key: InstanceKey
  readonly generation: number
  readonly configHash: string
  readonly subscriptions = []
  readonly failure = undefined
  readonly #state: InstanceState
  readonly #account: AccountBook

  /** `configHash` is of what wrote the state. */
  constructor(key: InstanceKey, generation: number, configHash: string, state: InstanceState) {
    this.key = key
    this.generation = generation
    this.configHash = configHash
    this.#state = state
    this.#account = new AccountBook(key, state)
    this.#cancelEntries()
  }

  get account(): AccountPart {
    return this.#account.part()
  }
  get signals(): number {
    return this.#state.signals
  }
  get lateTrades(): number {
    return Object.values(this.#state.bars).reduce((sum, bar) => sum + bar.lateTrades, 0)
  }
  /** Asked for and perhaps never sent: to be sent once the snapshot with them is durable. */
  get cancels(): readonly ClientOrderId[] {
    return this.#account.orders.all.filter(awaitsCancel).map((order) => order.clientOrderId)
  }

  barsClosedUntil(kind: string): UnixNanos {
    return this.#state.bars[kind]?.closedUntil ?? (0n as UnixNanos)
  }

  nextDue(): undefined {
    return undefined
  }

  takeAnswered(): readonly IntentId[] {
    return this.#account.takeAnswered()
  }

  process(input: InstanceInput, clock: UnixNanos): Effects {
    if (input.kind === 'ACCOUNT_EVENT' && this.#account.hasSeen(input.event)) return DUPLICATE
    const news = this.#take(input, clock)
    const held = news.flatMap(({ cancel }) => (cancel === undefined ? [] : [cancel]))
    const cancels = [...held, ...this.#cancelEntries()]
    return { ...NO_EFFECTS, cancels, renew: this.#account.takeRenewal() }
  }

  encodeState(): string {
    return encodeState({ ...this.#state, ...this.#account.part() })
  }

  /** The strategy's own state is made when it runs again. */
  renewed(clock: UnixNanos): StoppedInstance {
    const state = { ...this.#state, ...this.#account.part(), started: false, actsFrom: clock }
    const forgetful = { ...state, version: 0, strategy: undefined, timers: [] }
    return new StoppedInstance(this.key, this.generation + 1, this.configHash, forgetful)
  }

  #take(input: InstanceInput, clock: UnixNanos): readonly OrderNews[] {
    const book = this.#account
    switch (input.kind) {
      case 'ACCOUNT_EVENT':
        return listOf(book.onEvent(input.event))
      case 'ACCOUNT_STATE':
        return book.onState(input.account)
      case 'ANSWER':
        return listOf(book.onAnswer(input.intentId, input.answer, clock))
      case 'ACCOUNT_CONTROL':
        book.onControl(input.resets)
        return []
      default:
        return []
    }
  }

  /** Those that can be cancelled now, of what was not asked for before; the others go once they are known to exist. */
  #cancelEntries(): readonly ClientOrderId[] {
    const { orders } = this.#account
    const entries = orders.all.filter((order) => !order.reduceOnly && !order.cancelRequested)
    for (const { clientOrderId } of entries) orders.requestCancel(clientOrderId)
    return entries.filter(({ state }) => state !== 'EMITTED').map(({ clientOrderId }) => clientOrderId)
  }
}

const listOf = (news: OrderNews | undefined): readonly OrderNews[] => (news ? [news] : [])
