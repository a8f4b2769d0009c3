/** What the handlers of OrderService work with. */
import type { TradingMode } from '@oasis/domain'
import type { CrashPoints } from '@oasis/ports'
import type { AccountWriter } from '../account-writer.ts'
import type { Cancellation } from '../cancellation.ts'
import type { Reconciliation } from '../reconciliation.ts'
import type { Submission } from '../submission.ts'

export interface OrderDesk {
  readonly writer: AccountWriter
  readonly submission: Submission
  readonly cancellation: Cancellation
  readonly reconciliation: Reconciliation
  readonly mode: TradingMode
  readonly crashPoints: CrashPoints
}
