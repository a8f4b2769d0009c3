/**
 * A quote that is decoded when it is needed. While an instrument has no order here only its newest quote matters, and
 * only when an order arrives; decoding 50 levels for every record would be most of the venue's work.
 */
import { topics } from '@oasis/contracts'
import type { Quote } from '@oasis/domain'
import type { ConsumedTopic } from '@oasis/runtime'

export class LazyQuote {
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Throws when the bytes are no quote; who consumes the topic whole sets such a record aside. */
  read(): Quote {
    return topics.quotes.codec.decode(this.#bytes)
  }
}

export const lazyQuotes: ConsumedTopic<LazyQuote> = {
  spec: topics.quotes.spec,
  onUndecodable: topics.quotes.onUndecodable,
  codec: { decode: (bytes) => new LazyQuote(bytes) },
}
