import type { InstrumentId, Price } from '@oasis/domain'

/** Prices as they really were, for whoever judges the run. */
export class PriceHistory {
  readonly #mids = new Map<InstrumentId, { readonly at: bigint; readonly mid: bigint }[]>()

  note(instrument: InstrumentId, at: bigint, bid: Price, ask: Price): void {
    const mids = this.#mids.get(instrument) ?? []
    this.#mids.set(instrument, mids)
    mids.push({ at, mid: (bid + ask) / 2n })
  }

  /** Of the span, and of the last one before it. Zero when there was none. */
  lowestMid(instrument: InstrumentId, from: bigint, to: bigint): bigint {
    return this.#mostMid(instrument, from, to, (mid, lowest) => mid < lowest)
  }

  /** Likewise. */
  highestMid(instrument: InstrumentId, from: bigint, to: bigint): bigint {
    return this.#mostMid(instrument, from, to, (mid, highest) => mid > highest)
  }

  #mostMid(
    instrument: InstrumentId,
    from: bigint,
    to: bigint,
    beats: (mid: bigint, most: bigint) => boolean,
  ): bigint {
    let most: bigint | undefined
    const mids = this.#mids.get(instrument) ?? []
    for (let i = mids.length - 1; i >= 0; i--) {
      const one = mids[i]
      if (one === undefined || one.at > to) continue
      if (most === undefined || beats(one.mid, most)) most = one.mid
      if (one.at < from) break
    }
    return most ?? 0n
  }
}
