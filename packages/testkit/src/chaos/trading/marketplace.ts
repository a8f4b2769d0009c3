/** What the embedded system is given to trade on, and whom the person beside it can call. */
import type { Order } from '@oasis/domain'
import type { EmbeddedSystemPorts, Interposed, OtsConfig } from '@oasis/ots'
import type { Logger, Random, Scheduler } from '@oasis/ports'
import type { ChaosSabotage } from '../coinbase/coinbase-settings.ts'
import type { JudgedStatus } from '../place/venue-messages.ts'

export interface Marketplace
  extends Required<Pick<EmbeddedSystemPorts, 'feed' | 'reference' | 'venue'>>,
    Pick<EmbeddedSystemPorts, 'account'>,
    Pick<Interposed, 'riskRpc'> {
  readonly config: OtsConfig
  /** How far the operator narrows and widens the limit of an instrument's position. */
  readonly positionLimits: readonly [narrow: string, wide: string]
  /** Between two looks of a person at what only a person can set right. */
  readonly lookEveryMs: number
  /** The venue's true word on an order; undefined: there never was one. */
  readonly askVenue: (order: Order, signal: AbortSignal) => Promise<JudgedStatus | undefined>
}

export interface MarketplaceOptions {
  readonly scheduler: Scheduler
  readonly random: Random
  readonly logger: Logger
  /** An order's bytes are with the operating system. */
  readonly onSubmitSent: () => void
  readonly sabotage: ChaosSabotage | undefined
}
