import { parseMoney } from '@oasis/domain'
import { afterEach, describe, expect, test } from 'vitest'
import { CommandBoard } from '../src/commands/command-board.ts'
import { type ApiWorld, openWorld, type WorldOptions } from './api-world.ts'
import { ACCOUNT, commandClient, limits } from './command-client.ts'
import { HALTED } from './owners.ts'

let world: ApiWorld
afterEach(() => world.close())

const open = async (options?: WorldOptions) => {
  world = await openWorld(options)
}
const { put, post, settled, audit, inForce } = commandClient(() => world)

const TEST_FACTS = { version: '1', dryRun: false, venue: 'coinbase', source: 'live', startedAt: '' } as const

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

  test('is not for one person who makes the second one: admins are made at the terminal', async () => {
    await openTwo()
    const { token } = await world.as('admin', 'one')
    await world.as('admin', 'two')
    await world.as('operator', 'ann')
    const refused = { status: 403, body: { code: 'OTS_HTTP_SECOND_PERSON_REQUIRED' } }
    expect(await post(token, '/users', { name: 'me-too', role: 'admin' })).toMatchObject(refused)
    expect(await post(token, '/users/two/reset-password')).toMatchObject(refused)
    expect(await put(token, '/users/ann', { role: 'admin' })).toMatchObject(refused)
    // Neither in steps: whoever is no admin any more does not become one again, nor is let in again.
    expect((await put(token, '/users/two', { disabled: true })).status).toBe(200)
    expect(await put(token, '/users/two', { disabled: false })).toMatchObject(refused)
    expect((await put(token, '/users/two', { role: 'viewer', disabled: false })).status).toBe(200)
    expect((await post(token, '/users/two/reset-password')).status).toBe(200)
    expect(await put(token, '/users/two', { role: 'admin' })).toMatchObject(refused)
    const { body } = await world.ask('GET', '/api/v1/users', { token })
    const admins = body.items.filter(({ role }: { role: string }) => role === 'admin')
    expect(admins.map(({ name }: { name: string }) => name)).toEqual(['admin', 'one'])
    const terminal = { name: 'root', role: 'terminal', address: 'terminal' }
    expect((await world.api.users.add(terminal, 'three', 'admin')).user.role).toBe('admin')
  })

  test('leaves users who are no admins to one admin', async () => {
    await openTwo()
    const { token } = await world.as('admin', 'one')
    expect((await post(token, '/users', { name: 'vera', role: 'viewer' })).status).toBe(201)
    expect((await post(token, '/users/vera/reset-password')).status).toBe(200)
    expect((await put(token, '/users/vera', { role: 'operator' })).status).toBe(200)
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

  test('is what would raise a limit against one that got no answer in time, also after a restart', async () => {
    await openTwo({ commandTimeoutMs: 50 })
    world.owners.answer = () => undefined
    const { token } = await world.as('admin')
    const lowered = await put(token, '/risk/limits', limits('100'))
    expect((await settled(token, lowered.body.id)).state).toBe('TIMED_OUT')
    expect((await put(token, '/risk/limits', limits('400'))).body.state).toBe('PROPOSED')
    const board = new CommandBoard(world.ports.metrics)
    await board.start(world.store)
    expect(board.limitsUnderWay(world.ports.scheduler.now())).toMatchObject([
      { limits: { maxOrderNotional: parseMoney('100') } },
    ])
  })

  test('is not asked for against a lost change that a later answer has passed by', async () => {
    await openTwo({ commandTimeoutMs: 50 })
    world.owners.answer = () => undefined
    const { token } = await world.as('admin')
    const lost = await put(token, '/risk/limits', limits('100'))
    expect((await settled(token, lost.body.id)).state).toBe('TIMED_OUT')
    world.owners.answer = () => ({ outcome: 'REJECTED', reason: 'no' })
    const later = await put(token, '/risk/limits', limits('90'))
    expect((await settled(token, later.body.id)).state).toBe('REJECTED')
    expect((await put(token, '/risk/limits', limits('400'))).body.state).toBe('PENDING')
  })

  test('is what would raise a limit that was lowered a moment ago, and is not told to be in force yet', async () => {
    await openTwo()
    const { token } = await world.as('admin')
    const lowered = await put(token, '/risk/limits', limits('100'))
    expect((await settled(token, lowered.body.id)).state).toBe('APPLIED')
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
