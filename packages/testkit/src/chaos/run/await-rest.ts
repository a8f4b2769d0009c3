/** The end of a run: a healed venue, no strategy, and a system that comes to agree with the venue's ledger. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FromTrading, ToTrading } from '../trading/trading-process.ts'
import type { Child } from './child.ts'
import { compareBooks } from './judge.ts'
import type { VenueLink } from './venue-link.ts'

export interface Resting {
  readonly child: Child<FromTrading>
  readonly venue: VenueLink
  /** Milliseconds since 1970. */
  readonly until: number
  readonly onProgress: (line: string) => void
}

const LOOK_EVERY_MS = 1_000
const TELL_EVERY_LOOKS = 10
const CANCEL_EVERY_LOOKS = 5

/**
 * Equal with whatever is open, and then without: what rests may fill or expire at any moment, between two readings as
 * well. Resolves when that is so, or the time for it is up; rejects when the process ends.
 */
export async function awaitRest({ child, venue, until, onProgress }: Resting): Promise<void> {
  await child.heard('READY')
  let wasEqual = false
  for (let look = 1; Date.now() < until; look++) {
    await sleep(LOOK_EVERY_MS)
    const answer = child.heard('BOOKS')
    child.send({ kind: 'READ' } satisfies ToTrading)
    const { books } = await answer
    const { ledger } = await venue.read()
    const [first, ...others] = compareBooks(ledger, books)
    if (first && look % TELL_EVERY_LOOKS === 0) onProgress(`${first.what}, and ${others.length} more`)
    wasEqual ||= first === undefined
    if (!wasEqual) continue
    const isOpen = ledger.orders.some(({ endedAt, clientOrderId: id }) => id !== undefined && !endedAt)
    if (!isOpen && first === undefined) return
    if (isOpen && look % CANCEL_EVERY_LOOKS === 0) child.send({ kind: 'CANCEL' } satisfies ToTrading)
  }
}
