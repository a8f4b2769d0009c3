/** Tokens that must not be taken, each of a kind. Made with the very key of the store where that is what is wrong. */
import { createHmac, randomUUID } from 'node:crypto'
import { type CryptoKey, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import { derivedKey } from '../src/auth/derived-keys.ts'
import { unsealText } from '../src/auth/sealed-text.ts'
import type { ApiWorld } from './api-world.ts'

const AUDIENCE = 'ots-control-center'
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** By the name of what is wrong with it; as good as an admin's in everything else. */
export async function badTokens(world: ApiWorld): Promise<Readonly<Record<string, string>>> {
  const { token: good } = await world.as('admin')
  const [stored] = await world.store.tokenKeys()
  if (stored === undefined) throw new Error('there is no key')
  const sealed = unsealText(derivedKey(world.secret, 'token-keys'), stored.sealedPrivateKey)
  // Importing a JWK of a key pair gives a key.
  const key = (await importJWK(JSON.parse(sealed), 'EdDSA')) as CryptoKey
  const claims = JSON.parse(Buffer.from(good.split('.')[1] ?? '', 'base64url').toString()) as JWTPayload
  const { kid } = stored
  const header = { alg: 'EdDSA', typ: 'at+jwt', kid }
  const sign = (changes: JWTPayload, changedHeader = {}, by = key) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ ...header, ...changedHeader }).sign(by)
  const { privateKey } = await generateKeyPair('EdDSA')
  const hmacInput = `${base64({ ...header, alg: 'HS256' })}.${base64(claims)}`
  const now = Math.floor(Date.now() / 1_000)
  return {
    expired: await sign({ iat: now - 700, exp: now - 100 }),
    'of the wrong audience': await sign({ aud: 'another' }),
    'of several audiences without ours': await sign({ aud: ['another', 'third'] }),
    'of the wrong issuer': await sign({ iss: 'another' }),
    'without expiry': await sign({ exp: undefined as never }),
    'without jti': await sign({ jti: undefined as never }),
    'not valid yet': await sign({ nbf: now + 600 }),
    'of another type': await sign({}, { typ: 'JWT' }),
    'of an unknown key': await sign({}, { kid: randomUUID() }),
    'without the name of a key': await sign({}, { kid: undefined }),
    'forged: signed by another key': await sign({}, {}, privateKey),
    'forged: changed after signing': changed(good, { sub: randomUUID() }),
    'of the wrong algorithm: none': `${base64({ ...header, alg: 'none' })}.${base64(claims)}.`,
    'of the wrong algorithm: HS256 by the public key': `${hmacInput}.${createHmac('sha256', stored.publicKey).update(hmacInput).digest('base64url')}`,
    'of a session that never was': await sign({ sid: randomUUID() }),
    "of another user's session": await sign({ sub: await idOf(world, 'admin'), aud: AUDIENCE }),
    'revoked: logged out': await loggedOut(world),
    'revoked: of a disabled user': await disabled(world),
    'revoked: for programs': await revokedApiToken(world),
    'for programs, made up': `ots_${'A'.repeat(43)}`,
    'no token at all': 'rubbish',
  }
}

function changed(token: string, changes: object): string {
  const [header = '', payload = '', mac = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return [header, base64({ ...claims, ...changes }), mac].join('.')
}

const idOf = async (world: ApiWorld, name: string): Promise<string> =>
  (await world.store.findUserByName(name))?.userId ?? ''

/** What was good once must not be remembered as good. */
async function use(world: ApiWorld, token: string): Promise<void> {
  const { status } = await world.ask('GET', '/api/v1/auth/me', { token })
  if (status !== 200) throw new Error(`the token to be revoked is not good: ${status}`)
}

async function loggedOut(world: ApiWorld): Promise<string> {
  const { token, cookie } = await world.as('admin')
  await use(world, token)
  await world.ask('POST', '/api/v1/auth/logout', { cookie })
  return token
}

async function disabled(world: ApiWorld): Promise<string> {
  const { token } = await world.as('admin', 'leaver')
  await use(world, token)
  await world.api.users.update({ name: 'test', role: 'system', address: '-' }, 'leaver', { disabled: true })
  return token
}

async function revokedApiToken(world: ApiWorld): Promise<string> {
  const { token } = await world.as('admin')
  const { body } = await world.ask('POST', '/api/v1/auth/tokens', {
    token,
    body: { name: 'x', role: 'admin' },
  })
  await use(world, body.token)
  await world.ask('DELETE', `/api/v1/auth/tokens/${body.id}`, { token })
  return body.token
}
