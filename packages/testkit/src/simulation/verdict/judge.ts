/** All that must hold at rest, and held on the way. Each finding is a sentence that names what it is about. */
import type { World } from '../world/world.ts'
import { judgeAccount } from './judge-account.ts'
import { judgeAgreement } from './judge-agreement.ts'
import { judgeApprovals } from './judge-approvals.ts'
import { judgeCommands } from './judge-commands.ts'
import { judgeExecutions } from './judge-executions.ts'
import { type HaltsEvidence, judgeHalts } from './judge-halts.ts'
import { judgeLimits, type LimitsEvidence } from './judge-limits.ts'
import { judgeOrders } from './judge-orders.ts'
import { judgeReadiness } from './judge-readiness.ts'
import { judgeUnknown } from './judge-unknown.ts'
import { strategiesOf } from './strategies-of.ts'

export async function judge(world: World): Promise<readonly string[]> {
  const down = Object.values(world.processes)
    .filter(({ running }) => running === undefined)
    .map(({ name }) => `${name} is not running at rest`)
  return [
    ...down,
    ...world.bugs,
    ...judgeReadiness(world),
    ...judgeOrders(world),
    ...judgeUnknown(world),
    ...judgeExecutions(world),
    ...judgeLimits(limitsEvidence(world)),
    ...world.approvals.failures,
    ...judgeApprovals({ approved: world.approvals.approved, prices: world.prices, limits: world.limits }),
    ...judgeHalts(haltsEvidence(world)),
    ...judgeCommands(world),
    ...(down.length === 0 ? [...(await judgeAccount(world)), ...(await judgeAgreement(world))] : []),
  ]
}

const haltsEvidence = ({ sentWhileHalted, approvals, haltLatch, venue }: World): HaltsEvidence => ({
  sentWhileHalted,
  isReduceOnly: (id) => approvals.isReduceOnly(id),
  haltedAtRest: haltLatch.record !== undefined,
  openOrders: venue.ledger.openOrders,
})

const limitsEvidence = (world: World): LimitsEvidence => ({
  ledger: world.venue.ledger,
  prices: world.prices,
  limits: world.limits,
  sentAt: world.sentAt,
  strategyOf: strategiesOf(world),
  strategies: world.setup.strategies,
})
