/** The account as plain, sorted data: two runs that did the same have the same summary, and so the same hash. */
import {
  type AccountLedger,
  type Execution,
  formatMoney,
  formatPrice,
  formatQuantity,
  type Order,
} from '@oasis/domain'

type Row = Readonly<Record<string, string | number | boolean>>

export interface AccountSummary {
  readonly accountId: string
  readonly accountSeq: number
  readonly orders: readonly Row[]
  readonly executions: readonly Row[]
  readonly positions: readonly Row[]
  readonly cash: Readonly<Record<string, string>>
}

export function summarizeAccount(
  accountSeq: number,
  ledger: AccountLedger,
  orders: readonly Order[],
  executions: readonly Execution[],
): AccountSummary {
  return {
    accountId: ledger.accountId,
    accountSeq,
    orders: orders.map(orderRow).sort(byText('clientOrderId')),
    executions: executions.map(executionRow).sort(byText('executionId')),
    positions: positionRows(ledger).sort(byText('key')),
    cash: Object.fromEntries(
      [...ledger.balances]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, total]) => [name, formatMoney(total)]),
    ),
  }
}

const byText =
  (column: string) =>
  (a: Row, b: Row): number =>
    String(a[column]) < String(b[column]) ? -1 : 1

const orderRow = ({ intent, ...order }: Order): Row => ({
  clientOrderId: order.clientOrderId,
  intentId: intent.intentId,
  strategyId: intent.strategyId,
  instrumentId: intent.instrumentId,
  side: intent.side,
  type: intent.terms.type,
  cause: intent.cause.eventId,
  state: order.state,
  filledQuantity: formatQuantity(order.filledQuantity),
  filledNotional: formatMoney(order.filledNotional),
  fees: formatMoney(order.fees),
  version: order.version,
  needsReview: order.needsReview,
})

const executionRow = (execution: Execution): Row => ({
  executionId: execution.executionId,
  kind: execution.kind,
  clientOrderId: execution.clientOrderId,
  instrumentId: execution.instrumentId,
  side: execution.side,
  price: formatPrice(execution.price),
  quantity: formatQuantity(execution.quantity),
  fee: formatMoney(execution.fee),
  liquidity: execution.liquidity,
  tsEvent: String(execution.tsEvent),
})

const positionRows = (ledger: AccountLedger): Row[] =>
  [...ledger.byStrategy].flatMap(([strategyId, positions]) =>
    [...positions].map(([instrumentId, position]) => ({
      key: `${strategyId} ${instrumentId}`,
      quantity: formatQuantity(position.quantity),
      costBasis: formatMoney(position.costBasis),
      realizedPnl: formatMoney(position.realizedPnl),
      fees: formatMoney(position.fees),
    })),
  )
