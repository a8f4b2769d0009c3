/** Throughput, waiting and lag while one number of processes works, or one becomes another. */
import { textTable } from '../../../src/commands/text-table.ts'
import type { PublishedMarket } from './published-market.ts'
import type { ScaledProcesses } from './scaled-processes.ts'
import type { WatchedFlow } from './watched-flow.ts'

export interface StepFigures {
  /** `2`, or `→ 4` while it becomes so many. */
  readonly name: string
  readonly seconds: number
  readonly publishedPerSecond: number
  readonly normalizedPerSecond: number
  /** From publication to our sight of the normalized trade. */
  readonly p50Millis: number
  readonly p99Millis: number
  readonly longestMillis: number
  /** Trades published and not normalized yet. */
  readonly mostBehind: number
  readonly behindAtEnd: number
  /** Records that the strategies have still to read. */
  readonly strategyLag: number
  readonly orders: number
  /** Trades that each normalizer has taken in since it started. */
  readonly shares: readonly number[]
}

const LOOK_MS = 50

export class StepWatch {
  readonly #name: string
  readonly #market: PublishedMarket
  readonly #flow: WatchedFlow
  readonly #processes: ScaledProcesses
  readonly #began = performance.now()
  readonly #before: { readonly published: number; readonly trades: number; readonly signals: number }
  readonly #timer: NodeJS.Timeout
  #mostBehind = 0

  constructor(name: string, market: PublishedMarket, flow: WatchedFlow, processes: ScaledProcesses) {
    this.#name = name
    this.#market = market
    this.#flow = flow
    this.#processes = processes
    this.#before = {
      published: market.published,
      trades: flow.trades.length,
      signals: flow.signals.length,
    }
    this.#timer = setInterval(() => {
      this.#mostBehind = Math.max(this.#mostBehind, this.#behind())
    }, LOOK_MS).unref()
  }

  async end(): Promise<StepFigures> {
    clearInterval(this.#timer)
    const seconds = (performance.now() - this.#began) / 1_000
    const { published, trades, signals } = this.#before
    const seen = this.#flow.trades.slice(trades)
    const millis = seen.map((trade) => trade.millis).sort((a, b) => a - b)
    const at = (share: number): number => millis[Math.floor(millis.length * share)] ?? Number.NaN
    const figures = {
      ...{ name: this.#name, seconds },
      publishedPerSecond: (this.#market.published - published) / seconds,
      normalizedPerSecond: seen.filter(({ again }) => !again).length / seconds,
      ...{ p50Millis: at(0.5), p99Millis: at(0.99), longestMillis: millis.at(-1) ?? Number.NaN },
      ...{ mostBehind: this.#mostBehind, behindAtEnd: this.#behind() },
      orders: this.#flow.signals.length - signals,
    }
    const [strategyLag, shares] = await Promise.all([
      this.#processes.strategyLag(),
      this.#processes.tradesTaken(),
    ])
    return { ...figures, strategyLag, shares }
  }

  #behind(): number {
    return this.#market.published - this.#flow.distinct
  }
}

export function stepTable(steps: readonly StepFigures[]): string {
  const head = ['processes', 's', 'published/s', 'normalized/s', 'p50 ms', 'p99 ms', 'longest ms']
  const lag = ['lag at most', 'lag at end', 'strategy lag', 'orders', 'trades of each normalizer']
  return textTable(
    [...head, ...lag].map((name, i) => ({ head: name, right: i > 0 && i < 11 })),
    steps.map((step) => [
      ...[step.name, step.seconds.toFixed(1)],
      ...[step.publishedPerSecond.toFixed(0), step.normalizedPerSecond.toFixed(0)],
      ...[step.p50Millis.toFixed(1), step.p99Millis.toFixed(1), step.longestMillis.toFixed(0)],
      ...[step.mostBehind, step.behindAtEnd, step.strategyLag, step.orders].map(String),
      step.shares.join(', '),
    ]),
  )
}
