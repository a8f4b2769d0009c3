/** What the services of a running system put on the topics, made up for an order's whole life. */
import { topics } from '@oasis/contracts'
import {
  type AccountEvent,
  type AccountEventBody,
  adjustmentEventId,
  type Order,
  type OrderIntent,
  orderEventId,
  type Portfolio,
  parseMoney,
  parsePrice,
  parseQuantity,
  type RuleCheck,
  type UnixNanos,
  venueOrderId,
} from '@oasis/domain'
import type { Bus } from '@oasis/ports'
import {
  buildDecision,
  buildExecution,
  buildIntent,
  buildOrder,
  buildPortfolio,
  buildSignal,
  denied,
  TEST_ACCOUNT,
  TEST_TIME,
} from '@oasis/testkit'

export const at = (ms: number): UnixNanos => (TEST_TIME + BigInt(ms) * 1_000_000n) as UnixNanos

/** What an approval is told with. */
const PASSED: RuleCheck = {
  ...{ rule: 'POSITION_LIMIT', level: 'strategy', value: '650', limit: '5000', unit: 'USD' },
}

/** Puts order events on the topic in the order of their numbers. */
export class AccountHistory {
  readonly #bus: Bus
  accountSeq = 0

  constructor(bus: Bus) {
    this.#bus = bus
  }

  event(body: AccountEventBody, ts: UnixNanos): AccountEvent {
    this.accountSeq += 1
    const eventId =
      'order' in body
        ? orderEventId(body.order.clientOrderId, body.order.version)
        : adjustmentEventId(TEST_ACCOUNT, this.accountSeq)
    return { eventId, accountId: TEST_ACCOUNT, accountSeq: this.accountSeq, ts, body }
  }

  publish(...events: readonly AccountEvent[]): Promise<void> {
    return this.#bus.publish(events.map((event) => topics.orderEvents.record(event)))
  }

  /** The n-th order: signalled, approved, submitted, acknowledged, filled, each a millisecond after the other. */
  async fill(n: number, changes: Partial<OrderIntent> = {}): Promise<Order> {
    const intent = buildIntent(n, changes)
    const { instrumentId, strategyId, side } = intent
    const t = n * 1_000
    await this.#bus.publish([
      topics.signals.record(buildSignal(n, { instrumentId, strategyId, side, ts: at(t) })),
      topics.riskDecisions.record(buildDecision(n, { intent, checks: [PASSED], ts: at(t + 1) })),
    ])
    const created = buildOrder(n, { createdAt: at(t + 2), updatedAt: at(t + 2) }, changes)
    const submitted: Order = { ...created, state: 'SUBMITTED', version: 2 }
    const open: Order = { ...submitted, state: 'OPEN', version: 3, venueOrderId: venueOrderId(`v-${n}`) }
    const execution = buildExecution(open, n, {
      ...{
        price: parsePrice('65000'),
        quantity: parseQuantity('1'),
        fee: parseMoney('39'),
        tsEvent: at(t + 5),
      },
    })
    const filled: Order = {
      ...open,
      ...{ state: 'FILLED', version: 4, updatedAt: at(t + 5), fees: execution.fee },
      ...{ filledQuantity: execution.quantity, filledNotional: parseMoney('65000') },
    }
    await this.publish(
      this.event({ kind: 'ORDER', trigger: 'CREATE', order: created }, at(t + 2)),
      this.event({ kind: 'ORDER', trigger: 'SUBMIT', order: submitted }, at(t + 3)),
      this.event({ kind: 'ORDER', trigger: 'ACKNOWLEDGE', order: open }, at(t + 4)),
      this.event({ kind: 'EXECUTION', execution, order: filled }, at(t + 5)),
    )
    return filled
  }

  async deny(n: number): Promise<void> {
    await this.#bus.publish([
      topics.signals.record(buildSignal(n, { ts: at(n * 1_000) })),
      topics.riskDecisions.record(denied(n, { ts: at(n * 1_000 + 1) })),
    ])
  }

  snapshot(ms: number, equity: string | undefined, changes: Partial<Portfolio> = {}): Promise<void> {
    const portfolio = buildPortfolio({
      ...{ accountId: TEST_ACCOUNT, accountSeq: this.accountSeq, ts: at(ms) },
      ...(equity === undefined ? {} : { equity: parseMoney(equity) }),
      ...changes,
    })
    return this.#bus.publish([topics.portfolioSnapshots.record(portfolio)])
  }
}
