/**
 * The moments of the order path at which a crash would hurt most (trading.md), named so that tests can crash there.
 * Services only say that they pass one; what happens then comes from outside, and is nothing in operation.
 */
export const CRASH_POINTS = [
  'emission-committed',
  'submit-order-sent',
  'decided',
  'place-order-sent',
  'order-committed',
  /** Of up to 50 orders at once: each of them is UNKNOWN after a crash here, though none has left. */
  'submitted-committed',
  'request-sent',
  'venue-answered',
  'execution-committed',
  'published',
  'order-event-consumed',
  'snapshot',
  'command',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

export interface CrashPoints {
  /** Returns at once in operation. In a test the process may end here, or this throws and nothing after it has effect. */
  pass(point: CrashPoint): void
}

export const NO_CRASH_POINTS: CrashPoints = { pass: () => {} }
