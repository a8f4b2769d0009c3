/** What the status API answers, as far as tests look at it. */
import { expect } from 'vitest'
import { product, text, units } from './naive-decimal.ts'
import type { RunningOts } from './ots-process.ts'

export interface SystemJson {
  readonly bot: {
    readonly status: string
    readonly haltEpoch: number
    readonly reason: string
    readonly changedBy: string
    readonly since: string
  } | null
  readonly strategies: readonly {
    readonly id: string
    readonly status: string | null
    readonly reason: string | null
    readonly changedBy: string | null
    readonly params: unknown
    readonly paramsSet: boolean | null
    readonly generation: number | null
  }[]
  readonly instruments: readonly { readonly lastPrice: string | null }[]
  readonly decisions: readonly { readonly strategyId: string; readonly code: string | null }[]
}

export interface PortfolioJson {
  readonly mode: string
  readonly source: string
  readonly accounts: readonly {
    readonly accountId: string
    readonly accountSeq: number
    readonly equity: string | null
    readonly balances: readonly { readonly currency: string; readonly total: string; readonly held: string }[]
    readonly positions: readonly {
      readonly instrumentId: string
      readonly quantity: string
      readonly mark: string | null
      readonly fees: string
    }[]
  }[]
}

export interface OrderJson {
  readonly clientOrderId: string
  readonly strategyId: string
  readonly venueOrderId: string | null
  readonly instrumentId: string
  readonly side: string
  readonly state: string
  readonly cause: string
  readonly createdAt: string
  readonly filledQuantity: string
  readonly fees: string
  readonly executions: readonly {
    readonly executionId: string
    readonly price: string
    readonly quantity: string
    readonly fee: string
  }[]
}

export interface OperationsJson {
  readonly items: readonly OrderJson[]
  readonly nextCursor: string | null
}

/** Every order, newest first, page by page. */
export async function allOrders(ots: RunningOts, limit = 500): Promise<OrderJson[]> {
  const orders: OrderJson[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const suffix: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: OperationsJson = await ots.json(`/status/operations?limit=${limit}${suffix}`)
    orders.push(...page.items)
    cursor = page.nextCursor
  }
  return orders
}

/** The account's equity is its cash plus its positions at the mark, exactly. */
export function expectEquityToAddUp({ accounts: [account] }: PortfolioJson, currency = 'USD'): void {
  const cash = account?.balances.find((balance) => balance.currency === currency)?.total ?? '0'
  let equity = units(cash)
  for (const { quantity, mark } of account?.positions ?? []) {
    if (quantity !== '0') equity += product(units(quantity), units(mark ?? 'no mark'))
  }
  expect(account?.equity).toBe(text(equity))
}

/** Position, fees and cash spent follow from the orders' executions alone. */
export function sumsOfOrders(orders: readonly OrderJson[], instrumentId: string) {
  let quantity = 0n
  let fees = 0n
  let spent = 0n
  for (const { side, instrumentId: id, executions } of orders) {
    if (id !== instrumentId) continue
    for (const execution of executions) {
      const signed = side === 'BUY' ? units(execution.quantity) : -units(execution.quantity)
      quantity += signed
      fees += units(execution.fee)
      spent += product(signed, units(execution.price)) + units(execution.fee)
    }
  }
  return { quantity: text(quantity), fees: text(fees), spent }
}
