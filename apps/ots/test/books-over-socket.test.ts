/** A few of the faults of `books-under-faults`, over a real socket in real time. */
import { seededRandom } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { FAULT_KINDS } from './support/books/frame-faults.ts'
import { playFaults } from './support/books/play-faults.ts'
import { watchOverSocket } from './support/books/watched-books.ts'

const OF_EACH_KIND = 3
/** Beyond the limit, and no longer than that takes. */
const LONGEST_SILENCE_MS = 7_000

test("over a socket, too, every recovery ends with the exchange's own book, and no price in between", async () => {
  const books = await watchOverSocket('socket')
  try {
    const count = OF_EACH_KIND * FAULT_KINDS.length
    const played = await playFaults(books, count, seededRandom('socket faults'), LONGEST_SILENCE_MS)
    expect(played.violations).toEqual([])
    for (const kind of FAULT_KINDS) expect(played.struck.get(kind), kind).toBeGreaterThanOrEqual(OF_EACH_KIND)
    expect(played.gaps).toBe(played.breaks)
    expect(played.normalized).toBeGreaterThan(OF_EACH_KIND * FAULT_KINDS.length)
  } finally {
    await books.stop()
  }
}, 180_000)
