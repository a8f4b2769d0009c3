/** Writes down what the account is exposed to after each change, so that limits can be judged by the venue alone. */
import type { ClientOrderId, InstrumentId, Money, Price, Quantity } from '@oasis/domain'
import type { Exchange } from './exchange.ts'
import { costOf } from './exchange-amounts.ts'
import {
  type ExchangeChange,
  type ExchangeOrder,
  limitOf,
  type Moment,
  remainingOf,
} from './exchange-records.ts'
import type { ExposureMoment } from './venue-ledger.ts'

export class ExposureLog {
  readonly moments: ExposureMoment[] = []
  readonly #exchange: Exchange
  readonly #traded = new Map<InstrumentId, bigint>()

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  record(change: ExchangeChange, moment: Moment): void {
    switch (change.kind) {
      case 'TRANSFER':
        for (const id of this.#exchange.instrumentsOf(change.currency))
          this.#note(id, 'TRANSFER', undefined, moment)
        return
      case 'EXECUTION': {
        const { instrumentId, clientOrderId, side, quantity, kind } = change.execution
        const sign = (side === 'BUY') === (kind === 'FILL') ? 1n : -1n
        if (clientOrderId !== undefined) {
          this.#traded.set(instrumentId, (this.#traded.get(instrumentId) ?? 0n) + sign * quantity)
        }
        this.#note(instrumentId, kind === 'FILL' ? 'FILLED' : 'REVERSED', clientOrderId, moment)
        return
      }
      case 'ORDER':
        if (change.cause === 'CHANGED') return
        this.#note(change.order.instrumentId, change.cause, change.order.clientOrderId, moment)
    }
  }

  #note(
    instrumentId: InstrumentId,
    cause: ExposureMoment['cause'],
    clientOrderId: ClientOrderId | undefined,
    { at }: Moment,
  ): void {
    const touch = this.#exchange.touchOf(instrumentId)
    const open = [...this.#exchange.openOrders]
    const own = open.filter((order) => order.clientOrderId !== undefined)
    const here = open.filter((order) => order.instrumentId === instrumentId)
    const buys = here.filter((order) => order.side === 'BUY')
    const sells = here.filter((order) => order.side === 'SELL')
    this.moments.push({
      at,
      instrumentId,
      cause,
      clientOrderId,
      bid: touch?.bid as Price | undefined,
      ask: touch?.ask as Price | undefined,
      position: this.#exchange.baseHeld(instrumentId) as Quantity,
      tradedPosition: (this.#traded.get(instrumentId) ?? 0n) as Quantity,
      openBuys: sum(buys, remainingOf) as Quantity,
      openSells: sum(sells, remainingOf) as Quantity,
      openBuyNotional: sum(buys, (order) => notionalLeft(order, touch?.ask)) as Money,
      openSellNotional: sum(sells, (order) => notionalLeft(order, touch?.bid)) as Money,
      openOrders: own.filter((order) => order.instrumentId === instrumentId).length,
      openOrdersOfAll: own.length,
    })
  }
}

const notionalLeft = (order: ExchangeOrder, touch: bigint | undefined): bigint =>
  costOf(limitOf(order) ?? touch ?? 0n, remainingOf(order))

const sum = (orders: readonly ExchangeOrder[], value: (order: ExchangeOrder) => bigint): bigint =>
  orders.reduce((total, order) => total + value(order), 0n)
