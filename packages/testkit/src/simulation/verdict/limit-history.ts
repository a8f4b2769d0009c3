/** Which limits were in force when: what configuration gave, and over it what commands have set. */
import { DEFAULT_LIMITS, type LimitScope, type Limits, type ScopedLimits } from '@oasis/domain'

interface Version {
  readonly since: bigint
  readonly set: readonly ScopedLimits[]
}

export class LimitHistory {
  readonly #seeds: readonly ScopedLimits[]
  readonly #versions: Version[] = []

  constructor(seeds: readonly ScopedLimits[]) {
    this.#seeds = seeds
    this.#versions.push({ since: 0n, set: [] })
  }

  note(since: bigint, set: readonly ScopedLimits[]): void {
    this.#versions.push({ since, set })
  }

  /** The widest that was in force at any time of the span; undefined when there was a time without. */
  widest<K extends keyof Limits>(scope: LimitScope, key: K, from: bigint, to: bigint): Limits[K] | undefined {
    let widest: Limits[K] | undefined
    for (const [i, { since, set }] of this.#versions.entries()) {
      const until = this.#versions[i + 1]?.since ?? to
      if (since > to || until < from) continue
      const limit = this.#limitOf(scope, key, set)
      if (limit === undefined) return undefined
      if (widest === undefined || limit > widest) widest = limit
    }
    return widest
  }

  #limitOf<K extends keyof Limits>(
    scope: LimitScope,
    key: K,
    set: readonly ScopedLimits[],
  ): Limits[K] | undefined {
    const isAsked = ({ scope: { level, id } }: ScopedLimits) => level === scope.level && id === scope.id
    const limit = set.find(isAsked)?.limits[key] ?? this.#seeds.find(isAsked)?.limits[key]
    // An account always has a limit; the other levels only narrow it.
    return limit ?? (scope.level === 'account' ? DEFAULT_LIMITS[key] : undefined)
  }
}
