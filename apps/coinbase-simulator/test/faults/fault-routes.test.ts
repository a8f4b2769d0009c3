import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FAULT_KINDS, type FaultPlan } from '../../src/index.ts'
import { FaultWorld } from './fault-world.ts'

let world: FaultWorld
beforeEach(async () => {
  world = await FaultWorld.open({ faultSeed: 'seven' })
})
afterEach(() => world.close())

interface Told {
  readonly counts: Readonly<Record<string, number>>
  readonly seed: string
  readonly healed: boolean
  readonly plan: FaultPlan
  readonly happened?: boolean
  readonly error: string
}

const ask = async (body?: unknown, headers: Record<string, string> = {}) => {
  const init = body === undefined ? { headers } : { method: 'POST', body: JSON.stringify(body), headers }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(`${world.venue.url}/simulator/faults`, {
    ...init,
    headers: { ...type, ...headers },
  })
  return { status: response.status, body: (await response.json()) as Told }
}

describe('/simulator/faults', () => {
  it('shows how often each kind has bitten, the seed and the plan', async () => {
    await ask({ kind: 'unauthorized', times: 2, of: 'create' })
    expect((await world.client.get('/accounts')).status).toBe(200)
    expect((await world.client.post('/orders', world.resting())).status).toBe(401)
    const { status, body } = await ask()
    expect([status, body.seed, body.healed]).toEqual([200, 'seven', false])
    expect(Object.keys(body.counts)).toEqual([...FAULT_KINDS])
    expect(body.counts).toMatchObject({ unauthorized: 1, 'submit-lost': 0 })
    expect(body.plan.chances.unauthorized).toBe(0)
  })

  it('begins an episode, and says whether there was anything to do it to', async () => {
    expect((await ask({ kind: 'external-cancel' })).body).toEqual({ happened: false })
    await world.place()
    expect((await ask({ kind: 'external-cancel' })).body).toEqual({ happened: true })
    expect((await ask({ kind: 'clock-skewed', skewMs: -5_000, forMs: 60_000 })).body.happened).toBe(true)
    const { epochMillis } = (await world.client.get('/time')).body
    expect(Number(epochMillis)).toBeLessThan(Date.now() - 4_000)
  })

  it('disarms, and heals', async () => {
    await ask({ kind: 'unauthorized' })
    await ask({ kind: 'clear' })
    expect((await world.client.get('/accounts')).status).toBe(200)
    await ask({ kind: 'maintenance', productId: 'BTC-USD', flag: 'trading_disabled', forMs: 60_000 })
    await ask({ kind: 'submit-lost' })
    await ask({ kind: 'heal' })
    await world.place()
    expect((await ask()).body.healed).toBe(true)
  })

  it.each([{ kind: 'unknown' }, { kind: 'unauthorized', times: 0 }, { kind: 'deposit', times: 1 }, {}])(
    'refuses %j, and says why',
    async (request) => {
      const { status, body } = await ask(request)
      expect(status).toBe(400)
      expect(body.error.length).toBeGreaterThan(10)
    },
  )

  it('is closed to web pages', async () => {
    expect((await ask(undefined, { origin: 'https://example.com' })).status).toBe(403)
    expect((await ask({ kind: 'heal' }, { origin: 'https://example.com' })).status).toBe(403)
  })
})
