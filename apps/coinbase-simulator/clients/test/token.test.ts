/** The tokens that the adapter signs, read by a library that it does not use. */
import { spawnSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NANOS_PER_SECOND, type UnixNanos } from '@oasis/domain'
import { Secret } from '@oasis/runtime'
import { createTokenSigner, parseKeyFile } from '@oasis/venue-coinbase'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openExchange, type TestExchange } from '../support/exchange.ts'
import { FOLDER, PYTHON } from '../support/places.ts'

describe.each(['ES256', 'EdDSA'] as const)('a token of %s, read by PyJWT', (algorithm) => {
  let exchange: TestExchange
  let folder: string
  const seconds = Math.floor(Date.now() / 1000)

  beforeAll(async () => {
    exchange = await openExchange(algorithm)
    folder = mkdtempSync(join(tmpdir(), 'ots-token-'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await exchange.close()
  })

  function read(token: string): { status: number | null; said: Record<string, Record<string, unknown>> } {
    const key = parseKeyFile(new Secret(JSON.stringify(exchange.keyFile)), 'the key')
    const path = join(folder, 'public.pem')
    writeFileSync(path, createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' }))
    const args = ['python/read_token.py', path, algorithm]
    const { status, stdout } = spawnSync(PYTHON, args, { cwd: FOLDER, input: token, encoding: 'utf8' })
    return { status, said: status === 0 ? JSON.parse(stdout) : {} }
  }

  const signer = () =>
    createTokenSigner({
      key: parseKeyFile(new Secret(JSON.stringify(exchange.keyFile)), 'the key'),
      now: () => (BigInt(seconds) * NANOS_PER_SECOND) as UnixNanos,
    })

  test('of a REST call: verified, for its method and path alone, for two minutes', async () => {
    const token = await signer().rest('GET', 'api.coinbase.com', '/api/v3/brokerage/accounts')
    const { said } = read(token.reveal())
    const { name } = exchange.key
    expect(said.header).toMatchObject({
      alg: algorithm,
      kid: name,
      nonce: expect.stringMatching(/^[0-9a-f]+$/),
    })
    expect(said.claims).toEqual({
      ...{ iss: 'cdp', sub: name, nbf: seconds, exp: seconds + 120 },
      uri: 'GET api.coinbase.com/api/v3/brokerage/accounts',
    })
  })

  test('of the WebSocket: without a path', async () => {
    const { said } = read((await signer().webSocket()).reveal())
    expect(said.claims).not.toHaveProperty('uri')
  })

  test('altered by a character: refused', async () => {
    const token = (await signer().webSocket()).reveal()
    const [header, claims = '', signature] = token.split('.')
    const other = `${claims.slice(0, 10)}${claims[10] === 'a' ? 'b' : 'a'}${claims.slice(11)}`
    expect(read(`${header}.${other}.${signature}`).status).not.toBe(0)
  })
})
