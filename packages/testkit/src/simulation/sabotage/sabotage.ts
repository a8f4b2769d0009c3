/** How a sabotage gets in: a wrapper around one port, put between the simulated one and the service. */
import type { Bus, OrderStore, RpcClient, Scheduler, Venue } from '@oasis/ports'
import type { Life } from '../process/life.ts'

/** The incarnation that the port is for. */
export interface SabotagedProcess {
  readonly life: Life
  readonly scheduler: Scheduler
  readonly bus: Bus
}

export interface Sabotage {
  readonly venue?: (venue: Venue) => Venue
  readonly orderStore?: (store: OrderStore, process: SabotagedProcess) => OrderStore
  /** Of the risk engine, towards the order manager. */
  readonly riskRpc?: (rpc: RpcClient) => RpcClient
}
