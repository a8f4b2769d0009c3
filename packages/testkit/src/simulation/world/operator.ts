/**
 * A person at the controls: pauses, halts, resumes, changes limits, stops strategies, cancels orders. By commands on the
 * topic, some of them twice, and by the direct path. A halt is ended after a while by whoever finds it.
 */
import { type OrderResolution, orderService, riskService, topics } from '@oasis/contracts'
import {
  type AccountControlState,
  addMillis,
  type Command,
  type CommandAction,
  type CommandTarget,
  type LimitScope,
  type Limits,
  type Money,
  type Order,
  strategyId,
} from '@oasis/domain'
import type { Bus, NewRecord, Random, RpcClient, Scheduler } from '@oasis/ports'
import type { LedgerOrderStatus, VenueLedger } from '../../simulated-venue/venue-ledger.ts'
import type { Broker } from '../ports/broker.ts'
import type { MemoryOrderStore } from '../stores/memory-order-store.ts'
import { ACCOUNT, type Setup } from './setup.ts'

export interface OperatorPorts {
  readonly bus: Bus
  readonly rpc: RpcClient
  /** What the Control Center shows. */
  readonly broker: Broker
  readonly orders: Pick<MemoryOrderStore, 'orders'>
  /** What a person sees who looks at the venue. */
  readonly atVenue: Pick<VenueLedger, 'orders'>
  readonly scheduler: Scheduler
  readonly random: Random
}

const BY = 'operator'
const RETRY_MS = 50
const LOOK_MS = 4_000
const CALL_TIMEOUT_MS = 5_000
const RECONCILE_TIMEOUT_MS = 60_000
const PATIENCE_MS = 60_000
const RESOLUTIONS: Readonly<Record<LedgerOrderStatus, OrderResolution | undefined>> = {
  OPEN: 'OPEN',
  PENDING_CANCEL: 'OPEN',
  CANCELED: 'CANCELED',
  EXPIRED: 'EXPIRED',
  FILLED: undefined,
}
const ACCOUNT_TARGET: CommandTarget = { kind: 'ACCOUNT', accountId: ACCOUNT }

export class Operator {
  readonly issued: Command[] = []
  /** Differences that were left to a person. */
  adopted = 0
  readonly #ports: OperatorPorts
  readonly #setup: Setup
  #count = 0
  #stopped = false
  #restless = true

  constructor(setup: Setup, ports: OperatorPorts) {
    this.#setup = setup
    this.#ports = ports
  }

  start(): void {
    this.#lookForHalts()
    if (this.#setup.operatorEveryMs > 0) this.#plan()
  }

  /** Ends what is halted, and does nothing after that. */
  async leave(): Promise<void> {
    this.#stopped = true
    await this.#resumeIfHalted()
  }

  /** What is left to a person: orders in REVIEW or given up as absent, and balances that nothing explains. Rejects where a call fails. */
  async settle(): Promise<void> {
    const { orders, rpc } = this.#ports
    for (const order of orders.orders) {
      if (order.state === 'REVIEW' || order.absentUntil !== undefined) await this.#resolve(order)
    }
    const ask = (adopt: boolean) =>
      rpc.call(
        orderService.reconcile,
        { accountId: ACCOUNT, adopt, by: BY },
        { timeoutMs: RECONCILE_TIMEOUT_MS },
      )
    const { differences } = await ask(false)
    if (differences.length === 0) return
    this.adopted += differences.length
    await ask(true)
  }

  /**
   * Wide limits, for a seed in which deposits or lowered limits have left no room to trade. From then on nothing but
   * halts that are found is touched.
   */
  async makeRoom(): Promise<void> {
    this.#restless = false
    const { limits, markets } = this.#setup
    // Ten times were not enough for what was paid in over hours.
    const wide = (value: Money): Money => (value * 1000n) as Money
    const own = { maxPositionNotional: wide(limits.maxPositionNotional) }
    const account = {
      ...limits,
      ...own,
      maxGrossExposure: wide(limits.maxGrossExposure),
      maxNetExposure: wide(limits.maxNetExposure),
      maxOpenOrders: 50,
    }
    await this.#command(ACCOUNT_TARGET, setLimits({ level: 'account', id: ACCOUNT }, account))
    for (const { instrument } of markets) {
      await this.#command(ACCOUNT_TARGET, setLimits({ level: 'instrument', id: instrument.id }, own))
    }
  }

  async #resolve({ clientOrderId, createdAt }: Order): Promise<void> {
    const { rpc, atVenue, scheduler } = this.#ports
    const found = atVenue.orders.find((order) => order.clientOrderId === clientOrderId)
    // A request that hangs in the network may still arrive.
    if (found === undefined && scheduler.now() < addMillis(createdAt, PATIENCE_MS)) return
    const resolution = found === undefined ? 'NEVER_EXISTED' : RESOLUTIONS[found.status]
    // Its fills tell the rest.
    if (resolution === undefined) return
    const request = { clientOrderId, resolution, reason: 'looked it up', by: BY }
    await rpc.call(orderService.resolveOrder, request, { timeoutMs: CALL_TIMEOUT_MS })
  }

  #plan(): void {
    const { scheduler, random } = this.#ports
    scheduler.after(Math.floor(2 * this.#setup.operatorEveryMs * random()), () => {
      if (this.#stopped || !this.#restless) return
      void this.#act()
      this.#plan()
    })
  }

  #lookForHalts(): void {
    const { scheduler, random } = this.#ports
    scheduler.after(LOOK_MS + Math.floor(LOOK_MS * random()), () => {
      if (this.#stopped) return
      void this.#resumeIfHalted()
      this.#lookForHalts()
    })
  }

  async #act(): Promise<void> {
    const { random } = this.#ports
    const draw = random()
    if (draw < 0.25) {
      this.#soon(() => this.#command(ACCOUNT_TARGET, status('RUNNING')))
      return this.#command(ACCOUNT_TARGET, status('PAUSED'))
    }
    if (draw < 0.35) return this.#command(ACCOUNT_TARGET, status('RUNNING'))
    if (draw < 0.42) return this.#command(ACCOUNT_TARGET, status('HALTED', random() < 0.3))
    if (draw < 0.5) return this.#haltDirectly()
    if (draw < 0.65) return this.#command(ACCOUNT_TARGET, this.#newLimits())
    if (draw < 0.8) return this.#cancelSomething()
    return this.#steerStrategy()
  }

  #soon(work: () => Promise<void>): void {
    const { scheduler, random } = this.#ports
    scheduler.after(2_000 + Math.floor(6_000 * random()), () => {
      if (!this.#stopped) void work()
    })
  }

  /** As `ots halt` does: asks risk, and the order manager itself where risk does not answer. */
  async #haltDirectly(): Promise<void> {
    const { rpc, random } = this.#ports
    const request = { accountId: ACCOUNT, reason: 'by hand', by: BY }
    const options = { timeoutMs: CALL_TIMEOUT_MS }
    const flatten = random() < 0.3
    try {
      await rpc.call(riskService.halt, { ...request, flatten, acceptStalePrices: false }, options)
    } catch {
      await rpc.call(orderService.cancelAll, { ...request, halt: true }, options).catch(() => {})
    }
  }

  #newLimits(): CommandAction {
    const { random } = this.#ports
    const scaled = (value: Money): Money =>
      ((value * BigInt(Math.round(500 + 1_000 * random()))) / 1_000n) as Money
    const { limits, markets } = this.#setup
    const first = markets[0]?.instrument.id
    if (first !== undefined && random() < 0.3) {
      const own = { maxPositionNotional: scaled(limits.maxPositionNotional) }
      return setLimits({ level: 'instrument', id: first }, own)
    }
    const changed: Partial<Limits> = {
      ...limits,
      maxPositionNotional: scaled(limits.maxPositionNotional),
      maxGrossExposure: scaled(limits.maxGrossExposure),
      maxOpenOrders: 2 + Math.floor(random() * 12),
    }
    return setLimits({ level: 'account', id: ACCOUNT }, changed)
  }

  async #cancelSomething(): Promise<void> {
    const { orders, random } = this.#ports
    const recent = orders.orders.slice(-8)
    const order = recent[Math.floor(random() * recent.length)]
    if (order)
      await this.#command(ACCOUNT_TARGET, { kind: 'CANCEL_ORDER', clientOrderId: order.clientOrderId })
  }

  async #steerStrategy(): Promise<void> {
    const { random } = this.#ports
    const { strategies } = this.#setup
    const strategy = strategies[Math.floor(random() * strategies.length)]
    if (!strategy) return
    const target = { kind: 'STRATEGY', strategyId: strategyId(strategy.id) } as const
    const draw = random()
    if (draw < 0.6) {
      this.#soon(() => this.#command(target, { kind: 'SET_STRATEGY_STATUS', status: 'RUNNING' }))
      await this.#command(target, { kind: 'SET_STRATEGY_STATUS', status: 'STOPPED' })
    } else if (draw < 0.7) {
      await this.#command(target, { kind: 'SET_STRATEGY_STATUS', status: 'RUNNING' })
    } else if (strategy.type === 'restless-trader') {
      const params = JSON.stringify({ ...strategy.params, eagerness: 0.05 + 0.2 * random() })
      await this.#command(target, { kind: 'SET_STRATEGY_CONFIG', params })
    }
  }

  async #resumeIfHalted(): Promise<void> {
    const state = this.#accountState()
    if (state?.status !== 'HALTED') return
    await this.#command(ACCOUNT_TARGET, { ...status('RUNNING'), haltEpoch: state.haltEpoch })
  }

  #accountState(): AccountControlState | undefined {
    const { spec, codec } = topics.controlState
    const records = this.#ports.broker.partitions(spec.name).flatMap((partition) => partition.records)
    for (const { value } of records.toReversed()) {
      const state = value && codec.decode(value)
      if (state?.kind === 'ACCOUNT') return state
    }
    return undefined
  }

  async #command(target: CommandTarget, action: CommandAction): Promise<void> {
    const { scheduler, random } = this.#ports
    const command: Command = {
      commandId: `00000000-0000-4000-8000-${String(++this.#count).padStart(12, '0')}`,
      target,
      action,
      issuedBy: BY,
      reason: 'simulated',
      issuedAt: scheduler.now(),
    }
    this.issued.push(command)
    const record = topics.commands.record(command)
    await this.#publish(random() < 0.1 ? [record, record] : [record])
  }

  async #publish(records: readonly NewRecord[]): Promise<void> {
    for (;;) {
      try {
        return await this.#ports.bus.publish(records)
      } catch {
        await this.#ports.scheduler.sleep(RETRY_MS)
      }
    }
  }
}

const status = (to: 'RUNNING' | 'PAUSED' | 'HALTED', flatten = false) =>
  ({ kind: 'SET_BOT_STATUS', status: to, flatten, acceptStalePrices: false }) as const

const setLimits = (scope: LimitScope, limits: Partial<Limits>) =>
  ({ kind: 'SET_RISK_LIMITS', scope, limits }) as const
