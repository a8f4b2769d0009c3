/** Logging in and out, one's password, one's tokens for programs. */
import { formatRfc3339, isStorable } from '@oasis/domain'
import type { ApiToken, User } from '@oasis/ports'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { ApiTokens } from '../auth/api-tokens.ts'
import { clearRefreshCookie, REFRESH_COOKIE, setRefreshCookie } from '../auth/refresh-cookie.ts'
import type { Granted, Sessions } from '../auth/sessions.ts'
import type { ControlCenterConfig } from '../config.ts'
import { MAX_PASSWORD } from '../core/password-rules.ts'
import { type ApiRoute, publicRoute, route } from '../http/route.ts'
import { nothing, role, shortText, timestamp, uuid } from '../http/schemas.ts'

export interface AuthRouteParts {
  readonly sessions: Sessions
  readonly apiTokens: ApiTokens
  readonly config: ControlCenterConfig
}

const me = z
  .object({ name: z.string(), role, mustChangePassword: z.boolean() })
  .meta({ id: 'Me', description: 'The user who asks' })

const granted = z
  .object({
    accessToken: z.string().describe('To be sent as `Authorization: Bearer …`'),
    expiresIn: z.int().describe('Seconds'),
    user: me,
  })
  .meta({ id: 'Granted', description: 'The refresh token comes as a cookie that no script can read' })

const tokenJson = z
  .object({
    id: uuid,
    name: z.string(),
    prefix: z.string().describe('The beginning of the token'),
    role,
    createdAt: timestamp,
    expiresAt: timestamp,
    revoked: z.boolean(),
  })
  .meta({ id: 'ApiToken' })

const password = z.string().min(1).max(MAX_PASSWORD)
const TAG = 'auth'
const DAY_MS = 86_400_000

export function authRoutes(parts: AuthRouteParts): readonly ApiRoute[] {
  return [...sessionRoutes(parts), ...ownRoutes(parts), ...tokenRoutes(parts)]
}

function grant(reply: FastifyReply, given: Granted, config: ControlCenterConfig) {
  setRefreshCookie(reply, given.refreshToken, given.refreshLifeMs, config)
  return {
    accessToken: given.accessToken,
    expiresIn: Math.floor(given.expiresInMs / 1_000),
    user: meJson(given.user),
  }
}

const loggedIn = { status: 200, description: 'Logged in', schema: granted } as const

function sessionRoutes({ sessions, config }: AuthRouteParts): readonly ApiRoute[] {
  return [
    publicRoute({
      method: 'POST',
      path: '/auth/login',
      access: 'public',
      tag: TAG,
      summary: 'Log in',
      body: z.strictObject({ username: z.string().min(1).max(256).refine(isStorable), password }),
      answer: loggedIn,
      problems: ['OTS_HTTP_LOGIN_FAILED'],
      handle: async ({ body, address, reply }) =>
        grant(reply, await sessions.login(body.username, body.password, address), config),
    }),
    publicRoute({
      method: 'POST',
      path: '/auth/refresh',
      access: 'cookie',
      tag: TAG,
      summary: 'A new access token',
      description:
        'Needs the header `x-ots-csrf: 1`. The refresh token is replaced at each use; one that comes a second time ends the session.',
      answer: loggedIn,
      problems: ['OTS_HTTP_UNAUTHENTICATED', 'OTS_HTTP_CSRF_REFUSED'],
      handle: async ({ raw, address, reply }) => {
        try {
          return grant(reply, await sessions.refresh(raw.cookies[REFRESH_COOKIE], address), config)
        } catch (error) {
          clearRefreshCookie(reply, config)
          throw error
        }
      },
    }),
    publicRoute({
      method: 'POST',
      path: '/auth/logout',
      access: 'cookie',
      tag: TAG,
      summary: 'Log out',
      description:
        'Ends the session of the refresh cookie and its access tokens. Needs the header `x-ots-csrf: 1`.',
      answer: { status: 204, description: 'Logged out', schema: nothing },
      problems: ['OTS_HTTP_CSRF_REFUSED'],
      handle: async ({ raw, address, reply }) => {
        await sessions.logout(raw.cookies[REFRESH_COOKIE], address)
        clearRefreshCookie(reply, config)
        return undefined
      },
    }),
  ]
}

function ownRoutes({ sessions, config }: AuthRouteParts): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/auth/me',
      access: 'viewer',
      tag: TAG,
      summary: 'Who asks',
      answer: { status: 200, description: 'The user of the token, with what the token allows', schema: me },
      handle: async ({ caller: { name, role, mustChangePassword } }) => ({ name, role, mustChangePassword }),
    }),
    route({
      method: 'POST',
      path: '/auth/password',
      access: 'viewer',
      tag: TAG,
      summary: 'Change your password',
      description: 'Ends all other sessions of the user.',
      beforePasswordChange: true,
      body: z.strictObject({ currentPassword: password, newPassword: z.string().min(1).max(1_024) }),
      answer: loggedIn,
      problems: ['OTS_HTTP_LOGIN_FAILED', 'OTS_HTTP_CONFLICT'],
      handle: async ({ caller, body, reply }) =>
        grant(reply, await sessions.changePassword(caller, body.currentPassword, body.newPassword), config),
    }),
  ]
}

function tokenRoutes({ apiTokens }: AuthRouteParts): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/auth/tokens',
      access: 'viewer',
      tag: TAG,
      summary: 'Your tokens for programs',
      answer: {
        status: 200,
        description: 'By time of creation',
        schema: z.object({ items: z.array(tokenJson) }),
      },
      handle: async ({ caller }) => ({ items: (await apiTokens.list(caller)).map(toTokenJson) }),
    }),
    route({
      method: 'POST',
      path: '/auth/tokens',
      access: 'viewer',
      tag: TAG,
      summary: 'Make a token for a program',
      description: 'The token is shown this once. It may do no more than its role, and than its user.',
      body: z.strictObject({
        name: shortText(100),
        role: role.default('viewer'),
        expiresInDays: z.int().min(1).max(3_660).default(90),
      }),
      answer: {
        status: 201,
        description: 'The token',
        schema: z.object({ token: z.string(), ...tokenJson.shape }).meta({ id: 'NewApiToken' }),
      },
      problems: ['OTS_HTTP_CONFLICT'],
      handle: async ({ caller, body }) => {
        const { name, role, expiresInDays } = body
        const { token, made } = await apiTokens.create(caller, {
          name,
          role,
          expiresInMs: expiresInDays * DAY_MS,
        })
        return { token, ...toTokenJson(made) }
      },
    }),
    route({
      method: 'DELETE',
      path: '/auth/tokens/:id',
      access: 'viewer',
      tag: TAG,
      summary: 'Revoke one of your tokens',
      params: z.strictObject({ id: uuid }),
      answer: { status: 204, description: 'Revoked, at once', schema: nothing },
      problems: ['OTS_HTTP_NOT_FOUND'],
      handle: async ({ caller, params }) => {
        await apiTokens.revoke(caller, params.id)
        return undefined
      },
    }),
  ]
}

const meJson = ({ name, role, mustChangePassword }: User) => ({ name, role, mustChangePassword })

const toTokenJson = ({ tokenId, name, prefix, role, createdAt, expiresAt, revoked }: ApiToken) => ({
  ...{ id: tokenId, name, prefix, role, revoked },
  createdAt: formatRfc3339(createdAt),
  expiresAt: formatRfc3339(expiresAt),
})
