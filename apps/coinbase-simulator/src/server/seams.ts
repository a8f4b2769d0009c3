/**
 * Where faults get in, and the only places: every request before it has an effect and every answer after it, every
 * frame on its way out, every order on its way into the book, and what a look at orders, fills and balances
 * shows. The routes and sessions know nothing of faults; whoever makes some implements these and nothing else.
 */
import type { Currency, Money, UnixNanos } from '@oasis/domain'
import type { Refusal } from '@oasis/matching'
import type { Member } from '../accounts/members.ts'
import type { NewOrder } from '../orders/new-order.ts'
import type { VenueExecution, VenueOrder } from '../orders/venue-order.ts'
import type { RestQuery } from '../protocol/query.ts'
import type { RestAnswer } from '../protocol/rest-bodies.ts'

/** What a REST request is for. Public ones have the name of their private twin; `isPrivate` tells them apart. */
export type RequestKind =
  | 'create'
  | 'preview'
  | 'cancel'
  | 'edit'
  | 'edit_preview'
  | 'get_order'
  | 'list_orders'
  | 'fills'
  | 'accounts'
  | 'account'
  | 'products'
  | 'product'
  | 'best_bid_ask'
  | 'product_book'
  | 'candles'
  | 'ticker'
  | 'transaction_summary'
  | 'key_permissions'
  | 'portfolios'
  | 'time'
  | 'currencies'
  | 'exchange_rates'
  | 'unknown'

export interface SeenRequest {
  readonly kind: RequestKind
  readonly method: string
  readonly path: string
  /** Names in snake case, whatever the client wrote. */
  readonly query: RestQuery
  /** Parsed, names in snake case; undefined where there is none or it is not JSON. */
  readonly body: unknown
  readonly isPrivate: boolean
  /** True time, not the venue's clock. */
  readonly at: UnixNanos
}

/** Before the request is checked or has any effect. */
export type BeforeFate =
  /** `query` in the place of its own. */
  | { readonly kind: 'PROCEED'; readonly delayMs?: number; readonly query?: RestQuery }
  /** This answer instead, and no effect. */
  | { readonly kind: 'ANSWER'; readonly answer: RestAnswer; readonly delayMs?: number }
  /** No effect and no answer: the connection hangs, or breaks. */
  | { readonly kind: 'HANG' }
  | { readonly kind: 'BREAK' }

/** After it: its effect stands, whatever the client gets to know. */
export type AfterFate =
  | {
      readonly kind: 'ANSWER'
      readonly answer: RestAnswer
      readonly delayMs?: number
      readonly onTheWire?: OnTheWire
    }
  | { readonly kind: 'HANG' }
  | { readonly kind: 'BREAK' }

/** TWICE: the same bytes again, if the connection still stands then. CUT: half of the body, and the connection breaks. */
export type OnTheWire =
  | { readonly kind: 'TWICE'; readonly apartMs: number; readonly onSent: () => void }
  | { readonly kind: 'CUT' }

export interface RestSeam {
  before(request: SeenRequest): BeforeFate
  /** `userId` is undefined for public and refused requests. */
  after(request: SeenRequest, answer: RestAnswer, userId: string | undefined): AfterFate
}

/**
 * DROP uses a sequence number, as when the network loses the frame; OMIT uses none, as when the venue forgot to tell.
 * SWAP sends it after the next one. CUT breaks the connection in the middle of the message; TRUNCATE sends half of its
 * text as a whole one. LATE holds it, and all frames behind it on the connection, back for {@link FrameSeam.lateMs}.
 */
export type FrameFate = 'SEND' | 'DROP' | 'OMIT' | 'DUPLICATE' | 'SWAP' | 'CUT' | 'TRUNCATE' | 'LATE'

export interface SeenFrame {
  /** As on the wire: `l2_data`, `user`, `subscriptions`, … */
  readonly channel: string
  readonly snapshot: boolean
  /** Of the connection, from 1. */
  readonly connection: number
  /** Of a `user` frame: whose orders, and which. */
  readonly userId?: string
  readonly orders?: readonly VenueOrder[]
}

export interface FrameSeam {
  /** Sockets stay open and nothing is sent. */
  readonly silent: boolean
  /** Asked once for each frame, in the order of sending. */
  fateOf(frame: SeenFrame): FrameFate
  /** How late the frame is that has just been called LATE. */
  lateMs?(): number
}

export type OrderStep = 'create' | 'cancel' | 'edit'

export interface OrderSeam {
  /** How long after its request is acknowledged the step happens in the book; `usualMs` without a fault. */
  latencyMs(step: OrderStep, order: VenueOrder, usualMs: number): number
  /** Asked once as an acknowledged order reaches the book: a reject reason makes it FAILED instead. */
  failure(order: VenueOrder): string | undefined
  /** Asked once for each new order that the venue would take: it is refused instead. */
  refusal?(order: NewOrder): Refusal | undefined
  /** Asked once for each order whose cancel the venue would take. */
  cancelFate?(order: VenueOrder): CancelFate
  /** Asked once as a cancel reaches a resting limit order. */
  cancelRace?(): CancelRace
}

/** LOSE: answered as taken, and forgotten. */
export type CancelFate = 'TAKE' | 'LOSE' | 'REFUSE'
/** How much of the order fills just before it. */
export type CancelRace = 'NONE' | 'PART' | 'WHOLE'

export interface ShownBalance {
  readonly total: Money
  readonly held: Money
}

/** What the venue does not show yet although it has happened. Asked by every read over REST. */
export interface SightSeam {
  hidesOrder(order: VenueOrder, now: UnixNanos): boolean
  hidesFill(execution: VenueExecution, now: UnixNanos): boolean
  /** Asked once for each look at accounts: what is shown of each balance. */
  balances?(member: Member, now: UnixNanos): (currency: Currency, actual: ShownBalance) => ShownBalance
}

export interface Seams {
  readonly rest: RestSeam
  readonly frames: FrameSeam
  readonly orders: OrderSeam
  readonly sight: SightSeam
  /** The venue's clock: what tokens are checked against, and what `time` and the frames' stamps say. */
  venueTime(now: UnixNanos): UnixNanos
  /** What a repeated client order id is answered with. */
  duplicateAnswer(usual: DuplicateAnswer): DuplicateAnswer
}

export type DuplicateAnswer = 'existing' | 'error'

/** The venue at its best, but for the frames that are given. */
export const faultlessSeams = (frames: FrameSeam): Seams => ({
  frames,
  rest: {
    before: () => ({ kind: 'PROCEED' }),
    after: (_, answer) => ({ kind: 'ANSWER', answer }),
  },
  orders: { latencyMs: (_step, _order, usualMs) => usualMs, failure: () => undefined },
  sight: { hidesOrder: () => false, hidesFill: () => false },
  venueTime: (now) => now,
  duplicateAnswer: (usual) => usual,
})

/** Makes the seams of one exchange; `frames` are those of the faults on demand. */
export type SeamsFactory = (frames: FrameSeam) => Seams
