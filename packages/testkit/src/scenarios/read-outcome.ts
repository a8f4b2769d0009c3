/** What has come of a scenario so far, from the same places whichever way the system runs. */
import { isDeepStrictEqual } from 'node:util'
import { orderService, type Topic, topics } from '@oasis/contracts'
import {
  type AccountId,
  type CommandEvent,
  type Execution,
  formatMoney,
  formatPrice,
  formatQuantity,
} from '@oasis/domain'
import type { Bus, BusRecord } from '@oasis/ports'
import type { Outcome } from './scenario.ts'
import type { ScenarioSystem } from './scenario-system.ts'

const MANY = 1_000
const TIMEOUT_MS = 5_000

export type ReadOutcome = Omit<Outcome, 'halts' | 'status'> & {
  readonly status: Outcome['status'] | undefined
  /** Between what risk, cache and order manager say; empty when they agree. */
  readonly disagreements: readonly string[]
}

export async function readOutcome(system: ScenarioSystem, accountId: AccountId): Promise<ReadOutcome> {
  const orders = await system.orders.listOrders({ accountId, limit: MANY })
  const executions = (await system.orders.listExecutions(MANY)).toReversed()
  const decisions = await readTopic(system.bus, topics.riskDecisions)
  const answers = await readTopic(system.bus, topics.commandEvents)
  const states = await readTopic(system.bus, topics.controlState)
  const booked = await bookedAt(system, accountId)
  const portfolio = await system.portfolios.get(accountId)
  const cached = {
    positions: nonZero(
      (portfolio?.positions ?? []).map((each) => [each.instrumentId, formatQuantity(each.quantity)]),
    ),
    cash: nonZero((portfolio?.balances ?? []).map(({ currency, total }) => [currency, formatMoney(total)])),
  }
  const account = states.findLast((state) => state.kind === 'ACCOUNT' && state.accountId === accountId)
  return {
    orders: countBy(orders.map(({ state }) => state)),
    executions: executions.map(executionText),
    ...booked,
    denials: countBy(decisions.flatMap(({ verdict }) => (verdict.result === 'DENIED' ? [verdict.code] : []))),
    commands: answers.map(answerText),
    status: account?.kind === 'ACCOUNT' ? account.status : undefined,
    disagreements: isDeepStrictEqual(booked, cached)
      ? []
      : [`cache: ${JSON.stringify(cached)}, order manager: ${JSON.stringify(booked)}`],
  }
}

async function bookedAt(system: ScenarioSystem, accountId: AccountId) {
  const positions: [string, string][] = []
  const cash: [string, string][] = []
  const request = { accountId, takeEpoch: false }
  for await (const chunk of system.rpc.stream(orderService.snapshot, request, { timeoutMs: TIMEOUT_MS })) {
    for (const { strategyId, instrumentId, position } of chunk.positions) {
      if (strategyId === undefined) positions.push([instrumentId, formatQuantity(position.quantity)])
    }
    for (const { currency, total } of chunk.balances) cash.push([currency, formatMoney(total)])
  }
  return { positions: nonZero(positions), cash: nonZero(cash) }
}

/** Everything in a topic, each event once. */
export async function readTopic<T>(bus: Bus, topic: Topic<T>): Promise<readonly T[]> {
  const seen = new Map<string, T>()
  const onBatch = (records: readonly BusRecord[]) => {
    for (const { value, headers } of records) {
      const id = headers['event-id'] ?? ''
      if (value !== undefined && !seen.has(id)) seen.set(id, topic.codec.decode(value))
    }
  }
  const { name } = topic.spec
  const subscription = await bus.subscribe({
    ...{ group: 'scenario', topics: [name], assignment: 'ALL', startAt: 'earliest', onBatch },
  })
  try {
    const failed = subscription.failed.then((error) => Promise.reject(error))
    await Promise.race([subscription.caughtUp, failed])
  } finally {
    await subscription.close()
  }
  return [...seen.values()]
}

const executionText = ({ side, quantity, instrumentId, price, fee }: Execution): string =>
  `${side} ${formatQuantity(quantity)} ${instrumentId.split(':')[1]} @ ${formatPrice(price)} fee ${formatMoney(fee)}`

const answerText = ({ action, outcome }: CommandEvent): string => `${action} ${outcome}`

const nonZero = (entries: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(entries.filter(([, amount]) => amount !== '0').sort(([a], [b]) => (a < b ? -1 : 1)))

function countBy<K extends string>(items: readonly K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {}
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1
  return counts
}
