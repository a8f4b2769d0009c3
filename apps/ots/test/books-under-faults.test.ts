/**
 * Books while frames are lost, doubled, swapped and cut, and while the socket says nothing: the real feed adapter,
 * connector and normalizer on the simulated exchange, on virtual time. In its long form (OTS_FAULTS) a thousand faults.
 */
import { seededRandom } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { FAULT_KINDS } from './support/books/frame-faults.ts'
import { type Played, playFaults } from './support/books/play-faults.ts'
import { watchOnVirtualTime } from './support/books/watched-books.ts'

const FAULTS = Number(process.env.OTS_FAULTS ?? 60)
const SEED = process.env.OTS_SEED ?? 'books'
/** So many in one life of the connector. */
const PER_RUN = 100
const RUNS = Array.from({ length: Math.ceil(FAULTS / PER_RUN) }, (_, i) => `${SEED}-${i + 1}`)

async function run(seed: string, count: number): Promise<Played> {
  const books = await watchOnVirtualTime(seed)
  const played = await playFaults(books, count, seededRandom(`${seed} faults`))
  await books.stop()
  return played
}

describe(`${FAULTS} faults of frames`, () => {
  it.each(RUNS)(
    "leave the exchange's own book after every recovery, and no price in between, by seed %s",
    async (seed) => {
      const count = Math.min(FAULTS, PER_RUN)
      const { violations, struck, recoveries, quotes, normalized, gaps, breaks } = await run(seed, count)
      expect(violations).toEqual([])
      for (const kind of FAULT_KINDS) expect(struck.get(kind), kind).toBeGreaterThanOrEqual(count / 5)
      expect(gaps).toBe(breaks)
      expect(recoveries).toBeGreaterThan(count / 4)
      expect(quotes).toBeGreaterThan(count * 4)
      expect(normalized).toBeGreaterThan(count * 4)
    },
    240_000,
  )

  it('come and end the same for the same seed', async () => {
    const [one, same, other] = [await run('one', 10), await run('one', 10), await run('other', 10)]
    expect(same.digest).toBe(one.digest)
    expect(other.digest).not.toBe(one.digest)
  }, 60_000)
})
