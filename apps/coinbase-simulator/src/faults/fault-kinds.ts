/**
 * Every way in which the exchange misbehaves, named as in the simulated venue of the test kit where it is the same
 * fault. A fault is counted when it bites: when a request, an answer, a frame or a view was really changed by it.
 */

/** Rolled at each opportunity. */
export const CHANCE_FAULTS = [
  /** A create request is never answered, and nothing was taken. */
  'submit-lost',
  /** The connection breaks under a create request; nothing was taken. */
  'submit-broken',
  /** 5xx, JSON or HTML, and the order was not taken. */
  'submit-error-before',
  /** The request hangs on its way and is taken long after the client gave up. */
  'submit-taken-late',
  /** Refused for a business reason though nothing is wrong with it. */
  'submit-rejected',
  /** Taken, and never answered. */
  'submit-answer-lost',
  /** Taken, and the connection breaks instead of an answer. */
  'submit-answer-broken',
  /** Taken, and the answer is a 5xx. */
  'submit-error-after',
  /** Taken, and the answer comes after any sensible deadline. */
  'submit-answer-late',
  /** Taken, and the stream tells of a fill before the answer comes. */
  'fill-early',
  /** Acknowledged, and it reaches the book much later. */
  'order-late',
  /** Acknowledged, then FAILED with a reject reason. */
  'order-failed',
  /** A repeated client order id gets the other of the two answers. */
  'duplicate-otherwise',
  /** A cancel or edit is lost, broken or a 5xx, without effect. */
  'cancel-request-lost',
  /** Answered as taken, and nothing ever happens. */
  'cancel-lost',
  /** Done, and the answer is lost, broken or a 5xx. Edits, too. */
  'cancel-answer-lost',
  /** Answered as taken, and done much later. Edits, too. */
  'cancel-late',
  /** Refused though the order is open. */
  'cancel-refused',
  /** The order fills, wholly or in part, while the cancel is on its way. */
  'cancel-raced',
  /** A look is answered by a 5xx, or the connection hangs or breaks. */
  'look-failed',
  /** 401 although the token is right, before anything is processed. */
  'unauthorized',
  /** 429 in JSON, without effect. */
  'rate-limited-json',
  /** 429 as an HTML page, without effect. */
  'rate-limited-html',
  /** 429 as an HTML page although the order was taken. Only where a plan or a person asks for it. */
  'rate-limited-after',
  /** The request arrives late. */
  'request-late',
  /** Any answer comes late, but within sensible deadlines. */
  'answer-late',
  /** The same answer comes twice on its connection, at once or a few milliseconds apart. */
  'answer-repeated',
  /** 200 with a body that is none to this request: empty, an error, or another route's. It was processed. */
  'answer-odd',
  /** The connection breaks in the middle of an answer's body. */
  'answer-cut',
  /** An order that is refused anyway is refused by a 400, with the three reasons at the top of its body. */
  'refused-by-status',
  /** A list's page is shorter than asked for, and the rest is behind its cursor. */
  'page-short',
  /** A page gives its own cursor again. */
  'cursor-stuck',
  /** A new order is not known yet: 404, and missing in lists. */
  'lookup-lagging',
  /** An open order is missing for a while, alone and in lists. */
  'order-hidden',
  /** An order's numbers speak of a fill that the list of fills does not have yet. */
  'fill-listed-late',
  /** Accounts as they were some time ago. */
  'balances-lagging',
  /** The venue forgets to tell the user stream: no gap in the numbers. */
  'event-lost',
  /** The network loses a frame of the user channel: a gap. */
  'event-dropped',
  'event-duplicated',
  /** Comes after the next one. */
  'event-swapped',
  /** It, and all behind it on the connection, comes late. */
  'event-late',
  /** The connection breaks in the middle of the message. */
  'event-cut',
  /** Half of its text arrives as a whole message. */
  'event-truncated',
  /** The same for frames of all other channels. */
  'frame-dropped',
  'frame-duplicated',
  'frame-swapped',
  'frame-late',
  /** A snapshot of a market channel, as the two above. */
  'snapshot-cut',
  'snapshot-truncated',
] as const
export type ChanceFault = (typeof CHANCE_FAULTS)[number]

/** Come by themselves, at random times. */
export const EPISODE_FAULTS = [
  /** No request arrives for a while and no connection stands. */
  'unreachable',
  /** Sockets stay open and nothing is sent. */
  'stream-silent',
  /** Every connection is closed, with a close frame. */
  'stream-closed',
  /** Every connection breaks, without one. */
  'stream-broken',
  /** Tokens are judged, and the time is told, by a clock that is wrong for a while. */
  'clock-skewed',
  /** A product is restricted for a while: one of the flags, drawn. */
  'maintenance',
  /** A person trades by hand. */
  'manual-trade',
  /** A person leaves an order. */
  'external-order',
  /** A person cancels an order of one of the keys. */
  'external-cancel',
  'deposit',
  'withdrawal',
  /** The venue takes a fill back. */
  'fill-reversed',
] as const
export type EpisodeFault = (typeof EPISODE_FAULTS)[number]

export type FaultKind = ChanceFault | EpisodeFault
export const FAULT_KINDS: readonly FaultKind[] = [...CHANCE_FAULTS, ...EPISODE_FAULTS]

/** Kinds that last, or delay something. */
export const LASTING_FAULTS = [
  'submit-taken-late',
  'submit-answer-late',
  'fill-early',
  'order-late',
  'cancel-late',
  'request-late',
  'answer-late',
  'lookup-lagging',
  'order-hidden',
  'fill-listed-late',
  'balances-lagging',
  'event-late',
  'frame-late',
  'unreachable',
  'stream-silent',
  'clock-skewed',
  'maintenance',
] as const satisfies readonly FaultKind[]
export type LastingFault = (typeof LASTING_FAULTS)[number]

export type FaultCounts = Readonly<Record<FaultKind, number>>

/** `fromEntries` forgets the names of the keys. */
export const forEachKind = <K extends string, T>(kinds: readonly K[], value: (kind: K) => T): Record<K, T> =>
  Object.fromEntries(kinds.map((kind) => [kind, value(kind)])) as Record<K, T>
