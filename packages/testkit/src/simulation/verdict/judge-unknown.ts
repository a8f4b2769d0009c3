/** An order whose outcome is unknown is resolved, or put to a person, within a minute of the venue's being there. */
import type { World } from '../world/world.ts'

const ALLOWED_MS = 60_000
/** The commit that ends it takes its time. */
const COMMIT_MS = 500

export function judgeUnknown(world: World): string[] {
  const { ledger } = world.venue
  return world.unknownSpans(world.scheduler.now()).flatMap(({ clientOrderId, spans }) => {
    // One that has just started has seen nothing yet: it looks for a minute of its own.
    const ms = Math.max(...spans.map(({ from, to }) => ledger.reachableMs(from, to)))
    return ms > ALLOWED_MS + COMMIT_MS ? [`order ${clientOrderId} was UNKNOWN for ${ms} ms`] : []
  })
}
