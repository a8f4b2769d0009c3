/** What the handlers of OrderService work with. */
import type { TradingMode } from '@oasis/domain'
import type { CrashPoints, Logger } from '@oasis/ports'
import type { AccountWriter } from '../account-writer.ts'
import type { OrderCommands } from '../order-commands.ts'
import type { Reconciliation } from '../reconciliation.ts'

export interface OrderDesk extends OrderCommands {
  readonly writer: AccountWriter
  readonly reconciliation: Reconciliation
  readonly mode: TradingMode
  readonly crashPoints: CrashPoints
  readonly logger: Logger
}
