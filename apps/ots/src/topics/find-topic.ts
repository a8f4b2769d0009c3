/** A topic that records may be redriven to, by its name; those of a venue included. */
import { type Topic, topics } from '@oasis/contracts'
import type { BusHeaders } from '@oasis/ports'

export interface ReadableTopic {
  readonly name: string
  /** Of a record with these bytes. Throws where they cannot be decoded. */
  headersOf(value: Uint8Array): BusHeaders
}

const OF_A_VENUE = /^market-data\.(trades|quotes)\.([a-z0-9-]+)$/

/** Those whose consumers put records aside; of the others none gets among the dead letters, or may come back late. */
const SHARED: readonly ReadableTopic[] = [
  readable(topics.feedStatus),
  readable(topics.trades),
  readable(topics.quotes),
  readable(topics.instruments),
  readable(topics.signals),
  readable(topics.riskDecisions),
  readable(topics.portfolioSnapshots),
]

export function findTopic(name: string): ReadableTopic | undefined {
  const found = SHARED.find((topic) => topic.name === name)
  if (found !== undefined) return found
  const [, kind, venue] = OF_A_VENUE.exec(name) ?? []
  if (venue === undefined) return undefined
  return kind === 'trades' ? readable(topics.rawTrades(venue)) : readable(topics.rawQuotes(venue))
}

function readable<T>({ spec, codec, record }: Topic<T>): ReadableTopic {
  return { name: spec.name, headersOf: (value) => record(codec.decode(value)).headers }
}
