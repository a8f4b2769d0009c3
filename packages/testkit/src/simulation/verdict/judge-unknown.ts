/**
 * An order whose outcome is unknown is resolved, or put to a person, within a minute of the venue's being there: one
 * minute, however often the order manager starts again meanwhile.
 */
import type { World } from '../world/world.ts'

const ALLOWED_MS = 60_000
/** The commit that ends it takes its time. */
const COMMIT_MS = 500

export function judgeUnknown(world: World): string[] {
  const { ledger } = world.venue
  return world.unknownTimes(world.scheduler.now()).flatMap(({ clientOrderId, times }) => {
    const reachable = times.map((spans) =>
      spans.reduce((ms, { from, to }) => ms + ledger.reachableMs(from, to), 0),
    )
    const ms = Math.max(...reachable)
    return ms > ALLOWED_MS + COMMIT_MS ? [`order ${clientOrderId} was UNKNOWN for ${ms} ms`] : []
  })
}
