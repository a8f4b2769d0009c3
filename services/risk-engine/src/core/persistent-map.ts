/**
 * An immutable map with string keys: `with` and `without` give another map and leave this one as it is, at the cost of
 * a few small nodes, however many entries there are (a hash array mapped trie; Bagwell, "Ideal Hash Trees", 2001).
 * What two versions have in common they share, so that `changedKeys` finds their differences without a walk over both.
 * Invariant: equal entries make equal tries, whatever way they came about; iteration goes by hash, so it is the same too.
 */

interface Entry<K, V> {
  readonly kind: 'ENTRY'
  readonly hash: number
  readonly key: K
  readonly value: V
}
/** Different keys of one hash, in the order of their keys. */
interface Collision<K, V> {
  readonly kind: 'COLLISION'
  readonly hash: number
  readonly entries: readonly Entry<K, V>[]
}
/** One bit of `bitmap` per child, the children in the order of their bits. */
interface Branch<K, V> {
  readonly kind: 'BRANCH'
  readonly bitmap: number
  readonly children: readonly Node<K, V>[]
}
type Node<K, V> = Entry<K, V> | Collision<K, V> | Branch<K, V>

const BITS = 5
const MASK = (1 << BITS) - 1

/** FNV-1a. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  return hash | 0
}

const bitOf = (hash: number, shift: number): number => 1 << ((hash >>> shift) & MASK)

/** How many children stand before the one of `bit`. */
function indexOf(bitmap: number, bit: number): number {
  let bits = bitmap & (bit - 1)
  bits -= (bits >>> 1) & 0x55555555
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export class PersistentMap<K extends string, V> implements ReadonlyMap<K, V> {
  readonly #root: Node<K, V> | undefined
  readonly size: number

  private constructor(root: Node<K, V> | undefined, size: number) {
    this.#root = root
    this.size = size
  }

  static empty<K extends string, V>(): PersistentMap<K, V> {
    return new PersistentMap<K, V>(undefined, 0)
  }

  static of<K extends string, V>(entries: Iterable<readonly [K, V]>): PersistentMap<K, V> {
    let map = PersistentMap.empty<K, V>()
    for (const [key, value] of entries) map = map.with(key, value)
    return map
  }

  get(key: K): V | undefined {
    return findEntry(this.#root, hashOf(key), key)?.value
  }

  has(key: K): boolean {
    return findEntry(this.#root, hashOf(key), key) !== undefined
  }

  with(key: K, value: V): PersistentMap<K, V> {
    const entry: Entry<K, V> = { kind: 'ENTRY', hash: hashOf(key), key, value }
    if (!this.#root) return new PersistentMap<K, V>(entry, 1)
    const outcome = { added: true }
    const root = inserted(this.#root, entry, 0, outcome)
    if (root === this.#root) return this
    return new PersistentMap(root, outcome.added ? this.size + 1 : this.size)
  }

  without(key: K): PersistentMap<K, V> {
    if (!this.#root) return this
    const root = removed(this.#root, hashOf(key), key, 0)
    return root === this.#root ? this : new PersistentMap(root, this.size - 1)
  }

  /** Sets, or removes when undefined. */
  put(key: K, value: V | undefined): PersistentMap<K, V> {
    return value === undefined ? this.without(key) : this.with(key, value)
  }

  /** The keys whose values are not identical in both; as fast as the two differ little. */
  changedKeys(other: PersistentMap<K, V>): Set<K> {
    const keys = new Set<K>()
    collectChanges(this.#root, other.#root, 0, keys)
    return keys
  }

  *[Symbol.iterator](): Generator<[K, V], undefined> {
    if (this.#root) for (const { key, value } of entriesOf(this.#root)) yield [key, value]
    return undefined
  }

  entries(): Generator<[K, V], undefined> {
    return this[Symbol.iterator]()
  }

  *keys(): Generator<K, undefined> {
    if (this.#root) for (const { key } of entriesOf(this.#root)) yield key
    return undefined
  }

  *values(): Generator<V, undefined> {
    if (this.#root) for (const { value } of entriesOf(this.#root)) yield value
    return undefined
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this)
  }
}

/** `from`: how much of the hash led to this node. */
function findEntry<K, V>(
  start: Node<K, V> | undefined,
  hash: number,
  key: K,
  from = 0,
): Entry<K, V> | undefined {
  let node = start
  for (let shift = from; node?.kind === 'BRANCH'; shift += BITS) {
    node = childOf(node, bitOf(hash, shift))
  }
  if (node?.hash !== hash) return undefined
  if (node.kind === 'COLLISION') return node.entries.find((entry) => entry.key === key)
  return node.key === key ? node : undefined
}

/** The same node when the entry is in it already, with the same value. */
function inserted<K, V>(
  node: Node<K, V>,
  entry: Entry<K, V>,
  shift: number,
  outcome: { added: boolean },
): Node<K, V> {
  if (node.kind !== 'BRANCH') {
    if (node.hash !== entry.hash) return inserted(branchOf(node, shift), entry, shift, outcome)
    return node.kind === 'ENTRY' && node.key === entry.key
      ? replaced(node, entry, outcome)
      : collided(node, entry, outcome)
  }
  const bit = bitOf(entry.hash, shift)
  const at = indexOf(node.bitmap, bit)
  const child = node.bitmap & bit ? node.children[at] : undefined
  if (!child) {
    const children = node.children.toSpliced(at, 0, entry)
    return { kind: 'BRANCH', bitmap: node.bitmap | bit, children }
  }
  const next = inserted(child, entry, shift + BITS, outcome)
  if (next === child) return node
  return { kind: 'BRANCH', bitmap: node.bitmap, children: node.children.with(at, next) }
}

function replaced<K, V>(known: Entry<K, V>, entry: Entry<K, V>, outcome: { added: boolean }): Entry<K, V> {
  outcome.added = false
  return known.value === entry.value ? known : entry
}

function collided<K, V>(
  node: Entry<K, V> | Collision<K, V>,
  entry: Entry<K, V>,
  outcome: { added: boolean },
): Collision<K, V> {
  const known = node.kind === 'ENTRY' ? [node] : node.entries
  const same = known.find(({ key }) => key === entry.key)
  if (same && replaced(same, entry, outcome) === same && node.kind === 'COLLISION') return node
  const entries = [...known.filter((each) => each !== same), entry].sort((a, b) => (a.key < b.key ? -1 : 1))
  return { kind: 'COLLISION', hash: entry.hash, entries }
}

const branchOf = <K, V>(child: Entry<K, V> | Collision<K, V>, shift: number): Branch<K, V> => ({
  kind: 'BRANCH',
  bitmap: bitOf(child.hash, shift),
  children: [child],
})

/** Undefined when nothing is left; the same node when the key is not in it. */
function removed<K, V>(node: Node<K, V>, hash: number, key: K, shift: number): Node<K, V> | undefined {
  if (node.kind === 'ENTRY') return node.key === key ? undefined : node
  if (node.kind === 'COLLISION') {
    const entries = node.entries.filter((entry) => entry.key !== key)
    if (entries.length === node.entries.length) return node
    return entries.length === 1 ? entries[0] : { ...node, entries }
  }
  const bit = bitOf(hash, shift)
  const at = indexOf(node.bitmap, bit)
  const child = node.bitmap & bit ? node.children[at] : undefined
  if (!child) return node
  const rest = removed(child, hash, key, shift + BITS)
  if (rest === child) return node
  const children = rest ? node.children.with(at, rest) : node.children.toSpliced(at, 1)
  const [only] = children
  // A branch is there to tell children apart: a single leaf stands in its place.
  if (children.length === 1 && only?.kind !== 'BRANCH') return only
  return { kind: 'BRANCH', bitmap: rest ? node.bitmap : node.bitmap & ~bit, children }
}

function* entriesOf<K, V>(node: Node<K, V>): Generator<Entry<K, V>, undefined> {
  if (node.kind === 'ENTRY') yield node
  else if (node.kind === 'COLLISION') yield* node.entries
  else for (const child of node.children) yield* entriesOf(child)
  return undefined
}

function collectChanges<K, V>(
  a: Node<K, V> | undefined,
  b: Node<K, V> | undefined,
  shift: number,
  keys: Set<K>,
): void {
  if (a === b) return
  if (a?.kind === 'BRANCH' && b?.kind === 'BRANCH') {
    if (a.bitmap === b.bitmap) {
      a.children.forEach((child, at) => {
        if (child !== b.children[at]) collectChanges(child, b.children[at], shift + BITS, keys)
      })
      return
    }
    for (let bits = a.bitmap | b.bitmap; bits !== 0; bits &= bits - 1) {
      const bit = bits & -bits
      collectChanges(childOf(a, bit), childOf(b, bit), shift + BITS, keys)
    }
    return
  }
  if (a) {
    for (const { hash, key, value } of entriesOf(a)) {
      if (findEntry(b, hash, key, shift)?.value !== value) keys.add(key)
    }
  }
  if (b) for (const { hash, key } of entriesOf(b)) if (!findEntry(a, hash, key, shift)) keys.add(key)
}

const childOf = <K, V>({ bitmap, children }: Branch<K, V>, bit: number): Node<K, V> | undefined =>
  bitmap & bit ? children[indexOf(bitmap, bit)] : undefined
