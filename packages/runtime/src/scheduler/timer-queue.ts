/** A binary heap of timers, ordered by (due, order of setting). Cancelled ones are dropped when they surface. */
import type { UnixNanos } from '@oasis/domain'
import type { Timer } from '@oasis/ports'

interface Entry {
  readonly due: UnixNanos
  readonly order: number
  readonly run: () => void
  cancelled: boolean
}

const before = (a: Entry, b: Entry): boolean => a.due < b.due || (a.due === b.due && a.order < b.order)

export class TimerQueue {
  readonly #heap: Entry[] = []
  #order = 0

  add(due: UnixNanos, run: () => void): Timer {
    const entry: Entry = { due, order: this.#order++, run, cancelled: false }
    this.#heap.push(entry)
    this.#up(this.#heap.length - 1)
    return {
      cancel: () => {
        entry.cancelled = true
      },
    }
  }

  peek(): { readonly due: UnixNanos; readonly run: () => void } | undefined {
    while (this.#heap[0]?.cancelled) this.pop()
    return this.#heap[0]
  }

  pop(): void {
    const last = this.#heap.pop()
    if (last === undefined || this.#heap.length === 0) return
    this.#heap[0] = last
    this.#down(0)
  }

  #up(start: number): void {
    let i = start
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.#swapIfBefore(i, parent)) return
      i = parent
    }
  }

  #down(start: number): void {
    let i = start
    for (;;) {
      const left = 2 * i + 1
      const right = left + 1
      const smaller = this.#isBefore(right, left) ? right : left
      if (!this.#swapIfBefore(smaller, i)) return
      i = smaller
    }
  }

  #isBefore(i: number, j: number): boolean {
    const a = this.#heap[i]
    const b = this.#heap[j]
    return a !== undefined && b !== undefined && before(a, b)
  }

  #swapIfBefore(i: number, j: number): boolean {
    const a = this.#heap[i]
    const b = this.#heap[j]
    if (a === undefined || b === undefined || !before(a, b)) return false
    this.#heap[i] = b
    this.#heap[j] = a
    return true
  }
}
