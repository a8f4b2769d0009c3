/** Neither a key nor a token is ever in a log line or in an error, whatever goes wrong. */
import { inspect } from 'node:util'
import { clientOrderId, fromMillis, venueOrderId } from '@oasis/domain'
import { afterEach, expect, it } from 'vitest'
import { limitOrder, mayLeave } from './order-bodies.ts'
import {
  anySignal,
  rememberingLogger,
  type Script,
  startVenue,
  stopAll,
  testKey,
  until,
  venueFor,
} from './private-venue.ts'

afterEach(stopAll)

const answers: readonly ReturnType<Script>[] = [
  { status: 401, body: 'Unauthorized' },
  { status: 403, body: { error: 'PERMISSION_DENIED', error_details: 'Missing required scopes' } },
  { status: 400, body: { error: 'INVALID_ARGUMENT', message: 'x' } },
  { status: 500, body: '<html>' },
  { body: '<html>' },
  { body: { nonsense: true } },
  'hang-up',
  undefined,
]

it('shows no key and no token in logs, errors and outcomes', async () => {
  const lines: string[] = []
  const tokens = new Set<string>()
  for (const answer of answers) {
    const venue = await startVenue(
      () => answer,
      (_, socket) => socket.send('{"type":"error","message":"authentication failure"}'),
    )
    const adapter = venueFor(venue, { logger: rememberingLogger(lines), attemptTimeoutMs: 50 })
    await adapter.start(() => {})
    const abort = new AbortController()
    const known = { createdAt: fromMillis(Date.now()) }
    const calls = [
      adapter.submit(limitOrder, abort.signal, mayLeave),
      adapter.cancel(venueOrderId('x'), abort.signal),
      adapter.openOrders(anySignal()),
      adapter.findOrder(clientOrderId('x'), anySignal(), known),
      adapter.executionsSince(fromMillis(0), anySignal()),
      adapter.balances(anySignal()),
      adapter.time(anySignal()),
    ]
    setTimeout(() => abort.abort(new Error('no answer')), 300)
    for (const call of await Promise.allSettled(calls))
      lines.push(inspect(call, { depth: 9, showHidden: true }))
    await until(() => venue.subscriptions.some(({ jwt }) => jwt !== undefined))
    for (const { headers } of venue.asked)
      if (headers.authorization) tokens.add(headers.authorization.slice('Bearer '.length))
    for (const { jwt } of venue.subscriptions) if (jwt) tokens.add(jwt)
  }
  const told = lines.join('\n')
  expect(told.length).toBeGreaterThan(2_000)
  expect(tokens.size).toBeGreaterThan(30)
  for (const token of tokens) {
    for (const part of token.split('.').slice(1)) expect(told).not.toContain(part)
  }
  const { d = '-' } = testKey.privateKey.export({ format: 'jwk' })
  expect(told).not.toContain(d)
  expect(told).not.toMatch(/authorization|Bearer|eyJ/i)
})
