import { parseMoney, parsePrice, parseQuantity, parseRate, type UnixNanos } from '@oasis/domain'
import { afterEach, describe, expect, it } from 'vitest'
import { FEE_TIERS, THIRTY_DAYS, TieredFees, TrailingVolume, tierOf } from '../src/accounts/fee-tiers.ts'
import type { VenueExecution } from '../src/orders/venue-order.ts'
import { limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'

const START = 1_000n as UnixNanos
/** What of an execution counts for a tier. */
const traded = (usd: string, at: bigint, more: Partial<VenueExecution> = {}) =>
  ({ at, price: parsePrice(usd), quantity: parseQuantity('1'), ...more }) as VenueExecution

describe('the table', () => {
  it('has rates that fall, without a hole', () => {
    for (const [n, tier] of FEE_TIERS.entries()) {
      const next = FEE_TIERS[n + 1]
      expect(tier.to).toBe(next?.from)
      if (next) expect([next.maker <= tier.maker, next.taker <= tier.taker]).toEqual([true, true])
    }
    expect(FEE_TIERS[0]).toMatchObject({
      name: 'Intro 1',
      maker: parseRate('0.005'),
      taker: parseRate('0.009'),
    })
  })

  it('gives a tier from its first dollar on', () => {
    expect(tierOf(parseMoney('9999.99')).name).toBe('Intro 1')
    expect(tierOf(parseMoney('10000')).name).toBe('Intro 2')
  })
})

describe('a trailing volume', () => {
  it('counts thirty days, and no reversals', () => {
    const volume = new TrailingVolume()
    volume.note(traded('100', START))
    volume.note(traded('30', START + 5n, { reverses: 'e' }))
    volume.note(traded('20', START + 9n))
    expect(volume.at(START as UnixNanos)).toBe(parseMoney('120'))
    expect(volume.at((START + THIRTY_DAYS) as UnixNanos)).toBe(parseMoney('20'))
    expect(volume.at((START + THIRTY_DAYS + 9n) as UnixNanos)).toBe(0n)
  })
})

describe('rates', () => {
  it('fall at once, and rise again only while nothing is open: what is held must suffice', () => {
    const fees = new TieredFees()
    fees.note(traded('60000', START))
    expect(fees.tier.name).toBe('Advanced 1')
    const later = (START + THIRTY_DAYS) as UnixNanos
    fees.review(later, () => false)
    expect(fees.tier.name).toBe('Advanced 1')
    fees.review(later, () => true)
    expect(fees.tier.name).toBe('Intro 1')
  })
})

describe('a user without fees of its own', () => {
  let venue: ScriptedVenue
  afterEach(() => venue.close())
  const open = async () => {
    venue = await openScriptedVenue({
      ...{ makerFeeRate: undefined, takerFeeRate: undefined, balances: { USD: '100000', BTC: '10' } },
    })
    venue.market.setBook('BTC-USD', { bids: [['100', '900']], asks: [['101', '900']] })
    return venue.client()
  }
  const take = (side: 'BUY' | 'SELL', base_size: string) =>
    newOrder(side, { market_market_ioc: { base_size } })

  it('pays less once it has traded enough, as its summary says', async () => {
    const client = await open()
    const summary = async () => (await client.get('/transaction_summary')).body
    const commission = async () => (await client.get('/orders/historical/fills')).body.fills[0].commission
    expect((await summary()).fee_tier).toMatchObject({
      ...{ pricing_tier: 'Intro 1', usd_from: '0', usd_to: '10000' },
      ...{ maker_fee_rate: '0.005', taker_fee_rate: '0.009' },
    })
    await client.post('/orders', take('BUY', '60'))
    expect(await commission()).toBe('54.54')
    await client.post('/orders', take('SELL', '60'))
    expect(await summary()).toMatchObject({
      total_volume: 12_060,
      fee_tier: { pricing_tier: 'Intro 2', usd_to: '50000', taker_fee_rate: '0.006' },
    })
    await client.post('/orders', take('BUY', '1'))
    expect(await commission()).toBe('0.606')
  })

  it('gets all of its hold back of an order of dearer times', async () => {
    const client = await open()
    const { body } = await client.post('/orders', newOrder('BUY', limitGtc('1', '90')))
    for (const side of ['BUY', 'SELL'] as const) await client.post('/orders', take(side, '60'))
    const usd = () => venue.exchange.venue.ledger().balances.find(({ currency }) => currency === 'USD')
    expect(usd()?.held).toBe(parseMoney('90.81'))
    await client.post('/orders/batch_cancel', { order_ids: [body.success_response.order_id] })
    expect(usd()?.held).toBe(0n)
  })
})
