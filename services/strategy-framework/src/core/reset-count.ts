/**
 * Resets of a paper account are told twice: by a RESET among the account's events, and by the number in its control
 * state. Either may come first, and an event may be lost in a hole, so both are counted, and a reset is new when the
 * larger count grows.
 */
export interface ResetCount {
  readonly events: number
  readonly control: number
}

export const NO_RESETS: ResetCount = { events: 0, control: 0 }

export const resetsKnown = ({ events, control }: ResetCount): number => Math.max(events, control)

export const afterResetEvent = (count: ResetCount): ResetCount => ({ ...count, events: count.events + 1 })

/** Both counts agree on what was before an instance first looked. */
export const resetsFrom = (control: number): ResetCount => ({ events: control, control })

/** Control state may be told again, an older one before a newer: the count never goes back. */
export const afterControlState = (count: ResetCount, control: number): ResetCount => ({
  ...count,
  control: Math.max(count.control, control),
})
