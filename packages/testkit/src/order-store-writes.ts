/** The one account that the suite of order stores writes to, and its transactions. */
import type { AccountRow, OrderWrite } from '@oasis/ports'
import { TEST_ACCOUNT, TEST_TIME } from './order-builders.ts'

export const accountAt = (accountSeq: number): AccountRow => ({
  accountId: TEST_ACCOUNT,
  accountSeq,
  riskEpoch: 3,
  haltEpoch: 2,
  halted: true,
  resetSeq: 0,
  executionsSince: TEST_TIME,
})

export const writeAt = (expected: number, changes: Partial<OrderWrite> = {}): OrderWrite => ({
  account: accountAt(expected + 1),
  expectedAccountSeq: expected,
  orders: [],
  executions: [],
  adjustments: [],
  outbox: [],
  ...changes,
})
