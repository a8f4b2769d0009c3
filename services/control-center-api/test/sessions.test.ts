import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ApiWorld, cookieOf, loginOf, openWorld, PASSWORD } from './api-world.ts'

let world: ApiWorld
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const me = (token: string | undefined) => world.ask('GET', '/api/v1/auth/me', { token })
const refresh = (cookie: string, headers: Record<string, string> = {}) =>
  world.ask('POST', '/api/v1/auth/refresh', { cookie, headers })

describe('the first admin', () => {
  test('has a generated password, told once, and may do nothing but change it', async () => {
    expect(world.firstPassword).toMatch(/^(?:[A-Za-z0-9]{5}-){3}[A-Za-z0-9]{5}$/)
    const first = await world.login('admin', world.firstPassword)
    expect(first.body.user).toEqual({ name: 'admin', role: 'admin', mustChangePassword: true })
    const { token } = loginOf(first)
    for (const path of ['/api/v1/users', '/api/v1/audit', '/api/v1/auth/me']) {
      const { status, body } = await world.ask('GET', path, { token })
      expect([path, status, body.code]).toEqual([path, 403, 'OTS_HTTP_PASSWORD_CHANGE_REQUIRED'])
    }
    const changed = await world.ask('POST', '/api/v1/auth/password', {
      token,
      body: { currentPassword: world.firstPassword, newPassword: PASSWORD },
    })
    expect(changed.status).toBe(200)
    expect((await me(loginOf(changed).token)).body.mustChangePassword).toBe(false)
    // The session of before is over.
    expect((await me(token)).status).toBe(401)
    expect((await world.login('admin', world.firstPassword)).status).toBe(401)
    expect((await world.login('ADMIN ', PASSWORD)).status).toBe(200)
  })

  test('is made once: the next start has its users', async () => {
    const again = await openWorld({ ports: { store: world.store, secret: world.secret } })
    expect(again.firstPassword).toBe('')
    await again.close()
  })

  test.each([
    ['short', 'at least 12'],
    ['adminadminadmin', 'name of the user'],
    ['aaaaaaaaaaaaaaaa', 'too few'],
    ['x'.repeat(200) + 'abcde'.repeat(20), 'at most 256'],
  ])('does not take %s for a password', async (newPassword, why) => {
    const { token } = loginOf(await world.login('admin', world.firstPassword))
    const { status, body } = await world.ask('POST', '/api/v1/auth/password', {
      token,
      body: { currentPassword: world.firstPassword, newPassword },
    })
    expect(status).toBe(400)
    expect(body.detail).toMatch(why)
  })
})

describe('a login', () => {
  test('gives an access token of ten minutes and a cookie that no script and no other site has', async () => {
    await world.as('viewer')
    const { body, headers } = await world.login('viewer', PASSWORD)
    expect(body.expiresIn).toBe(600)
    const cookie = headers.get('set-cookie')
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Strict/)
    expect(cookie).toMatch(/; Path=\/api\/v1\/auth/)
    expect(cookie).not.toMatch(/Secure/)
    const [header] = body.accessToken.split('.')
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      alg: 'EdDSA',
      typ: 'at+jwt',
    })
  })

  test('behind TLS its cookie travels over TLS alone', async () => {
    const secure = await openWorld({ settings: { secureCookies: true } })
    const { headers } = await secure.login('admin', secure.firstPassword)
    expect(headers.get('set-cookie')).toMatch(/; Secure/)
    await secure.close()
  })

  test('does not tell an unknown name from a wrong password', async () => {
    await world.as('viewer')
    const answers = [
      await world.login('viewer', 'wrong password'),
      await world.login('nobody', 'wrong password'),
    ]
    const [wrong, unknown] = answers.map(({ status, body }) => ({ status, ...body, requestId: '' }))
    expect(unknown).toEqual(wrong)
    expect(wrong?.status).toBe(401)
  })

  test('is locked after five failures, for names that nobody has, too, and the right password is not tried then', async () => {
    await world.as('viewer')
    for (const name of ['viewer', 'nobody']) {
      for (let n = 0; n < 5; n++) expect((await world.login(name, 'wrong')).status).toBe(401)
      const { status, body, headers } = await world.login(name, PASSWORD)
      expect([name, status, body.code]).toEqual([name, 429, 'OTS_HTTP_TOO_MANY_REQUESTS'])
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(50)
    }
    expect((await world.login('admin', world.firstPassword)).status).toBe(200)
  })

  test('many at once do not slip through the lock', async () => {
    await world.as('viewer')
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.login('viewer', 'wrong')))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15)
  })

  test('an address that tries many names is locked as well', async () => {
    const few = await openWorld({ settings: { logins: { failuresPerAddress: 3 } } })
    for (const name of ['a', 'b', 'c']) expect((await few.login(name, 'wrong')).status).toBe(401)
    expect((await few.login('d', 'wrong')).status).toBe(429)
    await few.close()
  })

  test('of a disabled user is refused, and what it held is over at once', async () => {
    const { token, cookie } = await world.as('viewer')
    const { token: boss } = await world.as('admin')
    expect((await me(token)).status).toBe(200)
    await world.ask('PUT', '/api/v1/users/viewer', { token: boss, body: { disabled: true } })
    expect((await me(token)).status).toBe(401)
    expect((await refresh(cookie)).status).toBe(401)
    expect((await world.login('viewer', PASSWORD)).status).toBe(401)
  })
})

describe('a refresh', () => {
  test('replaces the token; the old one coming again ends the whole family', async () => {
    const { cookie: first } = await world.as('viewer')
    const second = await refresh(first)
    expect(second.status).toBe(200)
    const next = cookieOf(second.headers)
    expect(next).not.toBe(first)
    const third = await refresh(next)
    expect((await me(third.body.accessToken)).status).toBe(200)

    const stolen = await refresh(first)
    expect([stolen.status, stolen.body.code]).toEqual([401, 'OTS_HTTP_UNAUTHENTICATED'])
    expect(stolen.headers.get('set-cookie')).toMatch(/ots_refresh=;/)
    expect((await refresh(cookieOf(third.headers))).status).toBe(401)
    expect((await me(third.body.accessToken)).status).toBe(401)
    const { token } = await world.as('admin')
    const { body } = await world.ask('GET', '/api/v1/audit?action=REFRESH_TOKEN_REUSED', { token })
    expect(body.items).toHaveLength(1)
    expect(body.items[0].actor).toBe('viewer')
  })

  test('of two at once with the same token one wins, and the family ends', async () => {
    const { cookie } = await world.as('viewer')
    const answers = await Promise.all([refresh(cookie), refresh(cookie)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
    const winner = answers.find(({ status }) => status === 200)
    expect((await me(winner?.body.accessToken)).status).toBe(401)
  })

  test.each([
    ['without the header', { 'x-ots-csrf': '0' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour of the site', { 'sec-fetch-site': 'same-site' }],
    ['from another origin', { origin: 'https://evil.example' }],
  ])('%s is refused, and the cookie stays good', async (_how, headers) => {
    const { cookie } = await world.as('viewer')
    for (const path of ['/api/v1/auth/refresh', '/api/v1/auth/logout']) {
      const answer = await world.ask('POST', path, { cookie, headers })
      expect([answer.status, answer.body.code]).toEqual([403, 'OTS_HTTP_CSRF_REFUSED'])
    }
    expect((await refresh(cookie)).status).toBe(200)
  })

  test('by nothing, by rubbish, or by an access token is refused', async () => {
    const { token } = await world.as('viewer')
    for (const cookie of ['', 'a.b', 'a', token, "'; DROP TABLE sessions; --"]) {
      expect((await refresh(encodeURIComponent(cookie))).status).toBe(401)
    }
  })
})

describe('a logout and a new password', () => {
  test('end the access token at once', async () => {
    const { token, cookie } = await world.as('viewer')
    expect((await world.ask('POST', '/api/v1/auth/logout', { cookie })).status).toBe(204)
    expect((await me(token)).status).toBe(401)
    expect((await refresh(cookie)).status).toBe(401)
  })

  test('a new password ends all other sessions, and this one goes on', async () => {
    const other = await world.as('viewer')
    const own = loginOf(await world.login('viewer', PASSWORD))
    const changed = await world.ask('POST', '/api/v1/auth/password', {
      token: own.token,
      body: { currentPassword: PASSWORD, newPassword: 'another horse, another staple' },
    })
    expect((await me(loginOf(changed).token)).status).toBe(200)
    expect((await me(other.token)).status).toBe(401)
    expect((await refresh(other.cookie)).status).toBe(401)
  })

  test('an admin resets a password: told once, all sessions over, to be changed first', async () => {
    const { token } = await world.as('viewer')
    const { token: boss } = await world.as('admin')
    const reset = await world.ask('POST', '/api/v1/users/viewer/reset-password', { token: boss })
    expect(reset.status).toBe(200)
    expect((await me(token)).status).toBe(401)
    const { body } = await world.login('viewer', reset.body.password)
    expect(body.user.mustChangePassword).toBe(true)
  })

  test('the last admin can be neither disabled nor made less', async () => {
    const { token } = await world.as('admin')
    await world.ask('PUT', '/api/v1/users/admin', { token, body: { disabled: true } })
    for (const body of [{ disabled: true }, { role: 'operator' }]) {
      const answer = await world.ask('PUT', '/api/v1/users/boss', { token, body })
      expect([answer.status, answer.body.code]).toEqual([409, 'OTS_HTTP_CONFLICT'])
    }
  })
})

describe('keys of access tokens', () => {
  test('outlive a restart, and the tokens that they signed with them', async () => {
    const { token } = await world.as('viewer')
    const again = await openWorld({ ports: { store: world.store, secret: world.secret } })
    expect((await again.ask('GET', '/api/v1/auth/me', { token })).status).toBe(200)
    expect(await world.store.tokenKeys()).toHaveLength(1)
    await again.close()
  })

  test('are replaced in time, and the old one still verifies its last tokens', async () => {
    const quick = await openWorld({ settings: { tokenKeyMs: 1 } })
    const first = await quick.as('viewer')
    const second = await quick.as('viewer')
    const kid = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid
    expect(kid(first.token)).not.toBe(kid(second.token))
    for (const { token } of [first, second]) {
      expect((await quick.ask('GET', '/api/v1/auth/me', { token })).status).toBe(200)
    }
    await quick.close()
  })

  test('are sealed in the store', async () => {
    await world.as('viewer')
    const [key] = await world.store.tokenKeys()
    expect(key?.sealedPrivateKey).toBeTruthy()
    expect(key?.sealedPrivateKey).not.toMatch(/"d"|eyJ/)
    expect(JSON.parse(key?.publicKey ?? '')).not.toHaveProperty('d')
  })
})

describe('a token for programs', () => {
  const make = (token: string, body: object) => world.ask('POST', '/api/v1/auth/tokens', { token, body })

  test('is shown once, stored as a hash, listed by its beginning, and revoked at once', async () => {
    const { token } = await world.as('operator')
    const made = await make(token, { name: 'grafana' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: 'grafana', role: 'viewer', revoked: false })
    expect((await me(made.body.token)).body).toEqual({
      name: 'operator',
      role: 'viewer',
      mustChangePassword: false,
    })
    const { body } = await world.ask('GET', '/api/v1/auth/tokens', { token })
    expect(JSON.stringify(body)).not.toContain(made.body.token)
    expect(made.body.token).toMatch(new RegExp(`^${body.items[0].prefix}`))
    const revoked = await world.ask('DELETE', `/api/v1/auth/tokens/${made.body.id}`, { token })
    expect(revoked.status).toBe(204)
    expect((await me(made.body.token)).status).toBe(401)
  })

  test('does no more than its user, also when that one is made less later', async () => {
    const { token } = await world.as('operator')
    expect((await make(token, { name: 'too much', role: 'admin' })).status).toBe(403)
    const made = await make(token, { name: 'as much', role: 'operator' })
    const { token: boss } = await world.as('admin')
    await world.ask('PUT', '/api/v1/users/operator', { token: boss, body: { role: 'viewer' } })
    expect((await me(made.body.token)).body.role).toBe('viewer')
  })

  test('makes no tokens and changes no password', async () => {
    const { token } = await world.as('admin')
    const made = await make(token, { name: 'script', role: 'admin' })
    expect((await make(made.body.token, { name: 'another' })).status).toBe(403)
    const changed = await world.ask('POST', '/api/v1/auth/password', {
      token: made.body.token,
      body: { currentPassword: PASSWORD, newPassword: 'another horse, another staple' },
    })
    expect(changed.status).toBe(403)
  })

  test('of somebody else is not there to be revoked', async () => {
    const { token } = await world.as('operator')
    const made = await make(token, { name: 'mine' })
    const { token: viewer } = await world.as('viewer')
    const answer = await world.ask('DELETE', `/api/v1/auth/tokens/${made.body.id}`, { token: viewer })
    expect(answer.status).toBe(404)
    expect((await me(made.body.token)).status).toBe(200)
  })
})

test('no password, token or hash is in the audit log or in any list', async () => {
  const { token } = await world.as('admin')
  await world.as('viewer')
  const made = await world.ask('POST', '/api/v1/auth/tokens', { token, body: { name: 'x' } })
  const shown = [
    (await world.ask('GET', '/api/v1/audit?limit=500', { token })).text,
    (await world.ask('GET', '/api/v1/users', { token })).text,
    (await world.ask('GET', '/api/v1/auth/tokens', { token })).text,
  ].join()
  for (const secret of [PASSWORD, world.firstPassword, made.body.token, token])
    expect(shown).not.toContain(secret)
  expect(shown).not.toMatch(/scrypt\$|tokenHash|passwordHash/)
})
