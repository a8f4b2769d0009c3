/**
 * One order for the trades and quotes of an instrument, which come by two topics: by (tsInit, connection, sequence),
 * a trade before a quote of the same frame. An event is released when the other topic has passed its point, else when
 * it has waited long enough; whatever is before a released event is released with it. A late one is not dropped.
 */
import { addMillis, type Quote, type Trade, type UnixNanos } from '@oasis/domain'

export type MarketEvent =
  | { readonly kind: 'TRADE'; readonly trade: Trade }
  | { readonly kind: 'QUOTE'; readonly quote: Quote }

interface Waiting {
  readonly event: MarketEvent
  readonly point: Trade | Quote
  readonly deadline: UnixNanos
}

const rank = (event: MarketEvent): number => (event.kind === 'TRADE' ? 0 : 1)
const pointOf = (event: MarketEvent): Trade | Quote => (event.kind === 'TRADE' ? event.trade : event.quote)

function compare(a: Waiting, b: Waiting): number {
  const [x, y] = [a.point, b.point]
  if (x.tsInit !== y.tsInit) return x.tsInit < y.tsInit ? -1 : 1
  if (x.connection !== y.connection) return x.connection < y.connection ? -1 : 1
  return x.sequence - y.sequence || rank(a.event) - rank(b.event)
}

export class MarketMerge {
  /** In merged order. */
  readonly #waiting: Waiting[] = []
  readonly #newest = new Map<MarketEvent['kind'], Waiting>()
  readonly #waitMs: number
  #earliest: UnixNanos | undefined

  constructor(waitMs: number) {
    this.#waitMs = waitMs
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  push(event: MarketEvent, now: UnixNanos): void {
    const entry: Waiting = { event, point: pointOf(event), deadline: addMillis(now, this.#waitMs) }
    let at = this.#waiting.length
    while (at > 0 && this.#isAfter(at - 1, entry)) at--
    this.#waiting.splice(at, 0, entry)
    this.#earliest ??= entry.deadline
    const newest = this.#newest.get(event.kind)
    if (!newest || compare(newest, entry) < 0) this.#newest.set(event.kind, entry)
  }

  /** Those whose time has come, in order. */
  release(now: UnixNanos): readonly MarketEvent[] {
    // Whatever is passed comes before whatever is not; deadlines have no such order, so looking at them is kept rare.
    let count = 0
    while (this.#isPassed(this.#waiting[count])) count++
    if (this.#earliest !== undefined && this.#earliest <= now)
      count = Math.max(count, this.#countOverdue(now))
    return this.#take(count)
  }

  /** All of them, in order: somebody needs the market as far as it is known. */
  flush(): readonly MarketEvent[] {
    return this.#take(this.#waiting.length)
  }

  /** When to look again; never later than the first deadline of those that wait. */
  nextDeadline(): UnixNanos | undefined {
    return this.#earliest
  }

  #countOverdue(now: UnixNanos): number {
    let count = 0
    let earliest: UnixNanos | undefined
    this.#waiting.forEach(({ deadline }, index) => {
      if (deadline <= now) count = index + 1
      else if (earliest === undefined || deadline < earliest) earliest = deadline
    })
    this.#earliest = earliest
    return count
  }

  #take(count: number): readonly MarketEvent[] {
    if (count === 0) return NOTHING
    const taken = this.#waiting.splice(0, count).map((entry) => entry.event)
    if (this.#waiting.length === 0) this.#earliest = undefined
    return taken
  }

  #isPassed(entry: Waiting | undefined): boolean {
    if (entry === undefined) return false
    const other = this.#newest.get(entry.event.kind === 'TRADE' ? 'QUOTE' : 'TRADE')
    return other !== undefined && compare(other, entry) > 0
  }

  #isAfter(index: number, entry: Waiting): boolean {
    const waiting = this.#waiting[index]
    return waiting !== undefined && compare(waiting, entry) > 0
  }
}

const NOTHING: readonly MarketEvent[] = []
