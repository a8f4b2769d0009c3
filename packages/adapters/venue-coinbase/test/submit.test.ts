import { afterEach, describe, expect, it } from 'vitest'
import { CLIENT_ID, created, limitOrder, ORDER_ID } from './order-bodies.ts'
import { anySignal, type Script, startVenue, stopAll, venueFor } from './private-venue.ts'

afterEach(stopAll)

async function submitTo(script: Script, signal = anySignal()) {
  const venue = await startVenue(script)
  let sent = 0
  const adapter = venueFor(venue, { onSubmitSent: () => sent++ })
  const outcome = await adapter.submit(limitOrder, signal)
  return { venue, outcome, sent: () => sent, creates: venue.to('/orders') }
}

describe('a submit', () => {
  it('is one signed POST, acknowledged by the id inside success_response', async () => {
    const { outcome, creates, sent } = await submitTo(() => ({ body: created() }))
    expect(outcome).toEqual({ kind: 'ACKNOWLEDGED', venueOrderId: ORDER_ID })
    expect(creates).toHaveLength(1)
    expect(creates[0]?.body).toEqual({
      client_order_id: CLIENT_ID,
      product_id: 'BTC-USD',
      side: 'BUY',
      order_configuration: {
        limit_limit_gtc: { base_size: '0.001', limit_price: '60000.1', post_only: true },
      },
    })
    expect(creates[0]?.headers.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
    expect(sent()).toBe(1)
  })
})
