/** The newest records of each topic, read as their consumers would: what they could not decode is named. */
import { type Topic, topics } from '@oasis/contracts'
import type { Bus, BusRecord, TopicPosition } from '@oasis/ports'

/** Of each partition: enough to see what is written now, few enough to be read at once. */
const NEWEST = 20
const WITHIN_MS = 20_000

type AnyTopic = Pick<Topic<unknown>, 'spec'> & {
  readonly codec: { readonly schema: string; decode(bytes: Uint8Array): unknown }
}

function topicsOf(venues: readonly string[]): readonly AnyTopic[] {
  const { rawTrades, rawQuotes, ...shared } = topics
  return [...venues.flatMap((venue) => [rawTrades(venue), rawQuotes(venue)]), ...Object.values(shared)]
}

/** One line for each topic that has some. */
export async function unreadableRecords(bus: Bus, venues: readonly string[]): Promise<readonly string[]> {
  const all = new Map(topicsOf(venues).map((topic) => [topic.spec.name, topic]))
  const ends = await bus.endPositions([...all.keys()])
  const found = new Map<string, string>()
  const subscription = await bus.subscribe({
    group: 'ots-doctor',
    topics: [...all.keys()],
    assignment: 'ALL',
    startAt: 'latest',
    positions: ends.map(newest),
    onBatch: (records) => {
      for (const record of records) {
        const why = whyUnreadable(record, all.get(record.topic))
        if (why !== undefined)
          found.set(record.topic, `${record.topic}/${record.partition}/${record.offset}: ${why}`)
      }
    },
  })
  try {
    const late = AbortSignal.timeout(WITHIN_MS)
    await Promise.race([
      subscription.caughtUp,
      subscription.failed.then((cause) => Promise.reject(cause)),
      new Promise((_, reject) => late.addEventListener('abort', () => reject(late.reason))),
    ])
  } finally {
    await subscription.close()
  }
  return [...found.values()]
}

const newest = ({ topic, partition, offset }: TopicPosition): TopicPosition => ({
  ...{ topic, partition },
  offset: Math.max(0, offset - NEWEST),
})

function whyUnreadable({ headers, value }: BusRecord, topic: AnyTopic | undefined): string | undefined {
  // A tombstone.
  if (value === undefined || topic === undefined) return undefined
  const { schema } = headers
  if (schema !== topic.codec.schema)
    return `its schema is ${schema ?? 'not told'} instead of ${topic.codec.schema}`
  try {
    topic.codec.decode(value)
    return undefined
  } catch (error) {
    return `it cannot be decoded: ${error instanceof Error ? error.message : String(error)}`
  }
}
