/** Strategies by type. A host looks here; the author's own are registered beside the built-in ones. */
import type { AnyStrategy } from '../define-strategy.ts'
import { everyNTicks } from './every-n-ticks.ts'
import { simpleMomentum } from './simple-momentum.ts'

export class UnknownStrategy extends Error {
  constructor(type: string, known: readonly string[]) {
    super(`there is no strategy of type "${type}"; known types: ${known.join(', ')}`)
    this.name = 'UnknownStrategy'
  }
}

export interface StrategyRegistry {
  /** Sorted. */
  readonly types: readonly string[]
  /** Throws {@link UnknownStrategy}, naming the known types. */
  getStrategy(type: string): AnyStrategy
}

/** Throws `RangeError` when two strategies have one id. */
export function createStrategyRegistry(strategies: readonly AnyStrategy[]): StrategyRegistry {
  const byType = new Map<string, AnyStrategy>()
  for (const strategy of strategies) {
    if (byType.has(strategy.id)) throw new RangeError(`two strategies are called "${strategy.id}"`)
    byType.set(strategy.id, strategy)
  }
  const types = [...byType.keys()].sort()
  const getStrategy = (type: string) => {
    const found = byType.get(type)
    if (!found) throw new UnknownStrategy(type, types)
    return found
  }
  return { types, getStrategy }
}

export const BUILT_IN_STRATEGIES: readonly AnyStrategy[] = [everyNTicks, simpleMomentum]
