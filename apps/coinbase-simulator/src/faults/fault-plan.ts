/** How often the exchange misbehaves and for how long: a schedule, drawn from a seed. */
import { z } from 'zod'
import {
  CHANCE_FAULTS,
  type ChanceFault,
  EPISODE_FAULTS,
  type EpisodeFault,
  forEachKind,
  LASTING_FAULTS,
  type LastingFault,
} from './fault-kinds.ts'

export interface Span {
  readonly minMs: number
  readonly maxMs: number
}

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
  'submit-taken-late': { minMs: 8_000, maxMs: 25_000 },
  'submit-answer-late': { minMs: 8_000, maxMs: 20_000 },
  'fill-early': { minMs: 100, maxMs: 1_500 },
  'order-late': { minMs: 200, maxMs: 5_000 },
  'cancel-late': { minMs: 1_000, maxMs: 15_000 },
  'request-late': { minMs: 50, maxMs: 1_000 },
  'answer-late': { minMs: 50, maxMs: 1_000 },
  'lookup-lagging': { minMs: 200, maxMs: 8_000 },
  'order-hidden': { minMs: 1_000, maxMs: 30_000 },
  'fill-listed-late': { minMs: 200, maxMs: 10_000 },
  'balances-lagging': { minMs: 100, maxMs: 3_000 },
  'event-late': { minMs: 100, maxMs: 3_000 },
  'frame-late': { minMs: 100, maxMs: 3_000 },
  unreachable: { minMs: 500, maxMs: 10_000 },
  'stream-silent': { minMs: 1_000, maxMs: 20_000 },
  'clock-skewed': { minMs: 1_000, maxMs: 10_000 },
  maintenance: { minMs: 2_000, maxMs: 20_000 },
}
const SKEW: Span = { minMs: 50, maxMs: 3_000 }
const PERSON_SHARE = 0.03

export const NO_FAULTS: FaultPlan = {
  chances: forEachKind(CHANCE_FAULTS, () => 0),
  everyMs: forEachKind(EPISODE_FAULTS, () => 0),
  spans: SPANS,
  skew: SKEW,
  personShare: PERSON_SHARE,
}

/** About one order in four meets a fault; a run of some thousand orders meets every kind a few dozen times. */
export const DEFAULT_FAULTS: FaultPlan = {
  chances: {
    ...forEachKind(CHANCE_FAULTS, () => 0.02),
    'fill-early': 0.05,
    'duplicate-otherwise': 0.5,
    'cancel-raced': 0.05,
    'lookup-lagging': 0.1,
    'order-hidden': 0.01,
    'fill-listed-late': 0.1,
    'balances-lagging': 0.1,
    'page-short': 0.05,
    'cursor-stuck': 0.05,
    // Each of these costs a connection.
    'event-cut': 0.005,
    'event-truncated': 0.005,
    'event-dropped': 0.01,
    'frame-dropped': 0.0005,
    'frame-duplicated': 0.001,
    'frame-swapped': 0.0005,
    'frame-late': 0.0005,
    // It cannot be told from one without effect, and no venue is known to do it.
    'rate-limited-after': 0,
  },
  everyMs: {
    unreachable: 180_000,
    'stream-silent': 120_000,
    'stream-closed': 60_000,
    'stream-broken': 60_000,
    'clock-skewed': 120_000,
    maintenance: 60_000,
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

const LONGEST_MS = 86_400_000
const span = z
  .strictObject({ minMs: z.number().min(0).max(LONGEST_MS), maxMs: z.number().min(0).max(LONGEST_MS) })
  .refine(({ minMs, maxMs }) => minMs <= maxMs, 'minMs must not be above maxMs')

/** A plan as a file or an option has it: what it does not name is as in its base. */
export const faultPlanSchema = z
  .strictObject({
    base: z.enum(['none', 'default']).default('none'),
    chances: z.partialRecord(z.enum(CHANCE_FAULTS), z.number().min(0).max(1)).default({}),
    everyMs: z.partialRecord(z.enum(EPISODE_FAULTS), z.number().min(0).max(LONGEST_MS)).default({}),
    spans: z.partialRecord(z.enum(LASTING_FAULTS), span).default({}),
    skew: span.optional(),
    personShare: z.number().min(0).max(1).optional(),
  })
  .transform(({ base, chances, everyMs, spans, skew, personShare }): FaultPlan => {
    const from = base === 'default' ? DEFAULT_FAULTS : NO_FAULTS
    return {
      // What is left out is absent, never `undefined`.
      chances: { ...from.chances, ...(chances as Partial<FaultPlan['chances']>) } as FaultPlan['chances'],
      everyMs: { ...from.everyMs, ...(everyMs as Partial<FaultPlan['everyMs']>) } as FaultPlan['everyMs'],
      spans: { ...from.spans, ...(spans as Partial<FaultPlan['spans']>) } as FaultPlan['spans'],
      skew: skew ?? from.skew,
      personShare: personShare ?? from.personShare,
    }
  })

/** `none`, `default`, or a plan. */
export const faultsOptionSchema = z.union([
  z.enum(['none', 'default']).transform((name) => (name === 'default' ? DEFAULT_FAULTS : NO_FAULTS)),
  faultPlanSchema,
])
