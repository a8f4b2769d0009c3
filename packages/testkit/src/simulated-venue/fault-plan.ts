/**
 * Every way in which the simulated venue misbehaves, how often, and for how long. A fault is counted when it bites:
 * when an answer, an event or a view was really changed by it.
 */

/** Rolled at each opportunity. */
export const CHANCE_FAULTS = [
  /** Connection refused: proof that nothing was sent. */
  'submit-refused',
  /** The request never arrives; the client waits until its deadline. */
  'submit-lost',
  /** 5xx, and the order was not taken. */
  'submit-error-before',
  /** Taken, and the answer never arrives. */
  'submit-answer-lost',
  /** Taken, and the answer is a 5xx. */
  'submit-error-after',
  /** Taken, and the answer comes after any sensible deadline. */
  'submit-answer-late',
  /** The request hangs in the network and is taken long after the client gave up. Not where lookups are conclusive. */
  'submit-taken-late',
  /** Refused for a business reason though nothing is wrong with it. */
  'submit-rejected',
  /** Answered REQUESTED, and nothing ever happens. */
  'cancel-lost',
  /** Done, or not, and the answer never arrives. */
  'cancel-answer-lost',
  /** Answered REQUESTED, and done much later. */
  'cancel-late',
  /** Refused though the order is open. */
  'cancel-refused',
  /** The order fills, wholly or in part, while the cancel is on its way. */
  'cancel-raced',
  /** A look (order, orders, executions, balances, time) is answered by an error, or not at all. */
  'look-failed',
  /** `findOrder` does not know a new order yet. Not where lookups are conclusive. */
  'lookup-lagging',
  /** An open order is missing for a while in the list, and in `findOrder` where lookups are not conclusive. */
  'order-hidden',
  /** The order's report speaks of a fill long before the list of executions, and the stream, have it. */
  'fill-listed-late',
  /** Balances as they were some time ago. */
  'balances-lagging',
  'event-lost',
  'event-duplicated',
  /** Comes late, and after younger ones. */
  'event-late',
  /** The fill's event comes before the submit's answer. */
  'fill-early',
] as const
export type ChanceFault = (typeof CHANCE_FAULTS)[number]

/** Come by themselves, at random times. */
export const EPISODE_FAULTS = [
  /** Nobody reaches the venue for a while: connections refused, or requests lost; the stream is down, too. */
  'unreachable',
  /** The stream is down for a while; RECONNECTED afterwards. */
  'stream-interrupted',
  /** The venue's clock is wrong for a while. */
  'clock-skewed',
  /** A person trades at the venue by hand. */
  'manual-trade',
  /** A person leaves an order at the venue. */
  'external-order',
  /** A person cancels one of the client's orders at the venue. */
  'external-cancel',
  'deposit',
  'withdrawal',
  /** The venue takes a fill back. */
  'fill-reversed',
] as const
export type EpisodeFault = (typeof EPISODE_FAULTS)[number]

export type FaultKind = ChanceFault | EpisodeFault
export const FAULT_KINDS: readonly FaultKind[] = [...CHANCE_FAULTS, ...EPISODE_FAULTS]

export interface Span {
  readonly minMs: number
  readonly maxMs: number
}

/** The kinds that last, and how long. */
export type LastingFault =
  | 'submit-answer-late'
  | 'submit-taken-late'
  | 'cancel-late'
  | 'lookup-lagging'
  | 'order-hidden'
  | 'fill-listed-late'
  | 'balances-lagging'
  | 'event-late'
  | 'unreachable'
  | 'stream-interrupted'
  | 'clock-skewed'

export interface FaultPlan {
  /** 0 to 1, at each opportunity. */
  readonly chances: Readonly<Record<ChanceFault, number>>
  /** Mean time between two of a kind, exponentially distributed; 0: never. */
  readonly everyMs: Readonly<Record<EpisodeFault, number>>
  readonly spans: Readonly<Record<LastingFault, Span>>
  /** How far the venue's clock goes wrong, to either side. */
  readonly skew: Span
  /** The most that a person trades or moves at once, as a share of what is available. */
  readonly personShare: number
}

const SPANS: FaultPlan['spans'] = {
  'submit-answer-late': { minMs: 8_000, maxMs: 20_000 },
  'submit-taken-late': { minMs: 8_000, maxMs: 25_000 },
  'cancel-late': { minMs: 2_000, maxMs: 20_000 },
  'lookup-lagging': { minMs: 200, maxMs: 8_000 },
  'order-hidden': { minMs: 1_000, maxMs: 45_000 },
  'fill-listed-late': { minMs: 500, maxMs: 20_000 },
  'balances-lagging': { minMs: 100, maxMs: 3_000 },
  'event-late': { minMs: 200, maxMs: 5_000 },
  unreachable: { minMs: 500, maxMs: 15_000 },
  'stream-interrupted': { minMs: 50, maxMs: 5_000 },
  'clock-skewed': { minMs: 1_000, maxMs: 10_000 },
}
const SKEW: Span = { minMs: 50, maxMs: 3_000 }
const PERSON_SHARE = 0.03

const fill = <K extends string>(kinds: readonly K[], value: number): Record<K, number> =>
  // `fromEntries` forgets the names of the keys.
  Object.fromEntries(kinds.map((kind) => [kind, value])) as Record<K, number>

export const NO_FAULTS: FaultPlan = {
  chances: fill(CHANCE_FAULTS, 0),
  everyMs: fill(EPISODE_FAULTS, 0),
  spans: SPANS,
  skew: SKEW,
  personShare: PERSON_SHARE,
}

/** For a run of a few virtual minutes with a few dozen orders: several faults for each order, and all kinds in most runs. */
export const DEFAULT_FAULTS: FaultPlan = {
  chances: {
    ...fill(CHANCE_FAULTS, 0.04),
    'look-failed': 0.03,
    'balances-lagging': 0.03,
    'event-lost': 0.05,
    'event-duplicated': 0.1,
    'fill-early': 0.2,
    'lookup-lagging': 0.3,
    'order-hidden': 0.08,
    'fill-listed-late': 0.1,
    'cancel-lost': 0.08,
    'cancel-answer-lost': 0.08,
    'cancel-late': 0.1,
    'cancel-refused': 0.08,
    'cancel-raced': 0.15,
  },
  everyMs: {
    unreachable: 120_000,
    'stream-interrupted': 45_000,
    'clock-skewed': 120_000,
    'manual-trade': 90_000,
    'external-order': 90_000,
    'external-cancel': 90_000,
    deposit: 120_000,
    withdrawal: 120_000,
    'fill-reversed': 240_000,
  },
  spans: SPANS,
  skew: SKEW,
  personShare: PERSON_SHARE,
}
