import type { Bus, NewRecord } from '@oasis/ports'
import { describe, expect, it } from 'vitest'
import { BOTH, btcSnapshot, ethSnapshot, live, quoteStates, states } from './live-world.ts'
import {
  asBook,
  BTC,
  btcId,
  createWorld,
  ETH,
  ethId,
  heartbeat,
  snapshot,
  trades,
  update,
  type World,
} from './scripted-venue.ts'

describe('opening', () => {
  it('tells of the instruments, subscribes books and trades, and says so', async () => {
    const world = await createWorld()
    expect((await world.instruments()).map(({ id }) => id)).toEqual([btcId, ethId])
    expect(world.venue.requests).toEqual([`subscribe book ${BOTH}`, `subscribe trades ${BOTH}`])
    expect(await world.statuses()).toMatchObject([{ state: 'CONNECTED', instruments: [btcId, ethId] }])
    expect(world.connector.health().ready).toBe(false)
  })

  it('is ready when every book is live', async () => {
    const world = await live()
    expect(world.connector.health()).toEqual({ ready: true, detail: '2 books live' })
    expect(world.connector.books()).toMatchObject([
      { instrumentId: btcId, phase: 'LIVE', bidLevels: 2, askLevels: 2 },
      { instrumentId: ethId, phase: 'LIVE', bidLevels: 1, askLevels: 1 },
    ])
  })

  it('waits for the instruments, trying again, before anything is connected', async () => {
    const world = await createWorld({ referenceDown: true })
    await world.pass(5_000)
    expect(world.venue.connections).toBe(0)
    expect(world.connector.health().detail).toContain('not known yet')
    world.venue.referenceDown = false
    await world.pass(40_000)
    expect(world.venue.connections).toBeGreaterThan(0)
  })

  it('does not ask for what the venue does not have', async () => {
    const world = await createWorld({ unknownSymbols: [ETH] })
    expect(world.venue.requests).toEqual([`subscribe book ${BTC}`, `subscribe trades ${BTC}`])
    world.venue.send(btcSnapshot)
    expect(world.connector.health().ready).toBe(true)
  })

  it('refuses an instrument of another venue', async () => {
    await expect(createWorld({ config: { instruments: ['kraken:BTC-USD'] } })).rejects.toThrow(
      'kraken:BTC-USD',
    )
  })

  it('publishes the instruments again every hour', async () => {
    const world = await createWorld({
      config: { socketSilenceMs: 10_000_000, snapshotTimeoutMs: 10_000_000 },
    })
    await world.pass(3_600_000)
    expect(world.venue.instrumentCalls).toBe(2)
  })
})

describe('quotes', () => {
  it('come at once with the first snapshot, then at most every 50 ms, the last change never lost', async () => {
    const world = await live()
    for (let i = 1; i <= 10; i++) {
      world.venue.send(update(BTC, { 9: String(i) }))
      await world.pass(9)
    }
    await world.pass(100)
    const sizes = (await world.quotes())
      .filter((quote) => quote.instrumentId === btcId)
      .map(({ bids }) => bids[0]?.size)
    expect(sizes).toEqual(['1', '6', '10'])
  })

  it('carry the best levels first, and the sequence of the change', async () => {
    const world = await live({ config: { quoteDepth: 1 } })
    const [quote] = await world.quotes()
    expect(quote).toMatchObject({
      bids: [{ price: '9', size: '1' }],
      asks: [{ price: '11', size: '3' }],
      sequence: 0,
      connection: 'connection-1',
    })
  })
})

describe('a gap in the sequence', () => {
  it('quarantines every book, asks for fresh ones, and goes on only with those', async () => {
    const world = await live()
    world.venue.requests.length = 0
    world.venue.lose()
    world.venue.send(update(BTC, { 9: '7' }))
    await world.pass(1)
    expect(world.venue.requests).toEqual([`unsubscribe book ${BOTH}`, `subscribe book ${BOTH}`])
    expect(world.connector.books()).toMatchObject([{ phase: 'QUARANTINED' }, { phase: 'QUARANTINED' }])

    world.venue.send(update(BTC, { 9: '8' }))
    expect(world.connector.books()[0]).toMatchObject({ phase: 'QUARANTINED', bidLevels: 0 })

    world.venue.send(btcSnapshot)
    await world.pass(1)
    expect(world.connector.books()).toMatchObject([{ phase: 'LIVE' }, { phase: 'QUARANTINED' }])
    world.venue.send(ethSnapshot)
    await world.pass(1)
    expect(await states(world)).toEqual(['CONNECTED', 'GAP', 'RESYNCED', 'RESYNCED'])
    expect(await quoteStates(world)).toEqual(['LIVE', 'QUARANTINED', 'LIVE'])
    expect(world.connector.stats()).toMatchObject({ gaps: 1, resyncs: 1 })
  })

  it('is told of before anything of the frame that showed it', async () => {
    const calls: string[][] = []
    const record = (records: readonly NewRecord[]) =>
      calls.push(records.map(({ topic }) => topic.split('.')[1] ?? ''))
    const wrapBus = (bus: Bus): Bus => ({
      ...bus,
      createTopics: (specs) => bus.createTopics(specs),
      subscribe: (options) => bus.subscribe(options),
      endPositions: (topics) => bus.endPositions(topics),
      close: () => bus.close(),
      publish: (records) => {
        record(records)
        return bus.publish(records)
      },
    })
    const world = await live({ wrapBus })
    world.venue.send(trades(BTC, [1], true))
    await world.pass(1)
    calls.length = 0
    world.venue.send(update(BTC, { 9: '5' }))
    world.venue.lose()
    world.venue.send(trades(BTC, [2]))
    await world.pass(1)
    expect(calls.flat()).toEqual(['feed-status', 'quotes', 'quotes', 'trades'])
  })

  it('is the same when a frame cannot be read', async () => {
    const world = await live()
    world.venue.sendGarbage()
    world.venue.send(btcSnapshot)
    world.venue.send(ethSnapshot)
    await world.pass(1)
    expect(world.connector.stats()).toMatchObject({ malformed: 1, gaps: 1, resyncs: 1 })
    expect(await states(world)).toEqual(['CONNECTED', 'GAP', 'RESYNCED', 'RESYNCED'])
  })

  it('behind a frame that cannot be read is judged by the numbers that it can have had', async () => {
    const world = await live()
    world.venue.sendGarbage()
    world.venue.lose()
    world.venue.send(heartbeat)
    await world.pass(1)
    expect(world.connector.stats()).toMatchObject({ malformed: 1, gaps: 2 })
  })

  it('is not healed by an older snapshot that comes after a frame that cannot be read', async () => {
    const world = await live()
    world.venue.send(update(BTC, { 9: '5' }))
    world.venue.sendGarbage()
    world.venue.sendAs(0, btcSnapshot)
    await world.pass(1)
    expect(world.connector.stats()).toMatchObject({ lateFrames: 1, resyncs: 0 })
    expect(world.connector.books()[0]?.phase).toBe('QUARANTINED')
  })

  it('at the very first frame is one, too', async () => {
    const world = await createWorld()
    world.venue.lose()
    world.venue.send(heartbeat)
    await world.pass(1)
    expect(world.connector.stats().gaps).toBe(1)
  })

  it('within a gap asks again, since the snapshot may have been in it', async () => {
    const world = await live()
    world.venue.requests.length = 0
    world.venue.lose()
    world.venue.send(heartbeat)
    await world.pass(100)
    world.venue.lose()
    world.venue.send(heartbeat)
    await world.pass(2_000)
    expect(world.venue.requests.filter((request) => request.startsWith('subscribe'))).toHaveLength(2)
  })
})

describe('frames that come twice or late', () => {
  it('are ignored and counted', async () => {
    const world = await live()
    world.venue.send(update(BTC, { 9: '5' }))
    world.venue.sendAs(2, update(BTC, { 9: '6' }))
    world.venue.sendAs(0, btcSnapshot)
    expect(world.connector.books()[0]?.bestBid?.quantity).toBe(5_000_000_000_000n)
    expect(world.connector.stats()).toMatchObject({ lateFrames: 2, gaps: 0 })
  })

  it('without a sequence are taken as they are', async () => {
    const world = await live()
    world.venue.sendAs(undefined, { kind: 'ERROR', message: 'rate limit exceeded' })
    expect(world.connector.stats()).toMatchObject({ errors: 1, gaps: 0 })
  })
})

describe('a broken book', () => {
  it.each([
    ['crossed by a change', [update(BTC, { 11: '1' })]],
    ['crossed from the start', [snapshot(BTC, { 12: '1' }, { 11: '1' })]],
    ['whose snapshot was cut to nothing', [snapshot(BTC, {}, {})]],
  ])('%s quarantines all of its connection', async (_, messages) => {
    const world = await live()
    world.venue.send(...messages)
    await world.pass(1)
    expect(await states(world)).toEqual(['CONNECTED', 'GAP'])
    expect(await quoteStates(world)).toEqual(['LIVE', 'QUARANTINED'])
    expect(await quoteStates(world, ethId)).toEqual(['LIVE', 'QUARANTINED'])
    expect(world.venue.requests.slice(-2)).toEqual([`unsubscribe book ${BOTH}`, `subscribe book ${BOTH}`])
    expect(world.connector.stats().gaps).toBe(0)
  })

  it('that gets changes before its snapshot is one', async () => {
    const world = await createWorld()
    world.venue.send(update(BTC, { 9: '1' }))
    await world.pass(1)
    expect(await world.statuses()).toMatchObject([
      {},
      { state: 'GAP', detail: expect.stringContaining('without a snapshot') },
    ])
  })

  it('is found by comparison with REST, when it differs twice', async () => {
    const world = await live({
      config: { bookCheckIntervalMs: 5_000, stalenessMs: 60_000, socketSilenceMs: 60_000 },
    })
    world.venue.restBook = asBook(BTC, '9.5', '11', world.scheduler.now())
    await world.pass(6_000)
    expect(await states(world)).toEqual(['CONNECTED'])
    await world.pass(2_000)
    expect(await world.statuses()).toMatchObject([{}, { state: 'GAP', instruments: [btcId] }])
  })
})

describe('silence', () => {
  const beat = async (world: World, seconds: number, ...messages: Parameters<World['venue']['send']>) => {
    for (let i = 0; i < seconds; i++) {
      world.venue.send(heartbeat, ...messages)
      await world.pass(1_000)
    }
  }

  it('about one instrument quarantines that one alone', async () => {
    const world = await live()
    await beat(world, 12, update(ETH, { 99: '2' }))
    expect(await world.statuses()).toMatchObject([{}, { state: 'STALE', instruments: [btcId] }])
    const seen = await quoteStates(world)
    expect([...new Set(seen)]).toEqual(['LIVE', 'QUARANTINED'])
    expect(seen.at(-1)).toBe('QUARANTINED')
    expect(world.connector.books()).toMatchObject([{ phase: 'QUARANTINED' }, { phase: 'LIVE' }])
    expect(world.venue.requests.slice(-2)).toEqual([`unsubscribe book ${BTC}`, `subscribe book ${BTC}`])
    world.venue.send(btcSnapshot)
    await world.pass(1)
    expect(world.connector.health().ready).toBe(true)
  })

  it('about a quiet book shows its unchanged quote once a second, under a name of its own', async () => {
    const world = await live()
    await beat(world, 5, update(ETH, { 99: '2' }))
    const quotes = (await world.quotes()).filter(({ instrumentId }) => instrumentId === btcId)
    expect(quotes.length).toBeGreaterThanOrEqual(4)
    expect(quotes.length).toBeLessThanOrEqual(6)
    expect(new Set(quotes.map(({ sequence }) => sequence)).size).toBe(quotes.length)
    expect(new Set(quotes.map(({ bids }) => JSON.stringify(bids))).size).toBe(1)
    const ages = quotes.slice(1).map(({ tsInit }, i) => Number(tsInit - (quotes[i]?.tsInit ?? tsInit)) / 1e6)
    for (const ms of ages) expect(ms).toBeLessThanOrEqual(2_000)
  })

  it('about a lost subscription is not waited for: an error of the venue ends the connection', async () => {
    const world = await live()
    world.venue.send({ kind: 'ERROR', message: 'rate limit exceeded' })
    await world.pass(1_000)
    const closed = (await world.statuses()).find(({ state }) => state === 'DISCONNECTED')
    expect(closed?.detail).toContain('rate limit exceeded')
    expect(world.venue.connections).toBeGreaterThan(1)
  })

  it('of the whole socket ends the connection, books first', async () => {
    const world = await live()
    await world.pass(8_000)
    expect((await states(world)).slice(0, 3)).toEqual(['CONNECTED', 'STALE', 'DISCONNECTED'])
    expect(await quoteStates(world)).toEqual(['LIVE', 'QUARANTINED'])
    expect(world.venue.connections).toBeGreaterThan(1)
  })

  it('where a snapshot should come ends the connection', async () => {
    const world = await createWorld()
    world.venue.send(btcSnapshot)
    await beat(world, 12, update(BTC, { 9: '2' }))
    const closed = (await world.statuses()).find(({ state }) => state === 'DISCONNECTED')
    expect(closed?.detail).toContain('no snapshot of ETH-USD')
    expect(world.venue.connections).toBe(2)
  })
})

describe('a closed connection', () => {
  it('is replaced, and its books come back by snapshots of the new one', async () => {
    const world = await live()
    world.venue.drop('1006')
    await world.pass(1_000)
    expect(world.venue.connections).toBe(2)
    world.venue.send(btcSnapshot)
    world.venue.send(ethSnapshot)
    await world.pass(1)
    expect(await states(world)).toEqual(['CONNECTED', 'DISCONNECTED', 'CONNECTED', 'RESYNCED', 'RESYNCED'])
    const [first, ended, resumed] = (await world.quotes()).filter(
      ({ instrumentId }) => instrumentId === btcId,
    )
    expect([first?.state, ended?.state, resumed?.state]).toEqual(['LIVE', 'QUARANTINED', 'LIVE'])
    expect([ended?.connection, resumed?.connection]).toEqual(['connection-1', 'connection-2'])
  })

  it('is tried again for as long as it takes, with growing pauses', async () => {
    const world = await live()
    world.venue.refuseConnections = true
    world.venue.drop()
    await world.pass(120_000)
    const attempts = world.venue.connections - 1
    expect(attempts).toBeGreaterThan(5)
    expect(attempts).toBeLessThan(30)
    expect(world.connector.health()).toEqual({ ready: false, detail: 'not connected: refused' })
    world.venue.refuseConnections = false
    await world.pass(30_000)
    expect(await states(world)).toContain('CONNECTED')
  })

  it('by our own stop leaves no live book behind', async () => {
    const world = await live()
    await world.scheduler.runUntilSettled(world.connector.stop())
    expect(await states(world)).toEqual(['CONNECTED', 'DISCONNECTED'])
    expect(await quoteStates(world)).toEqual(['LIVE', 'QUARANTINED'])
  })
})
