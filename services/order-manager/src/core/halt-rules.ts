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

/**
 * Either of the two says halted. A latch without a number was set while nothing ran, by somebody who could not know it:
 * a halt of its own, which no resume of an earlier one ends. An unreadable latch may name a later epoch than the row, so
 * that one more than the row's is taken: approvals from before it are refused in any case.
 */
export function haltAtStart(row: HaltState, latch: LatchReading): HaltState {
  switch (latch.kind) {
    case 'ABSENT':
      return { halted: row.halted, haltEpoch: row.haltEpoch }
    case 'SET': {
      const { haltEpoch } = latch.record
      return {
        halted: true,
        haltEpoch: haltEpoch === 0 ? row.haltEpoch + 1 : Math.max(row.haltEpoch, haltEpoch),
      }
    }
    case 'UNREADABLE':
      return { halted: true, haltEpoch: row.haltEpoch + 1 }
  }
}

/**
 * What the latch has to say before anybody is told of the halt, where it does not yet: with the number that this start
 * gives to one without, so that the next start gives no other and a resume by that number stays good.
 */
export function numberedLatch(
  latch: LatchReading,
  { haltEpoch }: HaltState,
  now: UnixNanos,
): HaltRecord | undefined {
  switch (latch.kind) {
    case 'ABSENT':
      return undefined
    case 'SET':
      return latch.record.haltEpoch === 0 ? { ...latch.record, haltEpoch } : undefined
    case 'UNREADABLE':
      return { haltEpoch, reason: 'a halt whose latch could not be read', at: now }
  }
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
