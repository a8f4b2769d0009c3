/** What a scenario is run on: the system in one of its ways, and its time. Ports may be others after a restart. */
import type { UnixNanos } from '@oasis/domain'
import type { Bus, OrderStore, PortfolioCache, RpcClient } from '@oasis/ports'
import type { ScriptedMarket } from './market/scripted-market.ts'
import type { RestartableService } from './scenario.ts'

export interface ScenarioSystem {
  /** What its market connector is connected to. */
  readonly market: ScriptedMarket
  readonly bus: Bus
  readonly rpc: RpcClient
  readonly orders: Pick<OrderStore, 'listOrders' | 'listExecutions'>
  readonly portfolios: Pick<PortfolioCache, 'get'>
  now(): UnixNanos
  /** Lets so much of its time go by. */
  pass(ms: number): Promise<void>
  /** Waits while its time goes on as it needs to. */
  drive<T>(work: Promise<T>): Promise<T>
  /** Resolves when it is on its way up again. In one process, with everything else. */
  restart(service: RestartableService): Promise<void>
  /** What went wrong behind the scenes; undefined while nothing has. */
  failure(): unknown
  stop(): Promise<void>
}
