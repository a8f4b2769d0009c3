/**
 * A rule looks at a context and returns a denial or nothing. There are three contexts, each with what the rules before
 * it have made sure of; so no rule asks again whether the instrument is known or the price usable.
 */
import type { DenialCode, DenialContext, Instrument, Money, OrderIntent, UnixNanos } from '@oasis/domain'
import type { LimitsInForce } from './limits-in-force.ts'
import type { LiveBook } from './market-board.ts'
import type { Reservation } from './reservation.ts'
import type { RiskState } from './risk-state.ts'

export interface Denial {
  readonly code: DenialCode
  /** The numbers behind it, as text. */
  readonly context: DenialContext
}

export const deny = (code: DenialCode, context: DenialContext = {}): Denial => ({ code, context })

export interface IntentContext {
  readonly state: RiskState
  readonly intent: OrderIntent
  readonly now: UnixNanos
  readonly limits: LimitsInForce
}

export interface InstrumentContext extends IntentContext {
  readonly instrument: Instrument
}

/** Money is in the account's valuation currency, which is the instrument's quote currency here. */
export interface PricedContext extends InstrumentContext {
  readonly book: LiveBook
  /** The order's value at the worst price; see order-value.ts. */
  readonly value: Money
  /** What it would reserve. */
  readonly reservation: Reservation
  readonly reduction: boolean
}

export type Rule<Context> = (context: Context) => Denial | undefined

export function firstDenial<Context>(rules: readonly Rule<Context>[], context: Context): Denial | undefined {
  for (const rule of rules) {
    const denial = rule(context)
    if (denial) return denial
  }
  return undefined
}
