/**
 * The faults of the exchange in a chaos run: all kinds that its schedule has, sized so that each comes a few dozen times
 * in ten thousand orders and leaves the market open in between. What leaves an order in doubt is the dearest: its
 * instrument is closed until three looks over half a minute have not found it.
 */
import {
  CHANCE_FAULTS,
  type ChanceFault,
  EPISODE_FAULTS,
  type FaultKind,
  type SimulatorFaults,
  type SimulatorOptionsInput,
} from '@oasis/coinbase-simulator'

/** Mean time between two of those that come by themselves: some twenty in a run. */
const EPISODE_EVERY_MS = 60_000

export const CHAOS_FAULTS: SimulatorOptionsInput['faults'] = {
  base: 'default',
  chances: {
    ...Object.fromEntries(CHANCE_FAULTS.map((kind) => [kind, 0.005])),
    'submit-lost': 0.0022,
    'submit-broken': 0.0022,
    'submit-error-before': 0.0022,
    'submit-taken-late': 0.0022,
    'rate-limited-html': 0.002,
    'rate-limited-json': 0.002,
    'rate-limited-after': 0.003,
    // These strike creates as well as looks, whose answers then tell nothing.
    'answer-odd': 0.003,
    'answer-cut': 0.003,
    // Of what is rare.
    'duplicate-otherwise': 0.5,
    'refused-by-status': 0.5,
    'cancel-raced': 0.02,
    'cancel-request-lost': 0.02,
    'cancel-lost': 0.01,
    'cancel-answer-lost': 0.02,
    'cancel-late': 0.02,
    'cancel-refused': 0.01,
    'page-short': 0.02,
    'cursor-stuck': 0.02,
    'lookup-lagging': 0.02,
    'order-hidden': 0.002,
    'balances-lagging': 0.03,
    'snapshot-cut': 0.005,
    'snapshot-truncated': 0.005,
    // Each of these costs a connection.
    'event-cut': 0.001,
    'event-truncated': 0.001,
    'event-dropped': 0.001,
    'event-swapped': 0.002,
    'frame-dropped': 0.00002,
    'frame-duplicated': 0.00005,
    'frame-swapped': 0.00002,
    'frame-late': 0.00005,
  },
  everyMs: Object.fromEntries(EPISODE_FAULTS.map((kind) => [kind, EPISODE_EVERY_MS])),
  spans: {
    'submit-taken-late': { minMs: 8_000, maxMs: 20_000 },
    'order-late': { minMs: 100, maxMs: 3_000 },
    'cancel-late': { minMs: 500, maxMs: 5_000 },
    'order-hidden': { minMs: 500, maxMs: 10_000 },
    // While these last, money is unexplained, and nothing is traded that it buys.
    'fill-listed-late': { minMs: 100, maxMs: 3_000 },
    'balances-lagging': { minMs: 100, maxMs: 1_500 },
    unreachable: { minMs: 200, maxMs: 2_000 },
    'stream-silent': { minMs: 500, maxMs: 8_000 },
    'clock-skewed': { minMs: 300, maxMs: 3_000 },
    maintenance: { minMs: 1_000, maxMs: 8_000 },
  },
  // About the value of an order: more would close an instrument for the rest of the run.
  personShare: 0.001,
}

/** Brings about what has struck less than `wanted` times: the next opportunities are taken, and the rest begins now. */
export function hasten(faults: SimulatorFaults, wanted: number): void {
  const { counts } = faults
  const isLacking = (kind: FaultKind): boolean => counts[kind] < wanted
  // What was asked for before and has not come by would strike on top.
  faults.clear()
  for (const kind of CHANCE_FAULTS.filter(isLacking)) faults.force(kind, 1, OF[kind])
  for (const kind of EPISODE_FAULTS.filter(isLacking).slice(0, EPISODES_AT_ONCE)) faults.provoke(kind)
}

/** Where an opportunity of some other kind of request would only be in the way. */
const OF: Partial<Record<ChanceFault, string>> = {
  'rate-limited-json': 'create',
  'rate-limited-html': 'create',
  unauthorized: 'create',
}
const EPISODES_AT_ONCE = 2
