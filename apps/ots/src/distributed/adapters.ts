/**
 * What a service's process opens. One implementation chooses the real adapters by the environment (`open-adapters.ts`);
 * tests give others. Whatever is opened is closed by whoever opened it.
 */
import type { StrategyId } from '@oasis/domain'
import type {
  Bus,
  ControlCenterStore,
  Lease,
  Leases,
  OrderStore,
  PaperJournal,
  PortfolioCache,
  ReadModelStore,
  RiskStore,
  RpcClient,
  RpcServer,
  StrategyStore,
} from '@oasis/ports'
import type { LeaseBoard, OrderHistory } from '@oasis/store-sql'

export interface ClosableRpcClient extends RpcClient {
  close(): void | Promise<void>
}

/** Nobody can reach it before it listens. */
export interface ListeningRpcServer extends RpcServer {
  /** Resolves with the address. Once. */
  listen(): Promise<string>
  close(): Promise<void>
}

export interface ClosableCache extends PortfolioCache {
  close(): Promise<void>
}

export interface Adapters {
  openBus(): Promise<Bus>
  /** Towards risk engine and order manager. */
  openRpcClient(): ClosableRpcClient
  openRpcServer(): ListeningRpcServer
  openLeases(): Leases
  openLeaseBoard(): LeaseBoard
  /** Written by the lease's holder alone; so are the next five. */
  openOrderStore(lease: Lease): Promise<OrderStore>
  openPaperJournal(lease: Lease): Promise<PaperJournal>
  openRiskStore(lease: Lease): Promise<RiskStore>
  openStrategyStore(strategy: StrategyId, lease: Lease): Promise<StrategyStore>
  openControlCenterStore(lease: Lease): Promise<ControlCenterStore>
  openReadModelStore(lease: Lease): Promise<ReadModelStore>
  openOrderHistory(): Promise<OrderHistory>
  openPortfolioCache(): Promise<ClosableCache>
}
