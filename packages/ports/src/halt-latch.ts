/**
 * A halt that outlives everything: one small file, synced before a halt is answered, read before anything is sent. It
 * works while bus and store do not.
 */
import type { UnixNanos } from '@oasis/domain'

export interface HaltRecord {
  /** 0: called while no system ran, by somebody who could not know the number. */
  readonly haltEpoch: number
  readonly reason: string
  readonly at: UnixNanos
  /**
   * Whoever has led since has known of it, from the account's row or from the bus: so where the row says that it is over,
   * it is. Of one without, only this latch may know.
   */
  readonly shared?: true
}

export interface HaltLatch {
  /** Undefined: not halted. A latch that is there and cannot be read throws: whoever reads it must count as halted. */
  read(): Promise<HaltRecord | undefined>
  /** On disk when resolved. */
  set(record: HaltRecord): Promise<void>
  clear(): Promise<void>
}
