/** One way in which a distributed system fails. */
import type { Random } from '@oasis/ports'
import type { DistributedWorld } from '../distributed-world.ts'

export interface Fault {
  readonly kind: string
  /** In how many brokers it can be shown; 1 unless told otherwise. */
  readonly brokers?: 3
  /** Resolves when it is healed, as far as it does not heal itself. False: there was no occasion for it. */
  inject(world: DistributedWorld, random: Random): Promise<boolean>
}

/** Milliseconds between the two. */
export const between = (random: Random, least: number, most: number): number =>
  Math.round(least + random() * (most - least))
