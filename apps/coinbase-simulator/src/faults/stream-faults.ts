/** Faults of frames: those that were asked for by hand, then those of the plan. The user channel has kinds of its own. */
import type { FrameFate, FrameSeam, SeenFrame } from '../server/seams.ts'
import type { FaultDice } from './fault-dice.ts'
import type { ChanceFault } from './fault-kinds.ts'

/** `close` ends the connection in the middle of the message; `truncate` sends half of its text as a whole one. */
export type SnapshotCut = 'close' | 'truncate'

type Fault = readonly [kind: ChanceFault, fate: FrameFate]

const USER_FAULTS: readonly Fault[] = [
  ['event-lost', 'OMIT'],
  ['event-dropped', 'DROP'],
  ['event-duplicated', 'DUPLICATE'],
  ['event-swapped', 'SWAP'],
  ['event-late', 'LATE'],
  ['event-cut', 'CUT'],
  ['event-truncated', 'TRUNCATE'],
]
const SNAPSHOT_FAULTS: readonly Fault[] = [
  ['snapshot-cut', 'CUT'],
  ['snapshot-truncated', 'TRUNCATE'],
]
const MARKET_FAULTS: readonly Fault[] = [
  ['frame-dropped', 'DROP'],
  ['frame-duplicated', 'DUPLICATE'],
  ['frame-swapped', 'SWAP'],
  ['frame-late', 'LATE'],
]

interface ArmedFrame {
  readonly fate: FrameFate
  readonly channel: string | undefined
  readonly snapshotsOnly: boolean
  left: number
}

export interface StreamFaultsOptions {
  readonly dice: FaultDice
  readonly isSilent: () => boolean
  /** A frame was withheld by silence. */
  readonly onWithheld: () => void
}

export class StreamFaults implements FrameSeam {
  readonly #options: StreamFaultsOptions
  #armed: ArmedFrame[] = []
  #lateKind: 'event-late' | 'frame-late' = 'frame-late'

  constructor(options: StreamFaultsOptions) {
    this.#options = options
  }

  get silent(): boolean {
    return this.#options.isSilent()
  }

  /** The next `count` frames of the channel, or of any. */
  arm(fate: FrameFate, count: number, channel: string | undefined, snapshotsOnly = false): void {
    if (count > 0) this.#armed.push({ fate, channel, snapshotsOnly, left: count })
  }

  disarm(): void {
    this.#armed = []
  }

  get armed(): readonly Readonly<ArmedFrame>[] {
    return this.#armed
  }

  fateOf(frame: SeenFrame): FrameFate {
    if (this.silent) {
      this.#options.onWithheld()
      return 'DROP'
    }
    const fate = this.#takeArmed(frame)
    if (fate !== undefined) {
      const kind = kindOf(fate, frame)
      if (kind) this.#bite(kind)
      return fate
    }
    for (const [kind, planned] of faultsOf(frame)) {
      if (!this.#options.dice.strikes(kind, frame.channel)) continue
      this.#bite(kind)
      return planned
    }
    return 'SEND'
  }

  lateMs(): number {
    return this.#options.dice.lastsMs(this.#lateKind)
  }

  #bite(kind: ChanceFault): void {
    if (kind === 'event-late' || kind === 'frame-late') this.#lateKind = kind
    this.#options.dice.bit(kind)
  }

  #takeArmed({ channel, snapshot }: SeenFrame): FrameFate | undefined {
    const fault = this.#armed.find(
      (armed) => (armed.channel ?? channel) === channel && (snapshot || !armed.snapshotsOnly),
    )
    if (!fault) return undefined
    fault.left--
    if (fault.left <= 0) this.#armed = this.#armed.filter((armed) => armed !== fault)
    return fault.fate
  }
}

function faultsOf({ channel, snapshot }: SeenFrame): readonly Fault[] {
  if (channel === 'user') return USER_FAULTS
  return snapshot ? [...SNAPSHOT_FAULTS, ...MARKET_FAULTS] : MARKET_FAULTS
}

const kindOf = (fate: FrameFate, { channel }: SeenFrame): ChanceFault | undefined =>
  (channel === 'user' ? USER_FAULTS : [...MARKET_FAULTS, ...SNAPSHOT_FAULTS]).find(
    ([, one]) => one === fate,
  )?.[0]
