import { addMillis, type UnixNanos } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { createSimulatedExchange } from '../src/index.ts'
import { subscribeText } from './frame.ts'
import { RecordingTransport } from './recording-transport.ts'

const START = 1_786_309_548_026_294_123n as UnixNanos

async function tradesWith(unknownSideEvery: number) {
  const scheduler = createVirtualScheduler({ startAt: START })
  const options = { historyHours: 1, products: ['BTC-USD' as const], unknownSideEvery }
  const exchange = createSimulatedExchange(options, scheduler)
  const transport = new RecordingTransport()
  exchange.connect(transport).receive(subscribeText('market_trades', ['BTC-USD']))
  await scheduler.runUntil(addMillis(START, 30_000))
  const streamed = transport.framesOf('market_trades').flatMap(({ events }) => events[0]?.trades ?? [])
  const rest = exchange.view.recentTrades('BTC-USD', 100)
  exchange.stop()
  return { streamed, rest }
}

const isUnknown = ({ side }: { side: string }) => side === 'UNKNOWN_ORDER_SIDE'

describe('a trade without the side of its maker (vector 5)', () => {
  it('is every so-many-th where that is asked for, the same on the stream and over REST', async () => {
    const { streamed, rest } = await tradesWith(3)
    expect(streamed.length).toBeGreaterThan(10)
    for (const trade of [...streamed, ...rest])
      expect(isUnknown(trade)).toBe(Number(trade.trade_id) % 3 === 0)
  })

  it('is none otherwise', async () => {
    const { streamed, rest } = await tradesWith(0)
    expect([...streamed, ...rest].filter(isUnknown)).toEqual([])
  })
})
