/**
 * Candles of what is followed, made from the normalized trades and kept in the read models, so that a chart is there after a
 * restart. What has changed is written every other second, in one transaction with the positions that it came from: a trade
 * is in its candle once. Where there is a source of candles, whole ones of the venue take the place of ours: of the time
 * before this system was there, and of minutes that it has seen a part of.
 */
import { deadLetterRecord, topics } from '@oasis/contracts'
import type { InstrumentId, Trade, UnixNanos } from '@oasis/domain'
import type {
  Bus,
  BusRecord,
  CandleSource,
  Logger,
  ReadModelStore,
  ReadModelWrite,
  Scheduler,
  StoredCandle,
  Timer,
  TopicPosition,
} from '@oasis/ports'
import { type Consumer, consume, type Metrics } from '@oasis/runtime'
import { CandleWindow, windowStart } from '../core/candle-window.ts'
import { CANDLE_SPAN, countsForCandles } from '../core/candles.ts'
import { CandleHistory } from './candle-history.ts'

export interface CandleKeeperOptions {
  readonly bus: Bus
  readonly store: Pick<ReadModelStore, 'load' | 'commit' | 'candles'>
  /** Of the venue; without it candles begin with the first trade. */
  readonly candles?: CandleSource | undefined
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly instruments: readonly InstrumentId[]
}

const WRITE_EVERY_MS = 2_000
const FORGET_EVERY_MS = 3_600_000
const MAX_STEPS = 500
const DAY = 86_400_000_000_000n

/** About 86,000 and 88,000 of each instrument at most. */
const KEPT = { '1m': 60n * DAY, '1h': 3_650n * DAY } as const
/** All that a window may hold. */
const WINDOW_MINUTES = 180

export class CandleKeeper {
  readonly #options: CandleKeeperOptions
  readonly #windows = new Map<InstrumentId, CandleWindow>()
  readonly #positions = new Map<string, TopicPosition>()
  readonly #history: CandleHistory | undefined
  /** Of the venue, older than what is in memory. */
  #older: StoredCandle[] = []
  #consumer: Consumer | undefined
  #timer: Timer | undefined
  #writing: Promise<void> = Promise.resolve()
  #isStopped = false
  #forgotMsAgo = FORGET_EVERY_MS

  constructor(options: CandleKeeperOptions) {
    this.#options = options
    const { candles, scheduler, logger, instruments } = options
    if (candles === undefined) return
    this.#history = new CandleHistory({
      ...{ candles, scheduler, logger, instruments },
      onCandles: (found) => this.#takeWhole(found),
    })
  }

  /** The newest minute of each instrument. */
  newest(): readonly StoredCandle[] {
    return [...this.#windows.values()].flatMap(({ newest }) => newest ?? [])
  }

  async start(): Promise<void> {
    const { bus, store, scheduler, logger, metrics, instruments } = this.#options
    for (const id of instruments) this.#windows.set(id, new CandleWindow(id, await this.#lastMinutes(id)))
    const { candlePositions } = await store.load()
    const topic = topics.trades
    this.#consumer = await consume({
      ...{ bus, scheduler, logger, metrics },
      group: 'control-center-api/candles',
      topics: [topic],
      startAt: 'earliest',
      commit: 'own',
      positions: candlePositions,
      keys: new Set<string>(instruments),
      onEvent: (trade, record) => this.#takeTrade(trade, record),
      deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
      // A chart that stands still is seen; nothing else depends on it.
      onFatal: (error) => logger.error({ err: error }, 'candles are not kept up any more'),
    })
    this.#history?.start()
    this.#writeLater()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#timer?.cancel()
    await this.#history?.stop()
    await this.#consumer?.close()
    await this.#writing
    await this.#write()
  }

  async #lastMinutes(instrumentId: InstrumentId): Promise<readonly StoredCandle[]> {
    const query = { instrumentId, resolution: '1m', limit: WINDOW_MINUTES } as const
    const minutes = await this.#options.store.candles(query)
    const newest = minutes[0]?.openTime
    return newest === undefined ? [] : minutes.filter(({ openTime }) => openTime >= windowStart(newest))
  }

  #takeTrade(trade: Trade, { topic, partition, offset }: BusRecord): void {
    this.#positions.set(`${topic}/${partition}`, { topic, partition, offset: offset + 1 })
    if (countsForCandles(trade)) this.#windows.get(trade.instrumentId)?.takeTrade(trade)
  }

  #takeWhole(candles: readonly StoredCandle[]): void {
    for (const candle of candles) {
      const { instrumentId, resolution } = candle
      const window = this.#windows.get(instrumentId)
      // Hours that can be made of their minutes are.
      const isRecent = resolution === '1h' && window?.covers(candle.openTime)
      if (isRecent || (resolution === '1m' && window?.takeWhole(candle))) continue
      this.#older.push(candle)
    }
  }

  #writeLater(): void {
    if (this.#isStopped) return
    this.#timer = this.#options.scheduler.after(WRITE_EVERY_MS, () => {
      this.#writing = this.#write().finally(() => this.#writeLater())
    })
  }

  /** Taken in one turn, so that positions and candles are of the same moment. */
  async #write(): Promise<void> {
    const { store, logger } = this.#options
    const older = this.#older.splice(0)
    const recent = [...this.#windows.values()].map((window) => ({ window, changed: window.takeChanged() }))
    const positions = [...this.#positions.values()]
    const forgetCandles = this.#dueToForget()
    const changed = recent.flatMap(({ changed: of }) => of)
    if (older.length + changed.length + positions.length + forgetCandles.length === 0) return
    this.#positions.clear()
    try {
      for (let i = 0; i < older.length; i += MAX_STEPS)
        await store.commit({ candles: older.slice(i, i + MAX_STEPS) })
      await store.commit({ candles: changed, candlePositions: positions, forgetCandles })
    } catch (error) {
      logger.warn({ err: error }, 'candles could not be written; trying again')
      this.#older = [...older, ...this.#older]
      for (const { window, changed: of } of recent) window.giveBack(of)
      for (const position of positions) {
        const key = `${position.topic}/${position.partition}`
        if (!this.#positions.has(key)) this.#positions.set(key, position)
      }
    }
  }

  /** By the newest candle, not by the clock: what is replayed may be old. */
  #dueToForget(): NonNullable<ReadModelWrite['forgetCandles']> {
    this.#forgotMsAgo += WRITE_EVERY_MS
    if (this.#forgotMsAgo < FORGET_EVERY_MS) return []
    this.#forgotMsAgo = 0
    return this.newest().flatMap(({ instrumentId, openTime }) =>
      (['1m', '1h'] as const).map((resolution) => ({
        ...{ instrumentId, resolution },
        before: (openTime + CANDLE_SPAN['1m'] - KEPT[resolution]) as UnixNanos,
      })),
    )
  }
}
