/**
 * Who may act, where several could: leader and standby. A lease says "until then, and no longer"; what its holder
 * writes is checked against it by the store, what it sends by the holder itself, immediately before the first byte.
 */

export interface Lease {
  readonly name: string
  /** Grows by one with each holder. Writes under an older one are refused. */
  readonly epoch: number
  /**
   * Why its holder may not act any more; undefined while it may. Synchronous, and about this very moment by a clock that
   * nobody sets: a process that was held up for longer than its lease learns of it here, before it does anything.
   */
  lapsed(): string | undefined
  /** Resolves with the reason when it is lost; never after `release`. */
  readonly lost: Promise<string>
  /** At a clean stop, when nothing is under way any more: the next holder needs not wait. */
  release(): Promise<void>
}

export interface LeaseOptions {
  /** From the sending of a renewal for which the store has answered yes. */
  readonly ttlMs: number
  /** What the last holder may still have had under way when its lease ended: the next one waits that much longer. */
  readonly graceMs: number
  /**
   * The store's own word that it has expired is enough to take it: for holders that can do no harm from then on, since all
   * that they do begins with a write that the store refuses. Otherwise whoever waits has to have seen it unchanged for all
   * of its time, whatever the store's clock says.
   */
  readonly takesExpired?: boolean
  /** Ends the waiting. */
  readonly signal: AbortSignal
}

export interface Leases {
  /** Waits until it is free, for as long as it takes: that is what a standby does. Rejects with the signal's reason. */
  acquire(name: string, options: LeaseOptions): Promise<Lease>
  close(): Promise<void>
}
