/** The log that others follow: every order event once by number, without a hole, as far as the books go. */
import { join } from 'node:path'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { topics } from '@oasis/contracts'
import type { Bus } from '@oasis/ports'
import { createRealScheduler } from '@oasis/runtime'
import { type Finding, finding } from './finding.ts'
import type { Books } from './read-books.ts'

export interface PublishedEvent {
  readonly accountSeq: number
  readonly eventId: string
}

export function compareEvents(published: readonly PublishedEvent[], books: Books): readonly Finding[] {
  const seen = new Map<number, string>()
  const findings: Finding[] = []
  for (const { accountSeq, eventId } of published) {
    const known = seen.get(accountSeq)
    if (known !== undefined && known !== eventId) {
      findings.push(finding('events', `order event ${accountSeq} is both ${known} and ${eventId}`))
    }
    seen.set(accountSeq, eventId)
  }
  for (let seq = 1; seq <= books.accountSeq; seq++) {
    if (!seen.has(seq)) findings.push(finding('events', `order event ${seq} was never published`))
  }
  return findings
}

/** Not while the system runs: a folder has one owner. */
export async function readEventsOf(folder: string): Promise<readonly PublishedEvent[]> {
  const scheduler = createRealScheduler()
  const bus = await createEmbeddedBus({ path: join(folder, 'bus.sqlite'), durability: 'process', scheduler })
  try {
    return await readEvents(bus)
  } finally {
    await bus.close()
  }
}

/** From the first to the last that is there. */
export async function readEvents(bus: Pick<Bus, 'subscribe'>): Promise<readonly PublishedEvent[]> {
  const { spec, codec } = topics.orderEvents
  const published: PublishedEvent[] = []
  const log = await bus.subscribe({
    group: 'chaos-verdict',
    topics: [spec.name],
    startAt: 'earliest',
    onBatch: (records) => {
      for (const { value } of records) {
        if (value === undefined) continue
        const { accountSeq, eventId } = codec.decode(value)
        published.push({ accountSeq, eventId })
      }
    },
  })
  await Promise.race([log.caughtUp, log.failed.then((cause) => Promise.reject(cause))])
  await log.close()
  return published
}
