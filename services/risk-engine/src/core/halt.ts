/** What a halt changes in the decision of an order. */
import { haltEventId, type OrderIntent } from '@oasis/domain'
import type { RiskState } from './risk-state.ts'

/** By a person, by a loss limit, or because the order manager says so: whichever knows of a halt is believed. */
export const isHalted = (state: RiskState): boolean =>
  state.control.status === 'HALTED' || state.haltedAtOrderManager

/**
 * Flattening acts for the halt in force, not for the strategy whose position it sells: its signal is as old as the halt
 * and its strategy may be stopped. It is reduce-only, so whoever names the halt as a cause can do no more than reduce.
 */
export const isFlattening = (state: RiskState, { reduceOnly, cause, accountId }: OrderIntent): boolean =>
  state.control.status === 'HALTED' &&
  reduceOnly &&
  cause.eventId === haltEventId(accountId, state.control.haltEpoch)

/** A person has accepted to flatten in this halt without a price that may be used. */
export const acceptsStalePrices = (state: RiskState, intent: OrderIntent): boolean =>
  state.stalePricesAcceptedIn === state.control.haltEpoch && isFlattening(state, intent)
