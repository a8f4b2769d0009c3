/**
 * When the snapshot of open orders has come to its end. It arrives in batches of 50, and the first smaller one is the
 * last. With exactly 50 or 100 orders no last batch is documented: an empty one may come, or nothing. So a live update
 * ends it as well, and so does whoever waits no longer. Nothing is ever concluded from an order's absence in it.
 */
const BATCH = 50

export class SnapshotProgress {
  #complete = false

  get complete(): boolean {
    return this.#complete
  }

  /** Of one event of the channel: a batch, or a live update, which has fewer orders than a batch as well. */
  note(orders: number): void {
    if (orders < BATCH) this.#complete = true
  }

  /** Nothing more has come for a while. */
  waitedEnough(): void {
    this.#complete = true
  }
}
