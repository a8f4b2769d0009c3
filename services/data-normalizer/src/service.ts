/** Wiring: one consumer for reference data, two for each venue's raw topics. Nothing is kept but committed offsets. */
import { topics } from '@oasis/contracts'
import type { VenueId } from '@oasis/domain'
import type { Consumer, HealthReport, Service } from '@oasis/runtime'
import type { DataNormalizerConfig } from './config.ts'
import { KnownInstruments } from './core/known-instruments.ts'
import { normalizeQuote } from './core/normalize-quote.ts'
import { normalizeTrade } from './core/normalize-trade.ts'
import { PriceBand } from './core/price-band.ts'
import { consumeInstruments } from './handlers/instruments.ts'
import { consumeMarketData } from './handlers/market-data.ts'
import type { DataNormalizerPorts } from './ports.ts'

export class DataNormalizerService implements Service {
  readonly name = 'data-normalizer'
  readonly #ports: DataNormalizerPorts
  readonly #config: DataNormalizerConfig
  readonly #known = new KnownInstruments()
  #consumers: Consumer[] = []
  #failure: string | undefined

  constructor(ports: DataNormalizerPorts, config: DataNormalizerConfig) {
    this.#ports = ports
    this.#config = config
  }

  async start(): Promise<void> {
    const instruments = await consumeInstruments(this.#ports, this.#known, this.#onFatal)
    this.#consumers.push(instruments)
    await instruments.caughtUp
    for (const venue of this.#config.venues) {
      this.#consumers.push(await this.#consumeTrades(venue), await this.#consumeQuotes(venue))
    }
  }

  async stop(): Promise<void> {
    const consumers = this.#consumers
    this.#consumers = []
    await Promise.all(consumers.map((consumer) => consumer.close()))
  }

  health(): HealthReport {
    if (this.#failure !== undefined) return { ready: false, detail: `ended: ${this.#failure}` }
    if (this.#consumers.length === 0) return { ready: false, detail: 'not started' }
    const lag = this.#consumers.reduce((sum, consumer) => sum + consumer.lag(), 0)
    return { ready: true, detail: `${lag} records behind` }
  }

  #consumeTrades(venue: VenueId): Promise<Consumer> {
    const { maxPriceFactor, maxClockAheadMs } = this.#config
    const band = new PriceBand(maxPriceFactor)
    return consumeMarketData(this.#ports, {
      ...this.#flow(),
      group: `data-normalizer-trades-${venue}`,
      from: topics.rawTrades(venue),
      to: topics.trades,
      normalize: (raw) => normalizeTrade(raw, band, maxClockAheadMs),
    })
  }

  #consumeQuotes(venue: VenueId): Promise<Consumer> {
    return consumeMarketData(this.#ports, {
      ...this.#flow(),
      group: `data-normalizer-quotes-${venue}`,
      from: topics.rawQuotes(venue),
      to: topics.quotes,
      normalize: (raw) => normalizeQuote(raw, this.#config.maxClockAheadMs),
    })
  }

  #flow() {
    const { instrumentWaitMs, rememberedEvents } = this.#config
    return { known: this.#known, instrumentWaitMs, rememberedEvents, onFatal: this.#onFatal }
  }

  readonly #onFatal = (error: unknown): void => {
    this.#failure = error instanceof Error ? error.message : String(error)
    this.#ports.onFatal?.(error)
  }
}
