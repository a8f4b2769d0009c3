/** Opens the private side of a venue for a plan that trades there. The paper venue has none. */

import type { Logger, Venue } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import type { AccountFacts } from '../composition/service-configs.ts'
import type { OtsConfig } from '../config/schema.ts'
import type { OpenedSource } from '../source/open-source.ts'
import type { TradingPlan } from './trading-plan.ts'

export interface OpenedTrading {
  readonly venue: Venue
  readonly account: AccountFacts
  /** For people: which account, and what it pays. */
  readonly describe: string
}

export interface OpenTradingOptions {
  readonly plan: TradingPlan
  readonly config: OtsConfig
  readonly market: OpenedSource
  readonly logger: Logger
}

export async function openTrading({ plan }: OpenTradingOptions): Promise<OpenedTrading | undefined> {
  if (plan.venue === 'paper') return undefined
  throw new OtsError('OTS_USAGE', 'the venue coinbase is not built yet')
}
