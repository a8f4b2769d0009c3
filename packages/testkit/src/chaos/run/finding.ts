/** What is wrong at the end of a run, sorted by the promise that it breaks. */
export const FINDING_KINDS = {
  doubled: 'orders doubled',
  lost: 'orders or executions lost',
  state: 'orders in a wrong final state',
  bookedTwice: 'executions booked twice, or that never were',
  limit: 'limits breached at the venue',
  difference: 'positions and balances that differ from the ledger',
  events: 'order events missing from the log, or under two numbers',
} as const
export type FindingKind = keyof typeof FINDING_KINDS

export interface Finding {
  readonly kind: FindingKind
  /** A sentence that names what it is about. */
  readonly what: string
}

export const finding = (kind: FindingKind, what: string): Finding => ({ kind, what })
