/** What the stream tells, by kind: see `GET /api/v1/events`. */
import type { Command, Denial, Feed, Fill, Order, Portfolio, Trade } from '../api/types.ts'
import type { ServerEvent } from './sse-parser.ts'

interface Level {
  readonly price: string
  readonly quantity: string
}

export interface LiveQuote {
  readonly instrumentId: string
  readonly state: string
  readonly bid: Level | null
  readonly ask: Level | null
  readonly ts: string
  readonly receivedAt: string
}

export interface LiveCandle {
  readonly openTime: string
  readonly open: string
  readonly high: string
  readonly low: string
  readonly close: string
  readonly volume: string
}

interface Payloads {
  readonly order: {
    readonly accountId: string
    readonly accountSeq: number
    readonly ts: string
    readonly trigger: string
    readonly order: Order
  }
  readonly fill: {
    readonly accountId: string
    readonly accountSeq: number
    readonly ts: string
    readonly fill: Fill
  }
  readonly denial: Denial
  readonly reset: { readonly accountId: string; readonly ts: string; readonly reason: string }
  readonly command: Command
  readonly control: {
    readonly commandId: string
    readonly kind: string
    readonly outcome: 'APPLIED' | 'REJECTED'
    readonly reason: string
    readonly by: string
    readonly ts: string
  }
  readonly feed: Feed
  readonly portfolio: Portfolio
  readonly quote: LiveQuote
  readonly trades: { readonly instrumentId: string; readonly trades: readonly Trade[] }
  readonly candle: {
    readonly instrumentId: string
    readonly interval: string
    readonly candle: LiveCandle
  }
}

export type LiveKind = keyof Payloads
export type LivePayload<Kind extends LiveKind> = Payloads[Kind]
export type LiveEvent = {
  readonly [Kind in LiveKind]: { readonly kind: Kind; readonly data: Payloads[Kind] }
}[LiveKind]

const COMPLETE = ['order', 'fill', 'denial', 'reset', 'command', 'control', 'feed'] as const
const CONFLATED = ['portfolio', 'quote', 'trades', 'candle'] as const
const KINDS = new Set<string>([...COMPLETE, ...CONFLATED] satisfies LiveKind[])

/** Undefined for what this page does not know, as a newer server may send. */
export function parseLiveEvent({ event, data }: ServerEvent): LiveEvent | undefined {
  if (!KINDS.has(event)) return undefined
  // Written by the API's own schemas; the kind says which.
  return { kind: event, data: JSON.parse(data) } as LiveEvent
}
