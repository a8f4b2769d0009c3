import { OtsError } from '@oasis/runtime'
import { describe, expect, test } from 'vitest'
import {
  describeServiceVariables,
  readServiceEnvironment,
  SERVICE_NAMES,
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

  test('of variables that say the same, one is enough; of those that belong together, none', () => {
    const { OTS_CONTROL_CENTER_SECRET: _secret, ...others } = WHOLE
    expect(faultsOf(others, 'control-center-api')).toContain('OTS_CONTROL_CENTER_SECRET is not set')
    const file = { OTS_CONTROL_CENTER_SECRET_FILE: '/run/secrets/control-center' }
    expect(faultsOf({ ...others, ...file }, 'control-center-api')).toBe('')
    expect(faultsOf({ ...WHOLE, ...file })).toContain('both set')
    expect(faultsOf({ ...WHOLE, OTS_API_CERT_FILE: 'api.pem' })).toContain('belong together')
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
