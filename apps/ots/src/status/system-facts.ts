/** What a page says of the system whatever happens in it. */
import { formatRfc3339, type UnixNanos } from '@oasis/domain'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import type { TradingPlan } from '../trading/trading-plan.ts'
import { VERSION } from '../version.ts'
import type { SystemFacts } from './status-ports.ts'

interface Circumstances extends Pick<TradingPlan, 'mode' | 'dryRun' | 'venue'> {
  /** `live`, `simulator` or `replay`. */
  readonly source: string
  readonly startedAt: UnixNanos
}

export function systemFacts(config: OtsConfig, circumstances: Circumstances): SystemFacts {
  const { mode, dryRun, venue, source, startedAt } = circumstances
  return {
    accountId: accountOf(config).id,
    ...{ mode, dryRun, venue, source },
    version: VERSION,
    startedAt: formatRfc3339(startedAt),
    strategies: config.strategies.map(({ id, type, instruments }) => ({ id, type, instruments })),
  }
}
