import { topics } from '@oasis/contracts'
import { accountId, parseMoney } from '@oasis/domain'
import { RpcError } from '@oasis/ports'
import { buildAccountControl } from '@oasis/testkit'
import { afterEach, describe, expect, test } from 'vitest'
import { type ApiWorld, openWorld, type WorldOptions } from './api-world.ts'
import { answered, HALTED } from './owners.ts'
import { until } from './until.ts'

let world: ApiWorld
afterEach(() => world.close())

const open = async (options?: WorldOptions) => {
  world = await openWorld(options)
}
const put = (token: string, path: string, body: object, key?: string) =>
  world.ask('PUT', `/api/v1${path}`, {
    token,
    body,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })
const post = (token: string, path: string, body?: object) =>
  world.ask('POST', `/api/v1${path}`, { token, body })
const command = async (token: string, id: string) =>
  (await world.ask('GET', `/api/v1/commands/${id}`, { token })).body
const settled = (token: string, id: string) =>
  until(`command ${id} to settle`, async () => {
    const found = await command(token, id)
    return found.state === 'PENDING' || found.state === 'PROPOSED' ? undefined : found
  })
const audit = async (token: string, action: string) =>
  (await world.ask('GET', `/api/v1/audit?action=${action}`, { token })).body.items

const ACCOUNT = accountId('coinbase.main.paper')
const limits = (maxOrderNotional: string) => ({
  scope: { level: 'account', id: ACCOUNT },
  limits: { maxOrderNotional },
  reason: 'a test',
})
const inForce = (changes: Parameters<typeof buildAccountControl>[0]) =>
  world.owners
    .publish(buildAccountControl({ accountId: ACCOUNT, limits: [], ...changes }))
    .then(() => until('the control view', () => world.ports.control.account(ACCOUNT)))

describe('a command', () => {
  test('is written with its audit entry, goes to its owner, and is done when that has said so', async () => {
    await open()
    world.owners.answer = ({ action }) => ({
      outcome: 'APPLIED',
      reason: `${action.kind === 'SET_STRATEGY_CONFIG' ? action.params : ''} in force`,
    })
    const { token } = await world.as('operator')
    const taken = await put(token, '/strategies/btc-ticks/config', { params: { n: 10 }, reason: 'faster' })
    expect(taken.status).toBe(202)
    expect(taken.body).toMatchObject({
      kind: 'SET_STRATEGY_CONFIG',
      target: 'strategy/btc-ticks',
      details: { params: { n: 10 } },
      state: 'PENDING',
      issuedBy: 'operator',
      reason: 'faster',
    })
    const done = await settled(token, taken.body.id)
    expect(done).toMatchObject({ state: 'APPLIED', outcome: '{"n":10} in force' })
    const { token: boss } = await world.as('admin')
    const [requested] = await audit(boss, 'COMMAND_REQUESTED')
    expect(requested).toMatchObject({
      actor: 'operator',
      role: 'operator',
      target: 'strategy/btc-ticks',
      after: { command: taken.body.id, params: { n: 10 } },
    })
    expect(await audit(boss, 'COMMAND_APPLIED')).toMatchObject([
      { actor: 'ots', after: { command: taken.body.id } },
    ])
  })

  test('that its owner refuses is REJECTED with its words', async () => {
    await open()
    world.owners.answer = () => ({ outcome: 'REJECTED', reason: 'n must be positive' })
    const { token } = await world.as('operator')
    const { body } = await put(token, '/strategies/btc-ticks/status', { status: 'STOPPED', reason: 'a test' })
    expect(await settled(token, body.id)).toMatchObject({ state: 'REJECTED', outcome: 'n must be positive' })
  })

  test('without an answer is TIMED_OUT, never done; an answer that comes late still counts', async () => {
    await open({ settings: { commandTimeoutMs: 50 } })
    world.owners.answer = () => undefined
    const { token } = await world.as('operator')
    const { body } = await post(token, '/orders/an-order/cancel', { reason: 'a test' })
    expect((await settled(token, body.id)).state).toBe('TIMED_OUT')
    const [asked] = world.owners.commands
    if (asked === undefined) throw new Error('no command has come')
    await world.owners.bus.publish([topics.commandEvents.record(answered(asked, { reason: 'late' }))])
    const late = await until('the late answer', async () => {
      const found = await command(token, body.id)
      return found.state === 'APPLIED' ? found : undefined
    })
    expect(late.outcome).toBe('late')
  })

  test('survives a restart between being taken and being published', async () => {
    await open()
    const { token } = await world.as('operator')
    await world.api.stop()
    const now = world.ports.scheduler.now()
    const asked = {
      commandId: '6f2b0a5e-3c1d-4a4e-9b7f-000000000001',
      target: { kind: 'ACCOUNT', accountId: ACCOUNT },
      action: { kind: 'RESET_PAPER' },
      issuedBy: 'operator',
      reason: 'a test',
      issuedAt: now,
    } as const
    await world.store.commit({
      commands: [
        {
          command: asked,
          state: 'PENDING',
          requestedBy: 'x',
          createdAt: now,
          updatedAt: now,
          dueAt: now,
          version: 1,
        },
      ],
      outbox: [topics.commands.record(asked)],
    })
    const again = await openWorld({ ports: { ...world.ports } })
    const done = await until('its answer', async () => {
      const { body } = await again.ask('GET', `/api/v1/commands/${asked.commandId}`, { token })
      return body.state === 'APPLIED' ? body : undefined
    })
    expect(done.outcome).toBe('done')
    await again.close()
  })

  test('of the same key and body is the same command, of another body is refused', async () => {
    await open()
    const { token } = await world.as('operator')
    const wish = { status: 'STOPPED', reason: 'a test' }
    const first = await put(token, '/strategies/btc-ticks/status', wish, 'key-1')
    const again = await put(
      token,
      '/strategies/btc-ticks/status',
      { reason: 'a test', status: 'STOPPED' },
      'key-1',
    )
    expect([again.status, again.body]).toEqual([202, first.body])
    const other = await put(token, '/strategies/btc-ticks/status', { ...wish, status: 'RUNNING' }, 'key-1')
    expect([other.status, other.body.code]).toEqual([422, 'OTS_HTTP_IDEMPOTENCY_MISMATCH'])
    const elsewhere = await post(token, '/portfolio/reset', { reason: 'a test' })
    expect(elsewhere.body.id).not.toBe(first.body.id)
    await settled(token, first.body.id)
    await settled(token, elsewhere.body.id)
    expect(world.owners.commands).toHaveLength(2)
  })

  test('asked for ten times at once under one key is one command', async () => {
    await open()
    const { token } = await world.as('operator')
    const wish = { status: 'STOPPED', reason: 'a test' }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => put(token, '/strategies/btc-ticks/status', wish, 'key-1')),
    )
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    await settled(token, answers[0]?.body.id)
    expect(world.owners.commands).toHaveLength(1)
  })

  test('of a misspelled strategy or scope, or with impossible limits, is refused and not written', async () => {
    await open()
    const { token } = await world.as('admin')
    expect((await put(token, '/strategies/none/status', { status: 'STOPPED', reason: 'a' })).status).toBe(404)
    const scope = { level: 'instrument', id: 'coinbase:NONE-USD' }
    expect((await put(token, '/risk/limits', { ...limits('1'), scope })).body.detail).toMatch(
      /there is no instrument/,
    )
    for (const value of ['1e5', 5, '0x1', `0.${'1'.repeat(40)}`]) {
      expect((await put(token, '/risk/limits', limits(value as string))).status).toBe(400)
    }
    expect((await world.ask('GET', '/api/v1/commands', { token })).body.items).toEqual([])
  })

  test('is listed newest first, page by page, while others arrive', async () => {
    await open()
    const { token } = await world.as('operator')
    const ids: string[] = []
    const ask = async () => ids.unshift((await post(token, '/portfolio/reset', { reason: 'a test' })).body.id)
    for (let n = 0; n < 5; n++) await ask()
    const expected = [...ids]
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await world.ask('GET', `/api/v1/commands?limit=2${cursor}`, { token })
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`
      await ask()
    } while (cursor !== '')
    expect(seen).toEqual(expected)
    const [first] = (await world.ask('GET', '/api/v1/commands?limit=1', { token })).body.items
    expect(first.id).toBe(ids[0])
  })

  test('a cursor of another list, of other filters, or made up is refused', async () => {
    await open()
    const { token } = await world.as('admin')
    await put(token, '/risk/limits', limits('1'))
    await put(token, '/risk/limits', limits('2'))
    const { nextCursor } = (await world.ask('GET', '/api/v1/commands?limit=1', { token })).body
    const foreign = [
      `/api/v1/audit?cursor=${nextCursor}`,
      `/api/v1/commands?state=PENDING&cursor=${nextCursor}`,
      `/api/v1/commands?cursor=${nextCursor}A`,
      '/api/v1/commands?cursor=eyJhIjoxfQ',
      "/api/v1/commands?cursor=';DROP TABLE commands",
      `/api/v1/commands?cursor=${Buffer.from('[]').toString('base64url')}`,
    ]
    for (const path of foreign) {
      const { status, body } = await world.ask('GET', path, { token })
      expect([path, status, body.code]).toEqual([path, 400, 'OTS_HTTP_CURSOR_INVALID'])
    }
    const good = await world.ask('GET', `/api/v1/commands?limit=1&cursor=${nextCursor}`, { token })
    expect(good.status).toBe(200)
  })
})

describe('a halt', () => {
  const halt = { status: 'HALTED', reason: 'a test' }

  test('is called before anything else, and answered with what was seen at the venue', async () => {
    await open()
    const { token } = await world.as('operator')
    const { status, body } = await put(token, '/bot/status', { ...halt, flatten: true })
    expect(status).toBe(202)
    expect(body).toMatchObject({
      state: 'APPLIED',
      outcome: 'halt 7: verified at the venue',
      result: { verified: true },
    })
    expect(world.owners.halts).toMatchObject([{ by: 'operator', reason: 'a test', flatten: true }])
    const { token: boss } = await world.as('admin')
    expect(await until('the audit', async () => (await audit(boss, 'COMMAND_APPLIED'))[0])).toMatchObject({
      result: expect.stringMatching(/^APPLIED: halt 7/),
    })
    expect(await audit(boss, 'HALT_REQUESTED')).toHaveLength(1)
  })

  test('of the same key is called once', async () => {
    await open()
    const { token } = await world.as('operator')
    const [first, again] = [
      await put(token, '/bot/status', halt, 'key-1'),
      await put(token, '/bot/status', halt, 'key-1'),
    ]
    expect(again.body.id).toBe(first.body.id)
    expect(world.owners.halts).toHaveLength(1)
    expect((await put(token, '/bot/status', { ...halt, flatten: true }, 'key-1')).status).toBe(422)
  })

  test('works while store and bus are away, and is written when they are back', async () => {
    await open()
    const { token } = await world.as('operator')
    const { token: boss } = await world.as('admin')
    const { store } = world
    const away = () => Promise.reject(new Error('the store is away'))
    const kept = { ...store }
    Object.assign(store, { commit: away, findUser: away, findSession: away, findCommand: away })
    await world.owners.bus.close()
    expect((await world.ask('GET', '/api/v1/auth/me', { token })).status).toBeGreaterThanOrEqual(500)
    const { status, body } = await put(token, '/bot/status', halt)
    expect([status, body.state]).toEqual([202, 'APPLIED'])
    expect(world.owners.halts).toHaveLength(1)
    expect((await command(token, body.id)).outcome).toMatch('halt 7')
    Object.assign(store, kept)
    await until('the record', async () => (await audit(boss, 'COMMAND_APPLIED'))[0])
    expect(await audit(boss, 'HALT_REQUESTED')).toHaveLength(1)
    expect((await store.findCommand(body.id))?.state).toBe('APPLIED')
  })

  test('that nobody answers says that it is not known, and what to do', async () => {
    await open()
    world.owners.onHalt = async () => {
      throw new RpcError('UNAVAILABLE', 'the risk engine is away')
    }
    const { token } = await world.as('operator')
    const { body } = await put(token, '/bot/status', halt)
    expect(body).toMatchObject({
      state: 'TIMED_OUT',
      outcome: expect.stringMatching(/^NOT known to be halted.*ots halt/),
    })
  })

  test('is never rate limited', async () => {
    await open({ settings: { rateLimit: { requests: 40, windowMs: 60_000 } } })
    const { token } = await world.as('operator')
    while ((await world.ask('GET', '/api/v1/auth/me', { token })).status !== 429);
    expect((await put(token, '/bot/status', halt)).status).toBe(202)
  })

  test('is not for viewers, and pausing does not flatten', async () => {
    await open()
    const { token } = await world.as('viewer')
    expect((await put(token, '/bot/status', halt)).status).toBe(403)
    const { token: operator } = await world.as('operator')
    expect(
      (await put(operator, '/bot/status', { status: 'PAUSED', flatten: true, reason: 'a' })).status,
    ).toBe(400)
    expect(world.owners.halts).toEqual([])
  })

  test('is ended only by who names it', async () => {
    await open()
    await inForce({ status: 'HALTED', haltEpoch: 7, reason: 'a loss' })
    const { token } = await world.as('operator')
    const unnamed = await put(token, '/bot/status', { status: 'RUNNING', reason: 'go' })
    expect([unnamed.status, unnamed.body.code]).toEqual([409, 'OTS_HTTP_CONFLICT'])
    expect(unnamed.body.detail).toMatch(/halt 7 is in force since .*: a loss, by/)
    const named = await put(token, '/bot/status', { status: 'RUNNING', haltEpoch: 7, reason: 'go' })
    expect(named.body).toMatchObject({ state: 'PENDING', details: { status: 'RUNNING', haltEpoch: 7 } })
    expect((await world.ask('GET', '/api/v1/bot', { token })).body).toMatchObject({
      status: 'HALTED',
      haltEpoch: 7,
    })
  })
})

describe('what two people decide', () => {
  const openTwo = async (settings = {}) => {
    await open({ settings: { twoPersonApproval: true, ...settings } })
    await inForce({
      limits: [{ scope: { level: 'account', id: ACCOUNT }, limits: { maxOrderNotional: parseMoney('500') } }],
    })
  }

  test('is proposed by one admin and goes to its owner when another has confirmed it', async () => {
    await openTwo()
    const { token: one } = await world.as('admin', 'one')
    const { token: two } = await world.as('admin', 'two')
    const { body } = await put(one, '/risk/limits', limits('501'))
    expect(body).toMatchObject({
      state: 'PROPOSED',
      outcome: expect.stringMatching(/raises maxOrderNotional/),
    })
    expect(world.owners.commands).toEqual([])

    const self = await post(one, `/commands/${body.id}/confirm`)
    expect([self.status, self.body.code]).toEqual([403, 'OTS_HTTP_SECOND_PERSON_REQUIRED'])
    const made = await post(one, '/auth/tokens', { name: 'mine', role: 'admin' })
    expect((await post(made.body.token, `/commands/${body.id}/confirm`)).status).toBe(403)

    const confirmed = await post(two, `/commands/${body.id}/confirm`)
    expect(confirmed.body).toMatchObject({ state: 'PENDING', confirmedBy: 'two', issuedBy: 'one and two' })
    expect((await settled(one, body.id)).state).toBe('APPLIED')
    expect(world.owners.commands).toMatchObject([{ issuedBy: 'one and two' }])
    expect((await post(two, `/commands/${body.id}/confirm`)).status).toBe(409)
    const proposed = await audit(one, 'COMMAND_PROPOSED')
    const second = await audit(one, 'COMMAND_CONFIRMED')
    expect([proposed[0].actor, second[0].actor]).toEqual(['one', 'two'])
  })

  test('is not what lowers a limit, which goes at once', async () => {
    await openTwo()
    const { token } = await world.as('admin')
    expect((await put(token, '/risk/limits', limits('499'))).body.state).toBe('PENDING')
  })

  test('is what would raise a limit against one that is on its way', async () => {
    await openTwo()
    world.owners.answer = () => undefined
    const { token } = await world.as('admin')
    await put(token, '/risk/limits', limits('100'))
    expect((await put(token, '/risk/limits', limits('400'))).body.state).toBe('PROPOSED')
  })

  test('is what gives a level back to looser configuration', async () => {
    await openTwo()
    const { token } = await world.as('admin')
    const back = await put(token, '/risk/limits', { ...limits('1'), limits: {} })
    expect(back.body).toMatchObject({ state: 'PROPOSED', outcome: expect.stringMatching(/maxOrderNotional/) })
  })

  test('is leaving a halt, for which an operator is not enough', async () => {
    await openTwo()
    const { token: operator } = await world.as('operator')
    const { token: one } = await world.as('admin', 'one')
    const resume = { status: 'RUNNING', haltEpoch: 7, reason: 'go' }
    expect((await put(operator, '/bot/status', resume)).status).toBe(403)
    expect((await put(one, '/bot/status', resume)).body.state).toBe('PROPOSED')
    expect((await put(operator, '/bot/status', { status: 'HALTED', reason: 'stop' })).body.outcome).toMatch(
      `halt ${HALTED.haltEpoch}`,
    )
  })

  test('expires when nobody confirms it, and can be withdrawn', async () => {
    await openTwo({ proposalTtlMs: 300 })
    const { token: one } = await world.as('admin', 'one')
    const { token: two } = await world.as('admin', 'two')
    const { body: first } = await put(one, '/risk/limits', limits('600'))
    const withdrawn = await post(one, `/commands/${first.id}/withdraw`)
    expect(withdrawn.body).toMatchObject({ state: 'WITHDRAWN', outcome: 'withdrawn by one' })
    const { body: second } = await put(one, '/risk/limits', limits('700'))
    expect((await settled(one, second.id)).state).toBe('EXPIRED')
    for (const { id } of [first, second])
      expect((await post(two, `/commands/${id}/confirm`)).status).toBe(409)
    expect(world.owners.commands).toEqual([])
  })

  test('is void when whoever proposed it is no admin any more', async () => {
    await openTwo()
    const { token: one } = await world.as('admin', 'one')
    const { token: two } = await world.as('admin', 'two')
    const { body } = await put(one, '/risk/limits', limits('600'))
    await put(two, '/users/one', { role: 'viewer' })
    expect((await post(two, `/commands/${body.id}/confirm`)).status).toBe(409)
  })

  test('is on by default in REAL, and off on paper', async () => {
    await open({ settings: { facts: { ...TEST_FACTS, mode: 'REAL' } } })
    const { token } = await world.as('viewer')
    expect((await world.ask('GET', '/api/v1/bot', { token })).body.twoPersonApproval).toBe(true)
    await world.close()
    await open()
    const { token: again } = await world.as('viewer')
    expect((await world.ask('GET', '/api/v1/bot', { token: again })).body.twoPersonApproval).toBe(false)
  })
})

const TEST_FACTS = { version: '1', dryRun: false, venue: 'coinbase', source: 'live', startedAt: '' } as const
