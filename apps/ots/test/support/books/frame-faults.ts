/** Faults of frames, armed one by one; each strikes the next frame it can, and is counted when it has. */
import type { Seams } from '@oasis/coinbase-simulator'
import { addMillis, millisBetween, type UnixNanos } from '@oasis/domain'

export type FaultKind = 'gap' | 'duplicate' | 'reorder' | 'cut-snapshot' | 'silence'

export const FAULT_KINDS: readonly FaultKind[] = ['gap', 'duplicate', 'reorder', 'cut-snapshot', 'silence']

type Frames = Seams['frames']
type Fate = ReturnType<Frames['fateOf']>

export interface ArmedFault {
  readonly kind: FaultKind
  readonly fate: Fate
  /** As on the wire; any without. */
  readonly channel?: string
  /** Snapshots of books alone. */
  readonly snapshot?: boolean
  /** Frames in a row. */
  readonly frames: number
}

export class FrameFaults implements Frames {
  readonly struck = new Map<FaultKind, number>(FAULT_KINDS.map((kind) => [kind, 0]))
  readonly #now: () => UnixNanos
  #armed: { readonly fault: ArmedFault; left: number }[] = []
  #silentFrom = 0n as UnixNanos
  #silentUntil = 0n as UnixNanos

  constructor(now: () => UnixNanos) {
    this.#now = now
  }

  arm(fault: ArmedFault): void {
    this.#armed.push({ fault, left: fault.frames })
  }

  /** Sockets stay open, and what would be sent is lost. */
  silence(forMs: number): void {
    if (!this.silent) this.#silentFrom = this.#now()
    this.#silentUntil = addMillis(this.#now(), forMs)
    this.#count('silence')
  }

  get silent(): boolean {
    return this.#now() < this.#silentUntil
  }

  get silentForMs(): number {
    return this.silent ? millisBetween(this.#silentFrom, this.#now()) : 0
  }

  /** Something is still to strike, or striking. */
  get pending(): boolean {
    return this.#armed.length > 0 || this.silent
  }

  fateOf({ channel, snapshot }: Parameters<Frames['fateOf']>[0]): Fate {
    if (this.silent) return 'DROP'
    const isBook = snapshot && channel === 'l2_data'
    const next = this.#armed.find(
      ({ fault }) => (fault.channel ?? channel) === channel && (isBook || !fault.snapshot),
    )
    if (next === undefined) return 'SEND'
    if (next.left === next.fault.frames) this.#count(next.fault.kind)
    next.left--
    if (next.left === 0) this.#armed = this.#armed.filter((armed) => armed !== next)
    return next.fault.fate
  }

  #count(kind: FaultKind): void {
    this.struck.set(kind, (this.struck.get(kind) ?? 0) + 1)
  }
}
