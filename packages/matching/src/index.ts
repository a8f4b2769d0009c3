export { commission, DEFAULT_FEES, type FeeSchedule } from './paper/fee-schedule.ts'
export type { Refusal } from './paper/order-checks.ts'
export type { EntryAssessment } from './paper/order-entry.ts'
export { candidateOf, clientOrderIdOfPaper, paperVenueOrderId } from './paper/order-lifecycle.ts'
export type { PaperBalance } from './paper/paper-balances.ts'
export { PaperMatcher, type PaperMatcherOptions, type Replacement } from './paper/paper-matcher.ts'
export type {
  PaperEvent,
  PaperExecution,
  PaperOrder,
  PaperOrderRequest,
  PaperOrderStatus,
  StopDirection,
} from './paper/paper-order.ts'
