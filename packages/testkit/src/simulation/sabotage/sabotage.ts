/** How a sabotage gets in: a wrapper around one port, put between it and the service. */
import type { PlaceOrderRequest } from '@oasis/contracts'
import type { Bus, OrderStore, RpcClient, RpcServer, Scheduler, Venue } from '@oasis/ports'

/** What the process has whose port it is. */
export interface SabotagedProcess {
  readonly scheduler: Scheduler
  readonly bus: Bus
}

export interface Sabotage {
  readonly venue?: (venue: Venue) => Venue
  readonly orderStore?: (store: OrderStore, process: SabotagedProcess) => OrderStore
  /** Of the order manager; `signAnew` gives a request an approval that is good now, whatever it came with. */
  readonly orderRpc?: (
    server: RpcServer,
    signAnew: (request: PlaceOrderRequest) => PlaceOrderRequest,
  ) => RpcServer
  /** Of the risk engine, towards the order manager. */
  readonly riskRpc?: (rpc: RpcClient) => RpcClient
}
