/** Plays faults one after the other, some into the recovery of the one before, and waits for the books to come back. */
import type { Random } from '@oasis/ports'
import { inject, shuffledKinds } from './fault-deck.ts'
import type { FaultKind } from './frame-faults.ts'
import type { WatchedBooks } from './watched-books.ts'

export interface Played {
  readonly violations: readonly string[]
  readonly struck: ReadonlyMap<FaultKind, number>
  readonly recoveries: number
  readonly quotes: number
  readonly normalized: number
  readonly gaps: number
  readonly breaks: number
  readonly digest: string
}

const PATIENCE_MS = 120_000
/** A fault in three comes before the books are back from the last. */
const OVERLAPPING = 0.33

export async function playFaults(
  books: WatchedBooks,
  count: number,
  random: Random,
  longestSilenceMs?: number,
): Promise<Played> {
  const { faults, published, believable } = books
  const violations: string[] = []
  let recoveries = 0
  const recover = async (after: string) => {
    if (await comesBack(books, violations)) recoveries++
    else violations.push(`after ${after} the books did not come back: ${books.connector.health().detail}`)
  }
  await recover('the start')
  for (const kind of shuffledKinds(count, random)) {
    inject(kind, faults, random, longestSilenceMs)
    await books.pass(random() * 300)
    if (random() >= OVERLAPPING) await recover(kind)
  }
  await recover('the last')
  const { quotes, normalized, gaps, digest } = published
  const { breaks } = believable
  violations.push(...published.violations)
  return { violations, struck: faults.struck, recoveries, quotes, normalized, gaps, breaks, digest }
}

/** The limit of five seconds is looked at once a second, and the last frame may have been on its way. */
const SILENCE_TOLD_AFTER_MS = 6_100

/** Frames are under way most of the time, so that the books agree only now and then: within moments, though. */
async function comesBack(books: WatchedBooks, violations: string[]): Promise<boolean> {
  const { faults, published } = books
  for (let waited = 0; waited < PATIENCE_MS; waited += 2) {
    if (!faults.pending && books.agree()) return true
    if (faults.silentForMs > SILENCE_TOLD_AFTER_MS && published.anyLive) {
      violations.push('a book is still live although the socket says nothing')
    }
    await books.pass(2)
  }
  return false
}
