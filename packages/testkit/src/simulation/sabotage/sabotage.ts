/** How a sabotage gets in: a wrapper around one port, put between it and the service. */
import type { Bus, OrderStore, RpcClient, Scheduler, Venue } from '@oasis/ports'

/** What the process has whose port it is. */
export interface SabotagedProcess {
  readonly scheduler: Scheduler
  readonly bus: Bus
}

export interface Sabotage {
  readonly venue?: (venue: Venue) => Venue
  readonly orderStore?: (store: OrderStore, process: SabotagedProcess) => OrderStore
  /** Of the risk engine, towards the order manager. */
  readonly riskRpc?: (rpc: RpcClient) => RpcClient
}
