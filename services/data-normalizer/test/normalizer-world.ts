import { createEmbeddedBus } from '@oasis/bus-embedded'
import { type RawQuote, type RawTrade, type Topic, topicSpecs, topics } from '@oasis/contracts'
import {
  connectionId,
  currency,
  type Instrument,
  type InstrumentId,
  instrumentId,
  parseMoney,
  parsePrice,
  parseQuantity,
  type UnixNanos,
  venueId,
} from '@oasis/domain'
import type { NewRecord } from '@oasis/ports'
import { createNoMetrics, createSilentLogger, createVirtualScheduler } from '@oasis/runtime'
import { createDataNormalizer, dataNormalizerConfigSchema } from '../src/index.ts'

export const NOW = 1_786_309_548_000_000_000n as UnixNanos
export const BTC = instrumentId('coinbase:BTC-USD')

export const instrument = (id: InstrumentId): Instrument => ({
  id,
  venue: venueId('coinbase'),
  symbol: 'BTC-USD',
  base: currency('BTC'),
  quote: currency('USD'),
  priceIncrement: parsePrice('0.01'),
  quantityIncrement: parseQuantity('0.00000001'),
  minQuantity: parseQuantity('0.00000001'),
  maxQuantity: parseQuantity('1000'),
  minNotional: parseMoney('1'),
  maxNotional: parseMoney('1000000'),
  status: 'TRADING',
  tsEvent: NOW,
})

export const rawTrade = (changes: Partial<RawTrade> = {}): RawTrade => ({
  instrumentId: BTC,
  tradeId: '1',
  price: '65083.66',
  size: '0.00218600',
  side: 'SELL',
  time: '2026-08-09T21:05:48.123456789Z',
  origin: 'LIVE',
  connection: connectionId('c-1'),
  sequence: 7,
  tsInit: NOW,
  ...changes,
})

export const rawQuote = (changes: Partial<RawQuote> = {}): RawQuote => ({
  instrumentId: BTC,
  state: 'LIVE',
  bids: [
    { price: '10', size: '1' },
    { price: '9.5', size: '2' },
  ],
  asks: [{ price: '11', size: '0.5' }],
  connection: connectionId('c-1'),
  sequence: 7,
  tsEvent: NOW,
  tsInit: NOW,
  ...changes,
})

export const rawTradeRecord = (changes: Partial<RawTrade> = {}) =>
  topics.rawTrades('coinbase').record(rawTrade(changes))
export const rawQuoteRecord = (changes: Partial<RawQuote> = {}) =>
  topics.rawQuotes('coinbase').record(rawQuote(changes))

export async function createWorld(options: { instruments?: readonly InstrumentId[]; config?: object } = {}) {
  const scheduler = createVirtualScheduler({ startAt: NOW })
  const bus = await createEmbeddedBus({ path: ':memory:', scheduler, durability: 'process' })
  await bus.createTopics(topicSpecs(['coinbase']))
  const publish = (records: readonly NewRecord[]) => scheduler.runUntilSettled(bus.publish(records))
  await publish((options.instruments ?? [BTC]).map((id) => topics.instruments.record(instrument(id))))
  const config = dataNormalizerConfigSchema.parse({ venues: ['coinbase'], ...options.config })
  const ports = { bus, scheduler, logger: createSilentLogger(), metrics: createNoMetrics() }
  const start = async () => {
    const service = createDataNormalizer(ports, config)
    await scheduler.runUntilSettled(service.start())
    return service
  }
  const service = await start()
  const read = async <T>(topic: Topic<T>): Promise<T[]> => {
    const values: T[] = []
    const subscription = await bus.subscribe({
      group: `read-${topic.spec.name}-${Math.random()}`,
      topics: [topic.spec.name],
      startAt: 'earliest',
      onBatch: (records) => {
        for (const { value } of records) if (value !== undefined) values.push(topic.codec.decode(value))
      },
    })
    await scheduler.runUntilSettled(subscription.caughtUp)
    await subscription.close()
    return values
  }
  return {
    service,
    start,
    bus,
    scheduler,
    publish,
    pass: (ms: number) => scheduler.runUntil((scheduler.now() + BigInt(ms) * 1_000_000n) as UnixNanos),
    trades: () => read(topics.trades),
    quotes: () => read(topics.quotes),
    deadLetters: () => read(topics.deadLetters),
  }
}
