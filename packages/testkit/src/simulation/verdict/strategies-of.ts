import type { ClientOrderId, StrategyId } from '@oasis/domain'
import type { World } from '../world/world.ts'

/** Whose order it is: the strategy's that wanted it, or for which risk sells what it holds. */
export const strategiesOf = (world: World): ReadonlyMap<ClientOrderId, StrategyId> =>
  new Map(world.orderStore.orders.map(({ clientOrderId, intent }) => [clientOrderId, intent.strategyId]))
