/**
 * What an instance knows of its account: its own position and orders, by the account's events in their gapless order.
 * Says what there is to tell the strategy; never calls it.
 */
import {
  type AccountEvent,
  applyFill,
  type ClientOrderId,
  clientOrderIdOf,
  type EventId,
  FLAT_POSITION,
  type IntentId,
  type Order,
  type Position,
} from '@oasis/domain'
import type { OrderUpdate } from '@oasis/strategy-sdk'
import { HostedOrders } from './hosted-orders.ts'
import { type AccountState, type IntentAnswer, type Moment, momentOf } from './instance-input.ts'
import type { InstanceKey } from './instance-spec.ts'
import type { AccountPart, HostedOrder } from './instance-state.ts'
import { afterControlState, afterResetEvent, type ResetCount, resetsKnown } from './reset-count.ts'

export interface OrderNews {
  /** Undefined when there is nothing to tell: its events will. */
  readonly update: OrderUpdate | undefined
  readonly moment: Moment
  /** It is now known to exist, or what became of it is, and was to be cancelled before that. */
  readonly cancel: ClientOrderId | undefined
}

/** A cancel of such an order is held, or refused by the order manager. */
const CANNOT_CANCEL: ReadonlySet<HostedOrder['state']> = new Set(['EMITTED', 'UNKNOWN', 'REVIEW'])

/** Account events are missing before this one: the account's state has to be put in first. */
export const lacksBefore = (accountSeq: number | undefined, event: AccountEvent): boolean =>
  accountSeq === undefined || event.accountSeq > accountSeq + 1

/** An account as it was, with what nobody had fetched by then. */
export interface AccountCheckpoint {
  readonly part: AccountPart
  readonly answered: readonly IntentId[]
  readonly renewalDue: boolean
}

export class AccountBook {
  readonly orders: HostedOrders
  readonly #key: InstanceKey
  #position: Position
  #accountSeq: number | undefined
  #resets: ResetCount
  #answered: IntentId[] = []
  #renewalDue = false

  constructor(key: InstanceKey, part: AccountPart) {
    this.#key = key
    this.orders = new HostedOrders(part.orders)
    this.#position = part.position
    this.#accountSeq = part.accountSeq
    this.#resets = part.resets
  }

  get position(): Position {
    return this.#position
  }
  get accountSeq(): number | undefined {
    return this.#accountSeq
  }

  part(): AccountPart {
    return {
      position: this.#position,
      orders: this.orders.all,
      accountSeq: this.#accountSeq,
      resets: this.#resets,
    }
  }

  checkpoint(): AccountCheckpoint {
    return { part: this.part(), answered: [...this.#answered], renewalDue: this.#renewalDue }
  }

  /** As if nothing had been taken in, and nothing wished for, since then. */
  restore({ part, answered, renewalDue }: AccountCheckpoint): void {
    this.orders.restore(part.orders)
    this.#position = part.position
    this.#accountSeq = part.accountSeq
    this.#resets = part.resets
    this.#answered = [...answered]
    this.#renewalDue = renewalDue
  }

  hasSeen(event: AccountEvent): boolean {
    return this.#accountSeq !== undefined && event.accountSeq <= this.#accountSeq
  }

  /** Throws when events are missing before it: taking it in would hide them. */
  onEvent(event: AccountEvent): OrderNews | undefined {
    if (lacksBefore(this.#accountSeq, event)) {
      throw new Error(`account events are missing before ${event.accountSeq}`)
    }
    this.#accountSeq = event.accountSeq
    const { body } = event
    if (body.kind === 'RESET') this.#reset()
    if (body.kind === 'RESET' || body.kind === 'ADJUSTMENT' || !this.#isOurs(body.order)) return undefined
    if (body.kind === 'EXECUTION') this.#position = applyFill(this.#position, body.execution)
    return this.#take(body.order, momentOf(event.eventId, event.ts))
  }

  /** Truth from the order manager, after a hole or on first sight. Orders that ended meanwhile are news, too. */
  onState(account: AccountState): readonly OrderNews[] {
    this.#accountSeq = account.accountSeq
    this.#position = account.position
    return [...account.ended, ...account.openOrders]
      .filter((order) => this.#isOurs(order) && !this.#isKnown(order))
      .map((order) => {
        const eventId = `state/${order.clientOrderId}/${order.version}` as EventId
        return this.#take(order, momentOf(eventId, order.updatedAt))
      })
  }

  /** Undefined when an order event was quicker, or the snapshot had the answer already. */
  onAnswer(intentId: IntentId, answer: IntentAnswer, clock: Moment['now']): OrderNews | undefined {
    const order = this.orders.findIntent(intentId)
    if (order?.state !== 'EMITTED') return undefined
    this.#answered.push(intentId)
    const clientOrderId = clientOrderIdOf(intentId)
    const moment = momentOf(`answer/${intentId}` as EventId, clock)
    if (answer.kind === 'PLACED') {
      this.orders.acknowledge(clientOrderId, answer.state)
      return { update: undefined, moment, cancel: this.#heldCancel(order) }
    }
    this.orders.remove(clientOrderId)
    return { update: { ...answer, clientOrderId }, moment, cancel: undefined }
  }

  onControl(resets: number): void {
    this.#count(afterControlState(this.#resets, resets))
  }

  /** Intents that got their answer since the last call. */
  takeAnswered(): readonly IntentId[] {
    const answered = this.#answered
    this.#answered = []
    return answered
  }

  /** Once for each reset of the account. */
  takeRenewal(): boolean {
    const due = this.#renewalDue
    this.#renewalDue = false
    return due
  }

  /** Nothing of before counts any more; what was never answered is not to be sent to an account that begins anew. */
  #reset(): void {
    this.#position = FLAT_POSITION
    for (const order of this.orders.all) if (order.state === 'EMITTED') this.#answered.push(order.intentId)
    this.orders.restore([])
    this.#count(afterResetEvent(this.#resets))
  }

  #count(resets: ResetCount): void {
    this.#renewalDue ||= resetsKnown(resets) > resetsKnown(this.#resets)
    this.#resets = resets
  }

  #take(order: Order, moment: Moment): OrderNews {
    const known = this.orders.find(order.clientOrderId)
    this.orders.update(order)
    const update: OrderUpdate = { kind: 'ORDER', order }
    if (!known || !CANNOT_CANCEL.has(known.state)) return { update, moment, cancel: undefined }
    if (known.state === 'EMITTED') this.#answered.push(known.intentId)
    return { update, moment, cancel: this.#heldCancel(known) }
  }

  #heldCancel({ clientOrderId, cancelRequested }: HostedOrder): ClientOrderId | undefined {
    return cancelRequested && this.orders.find(clientOrderId) ? clientOrderId : undefined
  }

  #isOurs({ intent }: Order): boolean {
    return intent.strategyId === this.#key.strategyId && intent.instrumentId === this.#key.instrumentId
  }

  #isKnown({ clientOrderId, state, filledQuantity }: Order): boolean {
    const known = this.orders.find(clientOrderId)
    return known?.state === state && known.filledQuantity === filledQuantity
  }
}
