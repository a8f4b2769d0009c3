/**
 * In which of a table's elements each row in sight is drawn. A row keeps its element as long as it is in sight, and one that
 * comes into sight is drawn in that of one that has gone: nothing is made or thrown away by scrolling. Where most rows are new,
 * as after a jump, all are dealt out anew, in order: to move an element costs more than to write to it. For this reason what
 * comes before them all is drawn in an element of its own, too: one that goes from the end to the beginning moves all others.
 */
export class RowSlots {
  #slots: ReadonlyMap<string, number> = new Map()

  /** Slot by row, for rows in the order in which they are shown. The same rows get the same slots again. */
  deal(keys: readonly string[]): ReadonlyMap<string, number> {
    const before = this.#slots
    const kept = keys.filter((key) => before.has(key))
    if (kept.length === keys.length && before.size === keys.length) return before
    this.#slots =
      kept.length * 2 < keys.length ? new Map(keys.map((key, place) => [key, place])) : dealt(keys, before)
    return this.#slots
  }
}

function dealt(keys: readonly string[], before: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const kept = new Set(keys.map((key) => before.get(key)))
  const freed = [...before.values()].filter((slot) => !kept.has(slot))
  let unused = Math.max(...before.values()) + 1
  let isBeforeAll = true
  return new Map(
    keys.map((key) => {
      const slot = before.get(key)
      if (slot !== undefined) isBeforeAll = false
      return [key, slot ?? (isBeforeAll ? undefined : freed.shift()) ?? unused++]
    }),
  )
}
