/** Tokens that were let in before: their signatures are not checked again, and all else is. */
import { addMillis } from '@oasis/domain'
import { createRealScheduler } from '@oasis/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { type ApiWorld, loginOf, openWorld } from './api-world.ts'

const ACTOR = { name: 'test', role: 'system', address: '-' }

/** A world whose clock can be put forward. */
async function world(settings: NonNullable<Parameters<typeof openWorld>[0]>['settings'] = {}) {
  const real = createRealScheduler()
  let aheadMs = 0
  const opened = await openWorld({
    settings,
    ports: { scheduler: { ...real, now: () => addMillis(real.now(), aheadMs) } },
  })
  onTestFinished(() => opened.close())
  const forward = (ms: number): void => {
    aheadMs += ms
  }
  return Object.assign(opened, { forward })
}

const statusOf = async (on: ApiWorld, token: string, path = '/api/v1/auth/me') =>
  (await on.ask('GET', path, { token })).status

test('a token is refused from its last second on, however often it was let in', async () => {
  const on = await world()
  const { token } = await on.as('viewer')
  for (let n = 0; n < 3; n++) expect(await statusOf(on, token)).toBe(200)
  on.forward(590_000)
  expect(await statusOf(on, token)).toBe(200)
  on.forward(11_000)
  expect(await statusOf(on, token)).toBe(401)
})

test('another role counts from the next request on, and so does being disabled', async () => {
  const on = await world()
  const { token } = await on.as('admin', 'changing')
  expect(await statusOf(on, token, '/api/v1/users')).toBe(200)
  await on.api.users.update(ACTOR, 'changing', { role: 'viewer' })
  expect(await statusOf(on, token, '/api/v1/users')).not.toBe(200)
  const again = loginOf(await on.login('changing', 'correct horse battery staple')).token
  expect([await statusOf(on, again), await statusOf(on, again, '/api/v1/users')]).toEqual([200, 403])
  await on.api.users.update(ACTOR, 'changing', { disabled: true })
  expect(await statusOf(on, again)).toBe(401)
})

test('a logout ends the token that was in use, and no other', async () => {
  const on = await world()
  const [first, second] = [await on.as('viewer'), await on.as('viewer')]
  expect([await statusOf(on, first.token), await statusOf(on, second.token)]).toEqual([200, 200])
  await on.ask('POST', '/api/v1/auth/logout', { cookie: first.cookie })
  expect([await statusOf(on, first.token), await statusOf(on, second.token)]).toEqual([401, 200])
})

test('one that differs from a token in use by any character is refused', async () => {
  const on = await world()
  const { token } = await on.as('admin')
  expect(await statusOf(on, token)).toBe(200)
  // The last characters are of the signature, whose base64 has spellings of the same bytes.
  for (let at = token.length - 3; at < token.length; at++) {
    for (const other of ['A', 'b', '-', '_']) {
      if (token[at] === other) continue
      const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`
      const isSameBytes = Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(
        Buffer.from(token.split('.')[2] ?? '', 'base64url'),
      )
      if (!isSameBytes) expect([changed, await statusOf(on, changed)]).toEqual([changed, 401])
    }
  }
})

test('a new key signs for the next login, and tokens of the one before go on to their end', async () => {
  const on = await world({ tokenKeyMs: 3_600_000 })
  const { token: old } = await on.as('viewer')
  expect(await statusOf(on, old)).toBe(200)
  const headOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
  on.forward(3_600_000 - 60_000)
  const { token: last } = await on.as('viewer')
  on.forward(120_000)
  const { token: next } = await on.as('viewer')
  expect(headOf(next).kid).not.toBe(headOf(last).kid)
  expect([await statusOf(on, last), await statusOf(on, next)]).toEqual([200, 200])
  on.forward(560_000)
  expect([await statusOf(on, last), await statusOf(on, next)]).toEqual([401, 200])
})
