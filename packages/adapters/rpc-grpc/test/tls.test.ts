import { readFileSync } from 'node:fs'
import { createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { Secret } from '@oasis/runtime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GrpcTls } from '../src/index.ts'
import { type Authority, type CertificateFiles, createAuthority, hasOpenssl } from './certificates.ts'
import { echo, soon } from './echo-method.ts'
import { clientOf, closeAfterTest, keptLogger, serverOf } from './opened.ts'

describe.skipIf(!hasOpenssl)('TLS (needs the program openssl)', () => {
  let ours: Authority
  let theirs: Authority
  let server: CertificateFiles
  let client: CertificateFiles
  let expired: CertificateFiles

  beforeAll(() => {
    ours = createAuthority()
    theirs = createAuthority()
    server = ours.issue('server', 'DNS:localhost')
    client = ours.issue('client', 'DNS:client')
    expired = ours.issue('expired', 'DNS:localhost', 0)
  })
  afterAll(() => {
    ours.remove()
    theirs.remove()
  })

  /** With the name that the certificate is for. */
  async function addressOf(tls: GrpcTls): Promise<string> {
    const listening = serverOf({ tls })
    listening.handle(echo, async (request) => request)
    return (await listening.listen()).replace('127.0.0.1', 'localhost')
  }

  async function refusal(
    address: string,
    tls?: GrpcTls,
  ): Promise<{ message: string; lines: readonly string[] }> {
    const logger = keptLogger()
    const caller = clientOf([address], { logger, ...(tls && { tls }) })
    const error = await caller.call(echo, { text: '' }, soon).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ status: 'UNAVAILABLE' })
    return { message: String(error), lines: logger.lines }
  }

  test('calls are made where each trusts the other', async () => {
    const mutual = { caFile: ours.caFile }
    const address = await addressOf({ ...mutual, ...server })
    const caller = clientOf([address], { tls: { ...mutual, ...client } })
    expect(await caller.call(echo, { text: 'trusted' }, soon)).toEqual({ text: 'trusted' })
  })

  test('a server alone may have a certificate, and a client then shows its token', async () => {
    const listening = serverOf({ tls: server, token: new Secret('open sesame') })
    listening.handle(echo, async (request) => request)
    const address = (await listening.listen()).replace('127.0.0.1', 'localhost')
    const tls = { caFile: ours.caFile }
    const caller = clientOf([address], { tls, token: new Secret('open sesame') })
    expect(await caller.call(echo, { text: 'trusted' }, soon)).toEqual({ text: 'trusted' })
  })

  test('a client without a certificate, or with one of another authority, is not let in', async () => {
    const address = await addressOf({ caFile: ours.caFile, ...server })
    const { message } = await refusal(address, { caFile: ours.caFile })
    expect(message).toContain('certificate required')
    const stranger = theirs.issue('stranger', 'DNS:client')
    const { message: unknown } = await refusal(address, { caFile: ours.caFile, ...stranger })
    expect(unknown).toContain('does not take our certificate')
  })

  test('a server of another authority, or under another name, is not called', async () => {
    const address = await addressOf(server)
    const { message, lines } = await refusal(address, { caFile: theirs.caFile })
    expect(message).toMatch(/unable to verify|self.signed|unable to get/i)
    expect(lines).toContainEqual(expect.stringContaining('warn cannot connect'))
    const byAddress = address.replace('localhost', '127.0.0.1')
    const { message: otherName } = await refusal(byAddress, { caFile: ours.caFile })
    expect(otherName).toMatch(/127\.0\.0\.1.*not in the cert|does not match/i)
  })

  test('a server whose certificate has expired is not called, and the reason is told', async () => {
    const files = { cert: readFileSync(expired.certFile), key: readFileSync(expired.keyFile) }
    const outdated = createSecureServer(files).listen(0, '127.0.0.1')
    closeAfterTest(() => outdated.close())
    await new Promise((resolve) => outdated.once('listening', resolve))
    const { port } = outdated.address() as AddressInfo
    const { message, lines } = await refusal(`localhost:${port}`, { caFile: ours.caFile })
    expect(message).toContain('certificate has expired')
    expect(lines).toContainEqual(expect.stringContaining('certificate has expired'))
  })

  test('who speaks without TLS to one who has it, or the other way round, is told so', async () => {
    const secured = await addressOf(server)
    expect((await refusal(secured)).message).toContain('TLS')
    const plain = serverOf()
    plain.handle(echo, async (request) => request)
    const address = await plain.listen()
    expect((await refusal(address, { caFile: ours.caFile })).message).toMatch(/wrong version number|TLS/)
  })

  describe('files that cannot be used end the start', () => {
    const opening = (tls: GrpcTls) => () => serverOf({ tls })
    const unusable = (words: string) =>
      expect.objectContaining({ code: 'OTS_TLS_UNUSABLE', message: expect.stringContaining(words) })

    test('an own certificate that has expired', () => {
      expect(opening(expired)).toThrow(unusable(`${expired.certFile} expired on`))
      const connecting = () => clientOf([], { tls: { caFile: ours.caFile, ...expired } })
      expect(connecting).toThrow(unusable('expired on'))
    })

    test('a file that is not there, or holds something else', () => {
      expect(opening({ ...server, caFile: '/nowhere/ca.crt' })).toThrow(
        unusable('/nowhere/ca.crt cannot be read'),
      )
      expect(opening({ ...server, caFile: server.keyFile })).toThrow(unusable('holds no certificate'))
      expect(opening({ ...server, keyFile: server.certFile })).toThrow(unusable('holds no private key'))
    })

    test('a key of another certificate, or half of a pair', () => {
      expect(opening({ ...server, keyFile: client.keyFile })).toThrow(unusable('is not the key of'))
      expect(opening({ certFile: server.certFile })).toThrow(unusable('together'))
      expect(opening({ caFile: ours.caFile })).toThrow(unusable('a server needs a certificate'))
    })
  })
})
