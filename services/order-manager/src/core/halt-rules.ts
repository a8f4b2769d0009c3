/** What a halt is made of at start, and what it still lets through. */
import type { Order, OrderIntent, UnixNanos } from '@oasis/domain'
import type { HaltRecord, VenueOrderReport, VenueOrderStatus } from '@oasis/ports'
import type { Refusal } from './verify-approval.ts'

export interface HaltState {
  readonly halted: boolean
  /** Of the halt in force, or of the last one; approvals of another are refused. */
  readonly haltEpoch: number
}

export type LatchReading =
  | { readonly kind: 'ABSENT' }
  | { readonly kind: 'SET'; readonly record: HaltRecord }
  | { readonly kind: 'UNREADABLE' }

const NO_LATCH: LatchReading = { kind: 'ABSENT' }

/**
 * Any of them says halted: the row, the latch of this machine, or what the last leader could tell whoever leads next
 * (`shared`), where another machine may have led meanwhile. The epoch is never less than any of them knows.
 */
export function haltAtStart(row: HaltState, latch: LatchReading, shared: LatchReading = NO_LATCH): HaltState {
  const epochs = [latchedHalt(row, latch), sharedHalt(row, shared)].filter((epoch) => epoch !== undefined)
  return { halted: row.halted || epochs.length > 0, haltEpoch: Math.max(row.haltEpoch, ...epochs) }
}

/**
 * The epoch of the halt that the latch stands for; undefined where it is over. A latch without a number was set while
 * nothing ran, by somebody who could not know it: a halt of its own, which no resume of an earlier one ends. An
 * unreadable latch may name a later epoch than the row, so that one more than the row's is taken: approvals from before
 * it are refused in any case.
 *
 * A row that says "not halted" under that number or a later one speaks of this very halt only if others knew of it: then
 * it was ended elsewhere, and the latch is stale. Otherwise the row's number is another halt's, called by somebody who
 * could not see this one, and this one counts as called after it.
 */
function latchedHalt(row: HaltState, latch: LatchReading): number | undefined {
  switch (latch.kind) {
    case 'ABSENT':
      return undefined
    case 'UNREADABLE':
      return row.haltEpoch + 1
    case 'SET': {
      const { haltEpoch, shared } = latch.record
      if (haltEpoch === 0) return row.haltEpoch + 1
      if (row.halted || haltEpoch > row.haltEpoch) return haltEpoch
      return shared ? undefined : row.haltEpoch + 1
    }
  }
}

/** Every leader has read it before it wrote the row: the row is of it or of a later one where its number is not less. */
function sharedHalt(row: HaltState, shared: LatchReading): number | undefined {
  switch (shared.kind) {
    case 'ABSENT':
      return undefined
    case 'UNREADABLE':
      // It stays so until a resume: the next start must not take it for one more.
      return row.halted ? row.haltEpoch : row.haltEpoch + 1
    case 'SET':
      return shared.record.haltEpoch > row.haltEpoch ? shared.record.haltEpoch : undefined
  }
}

export type LatchUpkeep =
  | { readonly kind: 'KEEP' }
  /** Before anybody is told of the halt. */
  | { readonly kind: 'SET'; readonly record: HaltRecord }
  | { readonly kind: 'CLEAR' }

/**
 * What is to be made of this machine's latch at start, given what the start makes of it all: one that the start gives a
 * number says it, so that the next start gives no other and a resume by that number stays good; a stale one goes.
 */
export function latchUpkeep(
  row: HaltState,
  latch: LatchReading,
  { haltEpoch }: HaltState,
  now: UnixNanos,
): LatchUpkeep {
  if (latch.kind === 'ABSENT') return { kind: 'KEEP' }
  const own = latchedHalt(row, latch)
  if (own === undefined) return { kind: 'CLEAR' }
  if (latch.kind === 'UNREADABLE') {
    const reason = 'a halt whose latch could not be read'
    return { kind: 'SET', record: { haltEpoch, reason, at: now } }
  }
  const { record } = latch
  return own === record.haltEpoch ? { kind: 'KEEP' } : { kind: 'SET', record: { ...record, haltEpoch } }
}

/** An order that reduces and never rests, so that no book refills while halted. Risk has made sure that it reduces. */
export const isHaltReduction = ({ reduceOnly, terms }: OrderIntent): boolean =>
  reduceOnly && (terms.type === 'MARKET' || terms.timeInForce === 'IOC')

export function refuseByHalt(intent: OrderIntent, { halted, haltEpoch }: HaltState): Refusal | undefined {
  if (!halted || isHaltReduction(intent)) return undefined
  return {
    reason: 'HALTED',
    message: `halted in epoch ${haltEpoch}: only reductions as MARKET or IOC orders are taken`,
  }
}

/** Sent, or perhaps sent, and not known to be at the venue or gone from it: no cancel can be said to have reached it. */
export const isInDoubt = ({ state, venueOrderId }: Order): boolean =>
  state === 'SUBMITTED' ||
  state === 'UNKNOWN' ||
  state === 'REVIEW' ||
  (state === 'PENDING_CANCEL' && venueOrderId === undefined)

const LIVE: ReadonlySet<VenueOrderStatus> = new Set(['PENDING', 'OPEN', 'PENDING_CANCEL'])

export const isLiveAtVenue = ({ status }: VenueOrderReport): boolean => LIVE.has(status)
