/**
 * Which trades an instance has taken in, so that a trade delivered twice counts once. Numeric ids (contiguous on
 * Coinbase) are kept as ranges: usually one, however long it runs. At most 32 ranges: then the two oldest become one,
 * which takes a trade that is still missing between them as seen. Other ids: the last 256.
 */
export interface SeenTradesState {
  readonly ranges: readonly (readonly [from: number, to: number])[]
  readonly recent: readonly string[]
}

const MAX_RANGES = 32
const MAX_RECENT = 256
const NUMERIC = /^\d{1,15}$/

export class SeenTrades {
  readonly #ranges: [number, number][]
  readonly #recent: string[]

  constructor(state?: SeenTradesState) {
    this.#ranges = (state?.ranges ?? []).map(([from, to]) => [from, to])
    this.#recent = [...(state?.recent ?? [])]
  }

  /** False when it was seen before. */
  add(tradeId: string): boolean {
    return NUMERIC.test(tradeId) ? this.#addNumber(Number(tradeId)) : this.#addText(tradeId)
  }

  state(): SeenTradesState {
    return { ranges: this.#ranges, recent: this.#recent }
  }

  #addNumber(id: number): boolean {
    const ranges = this.#ranges
    // From the newest: nearly always the first look answers.
    let i = ranges.length - 1
    while (i >= 0 && (ranges[i]?.[0] ?? 0) > id) i--
    const below = ranges[i]
    const above = ranges[i + 1]
    if (below && id <= below[1]) return false
    if (below && id === below[1] + 1) below[1] = id
    else if (above && id === above[0] - 1) above[0] = id
    else ranges.splice(i + 1, 0, [id, id])
    this.#joinAt(i)
    if (ranges.length > MAX_RANGES) this.#forgetOldestGap()
    return true
  }

  /** Range `i` and the next one may have come to touch. */
  #joinAt(i: number): void {
    const below = this.#ranges[i]
    const above = this.#ranges[i + 1]
    if (!below || !above || below[1] + 1 !== above[0]) return
    below[1] = above[1]
    this.#ranges.splice(i + 1, 1)
  }

  #forgetOldestGap(): void {
    const [oldest, next] = this.#ranges
    if (!oldest || !next) return
    oldest[1] = next[1]
    this.#ranges.splice(1, 1)
  }

  #addText(id: string): boolean {
    if (this.#recent.includes(id)) return false
    this.#recent.push(id)
    if (this.#recent.length > MAX_RECENT) this.#recent.shift()
    return true
  }
}
