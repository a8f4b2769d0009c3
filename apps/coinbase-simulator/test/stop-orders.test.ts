import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptedId, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'
import type { TradingClient } from './trading-client.ts'

let venue: ScriptedVenue
let client: TradingClient
beforeEach(async () => {
  venue = await openScriptedVenue()
  client = venue.client()
  venue.market.trade('BTC-USD', '100.5', '1', 'BUY')
})
afterEach(() => venue.close())

const stop = (stop_price: string, limit_price: string, way: 'UP' | 'DOWN') => ({
  stop_limit_stop_limit_gtc: {
    base_size: '1',
    limit_price,
    stop_price,
    stop_direction: `STOP_DIRECTION_STOP_${way}`,
  },
})
const place = async (side: 'BUY' | 'SELL', configuration: object) =>
  acceptedId(await client.post('/orders', newOrder(side, configuration)))
const trigger = async (id: string) => (await client.get(`/orders/historical/${id}`)).body.order.trigger_status

describe('a stop order', () => {
  it.each([
    ['BUY', 'UP', '105', '104.99', '105'],
    ['SELL', 'DOWN', '95', '95.01', '95'],
    ['BUY', 'DOWN', '95', '95.01', '95'],
    ['SELL', 'UP', '105', '104.99', '105'],
  ] as const)(
    'to %s goes %s: it waits until a trade has reached its price',
    async (side, way, at, before, reached) => {
      const id = await place(side, stop(at, side === 'BUY' ? '106' : '94', way))
      venue.market.trade('BTC-USD', before, '0.1', 'BUY')
      expect(await trigger(id)).toBe('STOP_PENDING')
      venue.market.trade('BTC-USD', reached, '0.1', 'BUY')
      expect(await trigger(id)).toBe('STOP_TRIGGERED')
    },
  )

  it('keeps its direction over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ots-stops-'))
    await venue.close()
    venue = await openScriptedVenue({}, { folder })
    client = venue.client()
    venue.market.trade('BTC-USD', '100.5', '1', 'BUY')
    const id = await place('BUY', stop('95', '96', 'DOWN'))
    await venue.close()
    venue = await openScriptedVenue({}, { folder })
    client = venue.client()
    venue.market.trade('BTC-USD', '100.5', '1', 'BUY')
    expect(await trigger(id)).toBe('STOP_PENDING')
    venue.market.trade('BTC-USD', '94', '0.1', 'BUY')
    expect(await trigger(id)).toBe('STOP_TRIGGERED')
    rmSync(folder, { recursive: true })
  })
})
