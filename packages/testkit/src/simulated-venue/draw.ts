/** Random draws of the simulated venue. */
import type { Random } from '@oasis/ports'
import type { Span } from './fault-plan.ts'

export const drawMs = (random: Random, { minMs, maxMs }: Span): number => minMs + random() * (maxMs - minMs)

/** The time until the next of events that come by themselves, `meanMs` apart in the mean. */
export const drawGapMs = (random: Random, meanMs: number): number => -Math.log(1 - random()) * meanMs

export const pick = <T>(random: Random, items: readonly T[]): T | undefined =>
  items[Math.floor(random() * items.length)]
