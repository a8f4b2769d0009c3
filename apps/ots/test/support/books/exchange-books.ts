/**
 * What the exchange's own books were when each frame was sent. A second client, whom nothing is done to, is told of every
 * change just before the connector's connections are: so at each of their frames, lost ones included, it is known
 * which book the frame belongs to.
 */
import type { Exchange, Seams, SeamsFactory, Transport } from '@oasis/coinbase-simulator'
import { units } from '../naive-decimal.ts'

export interface BookLevels {
  /** Best first: price and quantity at 10^-18. */
  readonly bids: readonly (readonly [bigint, bigint])[]
  readonly asks: readonly (readonly [bigint, bigint])[]
}

type Books = ReadonlyMap<string, BookLevels>

/** As deep as quotes are. */
export const DEPTH = 25
/** The first connection of the exchange is the second client's. */
const WITNESS = 1
/** Frames of a connection that are remembered: quotes follow theirs within seconds. */
const REMEMBERED = 2_000

export class ExchangeBooks {
  readonly #symbols: readonly string[]
  readonly #frames: Seams['frames']
  readonly #sent = new Map<number, Map<number, Books>>()
  readonly #nextSequence = new Map<number, number>()
  #books: Books = new Map()
  #exchange: Exchange | undefined

  /** `frames` decides about frames of all other connections. */
  constructor(symbols: readonly string[], frames: Seams['frames']) {
    this.#symbols = symbols
    this.#frames = frames
  }

  /** For the exchange that is then given to `watch`. */
  readonly seams: SeamsFactory = () => {
    const frames = this.#frames
    return {
      frames: {
        get silent() {
          return frames.silent
        },
        fateOf: (frame) => {
          if (frame.connection === WITNESS) return 'SEND'
          const fate = frames.fateOf(frame)
          if (fate !== 'OMIT') this.#note(frame.connection)
          return fate
        },
      },
      rest: {
        before: () => ({ kind: 'PROCEED' }),
        after: (_request, answer) => ({ kind: 'ANSWER', answer }),
      },
      orders: { latencyMs: (_step, _order, usualMs) => usualMs, failure: () => undefined },
      sight: { hidesOrder: () => false, hidesFill: () => false },
      venueTime: (now) => now,
      duplicateAnswer: (usual) => usual,
    }
  }

  /** Before anybody else connects. */
  watch(exchange: Exchange): void {
    this.#exchange = exchange
    const session = exchange.connect(witnessTransport((symbol) => this.#refresh(symbol)))
    for (const channel of ['heartbeats', 'level2']) {
      session.receive(JSON.stringify({ type: 'subscribe', channel, product_ids: this.#symbols }))
    }
  }

  /** The best levels, of the connector's n-th connection, from 1. Undefined for a frame that was never sent. */
  at(connection: number, sequence: number, symbol: string): BookLevels | undefined {
    return this.#sent
      .get(connection + WITNESS)
      ?.get(sequence)
      ?.get(symbol)
  }

  /** At this moment, whole unless a depth is given. */
  now(symbol: string, depth?: number): BookLevels {
    if (this.#exchange === undefined) throw new Error('no exchange is watched')
    const { bids, asks } = this.#exchange.view.book(symbol, depth)
    const levels = (side: typeof bids) =>
      side.map(([price, quantity]) => [units(price), units(quantity)] as const)
    return { bids: levels(bids), asks: levels(asks) }
  }

  #refresh(symbol: string): void {
    this.#books = new Map(this.#books).set(symbol, this.now(symbol, DEPTH))
  }

  #note(connection: number): void {
    const sequence = this.#nextSequence.get(connection) ?? 0
    this.#nextSequence.set(connection, sequence + 1)
    const sent = this.#sent.get(connection) ?? new Map<number, Books>()
    this.#sent.set(connection, sent.set(sequence, this.#books))
    sent.delete(sequence - REMEMBERED)
  }
}

/** Told of a product when its book has been sent. */
function witnessTransport(onBook: (symbol: string) => void): Transport {
  return {
    address: 'witness',
    send: (text) => {
      if (!text.startsWith('{"channel":"l2_data"')) return
      const symbol = /"product_id":"([^"]+)"/.exec(text)?.[1]
      if (symbol !== undefined) onBook(symbol)
    },
    sendPart: () => {},
    close: () => {},
    terminate: () => {},
    backlog: () => 0,
  }
}
