/** Which faults, in which order and how, drawn by seed: equally many of each kind. */
import type { Random } from '@oasis/ports'
import { FAULT_KINDS, type FaultKind, type FrameFaults } from './frame-faults.ts'

/** In the order of playing; `count` is rounded up to equally many of each kind. */
export function shuffledKinds(count: number, random: Random): FaultKind[] {
  const each = Math.ceil(count / FAULT_KINDS.length)
  const deck = FAULT_KINDS.flatMap((kind) => Array.from({ length: each }, () => kind))
  for (let i = deck.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [a, b] = [deck[i], deck[j]]
    if (a !== undefined && b !== undefined) [deck[i], deck[j]] = [b, a]
  }
  return deck
}

/** Mostly frames of books, where it hurts; but a lost heartbeat is a gap as well. */
const CHANNELS = ['l2_data', 'l2_data', undefined, 'market_trades', 'heartbeats'] as const

const LONGEST_SILENCE_MS = 13_000

export function inject(
  kind: FaultKind,
  faults: FrameFaults,
  random: Random,
  longestSilenceMs = LONGEST_SILENCE_MS,
): void {
  const channel = pick(CHANNELS, random)
  const on = channel === undefined ? {} : { channel }
  const frames = 1 + Math.floor(random() * 3)
  switch (kind) {
    case 'gap':
      faults.arm({ kind, fate: 'DROP', frames, ...on })
      return
    case 'duplicate':
      faults.arm({ kind, fate: 'DUPLICATE', frames, ...on })
      return
    case 'reorder':
      if (random() < 0.6) {
        faults.arm({ kind, fate: 'SWAP', frames: 1, ...on })
        return
      }
      // A snapshot that arrives after changes to it.
      faults.arm({ kind, fate: 'SWAP', snapshot: true, frames: 1 })
      faults.arm({ kind: 'gap', fate: 'DROP', channel: 'l2_data', frames: 1 })
      return
    case 'cut-snapshot':
      faults.arm({ kind, fate: pick(['CUT', 'TRUNCATE'] as const, random), snapshot: true, frames: 1 })
      // A snapshot is sent when something was lost.
      faults.arm({ kind: 'gap', fate: 'DROP', channel: 'l2_data', frames: 1 })
      return
    case 'silence':
      // Half of them are over before the socket is given up.
      faults.silence(random() < 0.5 ? 200 + random() * 4_500 : 5_000 + random() * (longestSilenceMs - 5_000))
  }
}

const pick = <T>(values: readonly T[], random: Random): T => values[Math.floor(random() * values.length)] as T
