import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { Secret } from '@oasis/runtime'
import { afterAll, describe, expect, it } from 'vitest'
import { parseKeyFile, readKeyFile } from '../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-key-'))
afterAll(() => rmSync(folder, { recursive: true }))

const NAME = 'organizations/aaaa/apiKeys/bbbb'
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const sec1 = p256.privateKey.export({ type: 'sec1', format: 'pem' }).toString()
const pkcs8 = p256.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const ed25519 = generateKeyPairSync('ed25519')
const seedAndPublic = (key: KeyObject): Buffer => {
  const { d = '', x = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')])
}
const pair = seedAndPublic(ed25519.privateKey)
const fileOf = (fields: object) => new Secret(JSON.stringify(fields))
const publicOf = (key: KeyObject) => createPublicKey(key).export({ format: 'jwk' })

describe('a key file', () => {
  it.each([
    ['SEC1', sec1],
    ['PKCS#8', pkcs8],
    ['SEC1 with literal \\n', sec1.replaceAll('\n', '\\n')],
    ['PKCS#8 with Windows line ends', pkcs8.replaceAll('\n', '\r\n')],
    ['SEC1 without a last line end', sec1.trim()],
  ])('with an EC key as %s signs ES256', (_, privateKey) => {
    const key = parseKeyFile(fileOf({ name: NAME, privateKey }), 'key.json')
    expect(key).toMatchObject({ name: NAME, algorithm: 'ES256' })
    expect(publicOf(key.privateKey)).toEqual(publicOf(p256.privateKey))
  })

  it('with an id and 64 bytes of base64 signs EdDSA', () => {
    const key = parseKeyFile(fileOf({ id: 'abc', privateKey: pair.toString('base64') }), 'key.json')
    expect(key).toMatchObject({ name: 'abc', algorithm: 'EdDSA' })
    expect(publicOf(key.privateKey)).toEqual(publicOf(ed25519.privateKey))
  })

  it('with both goes by its name', () => {
    expect(parseKeyFile(fileOf({ name: NAME, id: 'abc', privateKey: sec1 }), 'k').name).toBe(NAME)
  })

  it('is read from disk, a byte order mark included', async () => {
    const path = join(folder, 'key.json')
    writeFileSync(path, `\uFEFF${JSON.stringify({ name: NAME, privateKey: sec1 })}`)
    expect((await readKeyFile(path)).name).toBe(NAME)
  })

  it('shows nothing of the key when it is printed', () => {
    const key = parseKeyFile(fileOf({ id: 'abc', privateKey: pair.toString('base64') }), 'k')
    const shown = `${inspect(key, { depth: 9, showHidden: true })} ${JSON.stringify(key)}`
    const jwk = ed25519.privateKey.export({ format: 'jwk' })
    expect(shown).not.toContain(jwk.d)
    expect(shown).not.toContain(pair.toString('base64').slice(0, 12))
  })

  const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  const encrypted = p256.privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'x',
  })
  const otherPublic = seedAndPublic(generateKeyPairSync('ed25519').privateKey).subarray(32)
  const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const lines = sec1.split('\n')

  it.each<readonly [what: string, text: string, why: string]>([
    ['is not JSON', `{"name": "${NAME}", "privateKey": "${sec1}`, 'is not JSON'],
    ['is a list', '[]', 'has no privateKey'],
    ['has no privateKey', JSON.stringify({ name: NAME }), 'has no privateKey'],
    ['has an empty privateKey', JSON.stringify({ name: NAME, privateKey: ' ' }), 'privateKey is empty'],
    ['has neither name nor id', JSON.stringify({ privateKey: sec1 }), 'neither a name nor an id'],
    ['has a name of several lines', JSON.stringify({ name: 'a\nb', privateKey: sec1 }), 'no key name has'],
    ['is too large', `"${'x'.repeat(70_000)}"`, 'too large'],
    ...(
      [
        ['holds a public key', p256.publicKey.export({ type: 'spki', format: 'pem' }), 'holds a public key'],
        ['holds an encrypted key', encrypted, 'encrypted with a passphrase'],
        [
          'holds a certificate',
          '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----',
          'another kind',
        ],
        ['holds a PEM without its end', lines.slice(0, 2).join('\n'), 'cut short'],
        ['holds a PEM with a line missing', lines.toSpliced(1, 1).join('\n'), 'cannot be decoded'],
        ['holds a key of another curve', pemOf(secp256k1), 'on the curve secp256k1'],
        ['holds an RSA key', pemOf(rsa), 'of type rsa'],
        ['holds no base64', 'not a key!', 'neither a PEM nor base64'],
        ['holds a seed alone', pair.subarray(0, 32).toString('base64'), 'has 32 bytes'],
        [
          'holds halves of two keys',
          Buffer.concat([pair.subarray(0, 32), otherPublic]).toString('base64'),
          'do not belong together',
        ],
      ] as const
    ).map(([what, privateKey, why]) => [what, JSON.stringify({ name: NAME, privateKey }), why] as const),
  ])('that %s is refused, and nothing of it repeated', (_, text, why) => {
    let error: unknown
    try {
      parseKeyFile(new Secret(text), 'key.json')
    } catch (thrown) {
      error = thrown
    }
    expect(error).toMatchObject({ code: 'OTS_KEY_REFUSED', message: expect.stringContaining(why) })
    const told = inspect(error, { depth: 9 })
    for (let at = 40; at + 12 < text.length; at += 12) {
      // Only pieces that look like key material, not field names or armour.
      const piece = text.slice(at, at + 12)
      if (/^[A-Za-z0-9+/]{12}$/.test(piece) && !text.startsWith('"x')) expect(told).not.toContain(piece)
    }
  })

  it.each([
    ['that is not there', join(folder, 'nope.json'), 'ENOENT'],
    ['that is a folder', folder, 'EISDIR'],
  ])('%s is refused with the reason', async (_, path, code) => {
    await expect(readKeyFile(path)).rejects.toMatchObject({
      code: 'OTS_KEY_REFUSED',
      message: expect.stringContaining(code),
    })
  })
})
