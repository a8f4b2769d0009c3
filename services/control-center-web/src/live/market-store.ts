/**
 * Last prices by instrument. Ages are counted from when this page was told, by its own clock: the clocks of server and
 * browser differ.
 */
import { createStore, type Store } from '../api/store.ts'
import type { Instrument } from '../api/types.ts'
import type { LiveEvent, LiveQuote } from './live-event.ts'

export interface LastTick {
  readonly bid: string | null
  readonly ask: string | null
  readonly lastPrice: string | null
  readonly bookState: string | null
  /** Milliseconds since 1970, by the browser's clock: when the newest of quote and trade came in. */
  readonly tickedAt: number | undefined
}

export type Ticks = ReadonlyMap<string, LastTick>

const NOTHING: LastTick = { bid: null, ask: null, lastPrice: null, bookState: null, tickedAt: undefined }

export const createMarketStore = (): Store<Ticks> => createStore<Ticks>(new Map())

/** What was asked for: as old as it was when it was answered. */
export function ticksOf(instruments: readonly Instrument[], now: number): Ticks {
  const followed = instruments.filter(({ followed }) => followed)
  return new Map(
    followed.map(({ id, bid, ask, lastPrice, bookState, lastTradeAgeMs, quoteAgeMs }) => {
      const ages = [lastTradeAgeMs, quoteAgeMs].filter((age) => age !== null)
      const tickedAt = ages.length === 0 ? undefined : now - Math.min(...ages)
      return [id, { bid, ask, lastPrice, bookState, tickedAt }]
    }),
  )
}

/** After the events; the same map where none of them is of the market. */
export function withEvents(ticks: Ticks, events: readonly LiveEvent[], now: number): Ticks {
  const changed = new Map<string, LastTick>()
  const put = (id: string, change: Partial<LastTick>) =>
    changed.set(id, { ...(changed.get(id) ?? ticks.get(id) ?? NOTHING), ...change, tickedAt: now })
  for (const event of events) {
    if (event.kind === 'quote') put(event.data.instrumentId, quoted(event.data))
    if (event.kind !== 'trades') continue
    const lastPrice = event.data.trades.at(-1)?.price
    if (lastPrice !== undefined) put(event.data.instrumentId, { lastPrice })
  }
  return changed.size === 0 ? ticks : new Map([...ticks, ...changed])
}

const quoted = ({ bid, ask, state }: LiveQuote): Partial<LastTick> => ({
  bid: bid?.price ?? null,
  ask: ask?.price ?? null,
  bookState: state,
})
