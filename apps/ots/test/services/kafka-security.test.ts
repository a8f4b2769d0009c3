/** Kafka that asks who one is, reached as operators say it: by `OTS_KAFKA_*` alone. And what `ots doctor` says when it is wrong. */
import { createKafkaBus } from '@oasis/bus-kafka'
import { topics } from '@oasis/contracts'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { TEST_ACCOUNT } from '@oasis/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Certificates, type Kafka, startKafka } from '../../../../tools/services/src/index.ts'
import { readKafkaEnvironment } from '../../src/config/kafka-environment.ts'
import { examineDistributed } from '../../src/doctor/examine-distributed.ts'
import { createSystemTopics } from '../../src/index.ts'

type Env = Readonly<Record<string, string>>

const PASSWORD = 'open-sesame'
const USER: Env = { OTS_KAFKA_SASL_USERNAME: 'trader', OTS_KAFKA_SASL_PASSWORD: PASSWORD }

function certificatesOf(kafka: Kafka): Certificates {
  if (kafka.certificates === undefined) throw new Error('the broker has no certificates')
  return kafka.certificates
}

const trusting = (kafka: Kafka): Env => ({
  OTS_KAFKA_TLS_CA_FILE: certificatesOf(kafka).authority.certificatePath,
})
const presenting = (kafka: Kafka, which: 'client' | 'expired' = 'client'): Env => ({
  ...trusting(kafka),
  OTS_KAFKA_TLS_CERT_FILE: certificatesOf(kafka)[which].certificatePath,
  OTS_KAFKA_TLS_KEY_FILE: certificatesOf(kafka)[which].keyPath,
})

/** Topics are made, a record is written, and a member of a group reads it. */
async function trade(env: Env, key: string): Promise<readonly string[]> {
  const connection = readKafkaEnvironment(env)
  await createSystemTopics(connection)
  const bus = await createKafkaBus({
    ...connection,
    ...{ scheduler: createRealScheduler(), logger: createSilentLogger() },
  })
  try {
    const topic = topics.signals.spec.name
    await bus.publish([{ topic, key, value: undefined, headers: {} }])
    const keys: string[] = []
    const subscription = await bus.subscribe({
      ...{ group: key, topics: [topic], startAt: 'earliest' },
      onBatch: (records) => {
        keys.push(...records.map((record) => record.key))
      },
    })
    await subscription.caughtUp
    await subscription.close()
    return keys
  } finally {
    await bus.close()
  }
}

/** What doctor says, by check; nowhere may a password stand. */
async function doctor(env: Env): Promise<ReadonlyMap<string, string>> {
  const findings = await examineDistributed(env)
  const text = new Map(findings.map(({ check, result, detail }) => [check, `${result}: ${detail}`]))
  expect([...text.values()].join('\n')).not.toMatch(/open-(sesame|barley)/)
  return text
}

describe('a broker that asks for SCRAM, or a certificate, or both', () => {
  let kafka: Kafka
  beforeAll(async () => {
    kafka = await startKafka({
      sasl: { mechanism: 'SCRAM-SHA-512', username: 'trader', password: PASSWORD },
      tls: { clientCertificates: true },
    })
  }, 120_000)
  afterAll(() => kafka.stop())

  const scram = (): Env => ({ OTS_KAFKA_BROKERS: kafka.saslBrokers ?? '', ...USER })
  const mtls = (): Env => ({ OTS_KAFKA_BROKERS: kafka.tlsBrokers ?? '', ...presenting(kafka) })
  const both = (): Env => ({ OTS_KAFKA_BROKERS: kafka.saslTlsBrokers ?? '', ...USER, ...presenting(kafka) })

  test.each([
    ['by SCRAM', scram],
    ['by mTLS', mtls],
    ['by both', both],
  ])('is traded through %s, and doctor finds nothing wrong with it', async (by, env) => {
    expect(await trade(env(), `${TEST_ACCOUNT} ${by}`)).toContain(`${TEST_ACCOUNT} ${by}`)
    const found = await doctor(env())
    for (const check of ['kafka', 'topics', 'records']) expect(found.get(check), check).toMatch(/^ok/)
  })

  test.each([
    ['a wrong password', () => ({ ...scram(), OTS_KAFKA_SASL_PASSWORD: 'open-barley' }), /authentication/i],
    ['a mechanism that it has not', () => ({ ...scram(), OTS_KAFKA_SASL_MECHANISM: 'PLAIN' }), /mechanism/i],
    ['no certificate of ours', () => ({ ...mtls(), ...without('CERT', 'KEY') }), /certificate/i],
    ['an authority that we do not know', () => ({ ...mtls(), ...without('CA') }), /certificate/i],
  ])('told to doctor: %s', async (_, env, why) => {
    const said = (await doctor(env())).get('kafka')
    expect(said).toMatch(/^fault: OTS_BUS_REFUSED/)
    expect(said).toMatch(why)
  })

  test('our own certificate that has expired is named by its variable, before the broker is asked', async () => {
    const found = await doctor({ ...mtls(), ...presenting(kafka, 'expired') })
    expect(found.get('certificate of OTS_KAFKA_TLS_CERT_FILE')).toMatch(/^fault: .* expired on .*renew it/)
    expect(found.get('certificate of OTS_KAFKA_TLS_CA_FILE')).not.toMatch(/^fault/)
    expect(found.get('kafka')).toMatch(/^fault: OTS_BUS_REFUSED/)
  })
})

describe('a broker with PLAIN and a certificate that has expired', () => {
  let kafka: Kafka
  beforeAll(async () => {
    kafka = await startKafka({
      sasl: { mechanism: 'PLAIN', username: 'trader', password: PASSWORD },
      tls: { expired: true },
    })
  }, 120_000)
  afterAll(() => kafka.stop())

  test('PLAIN lets us in', async () => {
    const env = { OTS_KAFKA_BROKERS: kafka.saslBrokers ?? '', ...USER, OTS_KAFKA_SASL_MECHANISM: 'PLAIN' }
    expect(await trade(env, 'plain')).toContain('plain')
  })

  test('doctor says that the broker’s certificate has expired', async () => {
    const said = (await doctor({ OTS_KAFKA_BROKERS: kafka.tlsBrokers ?? '', ...trusting(kafka) })).get(
      'kafka',
    )
    expect(said).toMatch(/^fault: OTS_BUS_REFUSED.*expired/s)
  })
})

const without = (...parts: readonly string[]): Env =>
  Object.fromEntries(parts.map((part) => [`OTS_KAFKA_TLS_${part}_FILE`, '']))
