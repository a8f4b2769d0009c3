/** Generated: every route by every role, without a token, and with every kind of bad one. */
import { randomUUID } from 'node:crypto'
import { ROLES } from '@oasis/ports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mayAct } from '../src/auth/caller.ts'
import type { Access } from '../src/http/route.ts'
import { type ApiWorld, openWorld } from './api-world.ts'
import { badTokens } from './bad-tokens.ts'
import { BEFORE_PASSWORD_CHANGE, ROUTES } from './route-list.ts'

let world: ApiWorld
let asked = 0
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => {
  console.log(`authorisation matrix: ${Object.keys(ROUTES).length} routes, ${asked} requests`)
  await world.close()
})

const isRole = (access: Access) => ROLES.some((role) => role === access)
const pathOf = (path: string) =>
  path.replace(':id', randomUUID()).replace(':name', 'nobody').replace('*', 'swagger-ui.css')

/** Without a body and without a cookie: whoever is let in gets no further than that. */
async function knock(route: string, token?: string): Promise<{ status: number; code: string | undefined }> {
  asked += 1
  const [method = '', path = ''] = route.split(' ')
  const { status, body } = await world.ask(method, pathOf(path), { token })
  return { status, code: body?.code }
}

/** Let in: whatever the route then made of a request with nothing in it. */
const isLetIn = ({ status, code }: { status: number; code: string | undefined }) =>
  status !== 401 &&
  code !== 'OTS_HTTP_FORBIDDEN' &&
  code !== 'OTS_HTTP_PASSWORD_CHANGE_REQUIRED' &&
  status < 500

test('every route of the server is listed with its access, and nothing else is', () => {
  const registered = world.api.routes().map(({ method, path, access }) => [`${method} ${path}`, access])
  expect(Object.fromEntries(registered)).toEqual(ROUTES)
})

test('without a token only what is public answers, and what is for this machine', async () => {
  for (const [route, access] of Object.entries(ROUTES)) {
    const answer = await knock(route)
    if (access === 'public' || access === 'local') {
      // A login without a body is refused as what it is.
      expect([route, answer.status === 400 || isLetIn(answer)]).toEqual([route, true])
    } else if (access === 'cookie') expect([route, answer.code]).toEqual([route, 'OTS_HTTP_CSRF_REFUSED'])
    else expect([route, answer.status, answer.code]).toEqual([route, 401, 'OTS_HTTP_UNAUTHENTICATED'])
  }
})

test('a token that is not good is refused by every route that asks for one', async () => {
  const bad = Object.entries(await badTokens(world))
  for (const [route, access] of Object.entries(ROUTES)) {
    if (access === 'public' || access === 'cookie') continue
    for (const [what, token] of bad) {
      const { status, code } = await knock(route, token)
      expect([route, what, status, code]).toEqual([route, what, 401, 'OTS_HTTP_UNAUTHENTICATED'])
    }
  }
})

test.each(ROLES)(
  'a %s gets in where the role is enough, and nowhere else, by session and by token',
  async (role) => {
    const { token } = await world.as(role)
    const made = await world.ask('POST', '/api/v1/auth/tokens', { token, body: { name: 'matrix', role } })
    for (const [route, access] of Object.entries(ROUTES)) {
      if (access === 'cookie') continue
      const enough = !isRole(access) || mayAct(role, access as (typeof ROLES)[number])
      for (const bearer of [token, made.body.token]) {
        const answer = await knock(route, bearer)
        if (enough && route === 'POST /api/v1/auth/login') continue
        if (enough) expect([route, role, answer, isLetIn(answer)]).toEqual([route, role, answer, true])
        else expect([route, answer.status, answer.code]).toEqual([route, 403, 'OTS_HTTP_FORBIDDEN'])
      }
    }
  },
)

test('whoever has to change the password gets in nowhere else', async () => {
  const actor = { name: 'test', role: 'system', address: '-' }
  const { password } = await world.api.users.add(actor, 'fresh', 'admin')
  const { body } = await world.login('fresh', password)
  for (const [route, access] of Object.entries(ROUTES)) {
    if (!isRole(access) || BEFORE_PASSWORD_CHANGE.includes(route)) continue
    const { status, code } = await knock(route, body.accessToken)
    expect([route, status, code]).toEqual([route, 403, 'OTS_HTTP_PASSWORD_CHANGE_REQUIRED'])
  }
})
