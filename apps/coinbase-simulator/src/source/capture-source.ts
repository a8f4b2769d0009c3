/**
 * Replays a recorded capture: at the recorded pace or faster, once or in a loop. Frames are those recorded, with new
 * times, contiguous trade ids, and each connection's own sequence numbers. At `max` it goes as fast as the slowest
 * client reads, and pauses while nobody listens.
 */
import { addMillis, NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'
import type { Scheduler, Timer } from '@oasis/ports'
import { bookUpdateEvents, tradesEvents, type WireChange } from '../protocol/channel-events.ts'
import type { DayFields, MarketView, ProductBody } from '../protocol/market-view.ts'
import { productBody } from '../protocol/product-body.ts'
import { wireTime } from '../protocol/timestamps.ts'
import { type Capture, type CaptureFrame, readCapture } from './capture-file.ts'
import type { Audience, MarketSource } from './market-source.ts'
import { ReplayedProduct } from './replayed-product.ts'

export interface CaptureSourceOptions {
  readonly path: string
  readonly speed: number | 'max'
  readonly loop: boolean
  /** From the first subscription to the first frame. */
  readonly startDelayMs: number
  readonly scheduler: Scheduler
}

const POLL_MS = 20
const BURST_FRAMES = 500
const MOST_BACKLOG = 4 * 1024 * 1024
const CANDLE_SECONDS = 300

/** @throws OtsError OTS_CAPTURE_UNREADABLE */
export function createCaptureSource(options: CaptureSourceOptions): MarketSource {
  const { scheduler, speed } = options
  const capture = readCapture(options.path)
  const products = createProducts(capture)
  prepare(capture, products, scheduler.now())
  const frames = capture.frames.filter(isReplayed(capture))
  const productOf = (id: string) => products.get(id)
  let next = 0
  let loopStart = scheduler.now()
  let timer: Timer | undefined

  const atEnd = (): boolean => next >= frames.length
  const rewind = (audience: Audience): void => {
    for (const product of products.values()) {
      tellMove(audience, product, product.changesToOpening(), scheduler.now())
    }
    next = 0
    loopStart = scheduler.now()
  }
  const playNext = (audience: Audience): void => {
    const frame = frames[next++]
    const product = frame && productOf(frame.productId)
    if (frame && product) play(audience, product, frame, scheduler.now(), speed)
    if (atEnd() && options.loop) rewind(audience)
  }
  const runPaced = (audience: Audience, pace: number): void => {
    const loop = loopStart
    const dueOf = (frame: CaptureFrame): UnixNanos => addMillis(loopStart, frame.atMs / pace)
    for (let frame = frames[next]; frame && dueOf(frame) <= scheduler.now(); frame = frames[next]) {
      playNext(audience)
      // A loop's first frame waits for the next turn, however short the capture is.
      if (loop !== loopStart) break
    }
    const frame = frames[next]
    if (frame) timer = scheduler.at(dueOf(frame), () => runPaced(audience, pace))
  }
  const runFast = (audience: Audience): void => {
    for (let i = 0; i < BURST_FRAMES && !atEnd() && audience.backlog() < MOST_BACKLOG; i++) playNext(audience)
    if (!atEnd()) timer = scheduler.after(1, () => whenHeard(audience, 0))
  }
  const begin = (audience: Audience): void => {
    if (next === 0) loopStart = scheduler.now()
    if (speed === 'max') runFast(audience)
    else runPaced(audience, speed)
  }
  const whenHeard = (audience: Audience, delayMs: number): void => {
    if (!audience.listening()) timer = scheduler.after(POLL_MS, () => whenHeard(audience, delayMs))
    else if (delayMs > 0) timer = scheduler.after(delayMs, () => begin(audience))
    else begin(audience)
  }

  return {
    kind: 'capture',
    view: createView(capture, products),
    start: (audience) => whenHeard(audience, options.startDelayMs),
    stop: () => timer?.cancel(),
  }
}

function play(
  audience: Audience,
  product: ReplayedProduct,
  frame: CaptureFrame,
  now: UnixNanos,
  speed: number | 'max',
): void {
  // What happened some time before its frame happened as much earlier now, in the replay's own pace.
  const before = (lag: bigint): UnixNanos =>
    (speed === 'max' ? now : now - BigInt(Math.round(Number(lag) / speed))) as UnixNanos
  const { id } = product
  switch (frame.kind) {
    case 'BOOK': {
      const time = before(frame.lag)
      product.applyBook(frame.changes, time)
      audience.moved(id)
      if (audience.wants('level2', id)) {
        audience.publish('level2', id, frame.parts.join(`"event_time":"${wireTime(time)}"`))
      }
      return
    }
    case 'BOOK_SNAPSHOT':
      tellMove(audience, product, product.changesTo(frame.levels), now)
      return
    case 'TRADES': {
      const trades = product.addTrades(frame.trades, (trade) => before(trade.lag))
      audience.traded(id, trades)
      audience.publish('market_trades', id, tradesEvents('update', trades.toReversed()))
      return
    }
    case 'TICKER':
      product.setTicker(frame.fields)
      audience.publish('ticker', id, recordedTicker(id, frame.fields))
      return
    case 'CANDLES':
      return
  }
}

/** Tells clients by an update, as if the market had moved there at once. */
function tellMove(
  audience: Audience,
  product: ReplayedProduct,
  changes: readonly WireChange[],
  now: UnixNanos,
): void {
  if (changes.length === 0) return
  product.applyBook(changes, now)
  audience.moved(product.id)
  if (audience.wants('level2', product.id)) {
    audience.publish('level2', product.id, bookUpdateEvents(product.id, changes, now))
  }
}

const recordedTicker = (id: string, fields: Readonly<Record<string, string>>): string =>
  JSON.stringify([{ type: 'update', tickers: [{ type: 'ticker', product_id: id, ...fields }] }])

/** Of what a recording client was answered with, only the first of each kind and product counts: it is the start. */
function isReplayed(capture: Capture): (frame: CaptureFrame) => boolean {
  const opening = new Set(openingFrames(capture))
  return (frame) =>
    !opening.has(frame) && frame.kind !== 'CANDLES' && !(frame.kind === 'TRADES' && frame.snapshot)
}

function openingFrames(capture: Capture): CaptureFrame[] {
  const seen = new Set<string>()
  return capture.frames.filter((frame) => {
    const opens =
      frame.kind === 'BOOK_SNAPSHOT' ||
      frame.kind === 'CANDLES' ||
      frame.kind === 'TICKER' ||
      (frame.kind === 'TRADES' && frame.snapshot)
    const key = `${frame.kind}/${frame.productId}`
    if (!opens || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Puts every product where the capture begins. */
function prepare(capture: Capture, products: ReadonlyMap<string, ReplayedProduct>, now: UnixNanos): void {
  const candleStart = (seconds: number) => seconds - (seconds % CANDLE_SECONDS)
  const shift = candleStart(Number(now / NANOS_PER_SECOND)) - candleStart(Math.floor(capture.startSeconds))
  // Candles first: those of the opening trades belong after them.
  const opening = openingFrames(capture)
  const candlesFirst = [
    ...opening.filter(({ kind }) => kind === 'CANDLES'),
    ...opening.filter(({ kind }) => kind !== 'CANDLES'),
  ]
  for (const frame of candlesFirst) {
    const product = products.get(frame.productId)
    if (!product) continue
    if (frame.kind === 'CANDLES') product.addRecordedCandles(frame.candles, shift)
    if (frame.kind === 'TICKER') product.setTicker(frame.fields)
    if (frame.kind === 'TRADES') product.addTrades(frame.trades, ({ lag }) => (now - lag) as UnixNanos)
    if (frame.kind === 'BOOK_SNAPSHOT') product.openBook(frame.levels, now)
  }
}

function createProducts(capture: Capture): ReadonlyMap<string, ReplayedProduct> {
  const ids = new Set(capture.frames.map((frame) => frame.productId))
  const listed = new Map(capture.products.map((product) => [product.product_id, product]))
  const increment = (id: string, field: string): string => {
    const value = listed.get(id)?.[field]
    return typeof value === 'string' ? value : '0.00000001'
  }
  return new Map(
    [...ids].map((id) => [
      id,
      new ReplayedProduct(id, increment(id, 'price_increment'), increment(id, 'base_increment')),
    ]),
  )
}

function createView(capture: Capture, products: ReadonlyMap<string, ReplayedProduct>): MarketView {
  const product = (id: string): ReplayedProduct => {
    const found = products.get(id)
    if (!found) throw new RangeError(`no product ${id} in the capture`)
    return found
  }
  const listed = capture.products.length > 0 ? capture.products : [...products.values()].map(guessedBody)
  return {
    productIds: [...products.keys()],
    canonicalId: (id) => [id, id.replace(/-USDC$/, '-USD')].find((known) => products.has(known)),
    products: () => listed,
    book: (id, limit) => product(id).book(limit),
    recentTrades: (id, limit) => product(id).recentTrades(limit),
    day: (id) => product(id).day(),
    candles: (id, seconds, from, to) => product(id).candles(seconds, from, to),
    lastTradeId: (id) => product(id).lastTradeId,
  }
}

/** For a capture without the venue's product list. */
function guessedBody(product: ReplayedProduct): ProductBody {
  const day: DayFields = product.day()
  return productBody(
    {
      id: product.id,
      baseName: '',
      priceIncrement: '0.01',
      baseIncrement: '0.00000001',
      baseMaxSize: '1000000',
      quoteMaxSize: '10000000',
      alias: '',
      aliasTo: [],
    },
    day,
  )
}
