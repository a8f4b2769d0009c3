/**
 * The fair price: a random walk of the logarithm whose drift and volatility switch between calm spells and trends.
 * Far from its anchor a product is likelier to trend back, so that a simulator left running for weeks stays in a
 * believable range. Doubles are right here: this is a model of opinion, and every price that leaves it is put on
 * the product's grid.
 */
import type { Random } from '@oasis/ports'
import { drawBetween, drawNormal } from './draws.ts'
import type { ProductSpec } from './product-spec.ts'

export type RegimeKind = 'CALM' | 'UP' | 'DOWN'

export interface PriceState {
  readonly logPrice: number
  readonly anchor: number
  readonly regime: RegimeKind
  /** Log price per minute. */
  readonly drift: number
  readonly secondsLeft: number
  readonly lastTrend: RegimeKind
}

/** A trend is followed by one the other way this often, at the anchor. */
const REVERSAL = 0.65
/** At this distance from the anchor (log) the chance of moving further away has fallen to nothing. */
const REACH = 0.25
const PERCENT = 0.01

export function startPrice(price: number): PriceState {
  const logPrice = Math.log(price)
  return { logPrice, anchor: logPrice, regime: 'CALM', drift: 0, secondsLeft: 0, lastTrend: 'DOWN' }
}

export const fairPrice = (state: PriceState): number => Math.exp(state.logPrice)

/** Moves the price on by `seconds`: one draw, or two and a regime's own where a regime ends. */
export function advancePrice(
  state: PriceState,
  seconds: number,
  spec: ProductSpec,
  random: Random,
): PriceState {
  const current = state.secondsLeft > 0 ? state : nextRegime(state, spec, random)
  const minutes = seconds / 60
  const volatility = (current.regime === 'CALM' ? spec.calmVolatility : spec.trendVolatility) * PERCENT
  const move = current.drift * minutes + volatility * Math.sqrt(minutes) * drawNormal(random)
  return { ...current, logPrice: current.logPrice + move, secondsLeft: current.secondsLeft - seconds }
}

function nextRegime(state: PriceState, spec: ProductSpec, random: Random): PriceState {
  if (state.regime !== 'CALM') {
    return { ...state, regime: 'CALM', drift: 0, secondsLeft: 60 * drawBetween(random, ...spec.calmMinutes) }
  }
  const upAtAnchor = state.lastTrend === 'UP' ? 1 - REVERSAL : REVERSAL
  const up = random() < upAtAnchor - (state.logPrice - state.anchor) / REACH
  const regime = up ? 'UP' : 'DOWN'
  const drift = drawBetween(random, ...spec.trendDrift) * PERCENT * (up ? 1 : -1)
  const secondsLeft = 60 * drawBetween(random, ...spec.trendMinutes)
  return { ...state, regime, lastTrend: regime, drift, secondsLeft }
}
