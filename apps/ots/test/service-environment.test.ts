import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OtsError, Secret } from '@oasis/runtime'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fileTwin, SERVICE_SECRETS } from '../src/config/secret-variables.ts'
import {
  describeServiceVariables,
  readServiceEnvironment,
  SERVICE_NAMES,
  SERVICE_VARIABLES,
  type ServiceName,
} from '../src/config/service-environment.ts'

const SECRET = 'b5f1e0c49a7d4c0f8e21a6b3d9c8f7e6'
const WHOLE = {
  OTS_POSTGRES_URL: 'postgres://ots:pass-word@127.0.0.1:5432/ots',
  OTS_REDIS_URL: 'redis://:pass-word@127.0.0.1:6379',
  OTS_RISK_ENGINE_ADDRESSES: 'risk-0:7001, risk-1:7001',
  OTS_ORDER_MANAGER_ADDRESSES: '127.0.0.1:7002',
  OTS_RPC_PORT: '7001',
  OTS_APPROVAL_KEYS: `2026a:${SECRET}`,
  OTS_CONTROL_CENTER_SECRET: SECRET,
}

const faultsOf = (env: Record<string, string | undefined>, service?: ServiceName): string => {
  try {
    readServiceEnvironment(env, service)
    return ''
  } catch (error) {
    if (error instanceof OtsError) return error.message
    throw error
  }
}

function file(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ots-secret-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'secret'), text)
  return join(folder, 'secret')
}

/** All values, secrets included, which print as nothing. */
const revealed = (value: unknown): unknown => {
  if (value instanceof Secret) return value.reveal()
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(revealed) : value
}

describe('the environment of a service', () => {
  test.each(SERVICE_NAMES)('%s starts with what it needs', (name) => {
    expect(readServiceEnvironment(WHOLE, name).OTS_HTTP_HOST).toBe('127.0.0.1')
  })

  test('everything that is missing is told at once, with what it is for', () => {
    const faults = faultsOf({}, 'risk-engine')
    for (const name of ['OTS_POSTGRES_URL', 'OTS_REDIS_URL', 'OTS_RPC_PORT', 'OTS_APPROVAL_KEYS']) {
      expect(faults).toContain(`${name} is not set`)
    }
    expect(faultsOf({}, 'data-normalizer')).toBe('')
  })

  test('empty counts as not set', () => {
    expect(faultsOf({ ...WHOLE, OTS_RPC_PORT: '' }, 'order-manager')).toContain('OTS_RPC_PORT is not set')
    expect(readServiceEnvironment({ ...WHOLE, OTS_HTTP_PORT: '' }).OTS_HTTP_PORT).toBe(9464)
  })

  test.each([
    ['OTS_POSTGRES_URL', 'mysql://ots:pass-word@host/ots'],
    ['OTS_REDIS_URL', 'pass-word'],
    ['OTS_RISK_ENGINE_ADDRESSES', 'risk'],
    ['OTS_HTTP_PORT', '70000'],
    ['OTS_APPROVAL_KEYS', 'a:pass-word'],
    ['OTS_APPROVAL_KEYS', `a:${SECRET},a:${SECRET}`],
    ['OTS_APPROVAL_KEYS', `a:${SECRET},b:${SECRET},c:${SECRET}`],
    ['OTS_RPC_TOKEN', 'pass-word'],
    ['OTS_DRY_RUN', 'perhaps'],
    ['OTS_SERVICES', 'risk-engine'],
    ['OTS_TAKER_FEE', 'much'],
    ['OTS_CONTROL_CENTER_SECRET', 'pass-word'],
    ['OTS_API_PORT', '-1'],
  ])('%s of the wrong kind is named, and its value is not shown', (name, value) => {
    const faults = faultsOf({ ...WHOLE, [name]: value })
    expect(faults).toContain(`${name}: `)
    expect(faults).not.toContain('pass-word')
    expect(faults).not.toContain(SECRET)
  })

  test('keys are read in their order, and print as nothing', () => {
    const read = readServiceEnvironment({ ...WHOLE, OTS_APPROVAL_KEYS: `new:${SECRET}, old:${SECRET}` })
    expect(read.OTS_APPROVAL_KEYS?.map(({ id }) => id)).toEqual(['new', 'old'])
    expect(read.OTS_APPROVAL_KEYS?.[0]?.secret.reveal()).toBe(SECRET)
    expect(JSON.stringify(read)).not.toContain(SECRET)
    expect(JSON.stringify(read)).not.toContain('pass-word')
  })

  test('each secret may lie in a file, and counts as what the file holds', () => {
    for (const name of SERVICE_SECRETS) {
      const text = name === 'OTS_RPC_TOKEN' ? SECRET : WHOLE[name]
      const { [name]: _, ...others } = { ...WHOLE, OTS_RPC_TOKEN: SECRET }
      const read = readServiceEnvironment({ ...others, [fileTwin(name)]: file(`${text}\n`) }, 'risk-engine')
      const direct = readServiceEnvironment({ ...others, [name]: text }, 'risk-engine')
      expect(revealed(read), name).toEqual(revealed(direct))
      expect(revealed(read), name).toContain(name === 'OTS_APPROVAL_KEYS' ? SECRET : text)
    }
  })

  test.each(SERVICE_SECRETS)('%s: a file that is missing, empty, wrong or one too many is told', (name) => {
    const twin = fileTwin(name)
    const { [name]: _, ...others } = { ...WHOLE, OTS_RPC_TOKEN: SECRET }
    expect(faultsOf({ ...others, [twin]: '/no/such/file' }, 'control-center-api')).toContain(
      `${twin}: /no/such/file cannot be read (ENOENT)`,
    )
    expect(faultsOf({ ...others, [twin]: file(' \n') })).toMatch(new RegExp(`${twin}: .* is empty`))
    expect(faultsOf({ ...others, [twin]: file('pass-word') })).toContain(`${name}: `)
    expect(faultsOf({ ...others, [twin]: file('pass-word') })).not.toContain('pass-word')
    expect(faultsOf({ ...others, [name]: SECRET, [twin]: file(SECRET) })).toContain(
      `${name} and ${twin} are both set`,
    )
    expect(SERVICE_VARIABLES).toContain(twin)
  })

  test.each(['0.0.0.0', '::', '10.0.0.7', 'risk-engine'])(
    'a leader that listens at %s asks callers who they are, or does not start',
    (host) => {
      const exposed = { ...WHOLE, OTS_RPC_HOST: host }
      const encrypted = { OTS_RPC_CERT_FILE: 'own.pem', OTS_RPC_KEY_FILE: 'own.key' }
      for (const name of ['risk-engine', 'order-manager'] as const) {
        expect(faultsOf(exposed, name)).toContain(`OTS_RPC_HOST: ${host} is reached from other machines`)
        // Encrypted, and yet open to everybody.
        expect(faultsOf({ ...exposed, ...encrypted }, name)).toContain('OTS_RPC_HOST')
        expect(faultsOf({ ...exposed, OTS_RPC_TOKEN: SECRET }, name)).toBe('')
        expect(faultsOf({ ...exposed, OTS_RPC_TOKEN_FILE: file(SECRET) }, name)).toBe('')
        expect(faultsOf({ ...exposed, ...encrypted, OTS_RPC_CA_FILE: 'ca.pem' }, name)).toBe('')
      }
      // Nor does it keep anybody from calling: a halt, say.
      expect(faultsOf(exposed)).toBe('')
    },
  )

  test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost', ''])('at %s nobody else calls', (host) => {
    expect(faultsOf({ ...WHOLE, OTS_RPC_HOST: host }, 'risk-engine')).toBe('')
  })

  test('of variables that say the same, one is enough; of those that belong together, none', () => {
    const { OTS_CONTROL_CENTER_SECRET: _secret, ...others } = WHOLE
    expect(faultsOf(others, 'control-center-api')).toContain('OTS_CONTROL_CENTER_SECRET is not set')
    for (const name of ['OTS_API', 'OTS_POSTGRES', 'OTS_REDIS', 'OTS_RPC']) {
      expect(faultsOf({ ...WHOLE, [`${name}_CERT_FILE`]: 'own.pem' })).toContain('belong together')
    }
  })

  test('one configuration is enough', () => {
    expect(faultsOf({ ...WHOLE, OTS_CONFIG: 'accounts: []', OTS_CONFIG_FILE: 'ots.yaml' })).toContain(
      'both set',
    )
  })

  test('every variable says what it is for', () => {
    for (const [name, about] of describeServiceVariables()) expect(about, name).not.toBe('')
  })
})
