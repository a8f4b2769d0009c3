/** Right and wrong addresses, passwords, certificates and topics: what a person is told. */
import { readFileSync } from 'node:fs'
import { Secret } from '@oasis/runtime'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Kafka, startKafka } from '../../../../../tools/services/src/index.ts'
import type { KafkaSasl } from '../../src/index.ts'
import { createTopic, openBus } from './workload.ts'

const QUICK = { connectWithinMs: 500 }
const sasl = (password: string, mechanism: KafkaSasl['mechanism'] = 'SCRAM-SHA-256'): KafkaSasl => ({
  mechanism,
  username: 'trader',
  password: new Secret(password),
})

describe('a broker that asks for a user and a certificate', () => {
  let kafka: Kafka
  beforeAll(async () => {
    kafka = await startKafka({
      sasl: { mechanism: 'SCRAM-SHA-256', username: 'trader', password: 'open-sesame' },
      tls: { clientCertificates: true },
    })
  }, 120_000)
  afterAll(() => kafka.stop())

  const addressOf = (kind: 'saslBrokers' | 'tlsBrokers' | 'saslTlsBrokers') => kafka[kind] ?? ''
  const tls = () => {
    const { authority, client } = kafka.certificates ?? {}
    return {
      ca: authority?.certificate ?? '',
      cert: client?.certificate ?? '',
      key: new Secret(client?.key ?? ''),
    }
  }

  test('lets in who has them, and carries records', async () => {
    for (const options of [
      { brokers: addressOf('saslBrokers'), sasl: sasl('open-sesame') },
      { brokers: addressOf('tlsBrokers'), tls: tls() },
      { brokers: addressOf('saslTlsBrokers'), sasl: sasl('open-sesame'), tls: tls() },
    ]) {
      const bus = await openBus(options.brokers, options)
      const topic = await createTopic(bus, 1)
      const seen: string[] = []
      await bus.publish([{ topic, key: 'k', value: undefined, headers: {} }])
      const subscription = await bus.subscribe({
        group: topic,
        topics: [topic],
        startAt: 'earliest',
        onBatch: (records) => {
          for (const { key } of records) seen.push(key)
        },
      })
      await subscription.caughtUp
      expect(seen).toEqual(['k'])
      await bus.close()
    }
  })

  test('refuses a wrong password, an unknown mechanism and a missing certificate, saying which', async () => {
    const refused = (message: RegExp) =>
      expect.objectContaining({ code: 'OTS_BUS_REFUSED', message: expect.stringMatching(message) })
    await expect(openBus(addressOf('saslBrokers'), { sasl: sasl('open-barley'), ...QUICK })).rejects.toEqual(
      refused(/authentication/i),
    )
    await expect(
      openBus(addressOf('saslBrokers'), { sasl: sasl('open-sesame', 'PLAIN'), ...QUICK }),
    ).rejects.toEqual(refused(/mechanism/i))
    await expect(
      openBus(addressOf('tlsBrokers'), {
        tls: { ca: kafka.certificates?.authority.certificate ?? '' },
        ...QUICK,
      }),
    ).rejects.toEqual(refused(/certificate/i))
    await expect(openBus(addressOf('tlsBrokers'), { tls: {}, ...QUICK })).rejects.toEqual(
      refused(/certificate/i),
    )
  })

  test('TLS and none are told apart', async () => {
    const told = expect.objectContaining({ code: expect.stringMatching(/^OTS_BUS_/) })
    await expect(openBus(addressOf('tlsBrokers'), QUICK)).rejects.toEqual(told)
    await expect(openBus(kafka.brokers, { tls: tls(), ...QUICK })).rejects.toEqual(told)
  })
})

test('PLAIN passwords are taken, too; an expired certificate is refused', async () => {
  const kafka = await startKafka({
    sasl: { mechanism: 'PLAIN', username: 'trader', password: 'open-sesame' },
    tls: { expired: true },
  })
  const bus = await openBus(kafka.saslBrokers ?? '', { sasl: sasl('open-sesame', 'PLAIN') })
  await bus.close()
  await expect(
    openBus(kafka.saslBrokers ?? '', { sasl: sasl('open-barley', 'PLAIN'), ...QUICK }),
  ).rejects.toMatchObject({ code: 'OTS_BUS_REFUSED' })
  await expect(
    openBus(kafka.tlsBrokers ?? '', {
      tls: { ca: readFileSync(kafka.certificates?.authority.certificatePath ?? '', 'utf8') },
      ...QUICK,
    }),
  ).rejects.toMatchObject({ code: 'OTS_BUS_REFUSED', message: expect.stringMatching(/expired/) })
  await kafka.stop()
}, 120_000)

test('a wrong address, an unknown topic and other partitions are told by name', async () => {
  await expect(openBus('127.0.0.1:1', QUICK)).rejects.toMatchObject({
    code: 'OTS_BUS_UNREACHABLE',
    hint: expect.stringContaining('OTS_KAFKA_BROKERS'),
  })
  await expect(openBus('no-such-host.invalid:9092', QUICK)).rejects.toMatchObject({
    code: 'OTS_BUS_UNREACHABLE',
  })
  const bus = await openBus(inject('kafka').brokers)
  const unknown = { code: 'OTS_TOPIC_UNKNOWN', hint: expect.stringContaining('ots topics create') }
  const subscribing = bus.subscribe({ group: 'g', topics: ['no.such'], startAt: 'latest', onBatch: () => {} })
  await expect(subscribing).rejects.toMatchObject(unknown)
  await expect(bus.endPositions(['no.such'])).rejects.toMatchObject(unknown)
  await expect(
    bus.publish([{ topic: 'no.such', key: 'k', value: undefined, headers: {} }]),
  ).rejects.toMatchObject(unknown)
  const name = await createTopic(bus, 2)
  await expect(
    bus.createTopics([{ name, partitions: 3, retentionMs: 1_000, compacted: false, groupCommit: true }]),
  ).rejects.toMatchObject({ code: 'OTS_TOPIC_MISMATCH', message: expect.stringContaining(name) })
  await bus.close()
})
