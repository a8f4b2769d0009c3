import { topics } from '@oasis/contracts'
import { buildAccountControl } from '@oasis/testkit'
import { afterEach, describe, expect, test } from 'vitest'
import { type ApiWorld, openWorld, type WorldOptions } from './api-world.ts'
import { ACCOUNT, commandClient, limits } from './command-client.ts'
import { answered } from './owners.ts'
import { until } from './until.ts'

let world: ApiWorld
afterEach(() => world.close())

const open = async (options?: WorldOptions) => {
  world = await openWorld(options)
}
const { put, post, command, settled, audit } = commandClient(() => world)

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
    const [change] = await until('the change', async () => {
      const { changes } = (await world.ask('GET', '/api/v1/strategies/btc-ticks', { token })).body
      return changes.length > 0 ? changes : undefined
    })
    expect(change).toMatchObject({ by: 'operator', reason: 'faster', said: '{"n":10} in force' })
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

  test('of the status is among its changes with why it was wanted, and what its owner said of it', async () => {
    await open()
    const state = buildAccountControl({ accountId: ACCOUNT, status: 'PAUSED', limits: [] })
    world.owners.answer = () => ({ outcome: 'APPLIED', reason: 'no new entries', state })
    const { token } = await world.as('operator')
    const { body } = await put(token, '/bot/status', { status: 'PAUSED', reason: 'a thin market' })
    await settled(token, body.id)
    const [change] = await until('the change', async () => {
      const { statusChanges } = (await world.ask('GET', '/api/v1/risk', { token })).body
      return statusChanges.length > 0 ? statusChanges : undefined
    })
    expect(change).toMatchObject({
      ...{ status: 'PAUSED', outcome: 'APPLIED', by: 'operator' },
      ...{ reason: 'a thin market', said: 'no new entries' },
    })
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
