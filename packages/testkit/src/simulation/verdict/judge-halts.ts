/** While a halt is in force nothing goes to the venue but reductions that cannot rest, and at rest nothing is open. */

import type { World } from '../world/world.ts'
import { mayRest } from './may-rest.ts'

export function judgeHalts(world: World): string[] {
  const failures = world.sentWhileHalted.flatMap(({ clientOrderId, terms }) =>
    mayRest(terms) ? [`order ${clientOrderId}, which may rest, was sent while halted`] : [],
  )
  if (world.haltLatch.record === undefined) return failures
  const open = world.venue.ledger.openOrders.filter(({ clientOrderId }) => clientOrderId !== undefined)
  return [...failures, ...open.map(({ clientOrderId }) => `order ${clientOrderId} is open in a halt`)]
}
