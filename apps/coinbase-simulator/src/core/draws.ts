/** Draws from the distributions that the market model uses. Each consumes a seeded uniform source. */
import type { Random } from '@oasis/ports'

/** Standard normal (Box and Muller). */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()))
  return radius * Math.cos(2 * Math.PI * random())
}

/** Log-normal with the given median; `sigma` is the deviation of its logarithm. */
export const drawLogNormal = (random: Random, median: number, sigma: number): number =>
  median * Math.exp(sigma * drawNormal(random))

/** Poisson, by multiplying uniforms: for the small means of one step. */
export function drawPoisson(random: Random, mean: number): number {
  const floor = Math.exp(-mean)
  let product = random()
  let count = 0
  while (product > floor) {
    product *= random()
    count++
  }
  return count
}

export const drawBetween = (random: Random, low: number, high: number): number =>
  low + (high - low) * random()
