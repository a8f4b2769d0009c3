/** What a replay came to, as one plain object: exact decimals as text, and a hash of the whole trading state. */
import { formatMoney, formatPrice, formatQuantity, type InstrumentId, type PriceLevel } from '@oasis/domain'
import type { EmbeddedSystem } from '../composition/embedded-system.ts'
import { stateHash } from '../composition/state-hash.ts'
import type { ReplayObserver } from './replay-observer.ts'
import { EMPTY_TALLY, type Tallies } from './trade-tally.ts'

export interface InstrumentSummary {
  readonly tradesSnapshot: number
  readonly tradesLive: number
  readonly tradesBackfill: number
  readonly liveVolume: string
  readonly liveNotional: string
  readonly takerBuysLive: number
  readonly bestBid: string | null
  readonly bestAsk: string | null
  readonly bidLevels: number
  readonly askLevels: number
  /** LIVE, or why its book may not be used. */
  readonly book: string
}

export interface PositionSummary {
  readonly quantity: string
  readonly costBasis: string
  readonly realizedPnl: string
  readonly fees: string
}

export interface ReplaySummary {
  readonly frames: number
  readonly gaps: number
  readonly resyncs: number
  readonly channels: Readonly<Record<string, number>>
  readonly instruments: Readonly<Record<string, InstrumentSummary>>
  readonly signals: number
  readonly decisions: { readonly approved: number; readonly denied: Readonly<Record<string, number>> }
  /** By state. */
  readonly orders: Readonly<Record<string, number>>
  readonly executions: number
  readonly positions: Readonly<Record<string, PositionSummary>>
  readonly cash: Readonly<Record<string, string>>
  /** Null while a held position has no mark: its book was quarantined at the end. */
  readonly equity: string | null
  readonly stateHash: string
  readonly wallMs: number
}

export async function summarizeReplay(
  system: EmbeddedSystem,
  observer: ReplayObserver,
): Promise<Omit<ReplaySummary, 'wallMs'>> {
  const { connector, risk, strategies, orderManager } = system
  const account = await orderManager.summaryState()
  const riskState = risk.summaryState()
  const [portfolio] = await system.portfolios.list()
  const { frames, gaps, resyncs, framesByChannel } = connector.stats()
  return {
    frames,
    gaps,
    resyncs,
    channels: sortedCounts(framesByChannel),
    instruments: instrumentSummaries(system, observer.tallies()),
    signals: strategies.summary().signals,
    decisions: riskState.decisions,
    orders: countBy(account.orders, (order) => String(order.state)),
    executions: account.executions.length,
    positions: positionsOf(riskState),
    cash: account.cash,
    equity: portfolio?.equity === undefined ? null : formatMoney(portfolio.equity),
    stateHash: stateHash({
      orders: account.orders,
      executions: account.executions,
      positions: account.positions,
      cash: account.cash,
      strategies: strategies.summary(),
      risk: riskState,
    }),
  }
}

function instrumentSummaries(
  { connector }: EmbeddedSystem,
  tallies: Tallies,
): Record<string, InstrumentSummary> {
  const price = (level: PriceLevel | undefined) => (level === undefined ? null : formatPrice(level.price))
  const entries = connector.books().map((book): [InstrumentId, InstrumentSummary] => {
    const tally = tallies.get(book.instrumentId) ?? EMPTY_TALLY
    return [
      book.instrumentId,
      {
        ...tally,
        liveVolume: formatQuantity(tally.liveVolume),
        liveNotional: formatMoney(tally.liveNotional),
        bestBid: price(book.bestBid),
        bestAsk: price(book.bestAsk),
        bidLevels: book.bidLevels,
        askLevels: book.askLevels,
        book: book.phase,
      },
    ]
  })
  return Object.fromEntries(entries)
}

function positionsOf(
  state: ReturnType<EmbeddedSystem['risk']['summaryState']>,
): Record<string, PositionSummary> {
  return Object.assign({}, ...Object.values(state.accounts).map((account) => account.positions))
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return sortedCounts(counts)
}

const sortedCounts = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
