/**
 * The refresh token's cookie: no script reads it, no other site's request carries it, and only two routes see it. Those
 * two ask for a header as well that no other site can set without asking first.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ControlCenterConfig } from '../config.ts'
import { Problem } from '../http/problem.ts'

export const REFRESH_COOKIE = 'ots_refresh'
const PATH = '/api/v1/auth'
export const CSRF_HEADER = 'x-ots-csrf'

type CookieConfig = Pick<ControlCenterConfig, 'tls' | 'secureCookies' | 'sessionMs'>

const attributes = ({ tls, secureCookies }: CookieConfig) => ({
  path: PATH,
  httpOnly: true,
  sameSite: 'strict' as const,
  secure: tls !== undefined || secureCookies,
})

export function setRefreshCookie(
  reply: FastifyReply,
  token: string,
  lifeMs: number,
  config: CookieConfig,
): void {
  reply.setCookie(REFRESH_COOKIE, token, {
    ...attributes(config),
    maxAge: Math.max(0, Math.floor(lifeMs / 1_000)),
  })
}

export const clearRefreshCookie = (reply: FastifyReply, config: CookieConfig): void =>
  void reply.clearCookie(REFRESH_COOKIE, attributes(config))

/** Throws unless the request comes from a page of our own, or from no page at all. */
export function refuseForeignPages({ headers, host }: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = headers
  const isForeign =
    headers[CSRF_HEADER] !== '1' ||
    (site !== undefined && site !== 'same-origin') ||
    (origin !== undefined && hostOf(origin) !== host)
  if (isForeign)
    throw new Problem('OTS_HTTP_CSRF_REFUSED', `send "${CSRF_HEADER}: 1" from a page of this origin`)
}

const hostOf = (origin: string): string | undefined => URL.parse(origin)?.host
