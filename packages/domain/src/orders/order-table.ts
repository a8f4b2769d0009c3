/**
 * The order's life as one exhaustive table: (state, trigger) → state. What is not in it is an invalid transition,
 * which the caller logs, counts and puts to a person. Invariant: a fill may arrive in any state, before the
 * acknowledgement and after a cancel included, and always leads to a state, since it is always booked.
 */
export const ORDER_STATES = [
  'PENDING_SUBMIT',
  'SUBMITTED',
  'UNKNOWN',
  'REVIEW',
  'OPEN',
  'PARTIALLY_FILLED',
  'PENDING_CANCEL',
  'FILLED',
  'CANCELED',
  'REJECTED',
  'EXPIRED',
  'NOT_SENT',
  'VOIDED',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

export const ORDER_TRIGGERS = [
  /** Committed immediately before bytes may leave. */
  'SUBMIT',
  /** The venue has the order. */
  'ACKNOWLEDGE',
  /** The venue refused it for a business reason. */
  'REJECT',
  /** Proof that no byte left. */
  'NOT_SENT',
  /** The outcome of a sent request cannot be told. */
  'LOSE_TRACK',
  /** Complete scans over time did not find it: REJECTED(ABSENT); it may still appear. */
  'ABSENT',
  /** Evidence stayed contradictory: a person decides. */
  'REVIEW',
  /** A fill that leaves something open. */
  'PARTIAL_FILL',
  /** The fill that completes the quantity. */
  'FILL',
  'REQUEST_CANCEL',
  /** The venue refused the cancel; the order rests as before. */
  'CANCEL_REJECTED',
  'CANCELED',
  'EXPIRED',
  /** Risk withdrew an approval that was never used. */
  'VOID',
] as const
export type OrderTrigger = (typeof ORDER_TRIGGERS)[number]

type Fill = 'PARTIAL_FILL' | 'FILL'
/** Fills are required of every row: they are always booked. */
type Row = Readonly<Record<Fill, OrderState> & Partial<Record<OrderTrigger, OrderState>>>

/** A whole fill of a final order corrects it; what a partial one does is each row's own: what the venue ended stays ended. */
const FILLS_OF_FINAL = { FILL: 'FILLED' } as const

export const ORDER_TABLE: Readonly<Record<OrderState, Row>> = {
  PENDING_SUBMIT: {
    SUBMIT: 'SUBMITTED',
    NOT_SENT: 'NOT_SENT',
    VOID: 'VOIDED',
    PARTIAL_FILL: 'PARTIALLY_FILLED',
    FILL: 'FILLED',
  },
  SUBMITTED: {
    ACKNOWLEDGE: 'OPEN',
    REJECT: 'REJECTED',
    NOT_SENT: 'NOT_SENT',
    LOSE_TRACK: 'UNKNOWN',
    PARTIAL_FILL: 'PARTIALLY_FILLED',
    FILL: 'FILLED',
    REQUEST_CANCEL: 'PENDING_CANCEL',
    CANCELED: 'CANCELED',
    EXPIRED: 'EXPIRED',
  },
  UNKNOWN: {
    ACKNOWLEDGE: 'OPEN',
    REJECT: 'REJECTED',
    ABSENT: 'REJECTED',
    REVIEW: 'REVIEW',
    // Noted on the order (`cancelRequested`), and carried out if it turns out to rest.
    REQUEST_CANCEL: 'UNKNOWN',
    PARTIAL_FILL: 'PARTIALLY_FILLED',
    FILL: 'FILLED',
    CANCELED: 'CANCELED',
    EXPIRED: 'EXPIRED',
  },
  REVIEW: {
    ACKNOWLEDGE: 'OPEN',
    REJECT: 'REJECTED',
    REQUEST_CANCEL: 'REVIEW',
    PARTIAL_FILL: 'PARTIALLY_FILLED',
    FILL: 'FILLED',
    CANCELED: 'CANCELED',
    EXPIRED: 'EXPIRED',
  },
  OPEN: {
    ACKNOWLEDGE: 'OPEN',
    PARTIAL_FILL: 'PARTIALLY_FILLED',
    FILL: 'FILLED',
    REQUEST_CANCEL: 'PENDING_CANCEL',
    CANCELED: 'CANCELED',
    EXPIRED: 'EXPIRED',
    REJECT: 'REJECTED',
    LOSE_TRACK: 'UNKNOWN',
  },
  PARTIALLY_FILLED: {
    ACKNOWLEDGE: 'PARTIALLY_FILLED',
    PARTIAL_FILL: 'PARTIALLY_FILLED',
    FILL: 'FILLED',
    REQUEST_CANCEL: 'PENDING_CANCEL',
    CANCELED: 'CANCELED',
    EXPIRED: 'EXPIRED',
    REJECT: 'REJECTED',
    LOSE_TRACK: 'UNKNOWN',
  },
  PENDING_CANCEL: {
    ACKNOWLEDGE: 'PENDING_CANCEL',
    REJECT: 'REJECTED',
    // The cancel was asked for while the submit was on its way, and the submit turned out never to have left.
    NOT_SENT: 'NOT_SENT',
    PARTIAL_FILL: 'PENDING_CANCEL',
    FILL: 'FILLED',
    REQUEST_CANCEL: 'PENDING_CANCEL',
    CANCEL_REJECTED: 'OPEN',
    CANCELED: 'CANCELED',
    EXPIRED: 'EXPIRED',
    LOSE_TRACK: 'UNKNOWN',
  },
  FILLED: { ...FILLS_OF_FINAL, PARTIAL_FILL: 'FILLED', ACKNOWLEDGE: 'FILLED', CANCEL_REJECTED: 'FILLED' },
  CANCELED: {
    ...FILLS_OF_FINAL,
    PARTIAL_FILL: 'CANCELED',
    ACKNOWLEDGE: 'CANCELED',
    CANCELED: 'CANCELED',
    CANCEL_REJECTED: 'CANCELED',
  },
  // ABSENT orders are REJECTED and may appear after all: the venue's evidence wins, and the caller alerts.
  REJECTED: { ...FILLS_OF_FINAL, PARTIAL_FILL: 'PARTIALLY_FILLED', ACKNOWLEDGE: 'OPEN', REJECT: 'REJECTED' },
  EXPIRED: {
    ...FILLS_OF_FINAL,
    PARTIAL_FILL: 'EXPIRED',
    ACKNOWLEDGE: 'EXPIRED',
    EXPIRED: 'EXPIRED',
    CANCEL_REJECTED: 'EXPIRED',
  },
  NOT_SENT: { ...FILLS_OF_FINAL, PARTIAL_FILL: 'PARTIALLY_FILLED' },
  VOIDED: { ...FILLS_OF_FINAL, PARTIAL_FILL: 'PARTIALLY_FILLED' },
}

const FINAL: ReadonlySet<OrderState> = new Set<OrderState>([
  'FILLED',
  'CANCELED',
  'REJECTED',
  'EXPIRED',
  'NOT_SENT',
  'VOIDED',
])

export const isFinal = (state: OrderState): boolean => FINAL.has(state)

/** The next state, or undefined when the table does not know the pair. */
export function nextOrderState(state: OrderState, trigger: OrderTrigger): OrderState | undefined {
  return ORDER_TABLE[state][trigger]
}

/** Where a fill leads: there is always somewhere. */
export const stateAfterFill = (state: OrderState, fill: Fill): OrderState => ORDER_TABLE[state][fill]
