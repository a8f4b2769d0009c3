/** `ots doctor` for the distributed system names what is wrong, one by one, on real servers. */
import { createKafkaBus, type KafkaConnection } from '@oasis/bus-kafka'
import { createRedisCache } from '@oasis/cache-redis'
import { topicSpecs, topics } from '@oasis/contracts'
import type { Bus } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { createPostgresLeases, openOrderStore } from '@oasis/store-sql'
import { Admin, ConfigResourceTypes } from '@platformatic/kafka'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  createCertificates,
  type Kafka,
  type Postgres,
  type Redis,
  startKafka,
  startPostgres,
  startRedis,
} from '../../../../tools/services/src/index.ts'
import { redisOf } from '../../src/config/redis-of.ts'
import { readServiceEnvironment } from '../../src/config/service-environment.ts'
import { SCHEMAS } from '../../src/distributed/schemas.ts'
import { examineDistributed } from '../../src/doctor/examine-distributed.ts'
import { createSystemTopics } from '../../src/index.ts'

let kafka: Kafka
let postgres: Postgres
let redis: Redis
beforeAll(async () => {
  ;[kafka, postgres, redis] = await Promise.all([startKafka(), startPostgres(), startRedis()])
  await createSystemTopics({ brokers: kafka.brokers, clientId: 'test' })
})
afterAll(async () => {
  await Promise.all([kafka.stop(), postgres.stop(), redis.stop()])
})

const env = (changes: Record<string, string> = {}) => ({
  OTS_KAFKA_BROKERS: kafka.brokers,
  OTS_POSTGRES_URL: postgres.url,
  OTS_REDIS_URL: redis.url,
  ...changes,
})
const findings = async (changes?: Record<string, string>) => {
  const all = await examineDistributed(env(changes))
  return new Map(all.map(({ check, result, detail }) => [check, `${result}: ${detail}`]))
}
const faults = async (changes?: Record<string, string>) =>
  [...(await findings(changes))].filter(([, text]) => text.startsWith('fault')).map(([check]) => check)

async function onBus<T>(work: (bus: Bus) => Promise<T>, changes: Partial<KafkaConnection> = {}): Promise<T> {
  const bus = await createKafkaBus({
    ...{ brokers: kafka.brokers, clientId: 'test', ...changes },
    ...{ scheduler: createRealScheduler(), logger: createSilentLogger() },
  })
  try {
    return await work(bus)
  } finally {
    await bus.close()
  }
}

describe('doctor', () => {
  test('of a healthy system it finds no fault', async () => {
    expect(await faults()).toEqual([])
  })

  test('a wrong broker', async () => {
    const found = await findings({ OTS_KAFKA_BROKERS: '127.0.0.1:1' })
    expect(found.get('kafka')).toMatch(/^fault: OTS_BUS_UNREACHABLE/)
  })

  test('a wrong password', async () => {
    const url = new URL(postgres.url)
    url.password = 'not-the-password'
    const found = await findings({ OTS_POSTGRES_URL: url.href })
    expect(found.get('postgres')).toMatch(/^fault: OTS_DATABASE_REFUSED/)
    expect([...found.values()].join()).not.toContain('not-the-password')
  })

  test('Redis that is away', async () => {
    await redis.stop()
    const found = await findings()
    expect(found.get('redis')).toMatch(/^fault: OTS_CACHE_UNAVAILABLE/)
    await redis.restart()
    expect((await findings()).get('redis')).toMatch(/^ok/)
  })

  test('Redis over TLS: whom it trusts, and that it shows a certificate of its own', async () => {
    const encrypted = await startRedis({ tls: { clients: true } })
    onTestFinished(() => encrypted.stop())
    const { authority, client } = encrypted.certificates ?? (await createCertificates())
    const told = async (changes: Record<string, string>) =>
      (await findings({ OTS_REDIS_URL: encrypted.url, ...changes })).get('redis')
    const trusting = { OTS_REDIS_CA_FILE: authority.certificatePath }
    const known = {
      ...trusting,
      OTS_REDIS_CERT_FILE: client.certificatePath,
      OTS_REDIS_KEY_FILE: client.keyPath,
    }
    expect(await told(known)).toMatch(/^ok: version 7/)
    expect(await told({})).toMatch(/^fault: OTS_CACHE_UNAVAILABLE.*certificate/s)
    expect(await told(trusting)).toMatch(/^fault: OTS_CACHE_UNAVAILABLE/)
    expect(await told({ ...trusting, OTS_REDIS_URL: redis.url })).toMatch(
      /^fault: OTS_CONFIG_INVALID.*without TLS/s,
    )
    expect(await told({ OTS_REDIS_CA_FILE: '/no/such/file' })).toMatch(/^fault: OTS_TLS_UNUSABLE.*no\/such/s)
    const cache = createRedisCache(
      redisOf(readServiceEnvironment({ ...known, OTS_REDIS_URL: encrypted.url })),
    )
    onTestFinished(() => cache.close())
    expect(await cache.list()).toEqual([])
  })

  test('calls that anybody may make', async () => {
    const exposed = { OTS_RPC_HOST: '0.0.0.0', OTS_RPC_PORT: '7001' }
    expect((await findings(exposed)).get('calls')).toMatch(/^fault: OTS_RPC_HOST/)
    expect((await findings({ ...exposed, OTS_RPC_TOKEN: 'a-token-of-some-length' })).has('calls')).toBe(false)
  })

  test('who holds which lease', async () => {
    const leases = createPostgresLeases({ url: postgres.url, holder: 'order-manager@here:42' })
    const times = { ttlMs: 5_000, graceMs: 0, signal: AbortSignal.timeout(10_000) }
    await leases.acquire('order-manager/coinbase.main.paper', times)
    const held = 'order-manager/coinbase.main.paper by order-manager@here:42 (epoch 1)'
    expect((await findings()).get('leases')).toContain(held)
    await leases.close()
    expect((await findings()).get('leases')).toBe('ok: nobody leads anything')
  })

  test('tables of a newer version', async () => {
    const store = await openOrderStore({ url: postgres.url, schema: SCHEMAS.orders })
    await store.close()
    expect((await findings()).get(`tables of ${SCHEMAS.orders}`)).toBe('ok: of this version')
    const client = new pg.Client(postgres.url)
    await client.connect()
    const { rows } = await client.query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = $1 AND table_name LIKE '%migration%'",
      [SCHEMAS.orders],
    )
    for (const { table_name } of rows.filter((row) => !row.table_name.includes('lock'))) {
      await client.query(
        `INSERT INTO "${SCHEMAS.orders}"."${table_name}" (name, timestamp) VALUES ('9999-tomorrow', 'now')`,
      )
    }
    const found = await findings()
    expect(found.get(`tables of ${SCHEMAS.orders}`)).toMatch(/^fault: OTS_SCHEMA_UNKNOWN.*9999-tomorrow/s)
    await client.query(`DROP SCHEMA "${SCHEMAS.orders}" CASCADE`)
    await client.end()
  })

  test('an expired certificate', async () => {
    const { authority, expired } = await createCertificates()
    const found = await findings({
      OTS_RPC_CA_FILE: authority.certificatePath,
      OTS_RPC_CERT_FILE: expired.certificatePath,
      OTS_RPC_KEY_FILE: expired.keyPath,
    })
    expect(found.get('certificate of OTS_RPC_CERT_FILE')).toMatch(/^fault: .* expired on/)
  })

  test('a record of an unknown schema', async () => {
    await onBus((bus) =>
      bus.publish([
        {
          topic: topics.signals.spec.name,
          key: 'coinbase.main.paper',
          value: Buffer.from('?'),
          headers: { schema: 'com.example.Other' },
        },
      ]),
    )
    const found = await findings()
    expect(found.get('records')).toMatch(/^fault: trading\.signals\/0\/0: its schema is com\.example\.Other/)
  })

  test('a topic that keeps records for another time, or of which fewer replicas must have them', async () => {
    const topic = topics.orderEvents.spec.name
    const wanted = (await findings()).get('topic settings')
    expect(wanted).toMatch(/^ok/)
    const alter = async (settings: Readonly<Record<string, string>>) => {
      const admin = new Admin({ clientId: 'drift', bootstrapBrokers: [kafka.brokers] })
      const configs = Object.entries(settings).map(([name, value]) => ({
        name,
        value,
        configOperation: 0 as const,
      }))
      await admin.incrementalAlterConfigs({
        resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic, configs }],
      })
      await admin.close()
    }
    await alter({ 'retention.ms': '1000', 'cleanup.policy': 'compact', 'min.insync.replicas': '2' })
    const found = (await findings()).get('topic settings')
    expect(found).toMatch(/^fault/)
    expect(found).toContain(`${topic} has retention.ms 1000 instead of 15552000000`)
    expect(found).toContain(`${topic} has cleanup.policy compact instead of delete`)
    expect(found).toContain(`${topic} has min.insync.replicas 2 instead of 1`)
    await alter({ 'retention.ms': '15552000000', 'cleanup.policy': 'delete', 'min.insync.replicas': '1' })
    expect((await findings()).get('topic settings')).toBe(wanted)
  })

  test('a topic with other partitions, and one that is missing', async () => {
    const other = await startKafka()
    try {
      const specs = topicSpecs(['coinbase'])
      await onBus(
        (bus) =>
          bus.createTopics(
            specs.map((spec) => (spec.name === 'trading.signals' ? { ...spec, partitions: 3 } : spec)),
          ),
        { brokers: other.brokers },
      )
      const found = await findings({ OTS_KAFKA_BROKERS: other.brokers })
      expect(found.get('topics')).toMatch(
        /^fault: OTS_TOPIC_MISMATCH: trading\.signals has 3 partitions instead of 1/,
      )
    } finally {
      await other.stop()
    }
  })
})
