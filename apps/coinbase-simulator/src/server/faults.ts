/**
 * Faults on demand. An armed fault strikes the next frame that matches it, on whichever connection that is. A
 * dropped frame has used its sequence number, as when the venue or the network loses one.
 */
import type { UnixNanos } from '@oasis/domain'
import { addMillis } from '@oasis/domain'
import type { FrameFate, FrameSeam, SeenFrame } from './seams.ts'

/** `close` ends the connection in the middle of the message; `truncate` sends half of its text as a whole one. */
export type SnapshotCut = 'close' | 'truncate'

export interface SimulatorFaults {
  /** `channel` as on the wire (`l2_data`); any when left out. */
  dropNextFrame(count?: number, channel?: string): void
  duplicateNext(count?: number, channel?: string): void
  /** The next frame arrives after the one that follows it. */
  swapNext(count?: number, channel?: string): void
  /** The sockets stay open and nothing is sent; what would have been is lost. */
  silence(forMs: number): void
  /** 1006 breaks the connections without a close frame. Returns how many there were. */
  closeAll(code?: number): number
  cutSnapshot(mode?: SnapshotCut): void
  /** Disarms what has not struck yet. */
  clear(): void
}

interface ArmedFault {
  readonly fate: FrameFate
  readonly channel: string | undefined
  readonly snapshotsOnly: boolean
  left: number
}

export interface FaultPlanOptions {
  readonly now: () => UnixNanos
  readonly closeAll: (code: number) => number
}

export class FaultPlan implements SimulatorFaults, FrameSeam {
  readonly #options: FaultPlanOptions
  #armed: ArmedFault[] = []
  #silentUntil = 0n as UnixNanos

  constructor(options: FaultPlanOptions) {
    this.#options = options
  }

  dropNextFrame(count = 1, channel?: string): void {
    this.#arm('DROP', count, channel)
  }

  duplicateNext(count = 1, channel?: string): void {
    this.#arm('DUPLICATE', count, channel)
  }

  swapNext(count = 1, channel?: string): void {
    this.#arm('SWAP', count, channel)
  }

  silence(forMs: number): void {
    this.#silentUntil = addMillis(this.#options.now(), forMs)
  }

  closeAll(code = 1006): number {
    return this.#options.closeAll(code)
  }

  cutSnapshot(mode: SnapshotCut = 'close'): void {
    const fate = mode === 'close' ? 'CUT' : 'TRUNCATE'
    this.#armed.push({ fate, channel: 'l2_data', snapshotsOnly: true, left: 1 })
  }

  clear(): void {
    this.#armed = []
    this.#silentUntil = 0n as UnixNanos
  }

  get silent(): boolean {
    return this.#silentUntil > 0n && this.#options.now() < this.#silentUntil
  }

  /** Decides about one frame, and counts it against what is armed. */
  fateOf({ channel, snapshot }: SeenFrame): FrameFate {
    if (this.silent) return 'DROP'
    if (this.#armed.length === 0) return 'SEND'
    const fault = this.#armed.find(
      (armed) => (armed.channel ?? channel) === channel && (snapshot || !armed.snapshotsOnly),
    )
    if (!fault) return 'SEND'
    fault.left--
    if (fault.left <= 0) this.#armed = this.#armed.filter((armed) => armed !== fault)
    return fault.fate
  }

  #arm(fate: FrameFate, left: number, channel: string | undefined): void {
    if (left > 0) this.#armed.push({ fate, channel, snapshotsOnly: false, left })
  }
}
