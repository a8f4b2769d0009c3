export {
  type BookEntry,
  type BookFill,
  type BookLevel,
  type BookOrder,
  type BookRefusal,
  type BookResult,
  ExchangeBook,
} from './exchange-book/exchange-book.ts'
export { DEFAULT_FEES, type FeeSchedule } from './paper/fee-schedule.ts'
export { clientOrderIdOfPaper, paperVenueOrderId } from './paper/order-lifecycle.ts'
export type { PaperBalance } from './paper/paper-balances.ts'
export { PaperMatcher, type PaperMatcherOptions } from './paper/paper-matcher.ts'
export type {
  PaperEvent,
  PaperExecution,
  PaperOrder,
  PaperOrderRequest,
  PaperOrderStatus,
} from './paper/paper-order.ts'
