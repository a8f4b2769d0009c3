import type { Bus } from '@oasis/ports'
import { describe, expect, it } from 'vitest'
import { live } from './live-world.ts'
import { BTC, btcId, trade, trades, update } from './scripted-venue.ts'

describe('trades', () => {
  it('are history when they come with the first snapshot, and live after', async () => {
    const world = await live()
    world.venue.send(trades(BTC, [5, 7, 8], true))
    world.venue.send(trades(BTC, [9, 10]))
    await world.pass(1)
    expect((await world.rawTrades()).map(({ tradeId, origin }) => [tradeId, origin])).toEqual([
      ['5', 'SNAPSHOT'],
      ['7', 'SNAPSHOT'],
      ['8', 'SNAPSHOT'],
      ['9', 'LIVE'],
      ['10', 'LIVE'],
    ])
  })

  it('come once, however often they are sent', async () => {
    const world = await live()
    world.venue.send(trades(BTC, [8], true))
    world.venue.send(trades(BTC, [9]))
    world.venue.send(trades(BTC, [9]))
    world.venue.send(trades(BTC, [8, 9], true))
    await world.pass(1)
    expect((await world.rawTrades()).map(({ tradeId }) => tradeId)).toEqual(['8', '9'])
    expect(world.connector.stats().duplicateTrades).toBe(3)
  })

  it('missed while away are filled in from the snapshot of the new connection', async () => {
    const world = await live()
    world.venue.send(trades(BTC, [8], true))
    world.venue.drop()
    await world.pass(1_000)
    world.venue.send(trades(BTC, [7, 8, 9, 10], true))
    await world.pass(1)
    expect((await world.rawTrades()).slice(1).map(({ tradeId, origin }) => [tradeId, origin])).toEqual([
      ['9', 'BACKFILL'],
      ['10', 'BACKFILL'],
    ])
  })

  it('skipped by the stream are fetched, once', async () => {
    const world = await live()
    world.venue.restTrades = [7, 8, 9, 10, 11, 12].map((id) => trade(BTC, id))
    world.venue.send(trades(BTC, [8], true))
    world.venue.send(trades(BTC, [11]))
    await world.pass(1_000)
    expect((await world.rawTrades()).map(({ tradeId, origin }) => [tradeId, origin])).toEqual([
      ['8', 'SNAPSHOT'],
      ['11', 'LIVE'],
      ['9', 'BACKFILL'],
      ['10', 'BACKFILL'],
    ])
    expect(world.connector.stats().lostTrades).toBe(0)
  })

  it('that no source has are reported after a few attempts', async () => {
    const world = await live({ config: { stalenessMs: 60_000, socketSilenceMs: 60_000 } })
    world.venue.restTrades = [trade(BTC, 10)]
    world.venue.send(trades(BTC, [8], true))
    world.venue.send(trades(BTC, [12]))
    await world.pass(10_000)
    expect(world.connector.stats().lostTrades).toBe(2)
    expect(world.venue.tradeCalls).toBe(3)
  })

  it('of ids that are no numbers are told apart all the same', async () => {
    const world = await live()
    world.venue.send(trades(BTC, ['a', 'b'], true))
    world.venue.send(trades(BTC, ['b', 'c']))
    await world.pass(1)
    expect((await world.rawTrades()).map(({ tradeId }) => tradeId)).toEqual(['a', 'b', 'c'])
  })

  it('of instruments that were not asked for are counted and left', async () => {
    const world = await live()
    world.venue.send(trades('DOGE-USD', [1]), update('DOGE-USD', {}))
    expect(world.connector.stats()).toMatchObject({ strangers: 2, gaps: 0 })
  })
})

describe('a slow bus', () => {
  function slowBus() {
    let open = Promise.withResolvers<void>()
    let failing = false
    const sizes: number[] = []
    return {
      sizes,
      block: () => {
        open = Promise.withResolvers<void>()
      },
      release: () => open.resolve(),
      fail: (yes: boolean) => {
        failing = yes
      },
      wrapBus: (bus: Bus): Bus => ({
        createTopics: (specs) => bus.createTopics(specs),
        subscribe: (options) => bus.subscribe(options),
        endPositions: (topics) => bus.endPositions(topics),
        close: () => bus.close(),
        publish: async (records) => {
          await open.promise
          if (failing) throw new Error('disk full')
          sizes.push(records.length)
          await bus.publish(records)
        },
      }),
    }
  }

  it('costs quotes, and never a trade', async () => {
    const slow = slowBus()
    slow.release()
    const world = await live({ wrapBus: slow.wrapBus })
    slow.block()
    world.venue.send(trades(BTC, [1], true))
    for (let i = 2; i <= 100; i++) {
      world.venue.send(update(BTC, { 9: String(i) }), trades(BTC, [i]))
      await world.pass(60)
    }
    slow.release()
    await world.pass(1_000)
    expect((await world.rawTrades()).map(({ tradeId }) => Number(tradeId))).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    )
    const sizes = (await world.quotes())
      .filter((quote) => quote.instrumentId === btcId)
      .map(({ bids }) => bids[0]?.size)
    expect(sizes.length).toBeLessThan(5)
    expect(sizes.at(-1)).toBe('100')
  })

  it('makes the socket wait above the mark, and go on below', async () => {
    const slow = slowBus()
    slow.release()
    const world = await live({ wrapBus: slow.wrapBus, config: { maxQueuedRecords: 10 } })
    slow.block()
    world.venue.send(trades(BTC, [1], true))
    await world.pass(1)
    for (let i = 2; i <= 20; i++) world.venue.send(trades(BTC, [i]))
    expect(world.venue.paused).toBe(true)
    await world.pass(20_000)
    slow.release()
    await world.pass(1)
    // What was not read is not the venue's silence.
    expect(world.venue.connections).toBe(1)
    expect(world.venue.paused).toBe(false)
  })

  it('makes no book look newer than the last frame that was read', async () => {
    const slow = slowBus()
    slow.release()
    const world = await live({ wrapBus: slow.wrapBus, config: { maxQueuedRecords: 10 } })
    slow.block()
    world.venue.send(trades(BTC, [1], true))
    await world.pass(1)
    for (let i = 2; i <= 20; i++) world.venue.send(trades(BTC, [i]))
    const lastRead = world.scheduler.now()
    await world.pass(20_000)
    slow.release()
    // Reading goes on, and nothing has come yet.
    await world.pass(3_000)
    const quotes = (await world.quotes()).filter(({ state }) => state === 'LIVE')
    expect(quotes.length).toBeGreaterThan(0)
    for (const { tsInit } of quotes) expect(tsInit).toBeLessThanOrEqual(lastRead)
  })

  it('that fails is tried again, in order, and health says so', async () => {
    const slow = slowBus()
    slow.release()
    const world = await live({ wrapBus: slow.wrapBus })
    slow.fail(true)
    world.venue.send(trades(BTC, [1], true))
    await world.pass(200)
    expect(world.connector.health()).toEqual({ ready: false, detail: 'the bus takes no records: disk full' })
    world.venue.send(trades(BTC, [2]))
    slow.fail(false)
    await world.pass(6_000)
    expect((await world.rawTrades()).map(({ tradeId }) => tradeId)).toEqual(['1', '2'])
  })
})
