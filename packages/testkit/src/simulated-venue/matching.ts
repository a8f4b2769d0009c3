/**
 * When and how much of an order fills against the reference price. Deliberately simple: no book, no queue; chances.
 * Takers fill at the touch, makers at their limit.
 */
import type { OrderTerms, Side } from '@oasis/domain'
import type { Random } from '@oasis/ports'
import type { MatchingOptions } from './simulated-venue-api.ts'

export interface Touch {
  readonly bid: bigint
  readonly ask: bigint
}

/** Whether the price has come to a limit. */
export const reaches = (side: Side, limit: bigint, { bid, ask }: Touch): boolean =>
  side === 'BUY' ? ask <= limit : bid >= limit

export const takerPrice = (side: Side, { bid, ask }: Touch): bigint => (side === 'BUY' ? ask : bid)

/** Whether a stop order has become a limit order. */
export const triggers = (side: Side, stop: bigint, { bid, ask }: Touch): boolean =>
  side === 'BUY' ? ask >= stop : bid <= stop

/** How much of a market or marketable order there is to take; 0n is possible. */
export function takeable(
  terms: OrderTerms,
  wanted: bigint,
  increment: bigint,
  options: MatchingOptions,
  random: Random,
): bigint {
  const thin = random() < options.thinChance
  if (!thin) return wanted
  return terms.timeInForce === 'FOK' ? 0n : partOf(wanted, increment, random)
}

/** What of a resting order's remainder fills at this tick. */
export function restingFill(
  remaining: bigint,
  increment: bigint,
  options: MatchingOptions,
  random: Random,
): bigint {
  if (random() >= options.fillChance) return 0n
  return random() < options.partialChance ? partOf(remaining, increment, random) : remaining
}

/** The executions that a fill comes in; their sum is the fill. */
export function piecesOf(
  quantity: bigint,
  increment: bigint,
  maxPieces: number,
  random: Random,
): readonly bigint[] {
  const pieces: bigint[] = []
  const wanted = 1 + Math.floor(random() * maxPieces)
  let left = quantity
  while (pieces.length < wanted - 1 && left > increment) {
    const piece = partOf(left, increment, random)
    if (piece === 0n || piece === left) break
    pieces.push(piece)
    left -= piece
  }
  pieces.push(left)
  return pieces
}

/** A random part in whole increments, from nothing to just below all. */
export function partOf(quantity: bigint, increment: bigint, random: Random): bigint {
  const part = (quantity * BigInt(Math.floor(random() * 1_000))) / 1_000n
  return part - (part % increment)
}
