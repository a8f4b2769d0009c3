import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limitGtc, newOrder, openScriptedVenue, type ScriptedVenue } from './scripted-venue.ts'
import { type TradingClient, tokenOf } from './trading-client.ts'

let venue: ScriptedVenue
let client: TradingClient
beforeEach(async () => {
  venue = await openScriptedVenue()
  client = venue.client()
})
afterEach(() => venue.close())

async function wallets(query: string) {
  const token = await tokenOf(client.file, `GET ${new URL(venue.url).host}/v2/accounts`)
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(`${venue.url}/v2/accounts${query}`, { headers })
  // A test states the shape by what it expects.
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes
  return { status: response.status, body: (await response.json()) as any }
}

describe('the accounts of the older API', () => {
  it('are paged by the last account shown, and show all there is, whatever is held', async () => {
    await client.post('/orders', newOrder('BUY', limitGtc('1', '90')))
    const { data, pagination } = (await wallets('?limit=1')).body
    expect(data).toMatchObject([
      { type: 'fiat', currency: { code: 'USD' }, balance: { amount: '10000', currency: 'USD' } },
    ])
    expect(pagination.next_starting_after).toBe(data[0].id)
    const rest = (await wallets(`?limit=250&starting_after=${data[0].id}`)).body
    expect(rest.pagination.next_uri).toBeNull()
    const codes = rest.data.map(({ currency }: { currency: { code: string } }) => currency.code)
    expect(codes).toEqual(expect.arrayContaining(['BTC', 'ETH']))
    expect(codes).not.toContain('USD')
  })

  it('need a key, and an account that there is', async () => {
    expect((await fetch(`${venue.url}/v2/accounts`)).status).toBe(401)
    expect((await wallets('?starting_after=none')).status).toBe(400)
  })
})
