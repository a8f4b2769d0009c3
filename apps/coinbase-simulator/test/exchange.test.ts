import type { UnixNanos } from '@oasis/domain'
import { addMillis } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { createSimulatedExchange, type SimulatorOptionsInput } from '../src/index.ts'
import { subscribeText, tradeIds, unsubscribeText } from './frame.ts'
import { RebuiltBook } from './rebuilt-book.ts'
import { RecordingTransport } from './recording-transport.ts'

const START = 1_786_309_548_026_294_123n as UnixNanos
const VENUE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{0,8}[1-9])?Z$/

function openExchange(options: SimulatorOptionsInput = {}) {
  const scheduler = createVirtualScheduler({ startAt: START })
  const exchange = createSimulatedExchange({ historyHours: 2, ...options }, scheduler)
  const connect = (address?: string) => {
    const transport = new RecordingTransport(address)
    return { transport, session: exchange.connect(transport) }
  }
  let now = START
  const run = async (ms: number) => {
    now = addMillis(now, ms)
    await scheduler.runUntil(now)
  }
  return { exchange, connect, run }
}

describe('the exchange', () => {
  it('answers a subscription with one snapshot a product, then with all that is subscribed (vector 2)', async () => {
    const { connect } = openExchange()
    const { transport, session } = connect()
    session.receive(subscribeText('ticker', ['BTC-USD', 'ETH-USD']))
    session.receive(subscribeText('heartbeats'))
    const [btc, eth, first, second] = transport.frames
    expect(btc?.events[0]?.tickers?.[0]).toMatchObject({ type: 'ticker', product_id: 'BTC-USD' })
    expect(btc?.events[0]?.type).toBe('snapshot')
    expect(eth?.events[0]?.tickers?.[0]?.product_id).toBe('ETH-USD')
    expect(first).toMatchObject({
      channel: 'subscriptions',
      sequence_num: 2,
      events: [{ subscriptions: { ticker: ['BTC-USD', 'ETH-USD'] } }],
    })
    expect(second?.events[0]?.subscriptions).toEqual({
      heartbeats: ['heartbeats'],
      ticker: ['BTC-USD', 'ETH-USD'],
    })
  })

  it('counts all frames of a connection from 0 without a hole, whatever their channel (vectors 2 and 7)', async () => {
    const { connect, run } = openExchange({ messagesPerSecond: 0 })
    const { transport, session } = connect()
    for (const channel of [
      'heartbeats',
      'market_trades',
      'ticker',
      'ticker_batch',
      'level2',
      'candles',
      'status',
    ]) {
      session.receive(subscribeText(channel, ['BTC-USD', 'DOGE-USD']))
    }
    await run(12_000)
    const sequences = transport.frames.map((frame) => frame.sequence_num)
    expect(sequences).toEqual(sequences.map((_, index) => index))
    expect(new Set(transport.frames.map((frame) => frame.channel))).toEqual(
      new Set([
        'heartbeats',
        'market_trades',
        'ticker',
        'ticker_batch',
        'l2_data',
        'candles',
        'status',
        'subscriptions',
      ]),
    )
    for (const frame of transport.frames) expect(frame.timestamp).toMatch(VENUE_TIME)
  })

  it("lets a client rebuild exactly the exchange's book, also after it subscribed anew", async () => {
    const { exchange, connect, run } = openExchange()
    const { transport, session } = connect()
    session.receive(subscribeText('level2', ['BTC-USD', 'SOL-USD']))
    await run(4_000)
    session.receive(unsubscribeText('level2', ['SOL-USD']))
    await run(3_000)
    session.receive(subscribeText('level2', ['SOL-USD']))
    await run(5_025)
    for (const id of ['BTC-USD', 'SOL-USD']) {
      const book = new RebuiltBook().apply(transport.frames, id)
      const truth = exchange.view.book(id)
      expect(book.bids).toEqual(truth.bids)
      expect(book.asks).toEqual(truth.asks)
      expect(book.bids.length).toBeGreaterThan(100)
    }
  })

  it('sends a snapshot with bids descending and offers ascending, and removes levels by "0" (vector 4)', async () => {
    const { connect, run } = openExchange()
    const { transport, session } = connect()
    session.receive(subscribeText('level2', ['BTC-USD']))
    await run(3_000)
    const [snapshot, ...updates] = transport.framesOf('l2_data')
    const levels = snapshot?.events[0]?.updates ?? []
    const prices = (side: string) =>
      levels.filter((level) => level.side === side).map((l) => Number(l.price_level))
    expect(prices('bid')).toEqual(prices('bid').toSorted((a, b) => b - a))
    expect(prices('offer')).toEqual(prices('offer').toSorted((a, b) => a - b))
    const removed = updates
      .flatMap((frame) => frame.events[0]?.updates ?? [])
      .filter((u) => u.new_quantity === '0')
    expect(removed.length).toBeGreaterThan(0)
  })

  it('tells trades in batches of 250 ms, newest first, ids contiguous with the snapshot (vector 5)', async () => {
    const { connect, run } = openExchange()
    const { transport, session } = connect()
    session.receive(subscribeText('market_trades', ['BTC-USD']))
    await run(30_000)
    const frames = transport.framesOf('market_trades')
    const ids = tradeIds(frames, 'BTC-USD')
    expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index))
    const live = tradeIds(frames, 'BTC-USD', 'update')
    expect(live.length).toBeGreaterThan(90)
    const times = frames.slice(1).map((frame) => Date.parse(frame.timestamp))
    for (const [index, time] of times.entries()) {
      if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(249)
    }
    expect(frames.some((frame) => (frame.events[0]?.trades?.length ?? 0) > 1)).toBe(true)
  })

  it("says the maker's side: SELL where a resting offer was taken (vector 5)", async () => {
    const { connect, run } = openExchange()
    const { transport, session } = connect()
    session.receive(subscribeText('level2', ['ETH-USD']))
    session.receive(subscribeText('market_trades', ['ETH-USD']))
    await run(20_000)
    let checked = 0
    const book = new RebuiltBook()
    const frames = transport.frames
    const trades = frames
      .filter((frame) => frame.channel === 'market_trades' && frame.events[0]?.type === 'update')
      .flatMap((frame) => frame.events[0]?.trades ?? [])
    for (const frame of frames.filter((f) => f.channel === 'l2_data')) {
      // The book as it was before the step in which the trade happened.
      const bid = Number(book.bids[0]?.[0])
      const ask = Number(book.asks[0]?.[0])
      const to = Date.parse(frame.events[0]?.updates?.[0]?.event_time ?? '')
      for (const trade of trades) {
        const time = Date.parse(trade.time)
        if (time < to - 49 || time >= to || Number.isNaN(bid)) continue
        if (trade.side === 'SELL') expect(Number(trade.price)).toBeGreaterThanOrEqual(ask)
        else expect(Number(trade.price)).toBeLessThanOrEqual(bid)
        checked++
      }
      book.apply([frame], 'ETH-USD')
    }
    expect(checked).toBeGreaterThan(20)
  })

  it('beats every second with an integer counter that does not start at 0, in Go time (vector 7)', async () => {
    const { connect, run } = openExchange()
    const { transport, session } = connect()
    session.receive(subscribeText('heartbeats', []))
    await run(5_500)
    const beats = transport.framesOf('heartbeats').map((frame) => frame.events[0])
    expect(beats.length).toBe(5)
    const counters = beats.map((beat) => beat?.heartbeat_counter ?? 0)
    expect(counters[0]).toBeGreaterThan(1000)
    expect(counters).toEqual(counters.map((_, index) => (counters[0] ?? 0) + index))
    expect(beats[0]?.current_time).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? \+0000 UTC m=\+\d+\.\d{9}$/,
    )
  })

  it('refuses unknown and private channels with an error frame and stays up (vector 3)', async () => {
    const { connect } = openExchange()
    const { transport, session } = connect()
    session.receive(subscribeText('nonsense', ['BTC-USD']))
    session.receive(subscribeText('user', ['BTC-USD']))
    session.receive('{')
    expect(transport.texts).toEqual([
      '{"type":"error","message":"authentication failure"}',
      '{"type":"error","message":"authentication failure"}',
      '{"type":"error","message":"failure to subscribe"}',
    ])
    session.receive(subscribeText('ticker', ['BTC-USD']))
    expect(transport.frames.at(-1)).toMatchObject({ channel: 'subscriptions', sequence_num: 1 })
  })

  it('leaves unknown products out in silence and serves USDC ids as USD (vector 3)', async () => {
    const { connect } = openExchange()
    const { transport, session } = connect()
    session.receive(subscribeText('ticker', ['NOPE-USD', 'ETH-USDC']))
    expect(transport.frames.map((frame) => frame.channel)).toEqual(['ticker', 'subscriptions'])
    expect(transport.frames[1]?.events[0]?.subscriptions).toEqual({ ticker: ['ETH-USD'] })
  })

  it('acknowledges an unsubscription with what is left', async () => {
    const { connect, run } = openExchange()
    const { transport, session } = connect()
    session.receive(subscribeText('level2', ['BTC-USD', 'ETH-USD']))
    session.receive(unsubscribeText('level2', ['ETH-USD']))
    expect(transport.frames.at(-1)?.events[0]?.subscriptions).toEqual({ level2: ['BTC-USD'] })
    session.receive(unsubscribeText('level2'))
    expect(transport.frames.at(-1)?.events[0]?.subscriptions).toEqual({})
    const count = transport.texts.length
    await run(2_000)
    expect(transport.texts.length).toBe(count)
  })

  it('closes a connection that does not subscribe within five seconds (vector 1)', async () => {
    const { connect, run } = openExchange()
    const { transport } = connect()
    await run(4_990)
    expect(transport.closedWith).toBeUndefined()
    await run(20)
    expect(transport.closedWith).toBe(1000)
  })

  it('closes a connection that had nothing to say for the time allowed, but not one with heartbeats (vector 1)', async () => {
    const { connect, run } = openExchange({ silenceMs: 60_000 })
    const quiet = connect('a')
    const alive = connect('b')
    quiet.session.receive(subscribeText('status', ['BTC-USD']))
    alive.session.receive(subscribeText('heartbeats'))
    await run(58_000)
    expect(quiet.transport.closedWith).toBeUndefined()
    await run(4_000)
    expect(quiet.transport.closedWith).toBe(1000)
    expect(alive.transport.closedWith).toBeUndefined()
  })

  it('puts client_id into frames only when told to (vector 7)', async () => {
    const without = openExchange().connect()
    without.session.receive(subscribeText('heartbeats'))
    expect(without.transport.texts[0]).not.toContain('client_id')
    const withId = openExchange({ clientId: '' }).connect()
    withId.session.receive(subscribeText('heartbeats'))
    expect(withId.transport.frames[0]?.client_id).toBe('')
  })

  it('answers more than eight messages a second from one address with an error', async () => {
    const { connect, run } = openExchange()
    const { transport, session } = connect()
    for (let i = 0; i < 9; i++) session.receive(subscribeText('heartbeats'))
    expect(transport.texts.filter((text) => text.includes('rate limit exceeded')).length).toBe(1)
    await run(1_000)
    session.receive(subscribeText('heartbeats'))
    expect(transport.texts.at(-1)).toContain('subscriptions')
  })

  it('closes a client that reads too slowly', async () => {
    const { connect, run } = openExchange({ maxBacklogBytes: 1000 })
    const { transport, session } = connect()
    transport.waiting = 2000
    session.receive(subscribeText('heartbeats'))
    expect(transport.closedWith).toBe(1008)
    await run(1_000)
  })

  it('sends candles of five minutes: a hundred first, then the forming one as trades change it', async () => {
    const { connect, run } = openExchange({ historyHours: 12 })
    const { transport, session } = connect()
    session.receive(subscribeText('candles', ['BTC-USD']))
    await run(10_000)
    const [snapshot, ...updates] = transport.framesOf('candles')
    const starts = snapshot?.events[0]?.candles?.map((candle) => Number(candle.start)) ?? []
    expect(starts.length).toBeGreaterThanOrEqual(99)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    expect(starts.every((start) => start % 300 === 0)).toBe(true)
    expect(updates.length).toBeGreaterThan(5)
    expect(updates.every((frame) => frame.events[0]?.candles?.length === 1)).toBe(true)
  })

  it('has snapshots beyond four megabytes where a product is that deep (vector 4)', async () => {
    const deep = { id: 'DEEP-USD', startPrice: '60000', levelsPerSide: 25_000, bookChangesPerSecond: 10 }
    const { connect } = openExchange({ products: [deep] })
    const { transport, session } = connect()
    session.receive(subscribeText('level2', ['DEEP-USD']))
    expect(transport.texts[0]?.length).toBeGreaterThan(4 * 1024 * 1024)
  })

  it('goes the same way for the same seed', async () => {
    const play = async () => {
      const { connect, run } = openExchange({ seed: 'same' })
      const { transport, session } = connect()
      session.receive(subscribeText('level2', ['ETH-USD']))
      session.receive(subscribeText('market_trades', ['ETH-USD']))
      await run(5_000)
      return transport.texts
    }
    expect(await play()).toEqual(await play())
  })
})
