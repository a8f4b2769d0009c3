/**
 * The orders of one instance that are not final, an intent without an answer included. Order events are the truth
 * about them; the answer to a submission only tells that there is something to wait for, or that there is not. The list
 * is never changed in place, so that all that came of an input can be taken back.
 */
import {
  type ClientOrderId,
  clientOrderIdOf,
  type IntentId,
  isFinal,
  type Order,
  type OrderIntent,
  type OrderState,
  ZERO_QUANTITY,
} from '@oasis/domain'
import type { HostedOrder } from './instance-state.ts'

/** Nothing that was asked of it so far is on its way for sure: it is asked again after a restart. */
export const awaitsCancel = ({ state, cancelRequested }: HostedOrder): boolean =>
  cancelRequested && state !== 'EMITTED' && state !== 'PENDING_CANCEL'

export class HostedOrders {
  #orders: readonly HostedOrder[]

  constructor(orders: readonly HostedOrder[]) {
    this.#orders = orders
  }

  get all(): readonly HostedOrder[] {
    return this.#orders
  }

  find(id: ClientOrderId): HostedOrder | undefined {
    return this.#orders.find((order) => order.clientOrderId === id)
  }

  findIntent(id: IntentId): HostedOrder | undefined {
    return this.#orders.find((order) => order.intentId === id)
  }

  emit(intent: OrderIntent): ClientOrderId {
    const order: HostedOrder = {
      ...orderFacts(intent),
      state: 'EMITTED',
      filledQuantity: ZERO_QUANTITY,
      cancelRequested: false,
    }
    this.#orders = [...this.#orders, order]
    return order.clientOrderId
  }

  /** Takes the order as it is now. An order that was not known (of an earlier life) is known from then on. */
  update({ clientOrderId, intent, state, filledQuantity }: Order): void {
    if (isFinal(state)) {
      this.remove(clientOrderId)
      return
    }
    const known = this.find(clientOrderId)
    const cancelRequested = known?.cancelRequested ?? false
    const order = { ...orderFacts(intent), clientOrderId, state, filledQuantity, cancelRequested }
    this.#orders = known ? this.#orders.map((one) => (one === known ? order : one)) : [...this.#orders, order]
  }

  /** It exists: its events tell the rest. */
  acknowledge(id: ClientOrderId, state: OrderState): void {
    // A final state stays for its events to tell, since they bring the fills along.
    this.#change(id, { state: isFinal(state) ? 'SUBMITTED' : state })
  }

  requestCancel(id: ClientOrderId): void {
    this.#change(id, { cancelRequested: true })
  }

  remove(id: ClientOrderId): void {
    this.#orders = this.#orders.filter((order) => order.clientOrderId !== id)
  }

  /** Back to what `all` was. */
  restore(orders: readonly HostedOrder[]): void {
    this.#orders = orders
  }

  #change(id: ClientOrderId, change: Partial<HostedOrder>): void {
    this.#orders = this.#orders.map((order) => (order.clientOrderId === id ? { ...order, ...change } : order))
  }
}

function orderFacts({ intentId, side, terms, reduceOnly, replaces }: OrderIntent) {
  const clientOrderId = clientOrderIdOf(intentId)
  return {
    intentId,
    clientOrderId,
    side,
    terms,
    reduceOnly,
    ...(replaces === undefined ? {} : { replaces }),
  }
}
