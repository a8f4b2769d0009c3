/**
 * An immutable map that costs what a `Map` costs as long as it is used the way state is: the newest version is read, and
 * the next one made from it. `with` and `without` give another version and leave this one as it is.
 *
 * How: the versions of one family share one `Map` and one log of changes; a version is a place in that log. To read an
 * older version the `Map` is taken back along the log, and forth again for a newer one (the idea of Baker, "Shallow
 * binding makes functional arrays fast", 1991). What goes on from an older version, or after about twice as many
 * changes as there are entries, begins a family of its own with a copy: so a change costs the same, on average, with ten
 * entries and ten thousand, and the log keeps no more alive than some times the entries. Versions hold no other versions; a
 * chain of them would outlive itself in the old generation of the heap.
 *
 * Values are never undefined. Iteration is by key, so that equal maps iterate alike whatever way they came about.
 */

interface Change<K extends string, V> {
  readonly key: K
  readonly before: V | undefined
  readonly after: V | undefined
}

interface Family<K extends string, V> {
  /** As of `place`. */
  readonly entries: Map<K, V>
  readonly log: Change<K, V>[]
  place: number
}

/**
 * Changes before a family ends. Fewer mean more copies, each of which somebody waits for; more mean that the garbage
 * collector has more to move, since the log keeps alive what it replaced.
 */
const mostChanges = (entries: number): number => 400 + 2 * entries

export class PersistentMap<K extends string, V> implements ReadonlyMap<K, V> {
  readonly size: number
  readonly #family: Family<K, V>
  readonly #place: number

  private constructor(family: Family<K, V>) {
    this.#family = family
    this.#place = family.place
    this.size = family.entries.size
  }

  static empty<K extends string, V>(): PersistentMap<K, V> {
    return PersistentMap.of<K, V>([])
  }

  static of<K extends string, V>(entries: Iterable<readonly [K, V]>): PersistentMap<K, V> {
    return new PersistentMap({ entries: new Map(entries), log: [], place: 0 })
  }

  get(key: K): V | undefined {
    return this.#entries().get(key)
  }

  has(key: K): boolean {
    return this.#entries().has(key)
  }

  with(key: K, value: V): PersistentMap<K, V> {
    return this.#changed(key, value)
  }

  without(key: K): PersistentMap<K, V> {
    return this.#changed(key, undefined)
  }

  /** Sets, or removes when undefined. */
  put(key: K, value: V | undefined): PersistentMap<K, V> {
    return this.#changed(key, value)
  }

  /** The keys whose values are not identical in both; as fast as few changes lie between them. */
  changedKeys(other: PersistentMap<K, V>): K[] {
    if (this.#family !== other.#family) return keysApart(this.#entries(), other.#entries())
    const [from, to] = this.#place < other.#place ? [this.#place, other.#place] : [other.#place, this.#place]
    return keysChanged(this.#family.log, from, to)
  }

  *[Symbol.iterator](): Generator<[K, V], undefined> {
    // A copy: the family goes on while its versions are walked.
    const entries = [...this.#entries()]
    yield* entries.length < 2 ? entries : entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return undefined
  }

  entries(): Generator<[K, V], undefined> {
    return this[Symbol.iterator]()
  }

  *keys(): Generator<K, undefined> {
    for (const [key] of this) yield key
    return undefined
  }

  *values(): Generator<V, undefined> {
    for (const [, value] of this) yield value
    return undefined
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this)
  }

  #entries(): Map<K, V> {
    if (this.#family.place !== this.#place) move(this.#family, this.#place)
    return this.#family.entries
  }

  #changed(key: K, after: V | undefined): PersistentMap<K, V> {
    const entries = this.#entries()
    const before = entries.get(key)
    if (before === after) return this
    const { log } = this.#family
    // Constants are empty, and their many users are no family.
    const goesOn = entries.size > 0 && this.#place === log.length && log.length < mostChanges(entries.size)
    const family = goesOn ? this.#family : { entries: new Map(entries), log: [], place: 0 }
    family.log.push({ key, before, after })
    family.place++
    set(family.entries, key, after)
    return new PersistentMap(family)
  }
}

function move<K extends string, V>(family: Family<K, V>, to: number): void {
  const { entries, log } = family
  for (const { key, after } of log.slice(family.place, to)) set(entries, key, after)
  for (const { key, before } of log.slice(to, family.place).reverse()) set(entries, key, before)
  family.place = to
}

function set<K extends string, V>(entries: Map<K, V>, key: K, value: V | undefined): void {
  if (value === undefined) entries.delete(key)
  else entries.set(key, value)
}

function keysChanged<K extends string, V>(log: readonly Change<K, V>[], from: number, to: number): K[] {
  // Mostly there is one.
  if (to - from === 1) return log.slice(from, to).map(({ key }) => key)
  const values = new Map<K, { readonly before: V | undefined; after: V | undefined }>()
  for (const { key, before, after } of log.slice(from, to)) {
    const known = values.get(key)
    if (known) known.after = after
    else values.set(key, { before, after })
  }
  const keys: K[] = []
  for (const [key, { before, after }] of values) if (before !== after) keys.push(key)
  return keys
}

function keysApart<K extends string, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>): K[] {
  const keys: K[] = []
  for (const [key, value] of a) if (b.get(key) !== value) keys.push(key)
  for (const key of b.keys()) if (!a.has(key)) keys.push(key)
  return keys
}
