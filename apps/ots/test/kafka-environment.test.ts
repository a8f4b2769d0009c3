import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { KAFKA_VARIABLES, readKafkaEnvironment } from '../src/config/kafka-environment.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-kafka-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('addresses are enough; a command may name them instead', () => {
  const expected = { brokers: 'a:1', clientId: 'ots' }
  expect(readKafkaEnvironment({ OTS_KAFKA_BROKERS: 'a:1', OTS_KAFKA_SASL_PASSWORD: '' })).toEqual(expected)
  expect(readKafkaEnvironment({ OTS_KAFKA_BROKERS: 'b:1' }, 'a:1')).toEqual(expected)
})

test('certificates and a user with a password, from a file', () => {
  const connection = readKafkaEnvironment({
    OTS_KAFKA_BROKERS: 'a:1',
    OTS_KAFKA_CLIENT_ID: 'risk-engine',
    OTS_KAFKA_TLS_CA_FILE: file('ca', 'authority'),
    OTS_KAFKA_TLS_CERT_FILE: file('cert', 'own'),
    OTS_KAFKA_TLS_KEY_FILE: file('key', 'private'),
    OTS_KAFKA_SASL_MECHANISM: 'SCRAM-SHA-256',
    OTS_KAFKA_SASL_USERNAME: 'trader',
    OTS_KAFKA_SASL_PASSWORD_FILE: file('password', 'sesame\n'),
  })
  expect(connection).toMatchObject({
    clientId: 'risk-engine',
    tls: { ca: 'authority', cert: 'own' },
    sasl: { mechanism: 'SCRAM-SHA-256', username: 'trader' },
  })
  expect(connection.sasl?.password.reveal()).toBe('sesame')
  expect(connection.tls?.key?.reveal()).toBe('private')
  expect(inspect(connection, { depth: 9 })).not.toMatch(/sesame|private/)
})

test('TLS may be turned on by itself, with what Node.js trusts', () => {
  expect(readKafkaEnvironment({ OTS_KAFKA_BROKERS: 'a:1', OTS_KAFKA_TLS: 'true' }).tls).toEqual({})
})

test.each([
  [{}, /OTS_KAFKA_BROKERS is not set/],
  [{ OTS_KAFKA_TLS: 'yes' }, /OTS_KAFKA_TLS/],
  [{ OTS_KAFKA_TLS_CA_FILE: '/no/such/file' }, /no\/such\/file cannot be read \(ENOENT\)/],
  [{ OTS_KAFKA_BROKERS: 'a:1', OTS_KAFKA_TLS_CERT_FILE: import.meta.filename }, /belong together/],
  [{ OTS_KAFKA_SASL_MECHANISM: 'GSSAPI' }, /OTS_KAFKA_SASL_MECHANISM/],
  [{ OTS_KAFKA_BROKERS: 'a:1', OTS_KAFKA_SASL_USERNAME: 'u' }, /USERNAME needs OTS_KAFKA_SASL_PASSWORD/],
  [
    {
      OTS_KAFKA_BROKERS: 'a:1',
      OTS_KAFKA_SASL_USERNAME: 'u',
      OTS_KAFKA_SASL_PASSWORD: 'sesame',
      OTS_KAFKA_SASL_PASSWORD_FILE: import.meta.filename,
    },
    /both set/,
  ],
  [{ OTS_KAFKA_BROKERS: 'a:1', OTS_KAFKA_SASL_PASSWORD: 'sesame' }, /without OTS_KAFKA_SASL_USERNAME/],
])('%o is refused with what is wrong', (env, message) => {
  expect(() => readKafkaEnvironment(env)).toThrow(
    expect.objectContaining({ code: 'OTS_CONFIG_INVALID', message: expect.stringMatching(message) }),
  )
  expect(() => readKafkaEnvironment(env)).not.toThrow(/sesame/)
})

test('all variables have names of their own', () => {
  expect(KAFKA_VARIABLES.every((name) => name.startsWith('OTS_KAFKA_'))).toBe(true)
})
