/**
 * Checks the JWT of a request, signature and claims, with a library of its own (jose): the clients' signing is checked
 * by nothing of ours. A REST token must name this very method, host and path, without a query; a WebSocket token none.
 */
import type { UnixNanos } from '@oasis/domain'
import { toMillis } from '@oasis/domain'
import { type CryptoKey, importSPKI, type JWTPayload, jwtVerify } from 'jose'
import type { ApiKey } from '../accounts/user.ts'

/** What a REST token has to name; undefined for a WebSocket, whose token must not name any. */
export interface TokenTarget {
  readonly method: string
  readonly path: string
}

export interface TokenCheckOptions {
  readonly findKey: (name: string) => ApiKey | undefined
  /** Whether a token may name this host, with or without a port. */
  readonly allowsHost: (host: string) => boolean
}

export type TokenVerdict =
  | { readonly kind: 'ACCEPTED'; readonly key: ApiKey }
  | { readonly kind: 'REFUSED'; readonly reason: string }

/** How far a client's clock may be ahead: the venue's tolerance is not documented. */
const LEEWAY_SECONDS = 10
const LONGEST_LIFE_SECONDS = 120

export type TokenCheck = (
  token: string,
  target: TokenTarget | undefined,
  now: UnixNanos,
) => Promise<TokenVerdict>

export function createTokenCheck({ findKey, allowsHost }: TokenCheckOptions): TokenCheck {
  const imported = new Map<string, Promise<CryptoKey>>()
  const cryptoKey = (key: ApiKey): Promise<CryptoKey> => {
    const known = imported.get(key.publicKey) ?? importSPKI(key.publicKey, key.algorithm)
    imported.set(key.publicKey, known)
    return known
  }
  return async (token, target, now) => {
    let key: ApiKey | undefined
    try {
      const { payload } = await jwtVerify(
        token,
        (header) => {
          key = header.kid === undefined ? undefined : findKey(header.kid)
          if (!key) throw new Error(`unknown key "${header.kid}"`)
          if (header.alg !== key.algorithm) throw new Error(`the key is for ${key.algorithm}`)
          return cryptoKey(key)
        },
        {
          algorithms: ['ES256', 'EdDSA'],
          requiredClaims: ['iss', 'sub', 'nbf', 'exp'],
          currentDate: new Date(toMillis(now)),
          clockTolerance: LEEWAY_SECONDS,
        },
      )
      const reason = key ? claimFault(payload, key, target, allowsHost, toMillis(now) / 1000) : 'unknown key'
      if (!key || reason !== undefined) return { kind: 'REFUSED', reason: reason ?? 'unknown key' }
      return { kind: 'ACCEPTED', key }
    } catch (error) {
      return { kind: 'REFUSED', reason: error instanceof Error ? error.message : String(error) }
    }
  }
}

function claimFault(
  payload: JWTPayload,
  key: ApiKey,
  target: TokenTarget | undefined,
  allowsHost: (host: string) => boolean,
  now: number,
): string | undefined {
  const { sub, iss, exp = 0 } = payload
  if (sub !== key.name) return 'sub is not the key'
  if (iss !== 'cdp' && iss !== 'coinbase-cloud') return `iss "${iss}" is not known`
  if (!isAudience(payload.aud)) return 'aud is not known'
  // The leeway is for clocks that are ahead, not for tokens that are old.
  if (exp <= now) return 'exp has passed'
  if (exp > now + LONGEST_LIFE_SECONDS + LEEWAY_SECONDS) return 'exp is more than two minutes away'
  const named = namedUris(payload)
  if (named === undefined) return 'uri is not text'
  if (!target) return named.length === 0 ? undefined : 'a WebSocket token has no uri'
  return named.some((uri) => isTarget(uri, target, allowsHost))
    ? undefined
    : `uri is not ${target.method} and this path`
}

/** The official SDKs state none; ccxt states one or the other. */
const isAudience = (aud: string | string[] | undefined): boolean =>
  aud === undefined || [aud].flat().some((one) => one === 'retail_rest_api_proxy' || one === 'cdp_service')

function namedUris({ uri, uris }: JWTPayload): readonly string[] | undefined {
  const named = [uri ?? [], uris ?? []].flat()
  return named.every((one) => typeof one === 'string') ? named : undefined
}

/** `GET api.coinbase.com/api/v3/brokerage/accounts`; ccxt leaves `http://` in. */
function isTarget(uri: string, target: TokenTarget, allowsHost: (host: string) => boolean): boolean {
  const [method, rest = '', ...more] = uri.split(' ')
  if (more.length > 0 || method !== target.method) return false
  const location = rest.replace(/^https?:\/\//, '')
  const slash = location.indexOf('/')
  return slash > 0 && location.slice(slash) === target.path && allowsHost(location.slice(0, slash))
}
