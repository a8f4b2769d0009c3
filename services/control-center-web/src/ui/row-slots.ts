/**
 * In which of a table's elements each row in sight is drawn. A row keeps its element as long as it is in sight, and one that
 * comes into sight is drawn in that of one that has gone: nothing is made or thrown away by scrolling. Where most rows are new,
 * as after a jump, all are dealt out anew, in order: to move an element costs more than to write to it.
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
  const taken = new Set(keys.map((key) => before.get(key)))
  let free = 0
  const nextFree = (): number => {
    while (taken.has(free)) free++
    return free++
  }
  return new Map(keys.map((key) => [key, before.get(key) ?? nextFree()]))
}
