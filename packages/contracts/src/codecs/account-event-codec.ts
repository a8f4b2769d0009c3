/** `OrderEvent` on the wire is `AccountEvent` in the domain: an order, an execution or a balance changed. */
import { type AccountEvent, type AccountEventBody, accountId, eventId } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { adjustmentFromWire, adjustmentToWire } from './balance-adjustment-codec.ts'
import { orderTriggers } from './enums.ts'
import { executionFromWire, executionToWire } from './execution-codec.ts'
import { Fields, freeText } from './fields.ts'
import { messageCodec } from './message-codec.ts'
import { orderFromWire, orderToWire } from './order-codec.ts'

type EventWire = oasis.trading.v1.OrderEvent.$Properties
type BodyWire = Pick<EventWire, 'orderChanged' | 'executionBooked' | 'balanceAdjusted' | 'accountReset'>

const at = new Fields('oasis.trading.v1.OrderEvent')
const atOrder = new Fields('oasis.trading.v1.OrderChanged')
const atExecution = new Fields('oasis.trading.v1.ExecutionBooked')
const atAdjustment = new Fields('oasis.trading.v1.BalanceAdjusted')

function bodyToWire(body: AccountEventBody): BodyWire {
  switch (body.kind) {
    case 'ORDER':
      return {
        orderChanged: { trigger: orderTriggers.toNumber[body.trigger], order: orderToWire(body.order) },
      }
    case 'EXECUTION':
      return {
        executionBooked: { execution: executionToWire(body.execution), order: orderToWire(body.order) },
      }
    case 'ADJUSTMENT':
      return { balanceAdjusted: { adjustment: adjustmentToWire(body.adjustment) } }
    case 'RESET':
      return { accountReset: { reason: freeText(body.reason) } }
  }
}

function bodyFromWire(wire: BodyWire): AccountEventBody {
  const { orderChanged, executionBooked, balanceAdjusted, accountReset } = wire
  if (orderChanged) {
    return {
      kind: 'ORDER',
      trigger: atOrder.oneOf('trigger', orderChanged.trigger, orderTriggers),
      order: orderFromWire(atOrder.message('order', orderChanged.order)),
    }
  }
  if (executionBooked) {
    return {
      kind: 'EXECUTION',
      execution: executionFromWire(atExecution.message('execution', executionBooked.execution)),
      order: orderFromWire(atExecution.message('order', executionBooked.order)),
    }
  }
  if (balanceAdjusted) {
    const adjustment = atAdjustment.message('adjustment', balanceAdjusted.adjustment)
    return { kind: 'ADJUSTMENT', adjustment: adjustmentFromWire(adjustment) }
  }
  if (accountReset) return { kind: 'RESET', reason: freeText(accountReset.reason) }
  return at.refuse('body', 'is missing')
}

export const accountEventCodec = messageCodec({
  schema: at.schema,
  message: oasis.trading.v1.OrderEvent,
  toWire: (event: AccountEvent): EventWire => ({
    eventId: event.eventId,
    accountId: event.accountId,
    accountSeq: event.accountSeq,
    ts: event.ts,
    ...bodyToWire(event.body),
  }),
  fromWire(wire): AccountEvent {
    const accountSeq = at.count(wire.accountSeq)
    if (accountSeq < 1) at.refuse('accountSeq', 'is missing')
    return {
      eventId: at.parsed('eventId', wire.eventId, eventId),
      accountId: at.parsed('accountId', wire.accountId, accountId),
      accountSeq,
      ts: at.time('ts', wire.ts),
      body: bodyFromWire(wire),
    }
  },
})
