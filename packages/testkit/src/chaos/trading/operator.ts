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
  strategyId,
} from '@oasis/domain'
import type { EmbeddedSystem } from '@oasis/ots'
import type { Random, Scheduler } from '@oasis/ports'
import type { ChaosInstrument } from '../market/chaos-market.ts'
import { CHAOS_ACCOUNT } from './chaos-config.ts'

export interface OperatorOptions {
  readonly system: EmbeddedSystem
  readonly scheduler: Scheduler
  readonly random: Random
  readonly instruments: readonly ChaosInstrument[]
}

export interface Operator {
  start(): void
  stop(): void
  /** Each strategy's command is on the bus when this resolves. */
  stopStrategies(): Promise<void>
}

const ACCOUNT = accountId(CHAOS_ACCOUNT)
const EVERY_MS = 300
const PAUSE_MS = 200

export function createOperator({ system, scheduler, random, instruments }: OperatorOptions): Operator {
  let stopped = false
  const strategies = instruments.map((_, n) => strategyId(`chaos-${n}`))
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
    const open = (await system.orders.openOrders(ACCOUNT)).filter(({ state }) => !isFinal(state))
    const order = open[Math.floor(random() * open.length)]
    if (order) await send(account, { kind: 'CANCEL_ORDER', clientOrderId: order.clientOrderId })
  }
  const narrow = async (): Promise<void> => {
    const instrument = instruments[Math.floor(random() * instruments.length)]?.instrument
    if (!instrument) return
    const limits = random() < 0.5 ? {} : { maxPositionNotional: parseMoney(random() < 0.5 ? '300' : '800') }
    await send(account, {
      kind: 'SET_RISK_LIMITS',
      scope: { level: 'instrument', id: instrument.id },
      limits,
    })
  }
  const pause = async (): Promise<void> => {
    await send(account, status('PAUSED'))
    await scheduler.sleep(PAUSE_MS)
    await send(account, status('RUNNING'))
  }
  const restart = async (): Promise<void> => {
    const target = strategy(strategies[Math.floor(random() * strategies.length)] ?? strategyId('chaos-0'))
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
      await scheduler.sleep(EVERY_MS * (0.5 + random()))
      if (!stopped) await acts[Math.floor(random() * acts.length)]?.()
    }
  }
  return {
    // A command that cannot be published dies with its process.
    start: () => void begin().catch(() => {}),
    stop: () => {
      stopped = true
    },
    stopStrategies: async () => {
      for (const id of strategies)
        await send(strategy(id), { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' })
    },
  }
}
