/** A person with a restless hand: commands of all kinds, through the bus like any other's. */
import { randomUUID } from 'node:crypto'
import { topics } from '@oasis/contracts'
import {
  accountId,
  type CommandAction,
  type CommandTarget,
  isFinal,
  parseMoney,
  type StrategyId,
} from '@oasis/domain'
import type { OtsConfig } from '@oasis/ots'
import type { Bus, OrderStore, Random, Scheduler } from '@oasis/ports'
import { CHAOS_ACCOUNT } from './chaos-config.ts'

export interface OperatorOptions {
  readonly system: {
    readonly bus: Pick<Bus, 'publish'>
    readonly orders: Pick<OrderStore, 'openOrders'>
  }
  readonly scheduler: Scheduler
  readonly random: Random
  readonly config: Pick<OtsConfig, 'strategies'>
  /** How far it narrows and widens the limit of an instrument's position. */
  readonly positionLimits: readonly [narrow: string, wide: string]
  /** Between two commands, about. */
  readonly everyMs?: number
}

export interface Operator {
  start(): void
  stop(): void
  /** Each strategy's command is on the bus when this resolves. */
  stopStrategies(): Promise<void>
  /** Asks for the end of all open orders; likewise. */
  cancelOrders(): Promise<void>
}

const ACCOUNT = accountId(CHAOS_ACCOUNT)
const EVERY_MS = 300
const PAUSE_MS = 200

export function createOperator(options: OperatorOptions): Operator {
  const { system, scheduler, random, config, positionLimits, everyMs = EVERY_MS } = options
  let stopped = false
  const strategies = config.strategies.map(({ id }) => id)
  const instruments = config.strategies.flatMap((strategy) => strategy.instruments)
  const oneOf = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)]
  const account: CommandTarget = { kind: 'ACCOUNT', accountId: ACCOUNT }
  const strategy = (id: StrategyId): CommandTarget => ({ kind: 'STRATEGY', strategyId: id })

  const send = async (target: CommandTarget, action: CommandAction): Promise<void> => {
    const command = {
      ...{ commandId: randomUUID(), target, action },
      ...{ issuedBy: 'chaos', reason: 'chaos', issuedAt: scheduler.now() },
    }
    await system.bus.publish([topics.commands.record(command)])
  }
  const status = (name: 'RUNNING' | 'PAUSED'): CommandAction => ({
    kind: 'SET_BOT_STATUS',
    status: name,
    flatten: false,
    acceptStalePrices: false,
  })

  const cancelOne = async (): Promise<void> => {
    const order = oneOf((await system.orders.openOrders(ACCOUNT)).filter(({ state }) => !isFinal(state)))
    if (order) await send(account, { kind: 'CANCEL_ORDER', clientOrderId: order.clientOrderId })
  }
  const narrow = async (): Promise<void> => {
    const [id, limit] = [oneOf(instruments), oneOf(positionLimits)]
    if (id === undefined || limit === undefined) return
    const limits = random() < 0.5 ? {} : { maxPositionNotional: parseMoney(limit) }
    await send(account, { kind: 'SET_RISK_LIMITS', scope: { level: 'instrument', id }, limits })
  }
  const pause = async (): Promise<void> => {
    await send(account, status('PAUSED'))
    await scheduler.sleep(PAUSE_MS)
    await send(account, status('RUNNING'))
  }
  const restart = async (): Promise<void> => {
    const id = oneOf(strategies)
    if (id === undefined) return
    const target = strategy(id)
    await send(target, { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' })
    await scheduler.sleep(PAUSE_MS)
    await send(target, { kind: 'SET_STRATEGY_STATUS', status: 'RUNNING' })
  }
  const acts = [cancelOne, narrow, narrow, pause, restart]

  const begin = async (): Promise<void> => {
    // What a killed predecessor left stopped goes on.
    await send(account, status('RUNNING'))
    for (const id of strategies) {
      await send(strategy(id), { kind: 'SET_STRATEGY_STATUS', status: 'RUNNING' })
    }
    while (!stopped) {
      await scheduler.sleep(everyMs * (0.5 + random()))
      if (!stopped) await oneOf(acts)?.()
    }
  }
  return {
    // A command that cannot be published dies with its process.
    start: () => void begin().catch(() => {}),
    stop: () => {
      stopped = true
    },
    cancelOrders: async () => {
      for (const { clientOrderId, state } of await system.orders.openOrders(ACCOUNT)) {
        if (!isFinal(state)) await send(account, { kind: 'CANCEL_ORDER', clientOrderId })
      }
    },
    stopStrategies: async () => {
      for (const id of strategies)
        await send(strategy(id), { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' })
    },
  }
}
