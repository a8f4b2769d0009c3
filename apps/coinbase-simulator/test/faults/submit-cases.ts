import { expect } from 'vitest'
import { limitGtc, newOrder } from '../scripted-venue.ts'
import { eventually, type FaultCase, soon } from './fault-world.ts'

const market = () => newOrder('BUY', { market_market_ioc: { base_size: '1' } })
const isServerError = (outcome: unknown): boolean =>
  typeof outcome === 'object' && outcome !== null && 'status' in outcome && Number(outcome.status) >= 500

export const submitCases = {
  'submit-lost': async (world) => {
    const { faults, client, ledger } = world
    faults.force('submit-lost')
    expect(await soon(client.post('/orders', world.resting()))).toBe('NO_ANSWER')
    await world.bites('submit-lost')
    expect(ledger.requests).toEqual([])
  },
  'submit-broken': async (world) => {
    const { faults, client, ledger } = world
    faults.force('submit-broken')
    expect(await soon(client.post('/orders', world.resting()))).toBe('BROKEN')
    expect(ledger.requests).toEqual([])
  },
  'submit-error-before': async (world) => {
    const { faults, client, ledger } = world
    faults.force('submit-error-before')
    expect(isServerError(await soon(client.post('/orders', world.resting())))).toBe(true)
    expect(ledger.requests).toEqual([])
  },
  'submit-taken-late': async (world) => {
    const { faults, client, ledger } = world
    faults.force('submit-taken-late')
    const order = world.resting()
    expect(await soon(client.post('/orders', order))).toBe('NO_ANSWER')
    expect(ledger.orders).toEqual([])
    await eventually(() => ledger.orders.length === 1)
    expect(ledger.orders[0]?.clientOrderId).toBe(order.client_order_id)
  },
  'submit-rejected': async (world) => {
    const { faults, client, ledger } = world
    faults.force('submit-rejected')
    const { status, body } = await client.post('/orders', world.resting())
    expect([status, body.success]).toEqual([200, false])
    expect(ledger.requests[0]?.outcome).toMatchObject({ kind: 'REJECTED' })
    expect(ledger.orders).toEqual([])
  },
  'refused-by-status': async (world) => {
    const { faults, client, ledger } = world
    faults.force('refused-by-status')
    const { status, body } = await client.post('/orders', newOrder('BUY', limitGtc('1000', '90')))
    expect([status, body.preview_failure_reason]).toEqual([400, 'PREVIEW_INSUFFICIENT_FUND'])
    expect(body.new_order_failure_reason).toBe('UNKNOWN_FAILURE_REASON')
    expect(ledger.orders).toEqual([])
  },
  'submit-answer-lost': async (world) => {
    const { faults, client, ledger } = world
    faults.force('submit-answer-lost')
    expect(await soon(client.post('/orders', world.resting()))).toBe('NO_ANSWER')
    await eventually(() => ledger.orders.length === 1)
  },
  'submit-answer-broken': async (world) => {
    const { faults, client, ledger } = world
    faults.force('submit-answer-broken')
    expect(await soon(client.post('/orders', world.resting()))).toBe('BROKEN')
    expect(ledger.orders).toHaveLength(1)
  },
  'submit-error-after': async (world) => {
    const { faults, client, ledger } = world
    faults.force('submit-error-after')
    expect(isServerError(await soon(client.post('/orders', world.resting())))).toBe(true)
    expect(ledger.orders).toHaveLength(1)
  },
  'submit-answer-late': async (world) => {
    const { faults, client, ledger } = world
    faults.force('submit-answer-late')
    const answer = client.post('/orders', world.resting())
    expect(await soon(answer)).toBe('NO_ANSWER')
    await eventually(() => ledger.orders.length === 1)
    expect((await answer).body.success).toBe(true)
  },
  'fill-early': async (world) => {
    const stream = await world.userStream()
    world.faults.force('fill-early')
    const answer = world.client.post('/orders', market())
    expect(await soon(answer)).toBe('NO_ANSWER')
    await eventually(() => stream.texts.at(-1)?.includes('"status":"FILLED"') === true)
    expect((await world.client.get('/orders/historical/fills')).body.fills).toHaveLength(1)
    expect((await answer).body.success).toBe(true)
  },
  'order-late': async (world) => {
    world.faults.force('order-late')
    const id = await world.place(market())
    expect((await world.order(id)).status).toBe('PENDING')
    await eventually(async () => (await world.order(id)).status === 'FILLED')
  },
  // Vector 23.
  'order-failed': async (world) => {
    const stream = await world.userStream()
    world.faults.force('order-failed')
    const id = await world.place()
    const { status, reject_reason } = await world.order(id)
    expect(status).toBe('FAILED')
    expect(reject_reason).toMatch(/HOLD_FAILURE|TOO_MANY|INSUFFICIENT|RATE_LIMIT/)
    expect(stream.texts.at(-1)).toContain(`"reject_reason":"${reject_reason}"`)
    expect(world.ledger.orders).toMatchObject([{ status: 'REJECTED', filled: 0n }])
  },
  'duplicate-otherwise': async (world) => {
    const { faults, client, ledger } = world
    faults.force('duplicate-otherwise')
    const order = world.resting()
    expect((await client.post('/orders', order)).body.success).toBe(true)
    const again = await client.post('/orders', order)
    expect(again.body.error_response.new_order_failure_reason).toBe('DUPLICATE_CLIENT_ORDER_ID')
    expect(ledger.orders).toHaveLength(1)
  },
  'rate-limited-after': async (world) => {
    const { faults, client, ledger } = world
    faults.force('rate-limited-after')
    const { status, headers } = await client.post('/orders', world.resting())
    expect([status, headers.get('content-type')]).toEqual([429, expect.stringContaining('html')])
    expect(ledger.orders).toHaveLength(1)
  },
} satisfies Record<string, FaultCase>
