/**
 * What records of the topics do to the read models: pure, so that the same records always give the same rows. Nothing is
 * counted twice: an order event is known by its `accountSeq`, all others by their event ids, which the store keeps unique.
 */
import {
  type AccountEvent,
  type AccountId,
  type CommandEvent,
  type FeedStatus,
  type Order,
  type Portfolio,
  type RiskDecision,
  type Signal,
  toMillis,
  type UnixNanos,
} from '@oasis/domain'
import type {
  EquityPoint,
  EquityResolution,
  HistoryHole,
  JournalEntry,
  Numbered,
  NumberedFill,
  ReadModelState,
  ReadModelWrite,
  TopicPosition,
} from '@oasis/ports'
import { EQUITY_KEPT, type EquitySpans, equitySpans, takeSnapshot, withSpans } from './equity-spans.ts'

export type Projected =
  | { readonly kind: 'SIGNAL'; readonly value: Signal }
  | { readonly kind: 'DECISION'; readonly value: RiskDecision }
  | { readonly kind: 'ACCOUNT'; readonly value: AccountEvent }
  | { readonly kind: 'PORTFOLIO'; readonly value: Portfolio }
  | { readonly kind: 'FEED'; readonly value: FeedStatus }
  | { readonly kind: 'CONTROL'; readonly value: CommandEvent }

export interface ProjectionState {
  readonly lastSeq: number
  readonly accountSeqs: ReadonlyMap<AccountId, number>
  readonly spans: EquitySpans
  /** When old points and feeds were last forgotten. */
  readonly forgotAt: UnixNanos
}

export interface Projection {
  readonly write: ReadModelWrite
  readonly state: ProjectionState
  /** What clients are told, once it is written. */
  readonly entries: readonly JournalEntry[]
}

export const projectionState = ({ lastSeq, accountSeqs, equity }: ReadModelState): ProjectionState => ({
  ...{ lastSeq, accountSeqs },
  spans: equitySpans(equity),
  forgotAt: 0n as UnixNanos,
})

const FORGET_EVERY_MS = 60_000
const FEEDS_KEPT = 7n * 86_400_000_000_000n

/** A batch of one partition, and the position after it. `now` is for forgetting alone. */
export function project(
  state: ProjectionState,
  batch: readonly Projected[],
  position: TopicPosition,
  now: UnixNanos,
): Projection {
  const rows = new Rows(state)
  for (const each of batch) rows.take(each)
  const isDue = toMillis(now) - toMillis(state.forgotAt) >= FORGET_EVERY_MS
  const { write, state: next, entries } = rows.result()
  return {
    write: { ...write, positions: [position], ...(isDue ? { forget: forgetBefore(now) } : {}) },
    state: isDue ? { ...next, forgotAt: now } : next,
    entries,
  }
}

/** Events before the first that is new and out of turn; what is missing cannot be had from the topic any more. */
export function holesIn(state: ProjectionState, batch: readonly Projected[]): readonly HistoryHole[] {
  const seqs = new Map(state.accountSeqs)
  const holes: HistoryHole[] = []
  for (const each of batch) {
    if (each.kind !== 'ACCOUNT') continue
    const { accountId, accountSeq, ts } = each.value
    const known = seqs.get(accountId) ?? 0
    if (accountSeq > known + 1) holes.push({ accountId, from: known + 1, to: accountSeq - 1, ts })
    if (accountSeq > known) seqs.set(accountId, accountSeq)
  }
  return holes
}

function forgetBefore(now: UnixNanos): NonNullable<ReadModelWrite['forget']> {
  const before = (resolution: EquityResolution) => (now - EQUITY_KEPT[resolution]) as UnixNanos
  return {
    feedsBefore: (now - FEEDS_KEPT) as UnixNanos,
    equityBefore: { '1s': before('1s'), '1m': before('1m'), '1h': before('1h') },
  }
}

class Rows {
  #lastSeq: number
  readonly #accountSeqs: Map<AccountId, number>
  #spans: EquitySpans
  readonly #signals: Numbered<Signal>[] = []
  readonly #decisions: Numbered<RiskDecision>[] = []
  readonly #accountEvents: Numbered<AccountEvent>[] = []
  /** By order: of several changes in one batch the last one is written, under the number of the first. */
  readonly #orders = new Map<string, Numbered<Order>>()
  readonly #fills: NumberedFill[] = []
  readonly #feeds: Numbered<FeedStatus>[] = []
  readonly #commandEvents: Numbered<CommandEvent>[] = []
  readonly #equity = new Map<string, EquityPoint>()
  readonly #entries: JournalEntry[] = []
  readonly #forgotAt: UnixNanos

  constructor({ lastSeq, accountSeqs, spans, forgotAt }: ProjectionState) {
    this.#lastSeq = lastSeq
    this.#accountSeqs = new Map(accountSeqs)
    this.#spans = spans
    this.#forgotAt = forgotAt
  }

  take(each: Projected): void {
    switch (each.kind) {
      case 'SIGNAL':
        this.#signals.push(this.#number(each.value))
        return
      case 'DECISION':
        this.#takeDecision(each.value)
        return
      case 'ACCOUNT':
        this.#takeAccountEvent(each.value)
        return
      case 'PORTFOLIO':
        this.#takePortfolio(each.value)
        return
      case 'FEED': {
        const numbered = this.#number(each.value)
        this.#feeds.push(numbered)
        this.#entries.push({ kind: 'FEED', ...numbered })
        return
      }
      case 'CONTROL': {
        const numbered = this.#number(each.value)
        this.#commandEvents.push(numbered)
        this.#entries.push({ kind: 'CONTROL', ...numbered })
      }
    }
  }

  result(): Omit<Projection, 'write'> & { readonly write: ReadModelWrite } {
    return {
      write: {
        signals: this.#signals,
        decisions: this.#decisions,
        accountEvents: this.#accountEvents,
        orders: [...this.#orders.values()],
        fills: this.#fills,
        feeds: this.#feeds,
        commandEvents: this.#commandEvents,
        equity: [...this.#equity.values()],
      },
      state: {
        lastSeq: this.#lastSeq,
        accountSeqs: this.#accountSeqs,
        spans: this.#spans,
        forgotAt: this.#forgotAt,
      },
      entries: this.#entries,
    }
  }

  #number<T>(value: T): Numbered<T> {
    this.#lastSeq += 1
    return { seq: this.#lastSeq, value }
  }

  #takeDecision(decision: RiskDecision): void {
    const numbered = this.#number(decision)
    this.#decisions.push(numbered)
    if (decision.verdict.result === 'DENIED') this.#entries.push({ kind: 'DENIAL', ...numbered })
  }

  #takeAccountEvent(event: AccountEvent): void {
    const { accountId, accountSeq, body } = event
    if (accountSeq <= (this.#accountSeqs.get(accountId) ?? 0)) return
    this.#accountSeqs.set(accountId, accountSeq)
    const numbered = this.#number(event)
    this.#accountEvents.push(numbered)
    this.#entries.push({ kind: 'ACCOUNT', ...numbered })
    if (body.kind !== 'ORDER' && body.kind !== 'EXECUTION') return
    const { clientOrderId, createdAt } = body.order
    const seq = this.#orders.get(clientOrderId)?.seq ?? numbered.seq
    this.#orders.set(clientOrderId, { seq, value: body.order })
    if (body.kind === 'EXECUTION')
      this.#fills.push({ seq: numbered.seq, value: body.execution, orderCreatedAt: createdAt })
  }

  #takePortfolio(portfolio: Portfolio): void {
    const points = takeSnapshot(this.#spans, portfolio)
    this.#spans = withSpans(this.#spans, points)
    for (const point of points) this.#equity.set(`${point.accountId}/${point.resolution}/${point.ts}`, point)
  }
}
