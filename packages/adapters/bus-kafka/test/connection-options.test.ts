import { inspect } from 'node:util'
import { Secret } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { parseBrokers, toDriverOptions } from '../src/cluster/connection-options.ts'

const TIMES = { connectTimeoutMs: 1, requestTimeoutMs: 2, maxInFlight: 3 }

test('addresses of brokers are hosts with ports, several by commas', () => {
  expect(parseBrokers('a.example:1, [::1]:2 ,10.0.0.1,')).toEqual([
    { host: 'a.example', port: 1 },
    { host: '::1', port: 2 },
    { host: '10.0.0.1', port: 9092 },
  ])
})

test.each(['', ' , ', 'a:b', 'a b:1', 'a:0', 'a:70000', 'http://a:1'])('"%s" names no broker', (text) => {
  expect(() => parseBrokers(text)).toThrow(expect.objectContaining({ code: 'OTS_CONFIG_INVALID' }))
})

test('passwords and keys do not show where options are printed', () => {
  const options = toDriverOptions(
    {
      brokers: 'a:1',
      clientId: 'c',
      sasl: { mechanism: 'PLAIN', username: 'u', password: new Secret('open sesame') },
    },
    TIMES,
  )
  expect(inspect(options, { depth: 9 })).not.toContain('sesame')
  expect(JSON.stringify(options)).not.toContain('sesame')
})

test('a server name is sent for hosts, not for addresses', () => {
  const named = (brokers: string) => toDriverOptions({ brokers, clientId: 'c', tls: {} }, TIMES).tlsServerName
  expect(named('broker.example:1')).toBe(true)
  expect(named('127.0.0.1:1')).toBe(false)
})
