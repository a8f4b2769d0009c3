/**
 * Everything that happens in a run, as lines in order, and one hash over all of them: two runs of a seed are the same
 * if and only if their hashes are. Lines are kept only when somebody wants to read them.
 */
import { createHash } from 'node:crypto'
import type { UnixNanos } from '@oasis/domain'

export class Trace {
  readonly lines: string[] = []
  readonly #hash = createHash('sha256')
  readonly #start: UnixNanos
  readonly #now: () => UnixNanos
  readonly #keep: boolean

  constructor(now: () => UnixNanos, keep: boolean) {
    this.#now = now
    this.#start = now()
    this.#keep = keep
  }

  note(who: string, what: string): void {
    const ms = Number((this.#now() - this.#start) / 1_000n) / 1_000
    const line = `${ms.toFixed(3)} ${who}: ${what}`
    this.#hash.update(line)
    this.#hash.update('\n')
    if (this.#keep) this.lines.push(line)
  }

  /** Ends the trace. */
  digest(): string {
    return this.#hash.digest('hex')
  }
}
