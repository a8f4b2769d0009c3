/**
 * A rule looks at a context and returns a denial or nothing. There are four contexts, each with what the rules before
 * it have made sure of; so no rule asks again whether the instrument is known or the price usable.
 */
import type {
  DenialCode,
  DenialContext,
  DenialContextKey,
  Instrument,
  Money,
  OrderIntent,
  UnixNanos,
} from '@oasis/domain'
import type { ExposuresWith } from './exposure.ts'
import type { LimitsInForce } from './limits-in-force.ts'
import type { LiveBook } from './market-board.ts'
import type { Reservation } from './reservation.ts'
import type { RiskState } from './risk-state.ts'
import type { Standings } from './standing.ts'

export interface Denial {
  readonly code: DenialCode
  /** The numbers behind it, as text. */
  readonly context: DenialContext
}

/** Values may be given by those names only that the guide to denials has for the code. */
export const deny = <Code extends DenialCode>(
  code: Code,
  context: NoInfer<{ readonly [Key in DenialContextKey<Code>]?: string }> = {},
): Denial => ({ code, context: context as DenialContext })

export interface IntentContext {
  readonly state: RiskState
  readonly intent: OrderIntent
  readonly now: UnixNanos
  readonly limits: LimitsInForce
}

export interface InstrumentContext extends IntentContext {
  readonly instrument: Instrument
  readonly standings: Standings
  /** See reduction.ts. */
  readonly reduction: boolean
}

export interface ReservedContext extends InstrumentContext {
  /** What the order would reserve. */
  readonly reservation: Reservation
}

/** Money is in the account's valuation currency, which is the instrument's quote currency here. */
export interface PricedContext extends ReservedContext {
  readonly book: LiveBook
  /** The order's value at the worst price; see order-value.ts. */
  readonly value: Money
  readonly exposures: ExposuresWith
}

export type Rule<Context> = (context: Context) => Denial | undefined

export function firstDenial<Context>(rules: readonly Rule<Context>[], context: Context): Denial | undefined {
  for (const rule of rules) {
    const denial = rule(context)
    if (denial) return denial
  }
  return undefined
}
