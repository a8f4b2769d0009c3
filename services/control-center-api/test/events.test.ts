/** Live events over HTTP: complete and in order, resumed over restarts, conflated, and ended when the token is no good. */
import { orderService } from '@oasis/contracts'
import { RpcError } from '@oasis/ports'
import { openReadModelStore } from '@oasis/store-sql'
import { afterEach, expect, test } from 'vitest'
import { type ApiWorld, openWorld } from './api-world.ts'
import { type EventStream, openEvents } from './event-client.ts'
import { AccountHistory } from './read-models-world.ts'
import { until } from './until.ts'

const closing: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function world(options: Parameters<typeof openWorld>[0] = {}): Promise<ApiWorld> {
  const opened = await openWorld(options)
  closing.push(() => opened.close())
  return opened
}

async function listen(on: ApiWorld, token: string, query = '', lastEventId?: string): Promise<EventStream> {
  const stream = await openEvents(`${on.api.address()}/api/v1/events${query}`, token, lastEventId)
  closing.push(() => stream.close())
  await until('the stream to be ready', () => stream.events.find(({ event }) => event === 'ready'))
  return stream
}

const named = (stream: EventStream, ...names: string[]) =>
  stream.events.filter(({ event }) => names.includes(event))

const has = (stream: EventStream, count: number, ...names: string[]) =>
  until(`${count} of ${names}`, () => named(stream, ...names).length >= count || undefined)

test('an order is told of as it happens: each change, its fill, a denial', async () => {
  const on = await world()
  const { token } = await on.as('viewer')
  const stream = await listen(on, token)
  const history = new AccountHistory(on.owners.bus)
  const filled = await history.fill(1)
  await history.deny(2)
  await has(stream, 4, 'order')
  await has(stream, 1, 'denial')
  const states = named(stream, 'order').map(({ data }) => data.order.state)
  expect(states).toEqual(['PENDING_SUBMIT', 'SUBMITTED', 'OPEN', 'FILLED'])
  expect(named(stream, 'fill')).toMatchObject([
    { data: { fill: { orderId: filled.clientOrderId, price: '65000' } } },
  ])
  expect(named(stream, 'denial')).toMatchObject([{ data: { code: 'ORDER_NOTIONAL_LIMIT' } }])
})

test('only the chosen topics are sent', async () => {
  const on = await world()
  const { token } = await on.as('viewer')
  const stream = await listen(on, token, '?topics=fills,portfolio')
  const history = new AccountHistory(on.owners.bus)
  await history.fill(1)
  await history.snapshot(0, '100')
  await has(stream, 1, 'fill')
  await has(stream, 1, 'portfolio')
  expect(new Set(stream.events.map(({ event }) => event))).toEqual(new Set(['ready', 'fill', 'portfolio']))
  const unknown = await on.ask('GET', '/api/v1/events?topics=everything', { token })
  expect(unknown).toMatchObject({ status: 400, body: { code: 'OTS_HTTP_INVALID' } })
})

test('a stream goes on after the last event that was seen, over a restart, with nothing missing and nothing twice', async () => {
  const readModels = await openReadModelStore({ path: ':memory:', durability: 'process' })
  closing.push(() => readModels.close())
  const first = await world({ ports: { readModels } })
  const { token } = await first.as('viewer')
  const stream = await listen(first, token)
  const history = new AccountHistory(first.owners.bus)
  await history.fill(1)
  await has(stream, 4, 'order')
  const seen = named(stream, 'order', 'fill').slice(0, 3)
  stream.close()
  await history.fill(2)
  await until('the second order', async () => {
    const { body } = await first.ask('GET', '/api/v1/operations?state=FILLED', { token })
    return body.items.length === 2 || undefined
  })
  await first.api.stop()
  // Another process over the same read models.
  const second = await world({
    ports: { readModels, store: first.store, secret: first.secret, bus: first.owners.bus },
  })
  const resumed = await listen(second, token, '', seen.at(-1)?.id)
  await has(resumed, 5, 'order')
  const all = [...seen, ...named(resumed, 'order', 'fill')]
  expect(named(resumed, 'resync')).toEqual([])
  expect(all.map(({ event, data }) => `${event}/${data.accountSeq}`)).toEqual([
    ...['order/1', 'order/2', 'order/3', 'fill/4', 'order/4'],
    ...['order/5', 'order/6', 'order/7', 'fill/8', 'order/8'],
  ])
})

test('whoever comes with an event of other read models is told to load anew', async () => {
  const on = await world()
  const { token } = await on.as('viewer')
  for (const id of [
    'somewhere-else.12',
    'nonsense',
    '..',
    `${(await on.ports.readModels.load()).epoch}.999999`,
  ]) {
    const stream = await listen(on, token, '', id)
    expect(stream.events.map(({ event }) => event)).toEqual(['resync', 'ready'])
  }
})

test('of portfolios the newest alone is sent, and at once to whoever comes', async () => {
  const on = await world()
  const { token } = await on.as('viewer')
  const history = new AccountHistory(on.owners.bus)
  const stream = await listen(on, token, '?topics=portfolio')
  for (let n = 1; n <= 50; n++) await history.snapshot(n, String(1_000 + n))
  await until('the newest', () => named(stream, 'portfolio').find(({ data }) => data.equity === '1050'))
  expect(named(stream, 'portfolio').length).toBeLessThan(10)
  const later = await listen(on, token, '?topics=portfolio')
  await has(later, 1, 'portfolio')
  expect(named(later, 'portfolio')).toMatchObject([{ id: undefined, data: { equity: '1050' } }])
})

test('where order events are missing from the topic, clients are told to load anew', async () => {
  const on = await world()
  const refuse = () => Promise.reject(new RpcError('NOT_FOUND', 'nobody keeps this account'))
  on.owners.rpc.handleStream(orderService.snapshot, () => ({
    [Symbol.asyncIterator]: () => ({ next: refuse }),
  }))
  on.owners.rpc.handle(orderService.getOrder, refuse)
  const { token } = await on.as('viewer')
  const history = new AccountHistory(on.owners.bus)
  await history.fill(1)
  const stream = await listen(on, token, '?topics=orders')
  history.accountSeq += 5
  await history.fill(2)
  await stream.ended
  expect(stream.events.at(-1)?.event).toBe('resync')
})

test('a stream ends when its user is logged out', async () => {
  const on = await world({ settings: { events: { heartbeatMs: 50 } } })
  const { token, cookie } = await on.as('viewer')
  const stream = await listen(on, token)
  await on.ask('POST', '/api/v1/auth/logout', { cookie })
  await stream.ended
  expect(stream.events.at(-1)?.event).toBe('expired')
})

test('a stream of a program ends when the password of its user is reset, as its requests do', async () => {
  const on = await world({ settings: { events: { heartbeatMs: 50 } } })
  const { token } = await on.as('viewer')
  const made = await on.ask('POST', '/api/v1/auth/tokens', { token, body: { name: 'program' } })
  const stream = await listen(on, made.body.token)
  await on.api.users.resetPassword({ name: 'test', role: 'system', address: '-' }, 'viewer')
  expect((await on.ask('GET', '/api/v1/auth/me', { token: made.body.token })).status).toBe(403)
  await stream.ended
  expect(stream.events.at(-1)?.event).toBe('expired')
})

test('what becomes of a command is told', async () => {
  const on = await world()
  const { token } = await on.as('operator')
  const stream = await listen(on, token, '?topics=commands')
  await on.ask('PUT', '/api/v1/bot/status', { token, body: { status: 'PAUSED', reason: 'to see it' } })
  await until('APPLIED', () => named(stream, 'command').find(({ data }) => data.state === 'APPLIED'))
  expect(named(stream, 'command').map(({ data }) => data.state)).toEqual(['PENDING', 'APPLIED'])
  expect(named(stream, 'control')).toMatchObject([{ data: { kind: 'SET_BOT_STATUS', outcome: 'APPLIED' } }])
})
