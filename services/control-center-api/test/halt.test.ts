import { RpcError } from '@oasis/ports'
import { afterEach, describe, expect, test } from 'vitest'
import { type ApiWorld, openWorld, type WorldOptions } from './api-world.ts'
import { commandClient } from './command-client.ts'
import { HALTED } from './owners.ts'
import { until } from './until.ts'

let world: ApiWorld
afterEach(() => world.close())

const open = async (options?: WorldOptions) => {
  world = await openWorld(options)
}
const { put, command, audit, inForce } = commandClient(() => world)

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
    const others = [{ flatten: true }, { acceptStalePrices: true }, { reason: 'another' }]
    const answers = others.map((other) => put(token, '/bot/status', { ...halt, ...other }, 'key-1'))
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([422, 422, 422])
    const resume = { status: 'RUNNING', haltEpoch: HALTED.haltEpoch, reason: 'go' }
    expect((await put(token, '/bot/status', resume, 'key-1')).status).toBe(422)
    expect(world.owners.halts).toHaveLength(1)
  })

  test('of the same key is called again once the first has been ended', async () => {
    await open()
    const { token } = await world.as('operator')
    const first = await put(token, '/bot/status', halt, 'key-1')
    await inForce({ status: 'RUNNING', haltEpoch: HALTED.haltEpoch })
    const again = await put(token, '/bot/status', halt, 'key-1')
    expect(again.body.id).not.toBe(first.body.id)
    expect(world.owners.halts).toHaveLength(2)
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

  test('that nothing has kept says that it holds only while those live that took it', async () => {
    await open()
    world.owners.onHalt = async () => ({ ...HALTED, recorded: false })
    const { token } = await world.as('operator')
    const { body } = await put(token, '/bot/status', halt)
    expect(body).toMatchObject({
      state: 'APPLIED',
      outcome: expect.stringMatching(/^halt 7: verified at the venue; NOT kept.*while the processes live/),
      result: { recorded: false },
    })
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

  test('that nobody has answered is called again under the same key', async () => {
    await open()
    world.owners.onHalt = async () => {
      throw new RpcError('UNAVAILABLE', 'the risk engine is away')
    }
    const { token } = await world.as('operator')
    const first = await put(token, '/bot/status', halt, 'key-1')
    world.owners.onHalt = async () => HALTED
    const again = await put(token, '/bot/status', halt, 'key-1')
    expect([first.body.state, again.body.state]).toEqual(['TIMED_OUT', 'APPLIED'])
    expect(again.body.id).not.toBe(first.body.id)
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
