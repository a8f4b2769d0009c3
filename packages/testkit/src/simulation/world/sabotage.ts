/** How a sabotage gets in: a wrapper around one port, put between the simulated one and the service. */
import type { OrderStore, RpcClient, Venue } from '@oasis/ports'
import type { Incarnation } from '../process/simulated-process.ts'
import type { World } from './world.ts'

export interface Sabotage {
  readonly orderManagerVenue?: (venue: Venue, at: Incarnation, world: World) => Venue
  readonly orderStore?: (store: OrderStore, at: Incarnation, world: World) => OrderStore
  readonly riskRpc?: (rpc: RpcClient, at: Incarnation, world: World) => RpcClient
}
